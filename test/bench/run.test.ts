import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { duckDbIsInstalled } from "../../bench/engines/duckdb.ts";
import type { SqlEngine } from "../../bench/engines/engine.ts";
import { openPlainSqlite } from "../../bench/engines/plain-sqlite.ts";
import { recordsOf } from "../../bench/generator/records.ts";
import { casesOf } from "../../bench/questions/cases.ts";
import type { Question } from "../../bench/questions/question.ts";
import { questions } from "../../bench/questions/questions.ts";
import { reportOf } from "../../bench/report/report.ts";
import { askAll } from "../../bench/run/ask.ts";
import { type Asker, askerOfEngine, askerOfStore } from "../../bench/run/asker.ts";
import { measureSize, type StoreOptions } from "../../bench/run/store.ts";
import { memoryStore } from "../store/memory-store.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const data = mkdtempSync(join(tmpdir(), "signpost-bench-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const records = 1_000;
const options: StoreOptions = {
  plainRecords: records,
  seed: "test",
  data,
  fresh: false,
  questions: [],
  withDuckDb: false,
  repetitions: 2,
  tell: () => {},
};

test("a small run imports every record, asks every question of Signpost and a plain table, and all answers are equal", async () => {
  const size = await measureSize(records, { ...options, serving: { askers: 3, milliseconds: 200 } });
  const { read, new: added, updated, unchanged, quarantined } = size.import.totals;
  expect(added).toBe(records);
  expect(quarantined).toBe(0);
  expect(updated).toBeGreaterThan(0);
  expect(added + updated + unchanged).toBe(read);
  expect(size.measured.map(({ question }) => question.name)).toEqual(questions.map(({ name }) => name));
  for (const { times } of size.measured)
    expect(times).toMatchObject({ signpost: { count: 2 }, sqlite: { count: 2 } });
  expect(size.served?.answers).toBeGreaterThan(0);
  expect(reportOf({ large: size })).toContain("Q8 request id");

  const later = await measureSize(records, { ...options, questions: ["Q1", "Q12"] });
  expect(later.import).toEqual({ ...size.import, isOfEarlierRun: true });
  expect(later.measured.map(({ question }) => question.name.split(" ")[0])).toEqual(["Q1", "Q1", "Q12"]);
}, 240_000);

test("every engine is asked the same cases in a row, the first of which is not measured", async () => {
  const order: string[] = [];
  const engine = (name: SqlEngine["name"]): Asker =>
    askerOfEngine({
      name,
      load: async () => {},
      ask: async () => {
        order.push(name);
        return [];
      },
      close: async () => {},
    });
  const question = questions.find(({ name }) => name === "what is stored") as Question;
  const cases = casesOf({ records: 100, seed: "test" }, 2);
  const { times } = await askAll(
    question,
    cases,
    [askerOfStore(memoryStore()), engine("sqlite"), engine("duckdb")],
    2,
  );
  const inARow = (name: string): string[] => [name, name, name];
  expect(order).toEqual(["sqlite", "duckdb", ...inARow("sqlite"), ...inARow("duckdb")]);
  expect(times).toMatchObject({ signpost: { count: 2 }, duckdb: { count: 2 }, sqlite: { count: 2 } });
});

test("a run fails, and says where, when another engine holds one sign-in less", async () => {
  const { signInAt } = recordsOf({ records: 100, seed: "test" });
  const signIns = Array.from({ length: 100 }, (_, index) => ({ ...signInAt(index), raw: "{}" }));
  const store = memoryStore();
  await store.write(signIns.map(entryOf));
  const plain = openPlainSqlite(join(data, "less.db"));
  await plain.load(signIns.slice(1), () => {});
  const question = questions.find(({ name }) => name === "what is stored") as Question;
  const cases = casesOf({ records: 100, seed: "test" }, 1);
  await expect(askAll(question, cases, [askerOfStore(store), askerOfEngine(plain)])).rejects.toThrow(
    /^what is stored: signpost and sqlite differ\. 4 and 4 rows; row \d is /,
  );
  await plain.close();
});

test.skipIf(!duckDbIsInstalled())(
  "a small run gives the same answers in DuckDB (where the benchmarks have installed it)",
  async () => {
    const size = await measureSize(records, { ...options, withDuckDb: true, plainRecords: 0 });
    for (const { times } of size.measured) expect(times).toMatchObject({ duckdb: { count: 2 } });
  },
  240_000,
);
