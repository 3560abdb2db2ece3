import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import { createEventHubSync, type EventHubSync } from "../../src/sync/event-hubs.ts";
import { noteForgotten } from "../../src/sync/forgotten.ts";
import { cursorOf, begun, read } from "../../src/sync/progress.ts";
import { ownerOf } from "../../src/sync/tenant.ts";
import { readReceived } from "../../src/sync/received.ts";
import { readSynced, readTo, unread } from "../../src/sync/synced.ts";
import { collectLog, type LogLine } from "../bot/teams.ts";
import { address, FakeHub } from "./fake-hub.ts";

const start = Date.parse("2026-03-31T12:00:00Z");
const minute = 60_000;
const contoso = "66666666-7777-4888-9999-aaaaaaaaaaaa";
const alice = "7d4a3c2b-1111-4222-8333-444455556666";
const name = "contoso-logs.servicebus.windows.net/insights-logs-signinlogs";

let store: Store;
let hub: FakeHub;
let time: number;
let lines: LogLine[];

beforeEach(() => {
  store = openSqliteStore({ path: ":memory:" });
  hub = new FakeHub();
  time = start;
});
afterEach(() => store.close());

/** What a start of the service makes. */
function begin(
  into: Pick<Store, "write" | "cursor"> = store,
  more: { readonly signal?: AbortSignal; readonly tenant?: string } = {},
): EventHubSync {
  const collected = collectLog();
  lines = collected.lines;
  const clock = { now: () => time, sleep: async () => {} };
  return createEventHubSync({
    store: into,
    clock,
    log: collected.log,
    signal: new AbortController().signal,
    ...more,
  });
}

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** A record as diagnostic settings stream it. */
function record(
  number: number,
  more: { errorCode?: number; risk?: string; tenantId?: string; category?: string } = {},
) {
  const { errorCode = 0, risk = "none", tenantId = contoso, category = "SignInLogs" } = more;
  return {
    time: new Date(start + number * 1_000).toISOString(),
    category,
    operationName: "Sign-in activity",
    tenantId,
    properties: {
      id: idOf(number),
      createdDateTime: new Date(start + number * 1_000).toISOString(),
      userId: alice,
      userPrincipalName: "alice@contoso.com",
      isInteractive: true,
      riskLevelAggregated: risk,
      status: { errorCode },
    },
  };
}

const ids = async (): Promise<string[]> => {
  const { rows } = await store.list({ where: [] }, { order: "oldest", limit: 1_000 });
  return rows.map(({ id }) => id);
};
const positions = async () =>
  Object.entries((await readReceived(store))[name]?.partitions ?? {}).map(([id, { last }]) => [
    id,
    last?.sequenceNumber,
  ]);

test("records of all four categories come into the store, however an event holds them", async () => {
  hub.put("0", { records: [record(1), record(2, { category: "NonInteractiveUserSignInLogs" })] }, start);
  hub.put("1", [record(3, { category: "ServicePrincipalSignInLogs" })], start);
  hub.put("1", record(4, { category: "ManagedIdentitySignInLogs" }), start);
  await hub.run(begin());
  const { rows } = await store.list({ where: [] }, { order: "oldest", limit: 10 });
  expect(rows.map(({ id, type }) => [id, type])).toEqual([
    [idOf(1), "interactiveUser"],
    [idOf(2), "nonInteractiveUser"],
    [idOf(3), "servicePrincipal"],
    [idOf(4), "managedIdentity"],
  ]);
  expect(await positions()).toEqual([
    ["0", 0],
    ["1", 1],
  ]);
});

test("a restart goes on after what is stored", async () => {
  hub.put("0", { records: [record(1)] }, start);
  await hub.run(begin());
  hub.put("0", { records: [record(2)] }, start + minute);
  const again = begin();
  const seen: number[] = [];
  const { handlers } = again;
  await hub.run({
    ...again,
    handlers: {
      ...handlers,
      processEvents: (events, context) => {
        seen.push(...events.map(({ sequenceNumber }) => sequenceNumber));
        return handlers.processEvents(events, context);
      },
    },
  });
  expect(seen).toEqual([1]);
  expect(await ids()).toEqual([idOf(1), idOf(2)]);
});

