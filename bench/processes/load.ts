import { readGraph } from "../../src/ingest/graph.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { openDuckDb } from "../engines/duckdb.ts";
import { openPlainSqlite } from "../engines/plain-sqlite.ts";
import type { DataSet } from "../generator/data-set.ts";
import { recordsOf } from "../generator/records.ts";
import { answerTasks } from "./child.ts";

export interface LoadTask {
  readonly engine: "duckdb" | "sqlite";
  readonly path: string;
  readonly set: DataSet;
}

export interface Loaded {
  readonly milliseconds: number;
}

/** Fills an engine with the sign-ins that Signpost's import makes of the same records, each as it is in the end. */
answerTasks(async ({ engine: name, path, set }: LoadTask): Promise<Loaded> => {
  const start = performance.now();
  const engine = name === "duckdb" ? await openDuckDb(path) : openPlainSqlite(path);
  await engine.load(signIns(set), (records) => {
    if (records % 100_000 === 0) console.error(`  ${name}: ${records.toLocaleString("en")} records`);
  });
  await engine.close();
  return { milliseconds: performance.now() - start };
});

function* signIns(set: DataSet): Generator<SignIn> {
  const { recordAt } = recordsOf(set);
  for (let index = 0; index < set.records; index++) {
    const record = recordAt(index);
    const reading = readGraph(record, {});
    if (reading.kind !== "signIn") throw new Error(`Record ${index} is no sign-in.`);
    yield { ...reading.signIn, raw: JSON.stringify(record) };
  }
}
