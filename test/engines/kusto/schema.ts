import { language } from "./load.ts";
import type { GlobalState } from "./language.ts";

/** The scalar types of Kusto: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export type KqlType =
  "string" | "long" | "int" | "real" | "bool" | "datetime" | "timespan" | "dynamic" | "guid" | "decimal";

export interface Column {
  readonly name: string;
  readonly type: KqlType;
}

/** The types of the columns of each table, in their order. */
export type TableSchemas = Readonly<Record<string, Readonly<Record<string, KqlType>>>>;

const known = new Map<string, GlobalState>();

/** What Microsoft's binder has to know of a database: made once for each schema, for it takes a quarter of a second. */
export function globalsOf(tables: TableSchemas): GlobalState {
  const key = JSON.stringify(tables);
  const made = known.get(key);
  if (made !== undefined) return made;
  const globals = makeGlobals(tables);
  known.set(key, globals);
  return globals;
}

function makeGlobals(tables: TableSchemas): GlobalState {
  const { DatabaseSymbol, TableSymbol } = language.Symbols;
  const symbols = Object.entries(tables).map(([name, columns]) => {
    const declared = Object.entries(columns).map(([column, type]) => `['${column}']: ${type}`);
    return TableSymbol.From(`(${declared.join(", ")})`).WithName(name);
  });
  return language.GlobalState.Default.WithDatabase(new DatabaseSymbol.ctor("database", symbols));
}