/** What the service, the store and the network do between the hub and the store. */
const life = fc.record({
  put: fc.array(
    fc.record({
      partition: fc.constantFrom("0", "1", "2"),
      records: fc.array(
        fc.record({ id: fc.nat(30), errorCode: fc.constantFrom(0, 50126), version: fc.nat(5) }),
        {
          maxLength: 4,
        },
      ),
    }),
    { maxLength: 6 },
  ),
  /** The write with which the process dies, after it or before. */
  dies: fc.option(fc.record({ at: fc.nat(6), isStored: fc.boolean() }), { nil: undefined }),
  batch: fc.integer({ min: 1, max: 4 }),
  /** Delivered once more, whatever the checkpoint says. */
  again: fc.boolean(),
});

test("through kills, faults of the store and redelivery the store ends with what was streamed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
      const target = openSqliteStore({ path: ":memory:" });
      const source = new FakeHub();
      const put = new Set<string>();
      for (const { put: events, dies, batch, again } of lives) {
        for (const { partition, records } of events) {
          for (const { id } of records) put.add(idOf(id));
          const bodies = records.map(({ id, errorCode }) => record(id, { errorCode }));
          source.put(partition, { records: bodies }, (time += 1_000));
        }
        let writes = 0;
        let isDead = false;
        const mortal: Pick<Store, "write" | "cursor"> = {
          cursor: (cursorName) => target.cursor(cursorName),
          async write(entries, cursor) {
            if (isDead) throw new Error("killed");
            isDead = dies !== undefined && writes++ === dies.at;
            if (isDead && dies?.isStored !== true) throw new Error("killed");
            const written = await target.write(entries, cursor);
            if (isDead) throw new Error("killed");
            return written;
          },
        };
        await source.run(begin(mortal), { maxBatchSize: batch });
        if (again)
          for (const [partition, all] of source.partitions)
            await begin(target).handlers.processEvents(all, source.context(partition));
      }
      await source.run(begin(target));
      const { rows } = await target.list({ where: [] }, { order: "oldest", limit: 1_000 });
      expect(new Set(rows.map(({ id }) => id))).toEqual(put);
      // And it knows that it has everything.
      for (const [partitionId, all] of source.partitions)
        expect((await readReceived(target))[name]?.partitions[partitionId]?.last?.sequenceNumber).toBe(
          all.at(-1)?.sequenceNumber,
        );
      await target.close();
    }),
    { numRuns: 60 },
  );
});

test("an older copy that is delivered again does not take the place of a newer one", async () => {
  hub.put("0", { records: [record(1, { risk: "none" })] }, start);
  hub.put(
    "0",
    { records: [{ ...record(1, { risk: "high" }), time: "2026-03-31T18:00:00Z" }] },
    start + minute,
  );
  await hub.run(begin());
  const events = hub.partitions.get("0") ?? [];
  await begin().handlers.processEvents(events.slice(0, 1), hub.context("0"));
  const [signIn] = await store.find(idOf(1), 1);
  expect(signIn?.riskLevelAggregated).toBe("high");
  expect(await positions()).toEqual([["0", 1]]);
});

test("what is no record is kept aside with its place, other logs are passed over, and reading goes on", async () => {
  hub.put("0", Buffer.from("not JSON"), start);
  hub.put("0", Buffer.from(`{"records":[${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}]}`), start);
  hub.put(
    "0",
    { records: [{ category: "AuditLogs", properties: { id: "x" } }, { count: 1 }, record(1)] },
    start,
  );
  hub.put("0", null, start);
  hub.put("0", Buffer.alloc(0), start);
  await hub.run(begin());
  expect(await ids()).toEqual([idOf(1)]);
  const { quarantined } = await store.coverage();
  expect(Object.fromEntries(quarantined.map(({ reason, records }) => [reason, records]))).toMatchObject({
    "not a sign-in": 1,
    "nested too deeply": 1,
  });
  expect(await positions()).toEqual([["0", 4]]);
  expect(lines).toContainEqual(
    expect.objectContaining({ fields: expect.objectContaining({ otherLogs: 1 }) }),
  );
});

