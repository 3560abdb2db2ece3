import { z } from "zod";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { retryAfter } from "../retry-after.ts";
import type { SignInType } from "../signin/sign-in.ts";
import type { Clock } from "../clock.ts";
import { createPace } from "../pace.ts";
import { SyncProblem } from "./problem.ts";
import type { Range } from "./ranges.ts";

export interface GraphPagesOptions {
  /** A token for Microsoft Graph. */
  readonly token: () => Promise<string>;
  readonly clock: Clock;
  /** As `Math.random`; spreads what is tried again. */
  readonly random: () => number;
  readonly log: Pick<Log, "warn">;
  /** How often a page is asked for at most; absent: as often as its failure is worth. */
  readonly tries?: number;
}

/** One page of records, as they were delivered. */
export interface GraphPage {
  readonly records: readonly unknown[];
  /** When it was read, by the clock of Microsoft Graph: milliseconds since 1970. */
  readonly at: number;
}

export interface GraphPages {
  /**
   * The sign-ins of one log that were created within a range, newest first, page by page.
   * @throws SyncProblem where they cannot be had, TooMuch where the range is too long for the service
   */
  read(type: SignInType, range: Range, signal: AbortSignal): AsyncGenerator<GraphPage>;
  /** The time of Microsoft Graph, as far as its answers told it: this machine's clock may be wrong. */
  now(): number;
}

/** The service does not manage a range: a shorter one may work. */
export class TooMuch extends Error {}

/** The origin of Microsoft Graph. */
export const graph = "https://graph.microsoft.com";
type Version = "beta" | "v1.0";

/**
 * Source: https://learn.microsoft.com/graph/api/signin-list?view=graph-rest-beta. Only the beta has the four logs; v1.0
 * has the interactive one, which is read there where the beta is refused.
 */
export function createGraphPages({
  token,
  clock,
  random,
  log,
  tries = Infinity,
}: GraphPagesOptions): GraphPages {
  const pace = createPace(limits.graphRequests, limits.graphRequestsPer, clock);
  let ahead = 0;
  /** Until when the interactive log is read by v1.0. */
  let v1Until = -Infinity;

  return {
    now: () => clock.now() + ahead,
    async *read(type, range, signal) {
      const isV1 = type === "interactiveUser" && clock.now() < v1Until;
      let isBegun = false;
      try {
        for await (const page of pages(addressOf(isV1 ? "v1.0" : "beta", type, range), signal)) {
          isBegun = true;
          yield page;
        }
      } catch (error) {
        if (!isRefusal(error) || type !== "interactiveUser" || isV1 || isBegun) throw error;
        for await (const page of pages(addressOf("v1.0", type, range), signal)) {
          // The beta knows more: it is asked again soon.
          if (v1Until < clock.now())
            log.warn({ reason: error.message }, "Interactive sign-ins are read by v1.0");
          v1Until = clock.now() + betaRest;
          yield page;
        }
      }
    },
  };

  async function* pages(first: string, signal: AbortSignal): AsyncGenerator<GraphPage> {
    const seen = new Set<string>();
    for (let next: string | undefined = first; next !== undefined;) {
      // A link that leads back would never end.
      if (seen.has(next)) throw new TooMuch("pages of Microsoft Graph lead back to themselves");
      seen.add(next);
      if (seen.size > mostPages) throw new TooMuch("Microsoft Graph has pages without end");
      const page: z.infer<typeof Page> = await ask(next, signal);
      yield { records: page.value, at: clock.now() + ahead };
      next = page["@odata.nextLink"] ?? undefined;
      // The token goes nowhere else.
      if (next !== undefined && !next.startsWith(`${graph}/`))
        throw new SyncProblem("unexpected", "Microsoft Graph named a next page elsewhere");
    }
  }

  async function ask(url: string, signal: AbortSignal): Promise<z.infer<typeof Page>> {
    for (let attempt = 1; ; attempt++) {
      await pace(signal);
      const failure = await attemptOf(url, signal);
      if ("page" in failure) return failure.page;
      if (attempt >= Math.min(failure.tries, tries)) throw failure.error;
      const usual = Math.min(60_000, 1_000 * 2 ** (attempt - 1));
      await clock.sleep((failure.after ?? usual / 2) + (usual / 2) * random(), signal);
    }
  }

  async function attemptOf(
    url: string,
    signal: AbortSignal,
  ): Promise<{ page: z.infer<typeof Page> } | Failure> {
    let authorization: string;
    try {
      authorization = `Bearer ${await token()}`;
    } catch {
      return { error: new SyncProblem("credentials", "No token for Microsoft Graph was given"), tries: 3 };
    }
    let response: Response;
    try {
      response = await fetch(url, {
        headers: { authorization, prefer: "include-unknown-enum-members" },
        redirect: "error",
        signal: AbortSignal.any([signal, AbortSignal.timeout(limits.graphTime)]),
      });
    } catch (error) {
      signal.throwIfAborted();
      const isSlow = error instanceof Error && error.name === "TimeoutError";
      return isSlow
        ? { error: new TooMuch("Microsoft Graph took too long"), tries: 2 }
        : { error: new SyncProblem("unavailable", "Microsoft Graph cannot be reached"), tries: usualTries };
    }
    heedClock(response.headers.get("date"));
    return response.ok ? readPage(response, signal) : failureOf(response, url.includes("skiptoken"));
  }

  function heedClock(date: string | null): void {
    const told = Date.parse(date ?? "");
    // The header has whole seconds.
    if (!Number.isNaN(told)) ahead = Math.abs(told - clock.now()) < 2_000 ? 0 : told - clock.now();
  }
}

