import nock from "nock";
import type { SignInType } from "../../src/signin/sign-in.ts";
import type { Clock } from "../../src/clock.ts";

/** Time that passes when somebody waits. */
export interface SimulatedClock extends Clock {
  pass(milliseconds: number): void;
}

export function simulatedClock(start: number): SimulatedClock {
  let time = start;
  return {
    now: () => time,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      time += milliseconds;
    },
    pass(milliseconds) {
      time += milliseconds;
    },
  };
}

/** The same, as a machine has it whose clock is wrong. */
export function wrongClock(clock: Clock, by: number): Clock {
  return { ...clock, now: () => clock.now() + by };
}

/** A sign-in of the tenant: what Graph says of it, and from when on it says so. */
export interface SourceRecord {
  readonly type: SignInType;
  readonly created: number;
  /** In the order of time. */
  readonly versions: readonly {
    readonly since: number;
    readonly record: Readonly<Record<string, unknown>>;
  }[];
}

/** What happens to a request instead of an answer. */
export type Fault =
  | { readonly status: number; readonly code?: string; readonly headers?: Readonly<Record<string, string>> }
  | "reset"
  | "broken page"
  | "page that leads back"
  | "page out of order";

export interface FakeGraph {
  readonly records: SourceRecord[];
  /** Times at which requests came. */
  readonly requests: { readonly at: number; readonly url: URL; readonly authorization: string }[];
  /** What the next request meets; undefined: an answer. */
  fault: (url: URL) => Fault | undefined;
  /** In which order what was found comes. */
  order: (found: readonly object[]) => readonly object[];
  /** Milliseconds that a request takes. */
  latency: () => number;
  /** What a record is now; undefined while it is not there. */
  current(record: SourceRecord): Readonly<Record<string, unknown>> | undefined;
}

/**
 * Microsoft Graph's list of sign-ins as it is documented: filter, order, pages by opaque links that hold what was there
 * when the first was asked for, 5 requests in 10 seconds, the Date header.
 */
export function playGraph(clock: SimulatedClock, pageSize: number): FakeGraph {
  const snapshots = new Map<string, readonly object[]>();
  const graph: FakeGraph = {
    records: [],
    requests: [],
    fault: () => undefined,
    order: (found) => found,
    latency: () => 300,
    current: ({ versions }) => versions.findLast(({ since }) => since <= clock.now())?.record,
  };
  nock("https://graph.microsoft.com")
    .persist()
    .get(/^\/(beta|v1\.0)\/auditLogs\/signIns/)
    .reply(function reply(path, _body, done) {
      const authorization = String(this.req.headers["authorization"]);
      const [error, ...answer] = answerTo(new URL(path, "https://graph.microsoft.com"), authorization);
      done(error ?? null, answer);
    });
  return graph;

  function answerTo(
    url: URL,
    authorization: string,
  ): [Error | undefined, number, object | string, Record<string, string>] {
    graph.requests.push({ at: clock.now(), url, authorization });
    const recent = graph.requests.slice(-6).filter(({ at }) => at > clock.now() - 10_000);
    const date = { date: new Date(clock.now()).toUTCString() };
    if (recent.length > 5)
      return [undefined, 429, failure("TooManyRequests"), { ...date, "retry-after": "10" }];
    const fault = graph.fault(url);
    clock.pass(graph.latency());
    if (fault === "reset") return [new Error("socket hang up"), 0, "", {}];
    if (typeof fault === "object") {
      const { status, code = "UnknownError", headers } = fault;
      return [undefined, status, failure(code), { ...date, ...headers }];
    }
    const body = pageOf(url, fault);
    return [undefined, 200, fault === "broken page" ? body.slice(0, body.length / 2) : body, date];
  }

  function pageOf(url: URL, fault: Fault | undefined): string {
    const token = url.searchParams.get("$skiptoken");
    const [id = "", offset = "0"] = token?.split(":") ?? [String(snapshots.size)];
    if (token === null) snapshots.set(id, graph.order(found(url)));
    const all = snapshots.get(id) ?? [];
    const start = Number(offset);
    const value = all.slice(start, start + pageSize);
    const next = new URL(url.pathname, url);
    next.searchParams.set("$skiptoken", `${id}:${start + pageSize}`);
    const link = fault === "page that leads back" ? url : next;
    return JSON.stringify({
      value: fault === "page out of order" ? value.toReversed() : value,
      ...(start + pageSize < all.length && { "@odata.nextLink": link.href }),
    });
  }

  function found(url: URL): readonly object[] {
    const filter = url.searchParams.get("$filter") ?? "";
    const [, from = "", to = ""] = /createdDateTime ge (\S+) and createdDateTime lt (\S+)/.exec(filter) ?? [];
    const type = /eq '(\w+)'/.exec(filter)?.[1] ?? "interactiveUser";
    return graph.records
      .filter(
        (record) =>
          record.type === type && record.created >= Date.parse(from) && record.created < Date.parse(to),
      )
      .toSorted((a, b) => b.created - a.created)
      .map(graph.current)
      .filter((record) => record !== undefined);
  }
}

const failure = (code: string): object => ({ error: { code, message: "What Graph says of it." } });
