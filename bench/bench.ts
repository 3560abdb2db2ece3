import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { alertsBench } from "./alerts.ts";
import { commandBench } from "./command.ts";
import { huntBench } from "./hunts.ts";
import { installClickHouse, installDuckDb } from "./install.ts";
import { parseBench } from "./parse.ts";
import { reportOf } from "./report/report.ts";
import { DifferentAnswers } from "./run/compare.ts";
import { syncBench } from "./sync.ts";
import { measureSize, type StoreOptions } from "./run/store.ts";

const usage = `npm run bench -- [parse|command|sync|alerts|store|hunts] [options]
  parse                 how long it takes to read a command
  command               from a typed command to its card
  sync                  reading from Microsoft Graph and Event Hubs, beside importing files
  alerts                a flood of alerts, and watches over a million sign-ins of one minute
  store                 every question on Signpost's store, DuckDB and a plain SQLite table
  hunts                 labelled attacks among so many sign-ins, and what hunts make of them; only when it is asked for
  --records N           sign-ins of the data set (1,000,000); beyond a million, one of a million is measured as well
  --questions Q1,Q9     only questions whose names begin so
  --plain-records N     the plain table is built for at most so many sign-ins (1,000,000)
  --seed TEXT           of the data set ("signpost")
  --data DIR            where the files are made and found again (the system's folder for temporary files)
  --fresh               makes the files anew
  --without-duckdb      leaves DuckDB out
  --without-clickhouse  leaves out Signpost's store over ClickHouse
  --clickhouse-records N  it is filled with at most so many sign-ins (1,000,000)
Only a run that measures everything writes bench/results.md, and one of hunts in a million bench/hunts.md.`;

/** Beyond so many sign-ins, growth is measured from as many. */
const million = 1_000_000;

/** So many ask at once, for so long. */
const serving = { askers: 50, milliseconds: 20_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    records: { type: "string", default: "1000000" },
    questions: { type: "string", default: "" },
    "plain-records": { type: "string", default: "1000000" },
    seed: { type: "string", default: "signpost" },
    data: { type: "string", default: join(tmpdir(), "signpost-bench") },
    fresh: { type: "boolean", default: false },
    "without-duckdb": { type: "boolean", default: false },
    "without-clickhouse": { type: "boolean", default: false },
    "clickhouse-records": { type: "string", default: "1000000" },
    help: { type: "boolean", default: false },
  },
});

const parts = ["parse", "command", "sync", "alerts", "store", "hunts"] as const;
type Part = (typeof parts)[number];
const asked = positionals.map((text) => parts.find((part) => part === text));
const [records, plainRecords] = [Number(values.records), Number(values["plain-records"])];
if (
  values.help ||
  asked.includes(undefined) ||
  !isCount(records) ||
  records === 0 ||
  !isCount(plainRecords)
) {
  const unknown = positionals.find((_, index) => asked[index] === undefined);
  if (unknown !== undefined) console.log(`There is no part "${unknown}".\n`);
  else if (!values.help) console.log("--records and --plain-records are numbers.\n");
  console.log(usage);
  process.exit(values.help ? 0 : 1);
}
const runs = (part: Part): boolean => asked.length === 0 || asked.includes(part);

const parse = runs("parse") ? await parseBench() : undefined;
const commandToCard = runs("command") ? await commandBench() : undefined;
if (runs("sync")) await syncBench();
if (runs("alerts")) await alerts();
if (runs("store")) await storeBench();
if (asked.includes("hunts")) await hunts();

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Whether DuckDB is wanted; what is wanted and cannot be had ends the run. */
function withDuckDbInstalled(): boolean {
  if (values["without-duckdb"]) return false;
  if (installDuckDb()) return true;
  console.error("DuckDB could not be installed. Run with --without-duckdb to measure without it.");
  process.exit(1);
}

async function alerts(): Promise<void> {
  const size = Math.min(records, million);
  const report = await alertsBench({ records: size, seed: values.seed });
  console.log(report);
  if (size === million) writeReport("alerts.md", `${report}\n`);
}

async function hunts(): Promise<void> {
  const { data, fresh, seed } = values;
  const withDuckDb = withDuckDbInstalled();
  const { report, missed } = await huntBench(
    { records, seed },
    { data, fresh, withDuckDb, tell: (line) => console.error(line) },
  );
  console.log(report);
  if (missed > 0) process.exitCode = 1;
  if (records !== million || !withDuckDb) return;
  writeReport("hunts.md", report);
}

function writeReport(name: string, report: string): void {
  const path = fileURLToPath(new URL(name, import.meta.url));
  writeFileSync(path, report);
  console.error(`Written to ${path}.`);
}

async function storeBench(): Promise<void> {
  const withDuckDb = withDuckDbInstalled();
  mkdirSync(values.data, { recursive: true });
  const withClickHouse = !values["without-clickhouse"] && installClickHouse();
  const questions = values.questions.split(",").filter((text) => text !== "");
  const options: StoreOptions = {
    plainRecords,
    withDuckDb,
    clickHouseRecords: withClickHouse ? Number(values["clickhouse-records"]) : 0,
    seed: values.seed,
    data: values.data,
    fresh: values.fresh,
    questions,
    tell: (line) => console.error(line),
    ...(questions.length === 0 && { serving }),
  };
  try {
    const small = records > million ? await measureSize(million, options) : undefined;
    const large = await measureSize(records, options);
    const report = reportOf({ large, small, parse, commandToCard });
    console.log(report);
    if (asked.length > 0 || options.questions.length > 0 || !withDuckDb) return;
    writeReport("results.md", report);
  } catch (error) {
    if (!(error instanceof DifferentAnswers)) throw error;
    console.error(`The engines do not agree.\n${error.message}`);
    process.exitCode = 1;
  }
}
