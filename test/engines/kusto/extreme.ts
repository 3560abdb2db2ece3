import { compileScalar } from "./expressions.ts";
import type { Aggregate, Aggregated } from "./aggregates.ts";
import type { SyntaxElement } from "./language.ts";
import { columnAt, type Row, type Scalar, type Scope } from "./relation.ts";
import type { Column } from "./schema.ts";
import { itemsIn, kindOf, nameOf, partOf, partsOf, textOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { absentOf, compareValues, type Value } from "./values.ts";

/**
 * `arg_max`, `arg_min` and `take_any`: values of one row of the group, any of those that are as great. A row whose value
 * is null is taken only where all are.
 * https://learn.microsoft.com/kusto/query/arg-max-aggregation-function
 * @param columns of the result, from the first that is this function's own
 * @returns undefined where the node is another function
 */
export function compileExtreme(
  node: SyntaxElement,
  columns: readonly Column[],
  by: readonly SyntaxElement[],
  scope: Scope,
): Aggregated | undefined {
  if (kindOf(node) !== "FunctionCallExpression") return undefined;
  const { Name, ArgumentList } = partsOf(node, "Name", "ArgumentList");
  const name = nameOf(Name!);
  if (name !== "arg_max" && name !== "arg_min" && name !== "take_any") return undefined;
  const given = itemsIn(partOf(ArgumentList!, "Expressions"));
  const rank = name === "take_any" ? undefined : given[0];
  const returned = name === "take_any" ? given : given.slice(1);
  const isStar = returned.some((item) => kindOf(item) === "StarExpression");
  if (isStar && returned.length > 1) throw new Unsupported(`"${textOf(node)}"`);
  const parts = rank === undefined ? [] : [compileScalar(rank, scope)];
  if (isStar) parts.push(...starOf(columns.slice(parts.length), rank, by, scope));
  else parts.push(...returned.map((item) => compileScalar(item, scope)));
  const absent = columns.slice(0, parts.length).map((column) => absentOf(column.type));
  const { shuffle } = scope.environment;
  const chosen = name === "take_any" ? any : extremeOf(name, parts[0]!);
  return { width: parts.length, aggregate: aggregateOf(parts, absent, (rows) => chosen(shuffle(rows))) };
}

type Choose = (rows: readonly Row[]) => Row | undefined;

const any: Choose = (rows) => rows[0];

function extremeOf(name: "arg_max" | "arg_min", rank: Scalar): Choose {
  const isBetter = (order: number) => (name === "arg_max" ? order > 0 : order < 0);
  return (rows) => {
    let best: { readonly row: Row; readonly value: Value } | undefined;
    for (const [place, row] of rows.entries()) {
      const value = rank(row, place);
      const beats =
        best === undefined ||
        (value !== null && (best.value === null || isBetter(compareValues(value, best.value))));
      if (beats) best = { row, value };
    }
    return best?.row;
  };
}

function aggregateOf(parts: readonly Scalar[], absent: readonly Value[], choose: Choose): Aggregate {
  return (rows) => {
    const row = choose(rows);
    return row === undefined ? absent : parts.map((part) => part(row, 0));
  };
}

/** All columns but those grouped by and the one that ranks, which are in the result already. */
function starOf(
  columns: readonly Column[],
  rank: SyntaxElement | undefined,
  by: readonly SyntaxElement[],
  { shape }: Scope,
): readonly Scalar[] {
  const told = new Set([...by, ...(rank === undefined ? [] : [rank])].map(columnNameOf));
  const names = shape.columns.map((column) => column.name).filter((name) => !told.has(name));
  const expected = columns.slice(0, names.length).map((column) => column.name);
  if (names.some((name, index) => name !== expected[index])) {
    throw new Unsupported(`the columns ${expected.join(", ")} of *`);
  }
  return names.map((name) => {
    const at = columnAt(shape.columns, name);
    return (row) => row.values[at]!;
  });
}

function columnNameOf(node: SyntaxElement): string {
  return kindOf(node) === "NameReference" ? nameOf(node) : textOf(node);
}
