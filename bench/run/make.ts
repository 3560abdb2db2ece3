import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DataSet, generatorVersion } from "../generator/data-set.ts";
import { startChild } from "../processes/child.ts";
import type { Generated, GenerateTask } from "../processes/write-deliveries.ts";
import type { Imported } from "../processes/import.ts";
import type { Loaded, LoadTask } from "../processes/load.ts";

/** What is kept of the making of an engine's files, so that a later run with the same data can tell it. */
export interface Import {
  /** The files were there: all of this was measured when an earlier run made them, perhaps by other code. */
  readonly isOfEarlierRun: boolean;
  readonly totals: Imported;
  readonly parts: readonly Imported[];
  readonly generation: Generated;
  readonly dataBytes: number;
  /** Of the write-ahead log, at its largest, as it was between two files. */
  readonly walBytes: number;
}

/** What is kept of the filling of one of the others. */
export interface Filling extends Loaded {
  readonly dataBytes: number;
}

/** The files of a data set. */
export interface Places {
  readonly folder: string;
  readonly signpost: string;
  readonly duckdb: string;
  readonly sqlite: string;
  /** A folder. */
  readonly clickhouse: string;
}

/** Where the files of a data set are. */
export function placesOf(data: string, { records, seed }: DataSet): Places {
  const folder = join(data, `${records}-${seed}-v${generatorVersion}`);
  return {
    folder,
    signpost: join(folder, "signpost", "signpost.db"),
    duckdb: join(folder, "duckdb", "duckdb.db"),
    sqlite: join(folder, "sqlite", "plain.db"),
    clickhouse: join(folder, "clickhouse", "engine"),
  };
}

/** Deliveries that are written and imported at once: generation and import take turns, so neither slows the other. */
const partDeliveries = 200_000;

/**
 * Imports the data set into Signpost's store by its real import, unless that was done before.
 * @param writer the module that writes its deliveries
 */
export async function makeSignpost(
  set: DataSet,
  made: Places,
  tell: (line: string) => void,
  writer = "./generate.ts",
): Promise<Import> {
  return once(made.signpost, async () => {
    const generator = startChild<GenerateTask, Generated>(writer, [String(set.records), set.seed]);
    const importer = startChild<string, Imported>("./import.ts", [made.signpost]);
    const part = join(made.folder, "part.ndjson");
    const parts: Imported[] = [];
    const generated: Generated[] = [];
    let walBytes = 0;
    for (;;) {
      const written = await generator.ask({ path: part, deliveries: partDeliveries });
      if (written.deliveries === 0) break;
      generated.push(written);
      parts.push(await importer.ask(part));
      walBytes = Math.max(
        walBytes,
        sizeOf(made.signpost, (name) => name.endsWith("-wal")),
      );
      const read = parts.reduce((sum, one) => sum + one.read, 0);
      tell(
        `  signpost: ${read.toLocaleString("en")} deliveries of ${set.records.toLocaleString("en")} records`,
      );
    }
    await Promise.all([generator.end(), importer.end()]);
    rmSync(part, { force: true });
    return {
      totals: sum(parts),
      parts,
      generation: {
        deliveries: generated.reduce((all, one) => all + one.deliveries, 0),
        milliseconds: generated.reduce((all, one) => all + one.milliseconds, 0),
      },
      walBytes,
      dataBytes: sizeOf(made.signpost, (name) => !/-(wal|shm)$/.test(name)),
    };
  });
}

/**
 * Fills one of the engines that Signpost is compared with, unless that was done before.
 * @param module the one that loads it
 */
export async function makeOther(
  engine: LoadTask["engine"],
  set: DataSet,
  made: Places,
  module = "./load.ts",
): Promise<Filling> {
  return once(made[engine], async () => {
    const loader = startChild<LoadTask, Loaded>(module);
    const { milliseconds } = await loader.ask({ engine, path: made[engine], set });
    await loader.end();
    return { milliseconds, dataBytes: sizeOf(made[engine], () => true) };
  });
}

/** Does what makes a file, and remembers its result beside it; a file without that was left unfinished. */
async function once<Result extends object>(
  path: string,
  make: () => Promise<Result>,
): Promise<Result & Pick<Import, "isOfEarlierRun">> {
  const folder = join(path, "..");
  const remembered = join(folder, "made.json");
  if (existsSync(remembered)) {
    return { ...(JSON.parse(readFileSync(remembered, "utf8")) as Result), isOfEarlierRun: true };
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const result = await make();
  writeFileSync(remembered, JSON.stringify(result));
  return { ...result, isOfEarlierRun: false };
}

function sizeOf(path: string, counts: (name: string) => boolean): number {
  const folder = join(path, "..");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name !== "made.json" && counts(name))
    .map((name) => statSync(join(folder, name)))
    .reduce((total, file) => total + (file.isFile() ? file.size : 0), 0);
}

function sum(parts: readonly Imported[]): Imported {
  const of = (name: Exclude<keyof Imported, "peakBytes">): number =>
    parts.reduce((total, part) => total + part[name], 0);
  return {
    read: of("read"),
    new: of("new"),
    updated: of("updated"),
    unchanged: of("unchanged"),
    quarantined: of("quarantined"),
    milliseconds: of("milliseconds"),
    cpuMilliseconds: of("cpuMilliseconds"),
    peakBytes: Math.max(0, ...parts.map(({ peakBytes }) => peakBytes)),
  };
}
