import { readGraph } from "../../src/ingest/graph.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";
import { openClickHouse } from "../engines/clickhouse.ts";
import { openDuckDb } from "../engines/duckdb.ts";
import { openPlainSqlite } from "../engines/plain-sqlite.ts";
import type { DataSet } from "../generator/data-set.ts";
import { recordsOf } from "../generator/records.ts";
import { answerTasks } from "./child.ts";

export interface LoadTask {
  readonly engine: "duckdb" | "sqlite" | "clickhouse";
  readonly path: string;
  readonly set: DataSet;
}

export interface Loaded {
  readonly milliseconds: number;
}

/** Fills an engine with the sign-ins that Signpost's import makes of the same records, each as it is in the end. */
answerTasks(async ({ engine: name, path, set }: LoadTask): Promise<Loaded> => {
  const start = performance.now();
  const tell = (records: number): void => {
    if (records % 100_000 === 0) console.error(`  ${name}: ${records.toLocaleString("en")} records`);
  };
  if (name === "clickhouse") {
    await fillStore(path, signIns(set), tell);
    return { milliseconds: performance.now() - start };
  }
  const engine = name === "duckdb" ? await openDuckDb(path) : openPlainSqlite(path);
  await engine.load(signIns(set), tell);
  await engine.close();
  return { milliseconds: performance.now() - start };
});

/** As many as the import writes at once. */
const batch = 1_000;

/** Writes as an import does, through the port. */
async function fillStore(
  path: string,
  signIns: Iterable<SignIn>,
  tell: (records: number) => void,
): Promise<void> {
  const store = await openClickHouse(path);
  let records = 0;
  let entries: ReturnType<typeof entryOf>[] = [];
  const write = async (): Promise<void> => {
    await store.write(entries);
    records += entries.length;
    entries = [];
    tell(records);
  };
  for (const signIn of signIns) {
    entries.push(entryOf(signIn));
    if (entries.length === batch) await write();
  }
  await write();
  await store.close();
}

function* signIns(set: DataSet): Generator<SignIn> {
  const { recordAt } = recordsOf(set);
  for (let index = 0; index < set.records; index++) {
    const record = recordAt(index);
    const reading = readGraph(record, {});
    if (reading.kind !== "signIn") throw new Error(`Record ${index} is no sign-in.`);
    yield { ...reading.signIn, raw: JSON.stringify(record) };
  }
}
