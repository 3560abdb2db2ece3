import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { fieldNames } from "../../../src/question/fields.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { Database } from "../../../src/sqlite/driver.ts";
import { checkSqliteStore } from "../../../src/store/sqlite/check/deep-check.ts";
import { columnOf, timeColumn } from "../../../src/store/sqlite/columns.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { rebuildSqliteStore } from "../../../src/store/sqlite/rebuild.ts";
import { columnKey } from "../../../src/store/sqlite/segments/segment.ts";
import type { Entry, Store } from "../../../src/store/store.ts";
import { memoryStore } from "../memory-store.ts";
import { copiesArbitrary, sampleSignIns, someTime } from "../sign-ins.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";

const folder = mkdtempSync(join(tmpdir(), "signpost-check-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newPath = (): string => join(folder, `${files++}.db`);

test("a store that was written in many ways and partly removed is as a recount makes it", async () => {
  const path = await makeStore();
  const { problems, signIns, segments } = checkSqliteStore(path);
  expect({ problems, signIns }).toEqual({ problems: [], signIns: (await tell(path)).counts.signIns });
  expect(segments).toBeGreaterThan(5);
});

test("what is written and removed during a check is no part of it", async () => {
  const path = await makeStore();
  const { signIns } = checkSqliteStore(path);
  const store = openSqliteStore({ path, segmentRows: 7 });
  let turns = 0;
  const changes: Promise<unknown>[] = [];
  const change = (): void => {
    const [signIn] = sampleSignIns(1) as [SignIn];
    changes.push(store.write([entryOf({ ...signIn, id: `new ${turns++}` })]));
    if (turns === 3) changes.push(store.remove(Infinity, 30));
  };
  expect(checkSqliteStore(path, change)).toMatchObject({ problems: [], signIns });
  await Promise.all(changes);
  expect(checkSqliteStore(path)).toMatchObject({ problems: [] });
  await store.close();
  expect(turns).toBeGreaterThan(5);
});

const userAt = columnOf("user").at;
const aSegment = "(SELECT id FROM segment WHERE rows > 1 ORDER BY id LIMIT 1)";

test.each<[string, string]>([
  [
    "A segment does not say which records",
    `DELETE FROM segment_column WHERE key >= 1024 * ${aSegment} AND key < 1024 * (1 + ${aSegment})`,
  ],
  ['column "user"', `DELETE FROM segment_column WHERE key % 1024 = ${userAt}`],
  [
    'column "status"',
    `UPDATE segment_column SET data = 3 WHERE key % 1024 = ${columnOf("status").at} AND key / 1024 = ${aSegment}`,
  ],
  ['order of "user"', `DELETE FROM segment_column WHERE key % 1024 = ${columnKey(0, userAt, "order")}`],
  [
    'rollup of "time"',
    `UPDATE segment_column SET data = (SELECT data FROM segment_column ORDER BY length(data) DESC LIMIT 1)
      WHERE key % 1024 = ${columnKey(0, timeColumn, "rollup")}`,
  ],
  [
    "more than belongs to it",
    `INSERT INTO segment_column SELECT key + 700, data FROM segment_column WHERE key % 1024 = 0`,
  ],
  ['another "lowest"', `UPDATE segment SET lowest = lowest - 1 WHERE id = ${aSegment}`],
  ['another "first"', `UPDATE segment SET first = first - 1 WHERE id = ${aSegment}`],
  ['another "last"', `UPDATE segment SET last = last + 1 WHERE id = ${aSegment}`],
  ['another "day"', `UPDATE segment SET day = day + 1 WHERE id = ${aSegment}`],
  ['another "type"', `UPDATE segment SET type = 1 + type % 4 WHERE id = ${aSegment}`],
  ["A record is missing among the facts", `DELETE FROM segment WHERE id = ${aSegment}`],
  [
    "An id of a sign-in does not lead to it",
    "DELETE FROM identifier WHERE hash % 3 = 0; DELETE FROM identifier_fresh WHERE hash % 3 = 0",
  ],
  [
    "has no record, or has it twice",
    `CREATE TEMP TABLE copy AS SELECT * FROM segment WHERE id = ${aSegment};
     UPDATE copy SET id = id + 1000;
     INSERT INTO segment SELECT * FROM copy;
     INSERT INTO segment_column SELECT key + 1024000, data FROM segment_column WHERE key / 1024 = ${aSegment}`,
  ],
  ["The dictionary lacks a value", `UPDATE value SET "key" = 'x' || "key" WHERE field = 'user'`],
  ["The dictionary lacks values", "DELETE FROM value WHERE field = 'country' AND number = 1"],
  [
    "The dictionary has values twice",
    `INSERT INTO value SELECT field, (SELECT max(number) + 1 FROM value WHERE field = 'user'), "key", name, alias
      FROM value WHERE field = 'user' AND number = 1`,
  ],
  ["A set of values", "UPDATE value_set SET members = '[3,2]' WHERE number = 1"],
  ["The statuses have other numbers", "UPDATE value SET number = -number WHERE field = 'status'"],
])("facts are found to differ and made anew: %s", async (text, damage) => {
  const path = await makeStore();
  const told = await tell(path);
  edit(path, damage);
  const { problems } = checkSqliteStore(path);
  expect(problems.map((problem) => problem.text).join("\n")).toContain(text);
  expect(new Set(problems.map((problem) => problem.of))).toEqual(new Set(["facts"]));
  rebuildSqliteStore(path);
  expect(checkSqliteStore(path).problems).toEqual([]);
  expect(await tell(path)).toEqual(told);
});

test.each<[string, string]>([
  ["A block of records can't be read", "UPDATE record_block SET bodies = x'00'"],
  ["A block of records can't be read", "UPDATE record_block SET raws = x'00'"],
  ["A quarantined record can't be read", "UPDATE quarantine SET body = x'00'"],
  ["An authentication step can't be read", "UPDATE authentication_detail SET detail = '{'"],
  ["An authentication step can't be read", "UPDATE authentication_detail SET day = 7"],
])("what can't be made anew is told apart: %s", async (text, damage) => {
  const path = await makeStore();
  edit(path, damage);
  const { problems } = checkSqliteStore(path);
  expect(problems.filter(({ of }) => of === "records").map((problem) => problem.text)).toContain(text);
});

test("facts are not made anew while somebody has the store open", async () => {
  const path = await makeStore();
  const reader = openSqliteStore({ path, readonly: true });
  await reader.coverage();
  expect(() => rebuildSqliteStore(path)).toThrow(UserError);
  expect(() => rebuildSqliteStore(path)).toThrow(/in use\. Stop Signpost/);
  await reader.close();
  rebuildSqliteStore(path);
  expect(() => rebuildSqliteStore(join(folder, "nowhere.db"))).toThrow(/can't be opened/);
});

/** What happens to a store, one after the other. */
type Deed =
  | { readonly write: readonly Entry[] }
  | { readonly removeBefore: number; readonly limit: number }
  | { readonly reopen: true };

test.each([3, 7, undefined])(
  "late, enriched and repeated records in any order and batches, with removals in between: facts equal a recount (segments of %s)",
  async (segmentRows) => {
    const property = fc.asyncProperty(deedsArbitrary, async (deeds) => {
      const path = newPath();
      const oracle = memoryStore();
      let store = openSqliteStore({ path, segmentRows });
      const told: unknown[] = [];
      const expected: unknown[] = [];
      for (const deed of deeds) {
        if ("write" in deed) {
          told.push(await store.write(deed.write));
          expected.push(await oracle.write(deed.write));
        } else if ("reopen" in deed) {
          await store.close();
          store = openSqliteStore({ path, segmentRows });
        } else {
          for (const s of [store, oracle]) {
            while ((await s.remove(deed.removeBefore, deed.limit)).more);
          }
        }
      }
      expect(told).toEqual(expected);
      expect(checkSqliteStore(path).problems).toEqual([]);
      expect(await answersOf(store)).toEqual(await answersOf(oracle));
      await store.close();
    });
    await fc.assert(property, { numRuns: 15 });
  },
);

const hour = 3_600_000;

/** Each copy comes once or several times, before or after what was removed. */
const deedsArbitrary: fc.Arbitrary<Deed[]> = fc
  .array(copiesArbitrary, { minLength: 2, maxLength: 8 })
  .map((pairs) => pairs.flat())
  .chain((copies) => {
    const entry = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...copies).map(entryOf) },
      { weight: 1, arbitrary: stepArbitrary(copies) },
      { weight: 1, arbitrary: fc.constantFrom("{", "[]").map(asUnreadable) },
    );
    return fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.array(entry, { maxLength: 10 }).map((write) => ({ write })) },
        {
          weight: 2,
          arbitrary: fc.record({
            removeBefore: fc.constantFrom(-24, 0, 12, 24).map((hours) => someTime + hours * hour),
            limit: fc.integer({ min: 1, max: 6 }),
          }),
        },
        { weight: 1, arbitrary: fc.constant({ reopen: true } as const) },
      ),
      { minLength: 2, maxLength: 12 },
    );
  });

