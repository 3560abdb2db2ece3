import { randomUUID } from "node:crypto";
import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { signInTypes, type SignIn, type SignInType } from "../../src/signin/sign-in.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { Clock } from "../../src/clock.ts";
import { createGraphPages } from "../../src/sync/graph-pages.ts";
import { removeOld } from "../../src/cli/retention.ts";
import { noteForgotten } from "../../src/sync/forgotten.ts";
import { cursorOf, readProgress } from "../../src/sync/progress.ts";
import { readSynced, readTo } from "../../src/sync/synced.ts";
import { createSync, type Sync } from "../../src/sync/sync.ts";
import { collectLog } from "../bot/teams.ts";
import {
  playGraph,
  simulatedClock,
  wrongClock,
  type FakeGraph,
  type Fault,
  type SimulatedClock,
  type SourceRecord,
} from "./fake-graph.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.parse("2026-03-01T00:00:00Z");

let clock: SimulatedClock;
let graph: FakeGraph;
let store: Store;
const never = new AbortController().signal;

beforeEach(() => {
  nock.disableNetConnect();
  clock = simulatedClock(start);
  graph = playGraph(clock, 20);
  store = openSqliteStore({ path: ":memory:" });
});
afterEach(async () => {
  nock.cleanAll();
  nock.enableNetConnect();
  await store.close();
});

/** Numbers that are the same in every run: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function syncOf({
  own = clock,
  days = 5,
  random = () => 0.5,
  into = store,
}: { own?: Clock; days?: number; random?: () => number; into?: Pick<Store, "write" | "cursor"> } = {}): Sync {
  const { log } = collectLog();
  const pages = createGraphPages({ token: async () => "token-for-graph", clock: own, random, log });
  return createSync({ store: into, pages, clock: own, log, days, interval: 5 * minute });
}

function record(type: SignInType, created: number, changes: object = {}): Record<string, unknown> {
  return {
    id: randomUUID(),
    createdDateTime: new Date(created).toISOString(),
    signInEventTypes: [type],
    userId: "7d4a3c2b-1111-4222-8333-444455556666",
    userPrincipalName: "alice@contoso.com",
    appDisplayName: "Azure Portal",
    status: { errorCode: 50126, failureReason: "Invalid username or password." },
    ...changes,
  };
}

function at(type: SignInType, created: number, since = created, changes: object = {}): SourceRecord {
  return { type, created, versions: [{ since, record: record(type, created, changes) }] };
}

async function rowsOf(): Promise<readonly SignIn[]> {
  const everything = { where: [{ field: "type" as const, is: [...signInTypes] }] };
  return (await store.list(everything, { order: "oldest", limit: 100_000 })).rows;
}

/** The records of the store as they were delivered, by id. */
async function stored(): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const { id } of await rowsOf()) {
    const [signIn] = await store.find(id, 1);
    found.set(id, JSON.parse(signIn?.raw ?? "null"));
  }
  return found;
}

/** The same of what Graph says now. */
function source(): Map<string, unknown> {
  const all = graph.records.map(graph.current).filter((one) => one !== undefined);
  return new Map(all.map((one) => [String(one["id"]), one]));
}

const byId = (all: Map<string, unknown>): [string, unknown][] =>
  [...all].sort(([a], [b]) => (a < b ? -1 : 1));

function mostInTenSeconds(): number {
  const times = graph.requests.map(({ at: time }) => time);
  // Times are in order: of six in a row the first and the last are compared.
  const tooMany = times.some((time, index) => (times[index + 5] ?? Infinity) - time < 10_000);
  return tooMany ? 6 : 5;
}

test("the first round reads all four logs of the days that are kept, the newest first", async () => {
  for (const type of signInTypes)
    for (let back = 1; back < 60; back++) graph.records.push(at(type, start - back * 12 * hour));
  const results = await syncOf({ days: 30 }).round(never);
  expect(byId(await stored())).toEqual(byId(source()));
  expect(results.map(({ records, problem }) => [records >= 59, problem])).toEqual(
    signInTypes.map(() => [true, undefined]),
  );
  const edges = graph.requests.flatMap(
    ({ url }) => /lt (\S+)/.exec(url.searchParams.get("$filter") ?? "")?.[1] ?? [],
  );
  const first = Date.parse(edges[0] ?? "");
  expect(Math.abs(first - start)).toBeLessThan(minute);
  expect(mostInTenSeconds()).toBeLessThanOrEqual(5);
  expect(new Set(graph.requests.map(({ authorization }) => authorization))).toEqual(
    new Set(["Bearer token-for-graph"]),
  );
});

