import type { Store } from "../../../src/store/store.ts";
import { signInOf } from "../../../src/store/sign-in-text.ts";
import type { Engine, Row } from "../../../src/store/kusto/engine.ts";
import { kustoStore } from "../../../src/store/kusto/kusto-store.ts";
import { evaluate, type Database } from "../../engines/kusto/evaluate.ts";
import { publishedColumns } from "./published-columns.ts";
import { emptyWorkspace, rowOf, tableOf, type Workspace } from "./workspace.ts";

/** The moment at which queries are asked: a month after the sign-ins of the tests. */
const now = new Date(Date.UTC(2026, 3, 1));

/** An engine over tables in memory, which answers by the documented meaning of KQL. */
export function evaluatingEngine(workspace: () => Workspace, seed?: number): Engine {
  let asked: Workspace | undefined;
  let answers = new Map<string, Row[]>();
  let database: Database = { tables: {} };
  const answerOf = (text: string): Row[] => {
    const { columns, rows } = evaluate(text, database, now, seed === undefined ? {} : { seed });
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
 * The store over tables in memory. What is written becomes rows, as Entra would write them; `find` leaves out what the
 * source delivered, which is another text for a row.
 */
export function writableKustoStore(seed?: number): Store {
  let workspace = emptyWorkspace();
  const store = kustoStore({ engine: evaluatingEngine(() => workspace, seed), horizon: () => undefined });
  return {
    ...store,
    async find(...request) {
      return (await store.find(...request)).map(({ raw: _, ...signIn }) => signIn);
    },
    async write(batch) {
      const next = structuredClone(workspace);
      for (const entry of batch) {
        if (entry.kind !== "signIn") throw new Error("Entra writes sign-ins alone.");
        const signIn = signInOf(entry);
        next.rows[tableOf(signIn)]?.push(rowOf(signIn));
        next.ingestionTimes[tableOf(signIn)]?.push(new Date(signIn.createdDateTime));
      }
      workspace = next;
      return { new: batch.length, updated: 0, unchanged: 0, quarantined: 0 };
    },
  };
}
