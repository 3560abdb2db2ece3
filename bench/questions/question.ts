import type { Store } from "../../src/store/store.ts";
import type { Bound, Dialect, Table } from "../engines/engine.ts";
import type { Case } from "./cases.ts";

/** Kinds that have targets of their own; "other" has those of all. */
export const kinds = ["look-up", "trend", "summary", "top", "groups", "heavy", "other"] as const;
export type Kind = (typeof kinds)[number];

/** A question as every engine is asked it. */
export interface Question<Answer = unknown> {
  /** "Q1 typical user". */
  readonly name: string;
  readonly kind: Kind;
  /** What Signpost's store is asked. */
  readonly ask: (store: Store, at: Case) => Promise<Answer>;
  /** Its answer as a table; the clock has stopped before. */
  readonly table: (answer: Answer, at: Case) => Table;
  /** The same in SQL, which gives that table, or what `finish` makes the answer of. */
  readonly sql: (dialect: Dialect, bound: Bound, at: Case) => string;
  /** What an application makes of the rows that SQL gave, to have the same answer; its time counts. */
  readonly finish?: (rows: Table) => Answer;
  /** The rows that SQL gave, as they are compared; the clock has stopped before. */
  readonly compared?: (rows: Table) => Table;
  /** The order of rows is part of the answer. */
  readonly ordered?: true;
}

/** A question whose answer is its own affair. */
export function question<Answer>(one: Question<Answer>): Question {
  return one as unknown as Question;
}