const usualTries = 7;
/** Milliseconds for which v1.0 is read where the beta is refused. */
const betaRest = 3_600_000;
/** Milliseconds that a service may have this one wait; what asks for more is asked again with the next round. */
const longestWait = 5 * 60_000;
/** Pages of one window: a million sign-ins in five minutes are none. */
const mostPages = 1_000;

/** Why a request failed, how often it may be tried in all, and after how many milliseconds where the service said. */
interface Failure {
  readonly error: Error;
  readonly tries: number;
  readonly after?: number | undefined;
}

/** Something that this version of the interface may not answer, where another does. */
function isRefusal(error: unknown): error is SyncProblem {
  return error instanceof SyncProblem && error.kind === "unexpected";
}

const Page = z.object({ value: z.array(z.unknown()), "@odata.nextLink": z.url().nullish() });
const GraphError = z.object({ error: z.object({ code: z.string().max(200) }) });

async function readPage(
  response: Response,
  signal: AbortSignal,
): Promise<{ page: z.infer<typeof Page> } | Failure> {
  try {
    return { page: Page.parse(await response.json()) };
  } catch {
    signal.throwIfAborted();
    return { error: new TooMuch("Microsoft Graph sent a broken page"), tries: 3 };
  }
}

async function failureOf(response: Response, isNextPage: boolean): Promise<Failure> {
  const { status } = response;
  const code = GraphError.safeParse(await response.json().catch(() => undefined)).data?.error.code ?? "";
  const said = `Microsoft Graph answered ${status}${/^\w+$/.test(code) ? ` (${code})` : ""}`;
  if (status === 401) return { error: new SyncProblem("credentials", said), tries: 3 };
  // Said now and then of tenants that have one.
  if (/NonPremiumTenant/i.test(code)) return { error: new SyncProblem("licence", said), tries: 3 };
  if (/UnsupportedUserRole/i.test(code)) return { error: new SyncProblem("role", said), tries: 1 };
  if (status === 403) return { error: new SyncProblem("permission", said), tries: 1 };
  if (status === 504 || status === 408) return { error: new TooMuch(said), tries: 2 };
  if (status === 429 || status >= 500) {
    const after = retryAfter(response.headers);
    const tries = (after ?? 0) > longestWait ? 1 : usualTries;
    return { error: new SyncProblem("unavailable", said), tries, after };
  }
  // Links to further pages end some time: the window is begun anew.
  if (isNextPage) return { error: new TooMuch(said), tries: 1 };
  return { error: new SyncProblem("unexpected", said), tries: 1 };
}

function addressOf(version: Version, type: SignInType, [from, to]: Range): string {
  const moment = (at: number): string => new Date(at).toISOString();
  const created = `createdDateTime ge ${moment(from)} and createdDateTime lt ${moment(to)}`;
  const query = new URLSearchParams({
    $filter: version === "v1.0" ? created : `${created} and signInEventTypes/any(t: t eq '${type}')`,
    $top: "1000",
  });
  return `${graph}/${version}/auditLogs/signIns?${query.toString()}`;
}