test("a round with nothing new asks for the newest alone, and writes nothing", async () => {
  graph.records.push(at("interactiveUser", start - hour), at("managedIdentity", start - 10 * minute));
  const sync = syncOf();
  await sync.round(never);
  const before = graph.requests.length;
  clock.pass(5 * minute);
  const results = await sync.round(never);
  expect(graph.requests.length - before).toBe(4);
  expect(results.map(({ records, new: added, updated }) => [records, added, updated])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [1, 0, 0],
  ]);
});

test.each<[string, Fault, number]>([
  ["429 with Retry-After", { status: 429, headers: { "retry-after": "17" } }, 2],
  ["429 without", { status: 429 }, 3],
  ["503", { status: 503 }, 3],
  ["504", { status: 504 }, 3],
  ["a token that has expired", { status: 401, code: "InvalidAuthenticationToken" }, 2],
  ["a connection that breaks", "reset", 3],
  ["a broken page", "broken page", 3],
  ["a page that leads back", "page that leads back", 2],
  ["a page out of order", "page out of order", 4],
])("%s: all is there in the end", async (_, fault, times) => {
  for (let index = 0; index < 90; index++)
    graph.records.push(at("interactiveUser", start - index * 20 * minute));
  let left = times;
  let asked = 0;
  graph.fault = () => (++asked % 2 === 0 && left-- > 0 ? fault : undefined);
  const sync = syncOf();
  await sync.round(never);
  clock.pass(5 * minute);
  const results = await sync.round(never);
  expect(results.map(({ problem }) => problem)).toEqual(signInTypes.map(() => undefined));
  expect(byId(await stored())).toEqual(byId(source()));
  expect(mostInTenSeconds()).toBeLessThanOrEqual(5);
});

