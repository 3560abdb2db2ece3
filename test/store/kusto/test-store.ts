import type { Store } from "../../../src/store/store.ts";
import { signInOf } from "../../../src/store/sign-in-text.ts";
import type { Engine, Row } from "../../../src/store/kusto/engine.ts";
import { kustoStore } from "../../../src/store/kusto/kusto-store.ts";
import { evaluate, type Database, type Options } from "../../engines/kusto/evaluate.ts";
import { publishedColumns } from "./published-columns.ts";
import { emptyWorkspace, withMore, type Workspace } from "./workspace.ts";

/** The moment at which queries are asked: a month after the sign-ins of the tests. */
const now = new Date(Date.UTC(2026, 3, 1));

/** An engine over tables in memory, which answers by the documented meaning of KQL. */
export function evaluatingEngine(workspace: () => Workspace, options: Options = {}): Engine {
  let asked: Workspace | undefined;
  let answers = new Map<string, Row[]>();
  let database: Database = { tables: {} };
  const answerOf = (text: string): Row[] => {
    const { columns, rows } = evaluate(text, database, now, options);
    // Nothing but texts and whole numbers crosses over, so that both services give the same.
    const others = columns.filter(({ type }) => type !== "string" && type !== "long");
    if (others.length > 0) throw new Error(`The query answers with ${JSON.stringify(others)}.`);
    return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
  };
  return {
    async query(text, signal): Promise<Row[]> {
      signal?.throwIfAborted();
      const current = workspace();
      if (current !== asked) {
        database = databaseOf((asked = current));
        answers = new Map();
      }
      const answer = answers.get(text) ?? answerOf(text);
      answers.set(text, answer);
      return answer;
    },
    async close() {},
  };
}

/** The tables of a workspace, for the evaluator. */
export function databaseOf({ rows, ingestionTimes }: Workspace): Database {
  return {
    tables: Object.fromEntries(
      Object.entries(publishedColumns).map(([name, columns]) => [
        name,
        { columns, rows: rows[name] ?? [], ingestionTimes: ingestionTimes[name] ?? [] },
      ]),
    ),
  };
}

/**
 * A store over a workspace that can be written. What is written becomes rows, as Entra would write them; `find` leaves out
 * what the source delivered, which is another text for a row.
 * @param engineOf asks the workspace as it is at that moment
 */
export function writable(engineOf: (workspace: () => Workspace) => Engine): Store {
  let workspace = emptyWorkspace();
  const reading = { engine: engineOf(() => workspace), horizon: () => undefined, pageRows: 9 };
  const store = kustoStore(reading);
  return {
    ...store,
    // The store keeps it for a minute, in which a test may have written more.
    coverage: (signal) => kustoStore(reading).coverage(signal),
    async find(...request) {
      return (await store.find(...request)).map((signIn) => ({ ...signIn, raw: undefined }));
    },
    async write(batch) {
      const signIns = batch.map((entry) => {
        if (entry.kind !== "signIn") throw new Error("Entra writes sign-ins alone.");
        return signInOf(entry);
      });
      workspace = withMore(workspace, signIns);
      return { new: batch.length, updated: 0, unchanged: 0, quarantined: 0 };
    },
  };
}
