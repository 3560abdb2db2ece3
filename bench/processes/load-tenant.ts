import { readGraph } from "../../src/ingest/graph.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { tenantOf } from "../attacks/tenant.ts";
import { openDuckDb } from "../engines/duckdb.ts";
import type { DataSet } from "../generator/data-set.ts";
import { deliveriesOf } from "../generator/deliveries.ts";
import { answerTasks } from "./child.ts";
import type { Loaded, LoadTask } from "./load.ts";

/** Fills DuckDB with the tenant of a data set, a row for each delivery: what comes twice stands there twice. */
answerTasks(async ({ path, set }: LoadTask): Promise<Loaded> => {
  const start = performance.now();
  const engine = await openDuckDb(path);
  await engine.load(signIns(set), (rows) => console.error(`  duckdb: ${rows.toLocaleString("en")} rows`));
  await engine.close();
  return { milliseconds: performance.now() - start };
});

function* signIns(set: DataSet): Generator<SignIn> {
  const { recordAt } = tenantOf(set);
  for (const { index, form } of deliveriesOf(set)) {
    const reading = readGraph(recordAt(index, form), {});
    if (reading.kind === "signIn") yield { ...reading.signIn, raw: "" };
  }
}
