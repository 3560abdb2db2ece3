import type { FieldName } from "../../src/question/fields.ts";
import type { Condition } from "../../src/question/question.ts";
import type { Filter } from "../../src/store/store.ts";
import { columnOf, isList, isNumber } from "../engines/columns.ts";
import type { Bound, Dialect } from "../engines/engine.ts";

/** A filter of the port in SQL, as far as benchmarks use them: ids, codes and enumerated values. */
export function whereOf({ where, from, to }: Filter, bound: Bound): string {
  const parts = [
    ...(from === undefined ? [] : [`"time" >= ${bound.of(from)}`]),
    ...(to === undefined ? [] : [`"time" < ${bound.of(to)}`]),
    ...where.map((condition) => conditionOf(condition, bound)),
  ];
  return parts.length === 0 ? "true" : parts.join(" AND ");
}

function conditionOf({ field, is, isNot }: Condition, bound: Bound): string {
  if (field === "id" || isList(field)) throw new Error(`No benchmark filters by ${field}.`);
  const column = columnOf(field);
  const values = is ?? isNot ?? [];
  if (values.join() === "") return `${column} IS ${is === undefined ? "NOT " : ""}NULL`;
  const list = values.map((value) => bound.of(isNumber(field) ? Number(value) : value)).join(", ");
  return is === undefined ? `(${column} IS NULL OR ${column} NOT IN (${list}))` : `${column} IN (${list})`;
}

/** A column as the key of a group: text, "" where it is unknown. */
export function keyOf(column: string): string {
  return `coalesce(CAST(${column} AS VARCHAR), '')`;
}

/**
 * What is selected from where a field may have several values: the table with one row for each of them, and none for
 * nothing.
 */
export function spread(dialect: Dialect, table: string, name: FieldName): { from: string; column: string } {
  const column = columnOf(name);
  if (!isList(name)) return { from: table, column };
  return dialect === "duckdb"
    ? {
        from: `(SELECT *, unnest(CASE WHEN len(${column}) > 0 THEN ${column} ELSE [NULL] END) AS "item" FROM ${table})`,
        column: `"item"`,
      }
    : { from: `${table} LEFT JOIN json_each(${column}) AS "each"`, column: `"each"."value"` };
}