test("sign-ins of another tenant, and of those who are forgotten, are not stored", async () => {
  await noteForgotten(store, [alice], start + 5_000);
  const fabrikam = "99999999-7777-4888-9999-aaaaaaaaaaaa";
  hub.put("0", { records: [record(1), record(6), record(7, { tenantId: fabrikam })] }, start);
  await hub.run(begin());
  expect(await ids()).toEqual([idOf(6)]);
  expect(lines).toContainEqual(expect.objectContaining({ level: "error", fields: { records: 1 } }));
});

test("the store is claimed for the tenant that is set up, not for that of the first record", async () => {
  const fabrikam = "99999999-7777-4888-9999-aaaaaaaaaaaa";
  hub.put("0", { records: [record(1, { tenantId: fabrikam }), record(2)] }, start);
  await hub.run(begin(store, { tenant: contoso }));
  expect(await ids()).toEqual([idOf(2)]);
  expect(await ownerOf(store)).toBe(contoso);
  hub.put("0", { records: [record(3)] }, start);
  await hub.run(begin(store, { tenant: fabrikam }));
  expect(lines).toEqual([expect.objectContaining({ level: "warn" })]);
  expect(await positions()).toEqual([["0", 0]]);
});

test("it is known up to when everything was received, and that nothing came while it was waited for", async () => {
  hub.put("0", { records: [record(1)] }, start);
  hub.put("1", { records: [record(2)] }, start + 10 * minute);
  time = start + 20 * minute;
  await hub.run(begin());
  expect((await readSynced(store)).get("interactiveUser")).toMatchObject({
    covered: [],
    from: ["Event Hubs"],
  });
  await hub.run(begin(), { idle: () => (time += minute) });
  const log = (await readSynced(store)).get("interactiveUser");
  // Partition 0 was waited for first, and of two waits the first one counts.
  expect(log && readTo(log)).toBe(start + 20 * minute);
  expect(log && unread(log, [start, start + 40 * minute], start + 40 * minute)).toEqual([
    [start + 20 * minute, start + 40 * minute],
  ]);
  expect((await readSynced(store)).get("managedIdentity")).toBeUndefined();
});

test("a log is known from its own first event on, whatever else came before it", async () => {
  hub.put("0", { records: [record(1)] }, start);
  hub.put("0", { records: [record(2, { category: "NonInteractiveUserSignInLogs" })] }, start + 60 * minute);
  await hub.run(begin());
  const synced = await readSynced(store);
  expect(synced.get("interactiveUser")?.since).toBe(start);
  expect(synced.get("nonInteractiveUser")).toMatchObject({ since: start + 60 * minute, covered: [] });
});

test("a partition that cannot be read keeps the hub from counting as received", async () => {
  hub.put("0", { records: [record(1)] }, start);
  time = start + 20 * minute;
  const sync = begin();
  await hub.run(sync, { idle: () => (time += minute) });
  const before = (await readSynced(store)).get("interactiveUser");
  expect(before && readTo(before)).toBe(start + 20 * minute);
  await sync.handlers.processInitialize?.(hub.context("1"));
  await sync.handlers.processError(new Error("no link"), hub.context("1"));
  await hub.run(sync, { idle: () => (time += minute) });
  expect((await readSynced(store)).get("interactiveUser")?.covered).toEqual([]);
});

test("with another consumer group, reading goes on where it was, and with another hub both count", async () => {
  hub.put("0", { records: [record(1)] }, start);
  hub.put("0", { records: [record(2)] }, start + 20 * minute);
  const sync = begin();
  await hub.run(sync);
  const { fullyQualifiedNamespace, eventHubName } = address;
  expect(
    await sync.checkpoints.listCheckpoints(fullyQualifiedNamespace, eventHubName, "another"),
  ).toMatchObject([{ sequenceNumber: 1, consumerGroup: "another" }]);
  const other = new FakeHub("signins");
  other.put("0", { records: [record(3)] }, start + 10 * minute);
  other.put("0", { records: [record(4)] }, start + 60 * minute);
  await other.run(begin());
  expect((await readSynced(store)).get("interactiveUser")?.covered).toEqual([[start, start + 60 * minute]]);
});

