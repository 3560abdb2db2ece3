import { evaluate, type Database, type Options } from "./evaluate.ts";

export const now = new Date("2026-03-01T12:00:00Z");

/** The rows that a query answers with. */
export function ask(text: string, database: Database = { tables: {} }, options?: Options) {
  return evaluate(text, database, now, options).rows;
}

/** The value of a scalar expression. */
export function valueOf(expression: string, options?: Options): unknown {
  return ask(`print x = ${expression}`, undefined, options)[0]?.[0];
}
