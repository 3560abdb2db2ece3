import type { ClickHouseClient } from "@clickhouse/client";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { openClickHouseStore } from "../../../src/store/clickhouse/open.ts";
import { Versions } from "../../../src/store/clickhouse/versions.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import type { Entry, Store } from "../../../src/store/store.ts";
import {
  type ClickHouse,
  clickHouseHint,
  databaseOf,
  openClickHouse,
  skipsClickHouse,
} from "./in-process.ts";
import { memoryStore } from "../memory-store.ts";
import { sampleSignIns, signInsArbitrary, someTime } from "../sign-ins.ts";

const everything = { where: [] };
const later = (signIn: SignIn, changes: Partial<SignIn>): SignIn => ({
  ...signIn,
  observedDateTime: "2030-01-01T00:00:00Z",
  ...changes,
});
const step = (signInId: string): Entry => ({
  kind: "authenticationDetail",
  signInId,
  detail: { authenticationStepDateTime: "2026-03-01T00:00:05Z", authenticationMethod: "Text message" },
});
const unreadable: Entry = { kind: "quarantined", reason: "no id", source: "a.json", raw: "{}" };

describe.skipIf(skipsClickHouse)(`writes to ClickHouse${clickHouseHint}:`, () => {
  let engine: ClickHouse;
  beforeAll(() => {
    engine = openClickHouse();
    return () => engine.close();
  });

  const rows = async (query: string): Promise<number> => {
    const result = await engine.client.query({ query, format: "JSONCompactEachRow" });
    return Number((await result.json<[number]>())[0]?.[0]);
  };

  test.each([0, 1, 2, 3, 4, 5])(
    "a batch that breaks off after %i inserts is repaired when it comes again",
    async (inserts) => {
      const options = await engine.database();
      const signIns = sampleSignIns(12);
      const [first, second, third] = signIns as [SignIn, SignIn, SignIn];
      // Changes, a new time, new ones, steps of what is there and of what is not, and what can't be read.
      const batch: Entry[] = [
        entryOf(later(first, { sessionId: "enriched" })),
        entryOf(later(second, { createdDateTime: "2026-05-05T00:00:00Z", sessionId: "moved" })),
        ...signIns.slice(6).map(entryOf),
        step(third.id),
        step(signIns[8]?.id ?? ""),
        step("unheard of"),
        unreadable,
      ];
      const before = signIns.slice(0, 6).map(entryOf);
      const oracle = memoryStore();
      await oracle.write(before);
      await oracle.write(batch, { name: "sync", value: "2" });

      const store = await openClickHouseStore(options);
      await store.write(before, { name: "sync", value: "1" });
      const broken = await openClickHouseStore({ ...options, client: breakingAfter(engine.client, inserts) });
      await expect(broken.write(batch, { name: "sync", value: "2" })).rejects.toThrow("can't be reached");
      expect(await store.cursor("sync")).toBe("1");

      await store.write(batch, { name: "sync", value: "2" });
      expect(await store.cursor("sync")).toBe("2");
      expect(await contents(store, signIns)).toEqual(await contents(oracle, signIns));
      await store.write(batch);
      expect(await contents(store, signIns)).toEqual(await contents(oracle, signIns));
    },
  );

  test("a sign-in may move to another time and back, again and again", async () => {
    const store = await engine.store();
    const oracle = memoryStore();
    const [first] = sampleSignIns(1) as [SignIn];
    for (const [year, month] of [
      [2030, 3],
      [2031, 4],
      [2032, 3],
      [2033, 3],
      [2034, 4],
      [2035, 3],
    ]) {
      const copy = {
        ...first,
        createdDateTime: `2026-0${month}-01T00:00:00.000Z`,
        observedDateTime: `${year}-01-01T00:00:00Z`,
        sessionId: `seen ${year}`,
      };
      for (const s of [store, oracle]) await s.write([entryOf(copy)]);
      expect(await contents(store, [first])).toEqual(await contents(oracle, [first]));
    }
    await store.close();
  });

  test("a clock that goes back makes no older copy count", async () => {
    const options = await engine.database();
    const [first] = sampleSignIns(1) as [SignIn];
    vi.useFakeTimers({ now: Date.UTC(2040, 0, 1), toFake: ["Date"] });
    try {
      for (const [at, year] of [2040, 2020].entries()) {
        vi.setSystemTime(Date.UTC(year, 0, 1));
        const restarted = await openClickHouseStore(options);
        const copy = later(first, { sessionId: `copy ${at}`, observedDateTime: `203${at}-01-01T00:00:00Z` });
        await restarted.write([entryOf(copy)], { name: "sync", value: String(at) });
      }
    } finally {
      vi.useRealTimers();
    }
    const store = await openClickHouseStore(options);
    expect(await store.find(first.id, 1)).toMatchObject([{ sessionId: "copy 1" }]);
    expect(await store.cursor("sync")).toBe("1");
  });

  test.each([0, 1, 2, 3])(
    "what a batch that broke off after %i inserts has left can be erased",
    async (inserts) => {
      const options = await engine.database();
      const store = await openClickHouseStore(options);
      const [first, second] = sampleSignIns(2) as [SignIn, SignIn];
      await store.write([entryOf(first)]);
      const broken = await openClickHouseStore({ ...options, client: breakingAfter(engine.client, inserts) });
      const moved = later(first, { createdDateTime: "2026-05-05T00:00:00Z" });
      const batch = [entryOf(moved), entryOf(second), step(second.id)];
      await expect(broken.write(batch)).rejects.toThrow("can't be reached");
      await store.erase([first.id, second.id]);
      for (const table of ["sign_in", "sign_in_time", "authentication_detail"])
        expect(await rows(`SELECT count() FROM ${databaseOf(options)}.${table}`)).toBe(0);
    },
  );

  test("versions rise, however many there are in a millisecond", () => {
    const versions = new Versions();
    const given = Array.from({ length: 5_000 }, () => versions.next());
    expect(new Set(given).size).toBe(given.length);
    expect(given.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(given);
    const far = 2n ** 63n;
    expect(versions.next(far)).toBe(far + 1n);
    expect(versions.next() > far).toBe(true);
  });

  test("batches that come at once are kept one after the other", async () => {
    const store = await engine.store();
    const oracle = memoryStore();
    const signIns = sampleSignIns(4);
    const batches = Array.from({ length: 5 }, (_, at) =>
      signIns.map((signIn) =>
        entryOf(later(signIn, { observedDateTime: `203${at}-01-01T00:00:00Z`, riskDetail: `seen ${at}` })),
      ),
    );
    await Promise.all(batches.map((batch) => store.write(batch)));
    for (const batch of batches) await oracle.write(batch);
    expect(await contents(store, signIns)).toEqual(await contents(oracle, signIns));
    await store.close();
  });

  test("times of any year are kept as they are", async () => {
    const store = await engine.store();
    const oracle = memoryStore();
    const [first] = sampleSignIns(1) as [SignIn];
    const entries = ["0001-01-01T00:00:00.000Z", "1899-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"].map(
      (createdDateTime, at) => entryOf({ ...first, id: `sign-in ${at}`, createdDateTime }),
    );
    for (const s of [store, oracle]) await s.write(entries);
    expect(await store.coverage()).toEqual(await oracle.coverage());
    expect(await store.list(everything, { order: "newest", limit: 9 })).toEqual(
      await oracle.list(everything, { order: "newest", limit: 9 }),
    );
    await store.close();
  });

  test("what is erased is in no table any more, older versions included", async () => {
    const options = await engine.database();
    const store = await openClickHouseStore(options);
    const database = databaseOf(options);
    await engine.client.command({ query: `SYSTEM STOP MERGES ${database}.sign_in` });
    const [first, second] = sampleSignIns(2) as [SignIn, SignIn];
    await store.write([entryOf(first), entryOf(second), step(first.id)]);
    await store.write([entryOf(later(first, { createdDateTime: "2026-05-05T00:00:00Z" }))]);
    await store.write([entryOf(later(first, { riskDetail: "x", observedDateTime: "2032-01-01T00:00:00Z" }))]);
    await engine.client.command({ query: `SYSTEM START MERGES ${database}.sign_in` });
    expect(await store.erase([first.id, "nobody"])).toBe(1);
    for (const [table, column] of [
      ["sign_in", "id"],
      ["sign_in_time", "id"],
      ["authentication_detail", "signInId"],
    ]) {
      // Also not among the rows that are hidden from answers.
      expect(
        await rows(
          `SELECT count() FROM ${database}.${table} WHERE ${column} = '${first.id}' SETTINGS apply_deleted_mask = 0`,
        ),
      ).toBe(0);
    }
    expect(await store.find(second.id, 1)).toHaveLength(1);
    expect(await store.erase([first.id])).toBe(0);
  });

  test("facts of another form are made anew when the store is opened", async () => {
    const property = fc.asyncProperty(signInsArbitrary({ minLength: 1, maxLength: 8 }), async (signIns) => {
      const options = await engine.database();
      const database = databaseOf(options);
      const oracle = memoryStore();
      for (const s of [await openClickHouseStore(options), oracle]) await s.write(signIns.map(entryOf));
      // As another version would have left it.
      await engine.client.command({
        query: `ALTER TABLE ${database}.sign_in DROP COLUMN cityFolded, UPDATE form = 'older', user = 'x', userFolded = 'y' WHERE 1 SETTINGS mutations_sync = 2`,
      });
      const renewed = await openClickHouseStore(options);
      expect(await contents(renewed, signIns)).toEqual(await contents(oracle, signIns));
      expect(await rows(`SELECT count() FROM ${database}.sign_in FINAL WHERE form = 'older'`)).toBe(0);
    });
    await fc.assert(property, { numRuns: 3 });
  });

  test("a batch is read and written in a few steps, however long it is", async () => {
    const options = await engine.database();
    const query = vi.spyOn(engine.client, "query");
    const insert = vi.spyOn(engine.client, "insert");
    const store = await openClickHouseStore(options);
    const [first] = sampleSignIns(1) as [SignIn];
    const batch = Array.from({ length: 1_000 }, (_, at) =>
      entryOf({ ...first, id: `sign-in ${at}`, createdDateTime: new Date(someTime + at).toISOString() }),
    );
    query.mockClear();
    insert.mockClear();
    expect(await store.write(batch, { name: "sync", value: "1" })).toMatchObject({ new: 1_000 });
    expect([query.mock.calls.length, insert.mock.calls.length]).toEqual([3, 3]);
    query.mockClear();
    insert.mockClear();
    expect(await store.write(batch)).toMatchObject({ unchanged: 1_000 });
    expect([query.mock.calls.length, insert.mock.calls.length]).toEqual([3, 0]);
    vi.restoreAllMocks();
  });
});

/** As the system says it. */
const brokenOff = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

/** The same client, of which a number of inserts succeed, and the next does not arrive. */
function breakingAfter(client: ClickHouseClient, inserts: number): ClickHouseClient {
  let left = inserts;
  return new Proxy(client, {
    get(target, key) {
      if (key === "insert" && left-- === 0) return () => Promise.reject(brokenOff);
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** What a store tells of these sign-ins and of everything. */
async function contents(store: Store, signIns: readonly SignIn[]): Promise<unknown> {
  return {
    found: await Promise.all(signIns.map(({ id }) => store.find(id, 10))),
    list: await store.list(everything, { order: "oldest", limit: 100 }),
    summary: await store.summarise(everything, {
      facets: ["user", "policy", "city", "sessionId", "authMethod"],
      limit: 100,
      distinct: ["user", "requestId"],
    }),
    coverage: await store.coverage(),
  };
}
