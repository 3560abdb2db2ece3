import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Condition } from "../../../src/question/question.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { Database } from "../../../src/sqlite/driver.ts";
import { columnOf } from "../../../src/store/sqlite/columns.ts";
import { createDictionary } from "../../../src/store/sqlite/dictionary.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { readCoverage } from "../../../src/store/sqlite/reading/coverage.ts";
import { readById, readPage } from "../../../src/store/sqlite/reading/list.ts";
import type { Reading, Steps } from "../../../src/store/sqlite/reading/reading.ts";
import { createSource } from "../../../src/store/sqlite/reading/source.ts";
import { readSummary } from "../../../src/store/sqlite/reading/summary.ts";
import { readTop } from "../../../src/store/sqlite/reading/top.ts";
import { readTrend } from "../../../src/store/sqlite/reading/trend.ts";
import { ColumnCache } from "../../../src/store/sqlite/segments/column-cache.ts";
import { sampleSignIns } from "../sign-ins.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";

const day = 86_400_000;
const start = Date.parse("2026-03-01T00:00:00Z");
const days = 10;
const perDay = 200;
const segmentRows = 50;

const folder = mkdtempSync(join(tmpdir(), "signpost-"));
const path = join(folder, "store.db");
const signIns = [...madeSignIns()];
let db: InstanceType<typeof Database>;