function stepArbitrary(copies: readonly SignIn[]): fc.Arbitrary<Entry> {
  return fc
    .tuple(
      fc.constantFrom(...copies.map(({ id }) => id)),
      fc.constantFrom(-60, -1, 1),
      fc.constantFrom("Text message", "Password"),
    )
    .map(([signInId, hours, authenticationMethod]) => ({
      kind: "authenticationDetail",
      signInId,
      detail: {
        authenticationStepDateTime: new Date(someTime + hours * hour).toISOString(),
        authenticationMethod,
      },
    }));
}

/** A store with several copies of sign-ins, in small segments, of which the older day was removed and has come again. */
async function makeStore(): Promise<string> {
  const path = newPath();
  const store = openSqliteStore({ path, segmentRows: 7 });
  const signIns = sampleSignIns(60);
  for (let at = 0; at < signIns.length; at += 20) {
    await store.write(signIns.slice(at, at + 30).map(entryOf));
  }
  while ((await store.remove(someTime, 5)).more);
  await store.write([
    ...signIns.slice(0, 30).map((signIn) => entryOf({ ...signIn, sessionId: "later", raw: '{"a":1}' })),
    asUnreadable("{"),
    {
      kind: "authenticationDetail",
      signInId: "unheard of",
      detail: { authenticationStepDateTime: new Date(someTime).toISOString() },
    },
  ]);
  await store.close();
  return path;
}

async function tell(path: string): Promise<Awaited<ReturnType<Store["summarise"]>>> {
  const store = openSqliteStore({ path });
  const summary = await store.summarise(
    { where: [] },
    { facets: fieldNames, limit: 100, distinct: fieldNames },
  );
  await store.close();
  return summary;
}

async function answersOf(store: Store): Promise<unknown> {
  const { rows } = await store.list({ where: [] }, { order: "oldest", limit: 100 });
  return {
    found: await Promise.all(rows.map(({ id }) => store.find(id, 10))),
    summary: await store.summarise({ where: [] }, { facets: fieldNames, limit: 100, distinct: fieldNames }),
    users: await store.lookup("user", { text: "alice", how: "prefix", limit: 20 }),
    coverage: await store.coverage(),
  };
}

function edit(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

const asUnreadable = (raw: string): Entry => ({
  kind: "quarantined",
  reason: "no sign-in",
  source: "a.json",
  raw,
});
