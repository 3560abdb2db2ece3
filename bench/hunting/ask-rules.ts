import { join } from "node:path";
import { graphSignIn } from "../../src/demo/graph.ts";
import { readGraph } from "../../src/ingest/graph.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { openDuckDb } from "../engines/duckdb.ts";
import type { DataSet } from "../generator/data-set.ts";
import { makeOther, type Places } from "../run/make.ts";
import { type SqlRule, sqlRules } from "./rules.ts";
import type { Sighting } from "./tally.ts";

export interface Asked {
  readonly rule: SqlRule;
  readonly rows: readonly Sighting[];
  readonly milliseconds: number;
}

/** Asks the rules in SQL about the same deliveries, in DuckDB. */
export async function askRules(set: DataSet, made: Places, deliveries: readonly SignIn[]): Promise<Asked[]> {
  await makeOther("duckdb", set, made, "./load-tenant.ts");
  const path = join(made.folder, "attacked", "duckdb.db");
  const stories = await openDuckDb(path);
  await stories.load(deliveries.map(delivered), () => {});
  await stories.close();

  const engine = await openDuckDb(made.duckdb);
  const ask = (sql: string): ReturnType<typeof engine.ask> => engine.ask({ sql, values: {} });
  await ask(`ATTACH '${path.replaceAll("'", "''")}' AS stories (READ_ONLY)`);
  await ask(
    "CREATE TEMP VIEW delivered AS SELECT * FROM sign_ins UNION ALL SELECT * FROM stories.main.sign_ins",
  );
  const asked: Asked[] = [];
  for (const rule of sqlRules) {
    const start = performance.now();
    const table = await ask(rule.sql);
    const milliseconds = performance.now() - start;
    const rows = table.map(([key, first, last]): Sighting => ({
      subject: [String(key)],
      first: Number(first),
      last: Number(last),
      text: String(key),
    }));
    asked.push({ rule, rows, milliseconds });
  }
  await engine.close();
  return asked;
}

/** As it is read from what Microsoft Graph delivers. */
function delivered(signIn: SignIn): SignIn {
  const reading = readGraph(graphSignIn(signIn), {});
  if (reading.kind !== "signIn") throw new Error(`${signIn.id} is no sign-in.`);
  return { ...reading.signIn, raw: "" };
}