test("a link that breaks ends the waiting early, and one wait alone may be one on a broken link: that tells nothing", async () => {
  hub.put("0", { records: [record(1)] }, start);
  time = start + 20 * minute;
  await hub.run(begin(), { idle: () => (time += 1_000) });
  const sync = begin();
  await sync.handlers.processInitialize?.(hub.context("0"));
  time += minute;
  await sync.handlers.processEvents([], hub.context("0"));
  expect((await readReceived(store))[name]?.partitions["0"]?.upTo).toBe(start);
});

test("after an hour of silence the link is made anew, because every wait lets one more event come at once", async () => {
  const { handlers } = begin();
  const context = hub.context("0");
  await handlers.processInitialize?.(context);
  let waits = 0;
  const wait = async (): Promise<void> => {
    for (; waits < 100; waits++) {
      time += minute;
      await handlers.processEvents([], context);
    }
  };
  await expect(wait()).rejects.toThrow("the link is made anew");
  expect(waits).toBe(60);
  await handlers.processError((await wait().catch((error: Error) => error)) as Error, context);
  expect(lines).toEqual([]);
});

test("events that were gone before they were received are known as a gap, which Microsoft Graph can fill", async () => {
  hub.put("0", { records: [record(1)] }, start);
  hub.put("0", { records: [record(2)] }, start + 90 * minute);
  await hub.run(begin());
  for (const at of [100, 110, 180]) hub.put("0", { records: [record(at)] }, start + at * minute);
  hub.expire("0", 4);
  await hub.run(begin());
  const now = start + 180 * minute;
  // A sign-in comes into the hub later than it was made.
  const gap = [start + 30 * minute, now];
  const log = (await readSynced(store)).get("interactiveUser");
  expect(log && unread(log, [start, now], now)).toEqual([gap]);
  const progress = read(begun(now, start), [start + 15 * minute, now]);
  await store.write([], { name: cursorOf("interactiveUser"), value: JSON.stringify(progress) });
  const both = (await readSynced(store)).get("interactiveUser");
  expect(both?.from).toEqual(["Microsoft Graph", "Event Hubs"]);
  expect(both && unread(both, [start, now], now)).toEqual([]);
});

test("a store that does not answer for a moment costs nothing that is known", async () => {
  hub.put("0", { records: [record(1)] }, start);
  await hub.run(begin());
  hub.put("0", { records: [record(2)] }, start + 600 * minute);
  hub.put("0", { records: [record(3)] }, start + 610 * minute);
  hub.expire("0", 2);
  await hub.run(begin());
  const before = await readReceived(store);
  expect(before[name]?.lost).toHaveLength(1);
  let isBusy = true;
  const busyOnce: Pick<Store, "write" | "cursor"> = {
    write: (entries, moved) => store.write(entries, moved),
    cursor(cursorName) {
      if (!isBusy || cursorName !== "event-hubs") return store.cursor(cursorName);
      isBusy = false;
      return Promise.reject(new Error("busy"));
    },
  };
  hub.put("0", { records: [record(4)] }, start + 620 * minute);
  const sync = begin(busyOnce);
  await hub.run(sync).catch(() => {});
  await hub.run(sync);
  expect((await readReceived(store))[name]?.lost).toEqual(before[name]?.lost);
  expect(await ids()).toEqual([1, 3, 4].map(idOf));
});

test("a hub that was made anew is received from its beginning", async () => {
  for (const at of [1, 2, 3]) hub.put("0", { records: [record(at)] }, start + at * minute);
  hub.put("1", { records: [record(4)] }, start + 4 * minute);
  await hub.run(begin());
  hub = new FakeHub();
  hub.put("0", { records: [record(5)] }, start + 30 * minute);
  const sync = begin();
  await hub.run(sync);
  expect(lines).toContainEqual(
    expect.objectContaining({
      fields: expect.objectContaining({ reason: expect.stringMatching(/made anew/) }),
    }),
  );
  await hub.run(sync);
  expect(await ids()).toEqual([1, 2, 3, 4, 5].map(idOf));
  expect(await positions()).toEqual([["0", 0]]);
  expect((await readReceived(store))[name]?.lost).toEqual([[start - 57 * minute, start + 30 * minute]]);
});

