import { createHttpHeaders } from "@azure/core-rest-pipeline";
import type { HttpClient, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { evaluate, InvalidKql, type Answer, type Database, type Options } from "./evaluate.ts";
import { withinTimespan } from "./timespan-filter.ts";
import { cellText, failureOf } from "./wire.ts";

/** What goes wrong with a request. */
export type LogAnalyticsFault =
  /** A workspace that has no data. */
  | { readonly kind: "noContent" }
  /** Some of the answer, and an error in it, with status 200. */
  | { readonly kind: "partial"; readonly message: string }
  | { readonly kind: "badRequest"; readonly code: string; readonly message: string }
  | { readonly kind: "forbidden" }
  /** @param retryAfter seconds */
  | { readonly kind: "throttled"; readonly retryAfter: number }
  | { readonly kind: "gatewayTimeout" }
  /** Answered once this is fulfilled; until then it can be aborted. */
  | { readonly kind: "slow"; readonly until: Promise<unknown> };

export interface LogAnalyticsRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly query: string;
    readonly timespan?: string;
    readonly workspaces?: readonly string[];
  };
}

export interface LogAnalyticsFake {
  /** For the option `httpClient` of a `LogsQueryClient`. */
  readonly httpClient: HttpClient;
  readonly requests: readonly LogAnalyticsRequest[];
  /** Requests that wait for an answer now, and the most that did at one time. */
  readonly open: number;
  readonly mostOpen: number;
  /** Lets the next requests go wrong. */
  fail(fault: LogAnalyticsFault, times?: number): void;
}

/**
 * The query API of Log Analytics without a network: asks the evaluator, and answers and fails as the service does.
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/errors
 * @param clock what `now()` is
 */
export function fakeLogAnalytics(database: Database, clock: () => Date, options?: Options): LogAnalyticsFake {
  const requests: LogAnalyticsRequest[] = [];
  const faults: LogAnalyticsFault[] = [];
  let open = 0;
  let mostOpen = 0;
  const answer = async (request: PipelineRequest): Promise<PipelineResponse> => {
    const refusal = refusalOf(request);
    if (refusal !== undefined) return respond(request, ...refusal);
    const body = JSON.parse(request.body as string) as LogAnalyticsRequest["body"];
    requests.push({ url: request.url, headers: request.headers.toJSON(), body });
    const fault = faults.shift();
    if (fault?.kind === "slow") await raceAbort(request, fault.until);
    const failed = fault === undefined ? undefined : failures[fault.kind](fault as never);
    if (failed !== undefined) return respond(request, ...failed);
    return respond(request, ...query(body, database, clock(), options, fault));
  };
  return {
    requests,
    get open() {
      return open;
    },
    get mostOpen() {
      return mostOpen;
    },
    fail: (fault, times = 1) => {
      faults.push(...Array.from({ length: times }, () => fault));
    },
    httpClient: {
      sendRequest: async (request) => {
        open += 1;
        mostOpen = Math.max(mostOpen, open);
        try {
          return await raceAbort(request, answer(request));
        } finally {
          open -= 1;
        }
      },
    },
  };
}

type Reply = [status: number, body: string, headers?: Record<string, string>];

const failures: {
  readonly [Kind in LogAnalyticsFault["kind"]]: (
    fault: Extract<LogAnalyticsFault, { readonly kind: Kind }>,
  ) => Reply | undefined;
} = {
  noContent: () => [204, ""],
  partial: () => undefined,
  slow: () => undefined,
  badRequest: ({ code, message }) => badRequest(code, message),
  forbidden: () =>
    failure(
      403,
      "InsufficientAccessError",
      "The provided credentials have insufficient access to perform the requested operation",
    ),
  throttled: ({ retryAfter }) => [
    ...failure(429, "ThrottledError", "Too many requests"),
    { "retry-after": String(retryAfter) },
  ],
  gatewayTimeout: () => failure(504, "GatewayTimeout", "The query took too long"),
};

/** What is refused before the query is looked at. */
function refusalOf({ url, method, headers, body }: PipelineRequest): Reply | undefined {
  if (!/^\/v1\/workspaces\/[^/]+\/query$/.test(new URL(url).pathname) || method !== "POST") {
    return failure(404, "PathNotFoundError", "The requested path does not exist");
  }
  if (!headers.get("authorization")?.startsWith("Bearer ")) {
    return failure(
      401,
      "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.",
    );
  }
  const isJson =
    headers.get("content-type")?.startsWith("application/json") === true && typeof body === "string";
  return isJson ? undefined : [200, ""];
}

function query(
  body: LogAnalyticsRequest["body"],
  database: Database,
  now: Date,
  options: Options | undefined,
  fault: LogAnalyticsFault | undefined,
): Reply {
  if (Object.values(database.tables).every(({ rows }) => rows.length === 0)) return [204, ""];
  const within = body.timespan === undefined ? database : withinTimespan(database, body.timespan, now);
  if (within === undefined)
    return badRequest("BadArgumentError", `The timespan ${body.timespan} is not valid`);
  try {
    return [200, answerText(evaluate(body.query, within, now, options), fault)];
  } catch (error) {
    if (!(error instanceof InvalidKql)) throw error;
    const { isSyntax, code, message } = failureOf(error);
    return badRequest(code, message, isSyntax ? "SyntaxError" : "SemanticError");
  }
}

function answerText({ columns, rows }: Answer, fault: LogAnalyticsFault | undefined): string {
  const lines = rows.map(
    (row) => `[${row.map((value, at) => cellText(value, columns[at]!.type, "text")).join(",")}]`,
  );
  const table = `{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":[${lines.join(",")}]}`;
  if (fault?.kind !== "partial") return `{"tables":[${table}]}`;
  const error = {
    code: "PartialError",
    message: "There were some errors when processing your query.",
    details: [{ code: "EngineError", message: fault.message }],
  };
  return `{"tables":[${table}],"error":${JSON.stringify(error)}}`;
}

function badRequest(code: string, message: string, kind = "SemanticError"): Reply {
  const innererror = { code: kind, message: "A semantic error occurred.", innererror: { code, message } };
  return failure(400, "BadArgumentError", "The request had some invalid properties", innererror);
}

function failure(status: number, code: string, message: string, innererror?: object): [number, string] {
  return [status, JSON.stringify({ error: { message, code, innererror } })];
}

function respond(request: PipelineRequest, ...[status, body, headers]: Reply): PipelineResponse {
  return {
    request,
    status,
    headers: createHttpHeaders({ "content-type": "application/json; charset=utf-8", ...headers }),
    bodyAsText: body === "" ? null : body,
  };
}

/** As the client for Node does: a request is rejected when it is aborted or its time is over. */
async function raceAbort<T>(request: PipelineRequest, answer: Promise<T>): Promise<T> {
  const { abortSignal, timeout } = request;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => {
      reject(Object.assign(new Error("The operation was aborted."), { name: "AbortError" }));
    };
    if (abortSignal?.aborted === true) abort();
    abortSignal?.addEventListener("abort", abort);
    const timer = timeout > 0 ? setTimeout(abort, timeout) : undefined;
    stop = () => {
      clearTimeout(timer);
      abortSignal?.removeEventListener("abort", abort);
    };
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    stop();
  }
}
