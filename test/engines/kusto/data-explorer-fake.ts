import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { evaluate, InvalidKql, type Answer, type Database, type Options } from "./evaluate.ts";
import { completionTable, dataTable } from "./v2-frames.ts";
import { failureOf, type DynamicForm } from "./wire.ts";

/** What goes wrong with a query. */
export type DataExplorerFault =
  | { readonly kind: "throttled" }
  | { readonly kind: "forbidden" }
  | { readonly kind: "gatewayTimeout" }
  /** An error inside an answer of status 200, behind some of its rows. */
  | { readonly kind: "inBand"; readonly message: string }
  /** Answered once this is fulfilled. */
  | { readonly kind: "slow"; readonly until: Promise<unknown> };

export interface DataExplorerRequest {
  readonly headers: IncomingMessage["headers"];
  readonly body: {
    readonly db: string;
    readonly csl: string;
    readonly properties?: {
      readonly Options?: Readonly<Record<string, unknown>>;
      readonly Parameters?: object;
    } | null;
  };
}

export interface DataExplorerFake {
  /** Such as "http://127.0.0.1:40123". */
  readonly url: string;
  readonly requests: readonly DataExplorerRequest[];
  /** Queries that wait for an answer now, and the most that did at one time. */
  readonly open: number;
  readonly mostOpen: number;
  /** Why queries could not be answered here: of a test that means to ask well, none. */
  readonly problems: readonly Error[];
  /** Lets the next queries go wrong. */
  fail(fault: DataExplorerFault, times?: number): void;
  close(): Promise<void>;
}

/**
 * A cluster of Azure Data Explorer on this machine: asks the evaluator, and speaks the second version of the protocol.
 * https://learn.microsoft.com/kusto/api/rest/response-v2
 * @param clock what `now()` is
 */
export async function startDataExplorer(
  database: Database,
  clock: () => Date,
  options: Options & { readonly dynamics?: DynamicForm } = {},
): Promise<DataExplorerFake> {
  const requests: DataExplorerRequest[] = [];
  const faults: DataExplorerFault[] = [];
  const problems: Error[] = [];
  let open = 0;
  let mostOpen = 0;
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const body = JSON.parse(await text(request)) as DataExplorerRequest["body"];
    requests.push({ headers: request.headers, body });
    const fault = faults.shift();
    if (fault?.kind === "slow") await fault.until;
    if (fault !== undefined && fault.kind in failures) return failures[fault.kind as keyof typeof failures];
    try {
      return query(
        body,
        fault,
        (csl) => evaluate(csl, database, clock(), options),
        options.dynamics ?? "nested",
      );
    } catch (error) {
      problems.push(error as Error);
      return failure(500, "Internal service error", "General_InternalServerError", String(error));
    }
  };
  const server = createServer((request, response) => {
    if (request.url === "/v1/rest/auth/metadata") return send(response, [200, JSON.stringify(metadata)]);
    if (request.url !== "/v2/rest/query" || request.method !== "POST") return send(response, [404, ""]);
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.once("close", () => {
      open -= 1;
    });
    void answer(request).then((reply) => send(response, reply));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    problems,
    get open() {
      return open;
    },
    get mostOpen() {
      return mostOpen;
    },
    fail: (fault, times = 1) => {
      faults.push(...Array.from({ length: times }, () => fault));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

type Reply = [status: number, body: string];

/** https://learn.microsoft.com/kusto/api/rest/authentication: where a token for the cluster is to be had. */
const metadata = {
  AzureAD: {
    LoginEndpoint: "https://login.microsoftonline.com",
    LoginMfaRequired: false,
    KustoClientAppId: "db662dc1-0cfe-4e1c-a843-19a68e65be58",
    KustoClientRedirectUri: "https://microsoft/kustoclient",
    KustoServiceResourceId: "https://kusto.kusto.windows.net",
    FirstPartyAuthorityUrl: "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a",
  },
};

const failures = {
  throttled: failure(429, "Too many requests", "TooManyRequests", "The query was aborted due to throttling."),
  forbidden: failure(403, "Forbidden", "Forbidden", "Principal is not authorized to read the database."),
  gatewayTimeout: failure(504, "Gateway timeout", "Timeout", "Request is timed out."),
} satisfies Partial<Record<DataExplorerFault["kind"], Reply>>;

/** Options that change nothing here: all is read only, and no clock runs. */
const harmless = new Set([
  "servertimeout",
  "request_readonly",
  "request_readonly_hardline",
  "norequesttimeout",
]);

function query(
  { csl, properties }: DataExplorerRequest["body"],
  fault: DataExplorerFault | undefined,
  ask: (csl: string) => Answer,
  dynamics: DynamicForm,
): Reply {
  const { query_take_max_records: limit, ...others } = properties?.Options ?? {};
  const unknown = Object.keys(others).find((name) => !harmless.has(name));
  if (unknown !== undefined) throw new Error(`The request option ${unknown} is not implemented here.`);
  if (properties?.Parameters !== undefined) throw new Error("Query parameters are not implemented here.");
  try {
    const answer = ask(csl);
    const rows = limit === undefined ? answer.rows : answer.rows.slice(0, Number(limit));
    return [200, framesText({ ...answer, rows }, fault, dynamics)];
  } catch (error) {
    if (!(error instanceof InvalidKql)) throw error;
    const { isSyntax, code, message } = failureOf(error);
    const told = `${isSyntax ? "Syntax" : "Semantic"} error: ${code}: ${message}`;
    return failure(400, "Request is invalid and cannot be executed.", "General_BadRequest", told);
  }
}

function framesText(answer: Answer, fault: DataExplorerFault | undefined, dynamics: DynamicForm): string {
  const errors =
    fault?.kind === "inBand" ? [oneApiError("Query execution failed", "Unknown", fault.message)] : [];
  const completion = { FrameType: "DataSetCompletion", HasErrors: errors.length > 0, Cancelled: false };
  return `[${[
    JSON.stringify({ FrameType: "DataSetHeader", IsProgressive: false, Version: "v2.0" }),
    dataTable(0, "QueryProperties", "@ExtendedProperties", { columns: [], rows: [] }, dynamics),
    dataTable(1, "PrimaryResult", "PrimaryResult", answer, dynamics),
    dataTable(2, "QueryCompletionInformation", "QueryCompletionInformation", completionTable, dynamics),
    JSON.stringify(errors.length > 0 ? { ...completion, OneApiErrors: errors } : completion),
  ].join(",")}]`;
}

function failure(status: number, message: string, code: string, detail: string): Reply {
  return [status, JSON.stringify(oneApiError(message, code, detail))];
}

/** https://learn.microsoft.com/kusto/api/rest/response-http */
function oneApiError(message: string, code: string, detail: string) {
  return {
    error: {
      code,
      message,
      "@type": "Kusto.DataNode.Exceptions.KustoException",
      "@message": detail,
      "@permanent": !["TooManyRequests", "Timeout"].includes(code),
    },
  };
}

function send(response: ServerResponse, [status, body]: Reply): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(body);
}
