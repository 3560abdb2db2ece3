import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DataSet } from "../generator/data-set.ts";
import { type Child, startChild } from "../processes/child.ts";
import type { Served, ServeTask } from "../processes/serve.ts";
import type { Whole, WholeTask } from "../processes/whole.ts";
import { casesOf } from "../questions/cases.ts";
import { questions as allQuestions } from "../questions/questions.ts";
import { askAll, type Measured } from "./ask.ts";
import { askerInProcess, type OtherName } from "./asker.ts";
import { type Filling, type Import, makeOther, makeSignpost, placesOf } from "./make.ts";

export interface StoreOptions {
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
  /** Signpost's store over ClickHouse is filled with data sets of so many records at most; 0: it is left out. */
  readonly clickHouseRecords?: number;
  /** Told, line by line, how far the run is. */
  readonly tell: (line: string) => void;
  /** Repetitions of a question at most; absent: as many as tell something. */
  readonly repetitions?: number;
  /** How many ask at once, and for how long; absent: nobody does. */
  readonly serving?: Pick<ServeTask, "askers" | "milliseconds">;
}

/** All that was measured on one data set. */
export interface SizeResult {
  readonly set: DataSet;
  readonly import: Import;
  readonly others: Readonly<Partial<Record<OtherName, Filling>>>;
  readonly measured: readonly Measured[];
  readonly served?: Served;
  readonly whole?: readonly Whole[];
}

/** Makes the data set in every engine and asks all questions. @throws DifferentAnswers */
export async function measureSize(records: number, options: StoreOptions): Promise<SizeResult> {
  const set: DataSet = { records, seed: options.seed };
  const made = placesOf(options.data, set);
  if (options.fresh) rmSync(made.folder, { recursive: true, force: true });
  mkdirSync(made.folder, { recursive: true });
  options.tell(`${records.toLocaleString("en")} records in ${made.folder}`);
  const imported = await makeSignpost(set, made, options.tell);
  const names = [
    ...(options.withDuckDb ? (["duckdb"] as const) : []),
    ...(records <= options.plainRecords ? (["sqlite"] as const) : []),
    ...(records <= (options.clickHouseRecords ?? 0) ? (["clickhouse"] as const) : []),
  ];
  const others: Partial<Record<OtherName, Filling>> = {};
  for (const name of names) others[name] = await makeOther(name, set, made);

  for (const path of [made.signpost, ...names.map((name) => made[name])]) await readThrough(path);
  const askers = [
    askerInProcess("signpost", made.signpost),
    ...names.map((name) => askerInProcess(name, made[name])),
  ];
  const measured: Measured[] = [];
  try {
    const cases = casesOf(set, 50);
    for (const question of chosen(options.questions)) {
      const one = await askAll(question, cases, askers, options.repetitions);
      measured.push(one);
      options.tell(
        `  ${question.name}: ${Object.entries(one.times)
          .map(([name, { p50 }]) => `${name} ${p50.toFixed(2)} ms`)
          .join(", ")} (${one.rows} rows)`,
      );
    }
  } finally {
    await Promise.all(askers.map((asker) => asker.close()));
  }
  const sized = { set, import: imported, others, measured };
  if (options.serving === undefined) return sized;
  options.tell(`  ${options.serving.askers} ask at once`);
  const served = await replyOf(startChild<ServeTask, Served>("./serve.ts"), {
    path: made.signpost,
    set,
    ...options.serving,
  });
  options.tell("  whole answers, one after the other");
  const repetitions = Math.min(wholeAnswers, options.repetitions ?? Infinity);
  const whole = await replyOf(startChild<WholeTask, Whole[]>("./whole.ts"), {
    path: made.signpost,
    set,
    repetitions,
  });
  return { ...sized, served, whole };
}

/** Whole answers take seconds, some of them: so many tell enough. */
const wholeAnswers = 5;

/** Brings a file, or those of a folder, into the system's memory, so that no engine pays for the disk. */
async function readThrough(path: string): Promise<void> {
  const files = filesOf(path);
  if (files !== undefined) {
    for (const file of files) await readThrough(file);
    return;
  }
  const pieces: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 8 * 1024 * 1024 });
  for await (const piece of pieces) if (piece.length === 0) break;
}

function filesOf(path: string): string[] | undefined {
  if (!statSync(path).isDirectory()) return undefined;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The reply of a process that is there for one task. */
async function replyOf<Task, Reply>(child: Child<Task, Reply>, task: Task): Promise<Reply> {
  const reply = await child.ask(task);
  await child.end();
  return reply;
}

function chosen(beginnings: readonly string[]): typeof allQuestions {
  if (beginnings.length === 0) return allQuestions;
  const lower = beginnings.map((text) => text.toLowerCase());
  // "Q1" is not "Q10".
  return allQuestions.filter(({ name }) =>
    lower.some((text) => name.toLowerCase() === text || name.toLowerCase().startsWith(`${text} `)),
  );
}