test.each<[string, Fault, string, RegExp]>([
  [
    "no permission",
    { status: 403, code: "Authentication_MSGraphPermissionMissing" },
    "permission",
    /AuditLog\.Read\.All/,
  ],
  [
    "a person without a role",
    { status: 403, code: "Authentication_RequestFromUnsupportedUserRole" },
    "role",
    /Security Reader/,
  ],
  [
    "no licence",
    { status: 403, code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" },
    "licence",
    /Entra ID P1.*signpost import/,
  ],
  ["no credentials", { status: 401 }, "credentials", /secret or certificate/],
  ["a service that is down", { status: 503 }, "unavailable", /next round/],
])("%s for one log: it is said what to do, and the others go on", async (_, fault, kind, said) => {
  for (const type of signInTypes) graph.records.push(at(type, start - hour));
  graph.fault = ({ searchParams }) =>
    searchParams.get("$filter")?.includes("'nonInteractiveUser'") === true ? fault : undefined;
  const results = await syncOf().round(never);
  expect(results.map(({ problem }) => problem?.kind)).toEqual([undefined, kind, undefined, undefined]);
  expect(results[1]?.problem?.message).toMatch(said);
  expect(await stored()).toHaveProperty("size", 3);
  graph.fault = () => undefined;
  clock.pass(hour);
  await syncOf().round(never);
  expect(byId(await stored())).toEqual(byId(source()));
});

test("where the beta is refused, interactive sign-ins are read by v1.0", async () => {
  for (const type of signInTypes) graph.records.push(at(type, start - hour));
  graph.fault = ({ pathname }) => (pathname.startsWith("/beta") ? { status: 400 } : undefined);
  const results = await syncOf().round(never);
  expect(results.map(({ problem }) => problem?.kind)).toEqual([undefined, ...Array(3).fill("unexpected")]);
  expect(await stored()).toHaveProperty("size", 1);
});

test("a beta that is refused once is asked again an hour later", async () => {
  let refused = 1;
  graph.fault = ({ pathname }) =>
    pathname.startsWith("/beta") && refused-- > 0 ? { status: 400 } : undefined;
  const sync = syncOf({ days: 1 });
  await sync.round(never);
  expect(graph.requests.some(({ url }) => url.pathname.startsWith("/v1.0"))).toBe(true);
  clock.pass(2 * hour);
  const before = graph.requests.length;
  await sync.round(never);
  expect(graph.requests.slice(before).some(({ url }) => url.pathname.startsWith("/v1.0"))).toBe(false);
});

test("after a week without a round, what came late before it is found", async () => {
  const late = at("interactiveUser", start - minute, start + 2 * minute);
  const enriched = record("interactiveUser", start - 2 * day);
  graph.records.push(late, {
    type: "interactiveUser",
    created: start - 2 * day,
    versions: [
      { since: start - 2 * day, record: enriched },
      { since: start + day, record: { ...enriched, riskState: "atRisk" } },
    ],
  });
  await syncOf({ days: 30 }).round(never);
  clock.pass(7 * day);
  await syncOf({ days: 30 }).round(never);
  expect(byId(await stored())).toEqual(byId(source()));
});

test("what was removed and is wanted again is read again", async () => {
  for (let back = 0; back < 20; back++) graph.records.push(at("servicePrincipal", start - back * day - hour));
  const sync = syncOf({ days: 30 });
  await sync.round(never);
  await removeOld(store, start - 7 * day, { kind: "sqlite" });
  expect(await stored()).toHaveProperty("size", 7);
  clock.pass(5 * minute);
  await sync.round(never);
  expect(byId(await stored())).toEqual(byId(source()));
});

test("who is forgotten does not come again with what they did until then", async () => {
  const bob = "bbbbbbbb-1111-4222-8333-444455556666";
  graph.records.push(
    at("interactiveUser", start - hour, start - hour, { userId: bob }),
    at("interactiveUser", start - 2 * hour),
  );
  await noteForgotten(store, [bob.toUpperCase()], start);
  const sync = syncOf();
  await sync.round(never);
  expect(await stored()).toHaveProperty("size", 1);
  clock.pass(hour);
  graph.records.push(at("interactiveUser", start + 30 * minute, start + 30 * minute, { userId: bob }));
  await sync.round(never);
  expect(await stored()).toHaveProperty("size", 2);
});

test("a record that becomes what it was once is stored so", async () => {
  const first = record("interactiveUser", start - hour, { riskState: "none" });
  const versions = [first, { ...first, riskState: "atRisk" }, first].map((one, index) => ({
    since: start - hour + index * 10 * minute,
    record: one,
  }));
  graph.records.push({ type: "interactiveUser", created: start - hour, versions });
  clock.pass(-hour + minute);
  const sync = syncOf({ days: 1 });
  for (let round = 0; round < 6; round++) {
    await sync.round(never);
    clock.pass(10 * minute);
  }
  expect(byId(await stored())).toEqual(byId(source()));
});

test("a log that fails for some minutes of a long round is read in that round", async () => {
  for (let index = 0; index < 3_000; index++)
    graph.records.push(at("nonInteractiveUser", start - index * 10 * minute));
  graph.records.push(at("interactiveUser", start - hour));
  graph.fault = ({ searchParams }) =>
    clock.now() < start + 4 * minute && searchParams.get("$filter")?.includes("'interactiveUser'") === true
      ? { status: 503 }
      : undefined;
  const results = await syncOf({ days: 20 }).round(never);
  expect(results.map(({ problem }) => problem)).toEqual(Array(4).fill(undefined));
  expect(await stored()).toHaveProperty(
    "size",
    graph.records.filter(({ created }) => created >= start - 20 * day).length,
  );
});

test("a clock that was ahead once does not put off what is to be read again", async () => {
  await syncOf({ own: wrongClock(clock, 400 * day) }).round(never);
  const sync = syncOf();
  await sync.round(never);
  graph.records.push(at("interactiveUser", clock.now() - 10 * minute, clock.now() + 2 * hour));
  for (let round = 0; round < 6; round++) {
    clock.pass(hour);
    await sync.round(never);
  }
  expect(byId(await stored())).toEqual(byId(source()));
});

test("pages in no order, and a window that breaks off, leave nothing out", async () => {
  const then = start - 6 * day;
  for (let index = 0; index < 60; index++) graph.records.push(at("managedIdentity", then - index * 1_000));
  // The newest come last, and are not had at first.
  graph.order = (found) => [...found.slice(20, 40), ...found.slice(40), ...found.slice(0, 20)];
  let breaks = 7;
  graph.fault = ({ searchParams }) =>
    searchParams.get("$skiptoken")?.endsWith(":40") === true && breaks-- > 0 ? { status: 503 } : undefined;
  const sync = syncOf({ days: 7 });
  const [, , , managed] = await sync.round(never);
  expect(managed?.problem?.kind).toBe("unavailable");
  clock.pass(5 * minute);
  await sync.round(never);
  expect(byId(await stored())).toEqual(byId(source()));
});

test.each(["no JSON", "{}", '{"covered":[[1,2]],"window":1}'])(
  "a cursor that is none (%s) is begun anew",
  async (value) => {
    graph.records.push(at("interactiveUser", start - hour));
    for (const type of signInTypes) await store.write([], { name: cursorOf(type), value });
    await syncOf().round(never);
    expect(byId(await stored())).toEqual(byId(source()));
  },
);

test("a service that wants a long wait is left alone until the next round", async () => {
  graph.fault = () => ({ status: 503, headers: { "retry-after": "999999" } });
  const results = await syncOf().round(never);
  expect(results.map(({ problem }) => problem?.kind)).toEqual(Array(4).fill("unavailable"));
  expect(clock.now() - start).toBeLessThan(hour);
});

test("the token goes to Microsoft Graph alone, whatever a page says", async () => {
  nock("https://evil.example").get(/.*/).reply(200, { value: [] });
  nock.cleanAll();
  nock("https://graph.microsoft.com")
    .persist()
    .get(/.*/)
    .reply(200, { value: [], "@odata.nextLink": "https://graph.microsoft.com.evil.example/next" });
  const results = await syncOf().round(never);
  expect(results.map(({ problem }) => problem?.kind)).toEqual(Array(4).fill("unexpected"));
});

test("a record that cannot be read is kept aside, and the page counts as read", async () => {
  graph.records.push(
    at("interactiveUser", start - hour, start - hour, { status: "?" }),
    at("interactiveUser", start - 2 * hour),
  );
  const [interactive] = await syncOf().round(never);
  expect(interactive).toMatchObject({ new: 1, quarantined: 1 });
  expect((await store.coverage()).quarantined).toHaveLength(1);
});

test("what a cursor says is there: a write that fails moves none, and is made up for", async () => {
  for (let index = 0; index < 50; index++) graph.records.push(at("servicePrincipal", start - index * minute));
  let fails = 3;
  const into: Pick<Store, "write" | "cursor"> = {
    cursor: (name) => store.cursor(name),
    write: async (batch, cursor) => {
      if (batch.length > 0 && fails-- > 0) throw new Error("disk full");
      return store.write(batch, cursor);
    },
  };
  const sync = syncOf({ into });
  for (let round = 0; round < 3; round++) await expect(sync.round(never)).rejects.toThrow("disk full");
  await sync.round(never);
  expect(byId(await stored())).toEqual(byId(source()));
});

test.each([10 * minute, -10 * minute])(
  "a clock that is %d ms off loses nothing, and no time counts as read before it came",
  async (by) => {
    const sync = syncOf({ own: wrongClock(clock, by) });
    for (let round = 0; round < 30; round++) {
      graph.records.push(
        at("interactiveUser", clock.now() - minute),
        at("interactiveUser", clock.now() + 2 * minute),
      );
      await sync.round(never);
      const progress = await readProgress(store, "interactiveUser");
      expect(progress?.covered.at(-1)?.[1]).toBeLessThanOrEqual(clock.now());
      clock.pass(5 * minute);
    }
    await sync.round(never);
    expect(byId(await stored())).toEqual(byId(source()));
  },
);

/** What a round says that it has read is there: all that was in the source in time, up to when it began. */
async function expectReadTo(types: readonly SignInType[], begun: number): Promise<void> {
  const synced = await readSynced(store);
  const there = new Set((await rowsOf()).map(({ id }) => id));
  for (const type of types) {
    const log = synced.get(type);
    // The source tells its time in seconds, and takes two to answer.
    expect(log === undefined ? 0 : (readTo(log) ?? 0)).toBeGreaterThanOrEqual(begun - 4_000);
    const punctual = graph.records.filter(
      ({ created, versions, ...one }) =>
        one.type === type &&
        created < begun - 5 * minute &&
        (versions[0]?.since ?? 0) <= created + 5 * minute,
    );
    const missing = punctual.filter(
      ({ created, versions }) =>
        !there.has(String((versions[0]?.record as { id: string } | undefined)?.id)) &&
        (log?.covered ?? []).some(([from, to]) => created >= from && created < to),
    );
    expect(missing).toEqual([]);
  }
}

/**
 * Two weeks of a tenant: records that come late, come again with their risk, in no order; storms of faults; a process
 * that is killed again and again; in the end the store is what the source is.
 */
test.each([10])(
  "two weeks with everything that can go wrong, and a clock %d minutes off",
  { timeout: 120_000 },
  async (minutes) => {
    const random = seeded(minutes);
    const pick = (most: number): number => Math.floor(random() * most);
    for (let index = 0; index < 1_000; index++) {
      const type = signInTypes[pick(4)] ?? "interactiveUser";
      const created = start - 30 * day + pick(45) * day + pick(day);
      const lateness =
        [2 * minute, 5 * minute, 40 * minute, 3 * hour, 40 * hour][pick(20) < 15 ? pick(2) : pick(5)] ?? 0;
      const first = record(type, created, { riskState: "none" });
      const versions = [{ since: created + lateness, record: first }];
      if (pick(5) === 0) {
        const since = created + lateness + pick(20 * hour);
        versions.push({ since, record: { ...first, riskState: "atRisk", riskLevelDuringSignIn: "high" } });
        if (pick(2) === 0)
          versions.push({
            since: since + hour,
            record: { ...first, riskState: "remediated", riskLevelDuringSignIn: "high" },
          });
      }
      graph.records.push({ type, created, versions });
    }
    graph.latency = () => 100 + pick(2_000);
    const faults: Fault[] = [
      { status: 429, headers: { "retry-after": "3" } },
      { status: 429 },
      { status: 503 },
      { status: 504 },
      { status: 401, code: "InvalidAuthenticationToken" },
      "reset",
      "broken page",
      "page that leads back",
      "page out of order",
    ];
    let isStormy = true;
    // Storms come and go.
    graph.fault = () =>
      isStormy && random() < (Math.floor(clock.now() / (7 * hour)) % 3 === 0 ? 0.5 : 0.02)
        ? faults[pick(faults.length)]
        : undefined;
    const own = wrongClock(clock, minutes * minute);
    let sync = syncOf({ own, random, days: 60 });
    let kill = new AbortController();
    const { sleep } = own;
    const end = start + 15 * day;
    let wholeRounds = 0;
    while (clock.now() < end) {
      kill = new AbortController();
      const dies = pick(6) === 0;
      const death = clock.now() + pick(5_000);
      if (dies) {
        const { latency } = graph;
        graph.latency = () => {
          if (clock.now() > death) kill.abort(new Error("killed"));
          return latency();
        };
        await sync.round(kill.signal).catch((error: unknown) => {
          if (!String(error).includes("killed")) throw error;
        });
        graph.latency = latency;
        // What was in memory is gone.
        sync = syncOf({ own, random, days: 60 });
      } else {
        const begun = clock.now();
        const results = await sync.round(kill.signal);
        const whole = results.filter(({ problem }) => problem === undefined).map(({ type }) => type);
        wholeRounds += whole.length;
        await expectReadTo(whole, begun);
      }
      const synced = await readSynced(store);
      for (const log of synced.values()) expect(readTo(log) ?? 0).toBeLessThanOrEqual(clock.now());
      await sleep(3 * hour);
    }
    // Most of them are: else the storms would show nothing of the lag.
    expect(wholeRounds).toBeGreaterThan(150);
    isStormy = false;
    // Late records are looked for a few days longer.
    for (let round = 0; round < 8; round++) {
      clock.pass(12 * hour);
      await sync.round(never);
    }
    expect(byId(await stored())).toEqual(byId(source()));
    expect(mostInTenSeconds()).toBeLessThanOrEqual(5);
    for (const type of signInTypes) {
      const progress = await readProgress(store, type);
      expect(progress?.covered).toHaveLength(1);
      expect(clock.now() - (progress?.covered[0]?.[1] ?? 0)).toBeLessThan(hour);
    }
  },
);
