import { mkdirSync, rmSync } from "node:fs";
import { openDuckDb } from "../engines/duckdb.ts";
import type { SqlEngine } from "../engines/engine.ts";
import { openPlainSqlite } from "../engines/plain-sqlite.ts";
import { openForReading } from "../engines/signpost.ts";
import type { DataSet } from "../generator/data-set.ts";
import { casesOf } from "../questions/cases.ts";
import { questions as allQuestions } from "../questions/questions.ts";
import { askAll, type Measured } from "./ask.ts";
import { type Import, makeOther, makeSignpost, placesOf } from "./make.ts";

export interface StoreOptions {
  readonly records: number;
  /** A plain table is made for data sets of so many records at most: beyond, building it takes too long. */
  readonly plainRecords: number;
  readonly seed: string;
  /** The folder of the files that are made. */
  readonly data: string;
  /** Makes the files anew. */
  readonly fresh: boolean;
  /** Beginnings of names of questions; none: all. */
  readonly questions: readonly string[];
  readonly withDuckDb: boolean;
}

/** All that was measured on one data set. */
export interface SizeResult {
  readonly set: DataSet;
  readonly import: Import;
  readonly others: Readonly<Partial<Record<SqlEngine["name"], { milliseconds: number; dataBytes: number }>>>;
  readonly measured: readonly Measured[];
}

/** Makes the data set in every engine and asks all questions. @throws DifferentAnswers */
export async function measureSize(records: number, options: StoreOptions): Promise<SizeResult> {
  const set: DataSet = { records, seed: options.seed };
  const made = placesOf(options.data, set);
  if (options.fresh) rmSync(made.folder, { recursive: true, force: true });
  mkdirSync(made.folder, { recursive: true });
  console.error(`${records.toLocaleString("en")} records in ${made.folder}`);
  const imported = await makeSignpost(set, made);
  const names = [
    ...(options.withDuckDb ? (["duckdb"] as const) : []),
    ...(records <= options.plainRecords ? (["sqlite"] as const) : []),
  ];
  const others: Partial<Record<SqlEngine["name"], { milliseconds: number; dataBytes: number }>> = {};
  for (const name of names) others[name] = await makeOther(name, set, made);

  const store = await openForReading(made.signpost);
  const engines: SqlEngine[] = [];
  for (const name of names) {
    engines.push(name === "duckdb" ? await openDuckDb(made.duckdb) : openPlainSqlite(made.sqlite));
  }
  try {
    const cases = casesOf(set, 50);
    const measured: Measured[] = [];
    for (const question of chosen(options.questions)) {
      const one = await askAll(question, cases, store, engines);
      measured.push(one);
      console.error(
        `  ${question.name}: ${Object.entries(one.times)
          .map(([name, { p50 }]) => `${name} ${p50.toFixed(2)} ms`)
          .join(", ")} (${one.rows} rows)`,
      );
    }
    return { set, import: imported, others, measured };
  } finally {
    await Promise.all([store.close(), ...engines.map((engine) => engine.close())]);
  }
}

function chosen(beginnings: readonly string[]): typeof allQuestions {
  if (beginnings.length === 0) return allQuestions;
  const lower = beginnings.map((text) => text.toLowerCase());
  // "Q1" is not "Q10".
  return allQuestions.filter(({ name }) =>
    lower.some((text) => name.toLowerCase() === text || name.toLowerCase().startsWith(`${text} `)),
  );
}