test("so is one in which the last event's offset happens to be one as well", async () => {
  for (const at of [1, 2, 3]) hub.put("0", { records: [record(at)] }, start + at * minute);
  await hub.run(begin());
  hub = new FakeHub();
  // The third of these has the number of the last one before.
  for (const at of [11, 12, 13, 14, 15]) hub.put("0", { records: [record(at)] }, start + at * minute, 1);
  const sync = begin();
  await hub.run(sync);
  await hub.run(sync);
  expect(await ids()).toEqual([1, 2, 3, 11, 12, 13, 14, 15].map(idOf));
});

test("what another partition had not received yet stays unknown when a hub is made anew", async () => {
  for (const at of [119, 120]) hub.put("0", { records: [record(at)] }, start + at * minute);
  hub.put("1", { records: [record(2)] }, start);
  await hub.run(begin());
  hub = new FakeHub();
  hub.put("0", { records: [record(3)] }, start + 240 * minute);
  const sync = begin();
  await hub.run(sync);
  await hub.run(sync);
  expect((await readReceived(store))[name]?.lost).toEqual([[start - 60 * minute, start + 240 * minute]]);
});

test("every partition is claimed, and where reading goes on is nobody's else", async () => {
  hub.put("0", { records: [record(1)] }, start);
  const { checkpoints, ...sync } = begin();
  await hub.run({ checkpoints, ...sync });
  const claim = { ...address, ownerId: "one", partitionId: "0" };
  expect(await checkpoints.listOwnership(address.fullyQualifiedNamespace, address.eventHubName, "x")).toEqual(
    [],
  );
  expect(await checkpoints.claimOwnership([claim])).toEqual([claim]);
  const list = (eventHubName: string) =>
    checkpoints.listCheckpoints(address.fullyQualifiedNamespace, eventHubName, "$Default");
  expect(await list(address.eventHubName)).toMatchObject([{ partitionId: "0", sequenceNumber: 0 }]);
  expect(await list("other")).toEqual([]);
});

test("many records of one batch are stored in several transactions, and the place with the last", async () => {
  const writes: (readonly [number, boolean])[] = [];
  const counting: Pick<Store, "write" | "cursor"> = {
    cursor: (cursorName) => store.cursor(cursorName),
    write: (entries, cursor) => {
      writes.push([entries.length, cursor !== undefined]);
      return store.write(entries, cursor);
    },
  };
  for (let event = 0; event < 5; event++)
    hub.put("0", { records: Array.from({ length: 500 }, (_, at) => record(event * 500 + at)) }, start);
  await hub.run(begin(counting));
  expect(writes.slice(-3)).toEqual([
    [1_000, false],
    [1_000, false],
    [500, true],
  ]);
});

test.each([
  ["UnauthorizedError", /role Azure Event Hubs Data Receiver/],
  ["MessagingEntityNotFoundError", /no event hub insights-logs-signinlogs/],
  ["ENOTFOUND", /Check EVENT_HUBS_NAMESPACE/],
  ["AggregateAuthenticationError", /No token.*az login/],
  ["ReceiverDisconnectedError", /Somebody else reads.*EVENT_HUBS_CONSUMER_GROUP/],
  ["QuotaExceededError", /EVENT_HUBS_CONSUMER_GROUP/],
  ["ServiceUnavailableError", /tried again/],
])(
  "the problem %s is said with what to do, once in a while, and without the service's words",
  async (code, said) => {
    const { handlers } = begin();
    const error = Object.assign(new Error("SharedAccessKey=hunter2;[click](https://evil.example)"), { code });
    for (let round = 0; round < 100; round++) {
      await handlers.processError(error, hub.context(String(round % 4)));
      time += 10_000;
    }
    expect(lines).toHaveLength(2);
    expect(lines[0]?.fields).toMatchObject({ reason: expect.stringMatching(said) });
    expect(JSON.stringify(lines)).not.toMatch(/hunter2|evil/);
  },
);

test("nothing is written once the service stops", async () => {
  const stop = new AbortController();
  const sync = begin(store, { signal: stop.signal });
  hub.put("0", { records: [record(1)] }, start);
  stop.abort();
  await hub.run(sync, { idle: () => (time += minute) });
  expect(await ids()).toEqual([]);
  expect(await readReceived(store)).toEqual({});
});
