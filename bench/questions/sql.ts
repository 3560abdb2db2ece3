import { field, type FieldName } from "../../src/question/fields.ts";
import type { Condition } from "../../src/question/question.ts";
import type { Filter } from "../../src/store/store.ts";
import { columnOf, isList, isNumber } from "../engines/columns.ts";
import type { Bound, Dialect } from "../engines/engine.ts";

/** A filter of the port in SQL, as far as benchmarks use them: ids, codes, enumerated values and parts of texts. */
export function whereOf({ where, from, to }: Filter, bound: Bound): string {
  const parts = [
    ...(from === undefined ? [] : [`"time" >= ${bound.of(from)}`]),
    ...(to === undefined ? [] : [`"time" < ${bound.of(to)}`]),
    ...where.map((condition) => conditionOf(condition, bound)),
  ];
  return parts.length === 0 ? "true" : parts.join(" AND ");
}

function conditionOf({ field: name, is, isNot }: Condition, bound: Bound): string {
  if (name === "id") throw new Error("No benchmark filters by id.");
  const values = is ?? isNot ?? [];
  const column = columnOf(name);
  if (values.join() === "" && !isList(name)) return `${column} IS ${is === undefined ? "NOT " : ""}NULL`;
  const isOne = isList(name)
    ? `EXISTS (SELECT 1 FROM ${itemsOf(column, bound.dialect)} WHERE ${valueIs(name, `"value"`, values, bound)})`
    : valueIs(name, column, values, bound);
  return is === undefined ? `(${column} IS NULL OR NOT (${isOne}))` : isOne;
}

function valueIs(name: FieldName, value: string, wanted: readonly string[], bound: Bound): string {
  const { kind, match } = field(name);
  return kind === "text" && match === "contains"
    ? `(${wanted.map((part) => `instr(lower(${value}), ${bound.of(part.toLowerCase())}) > 0`).join(" OR ")})`
    : `${value} IN (${wanted.map((one) => bound.of(isNumber(name) ? Number(one) : one)).join(", ")})`;
}

/** The values of a list, each in a row. */
function itemsOf(column: string, dialect: Dialect): string {
  return dialect === "duckdb" ? `(SELECT unnest(${column}) AS "value")` : `json_each(${column})`;
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