beforeAll(async () => {
  const store = openSqliteStore({ path, segmentRows });
  await store.write(signIns.map(entryOf));
  await store.close();
  db = new Database(path, { readonly: true });
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const user: Condition = { field: "user", is: ["rare"] };
const failure: Condition = { field: "status", is: ["failure"] };
const top = { limit: 5, rank: "signIns", order: "most", having: [], distinct: [] } as const;

test("a store of this size has many segments", () => {
  expect(work((reading) => readCoverage(reading)).segments).toBe((days * perDay) / segmentRows);
});

test.each<[string, (reading: Reading) => Steps<unknown>, number, number?]>([
  ["what the store holds", (reading) => readCoverage(reading), 0],
  ["the newest sign-ins", (reading) => readPage(reading, { where: [] }, newest(10)), 1],
  [
    "the newest sign-ins of a moment that ties with none",
    (reading) => readPage(reading, { where: [], from: start + day, to: start + day + 1 }, newest(10)),
    1,
  ],
  ["a request id", (reading) => readById(reading, signIns[777]?.id ?? "", 10), 1],
  ["a correlation id", (reading) => readById(reading, signIns[777]?.correlationId ?? "", 10), 1],
  ["an id that nobody has", (reading) => readById(reading, "00000000-0000-4000-8000-00000000beef", 10), 0],
  [
    "a day",
    (reading) =>
      readTop(reading, { where: [], from: start + day, to: start + 2 * day }, { ...top, by: ["ip"] }),
    perDay / segmentRows,
  ],
  ["all sign-ins, counted", (reading) => readSummary(reading, { where: [] }, request()), 40, 0],
  [
    "all failures, by app",
    (reading) => readTop(reading, { where: [failure] }, { ...top, by: ["app"] }),
    40,
    0,
  ],
  ["a trend by days", (reading) => readTrend(reading, { where: [] }, edges(day)), 40, 0],
  [
    "a trend of failures by hours",
    (reading) => readTrend(reading, { where: [failure] }, edges(day / 24)),
    40,
    0,
  ],
])(
  "%s: no more segments are read than can have an answer, no column whose counts are known",
  (_, ask, segments, columns = Infinity) => {
    const done = work(ask);
    expect(done.read.size).toBeLessThanOrEqual(segments);
    expect(done.columns.length).toBeLessThanOrEqual(columns);
  },
);

test("of one user's sign-ins, the other columns are read where these are", () => {
  const { columns } = work((reading) => readSummary(reading, { where: [user] }, request()));
  const { at } = columnOf("user");
  expect(new Set(columns.filter((column) => column.at !== at).map(({ segment }) => segment)).size).toBe(2);
});

test("no statement reads a whole table, but lists of a few: segments, dictionaries, what could not be read", () => {
  const { statements } = work(function* (reading) {
    yield* readCoverage(reading);
    yield* readPage(reading, { where: [user] }, newest(10));
    yield* readById(reading, signIns[5]?.id ?? "", 10);
  });
  expect(statements.length).toBeGreaterThan(5);
  expect(scansOf(statements)).toEqual(
    new Set([
      "SCAN facts",
      "SCAN compression",
      "SCAN segment",
      "SCAN quarantine USING COVERING INDEX quarantine_reason",
      "SCAN json_each VIRTUAL TABLE INDEX 1:",
    ]),
  );
});

test("writing and removing find what they change, and read nothing else through", async () => {
  const store = openSqliteStore({ path: join(folder, "written.db"), segmentRows });
  const prepare = vi.spyOn(Database.prototype, "prepare");
  const some = signIns.slice(0, 500);
  await store.write(some.map(entryOf));
  await store.write([
    ...some.slice(0, 20).map((signIn) => entryOf({ ...signIn, userAgent: "enriched" })),
    {
      kind: "authenticationDetail",
      signInId: some[3]?.id ?? "",
      detail: { authenticationMethod: "Password" },
    },
    { kind: "quarantined", reason: "no id", source: "a.json", raw: "{}" },
  ]);
  while ((await store.remove(start + day, 50)).more);
  await store.close();
  const statements = new Set(prepare.mock.calls.map(([sql]) => sql));
  prepare.mockRestore();
  expect(statements.size).toBeGreaterThan(30);
  expect(scansOf([...statements].filter(isQuery))).toEqual(
    new Set([
      "SCAN facts",
      "SCAN compression",
      "SCAN segment",
      // As many ids as three segments have sign-ins, at most.
      "SCAN identifier_fresh",
      "SCAN json_each VIRTUAL TABLE INDEX 1:",
    ]),
  );
});

test("what was typed is never part of the SQL", () => {
  const typed = "x'; DROP TABLE segment; --";
  const { statements } = work((reading) =>
    readPage(
      reading,
      {
        where: [
          { field: "user", is: [typed, "alice"] },
          { field: "id", is: [typed] },
          { field: "userAgent", isNot: [typed] },
        ],
      },
      newest(10),
    ),
  );
  expect(statements.join(" ")).not.toContain("DROP");
});

/** Which tables statements read through, as their plans say. */
function scansOf(statements: readonly string[]): Set<string> {
  return new Set(
    statements.flatMap((sql) =>
      db
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+/g, "?")}`)
        .all(...Array.from(sql.matchAll(/\?|@\w+/g), () => null))
        .map(({ detail }) => detail)
        .filter((detail) => detail.startsWith("SCAN")),
    ),
  );
}

function isQuery(sql: string): boolean {
  return /^\s*(SELECT|INSERT|UPDATE|DELETE)/.test(sql);
}

/** What a question makes the store do. */
function work(ask: (reading: Reading) => Steps<unknown>): {
  segments: number;
  read: Set<number>;
  columns: { segment: number; at: number }[];
  statements: string[];
} {
  const statements: string[] = [];
  const watched = new Proxy(db, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      return (...given: unknown[]): unknown => {
        if (property === "prepare") statements.push(String(given[0]));
        return Reflect.apply(value, target, given);
      };
    },
  });
  const source = createSource(watched, {
    dictionary: createDictionary(watched),
    columns: new ColumnCache(2 ** 24),
  });
  const reading = source.begin();
  const read = new Set<number>();
  const columns: { segment: number; at: number }[] = [];
  const steps = ask({
    ...reading,
    column(segment, at) {
      const column = reading.column(segment, at);
      read.add(segment.id);
      if (column.constant === undefined) columns.push({ segment: segment.id, at });
      return column;
    },
    rollup(segment, at) {
      read.add(segment.id);
      return reading.rollup(segment, at);
    },
  });
  while (steps.next().done !== true);
  source.end();
  return {
    segments: reading.segments.length,
    read,
    columns,
    statements: statements.filter((sql) => sql.trimStart().startsWith("SELECT")),
  };
}

function request(): Parameters<typeof readSummary>[2] {
  return { facets: ["app", "country"], limit: 3, distinct: ["app"] };
}

function newest(limit: number): Parameters<typeof readPage>[2] {
  return { order: "newest", limit };
}

function edges(step: number): number[] {
  return Array.from({ length: (days * day) / step + 1 }, (_, i) => start + i * step);
}

/** Sign-ins of one log, evenly over some days, of which the rare user has two. */
function* madeSignIns(): Generator<SignIn> {
  const samples = sampleSignIns(40);
  for (let i = 0; i < days * perDay; i++) {
    const sample = samples[i % samples.length] as SignIn;
    const who = i === 333 || i === 1_444 ? "rare" : `user${i % 7}`;
    yield {
      ...sample,
      id: `10000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
      correlationId: `20000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
      type: "interactiveUser",
      createdDateTime: new Date(start + Math.floor((i * day) / perDay)).toISOString(),
      userId: who,
      userDisplayName: who,
      userPrincipalName: undefined,
      appId: `app${i % 3}`,
      appDisplayName: `App ${i % 3}`,
    };
  }
}
