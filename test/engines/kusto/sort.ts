import { compileScalar, constantOf } from "./expressions.ts";
import type { SyntaxElement } from "./language.ts";
import type { Environment, Row, Scalar, Shape, Step } from "./relation.ts";
import { itemsIn, keywordOf, kindOf, partsOf, typeOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { compareValues, type Value } from "./values.ts";

/** https://learn.microsoft.com/kusto/query/sort-operator: ties come in any order. */
export function compileSort(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const keys = itemsIn(partsOf(node, "Expressions").Expressions).map((item) =>
    keyOfItem(item, environment, shape),
  );
  return { shape: { ...shape, ordered: true }, run: (rows) => sorted(environment.shuffle(rows), keys) };
}

/** https://learn.microsoft.com/kusto/query/top-operator */
export function compileTop(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const { Expression, ByExpression } = partsOf(node, "Expression", "ByExpression");
  const limit = Number(constantOf(Expression!, { environment, shape }));
  const keys = [keyOfItem(ByExpression!, environment, shape)];
  return {
    shape: { ...shape, ordered: true },
    run: (rows) => sorted(environment.shuffle(rows), keys).slice(0, limit),
  };
}

interface Key {
  readonly value: Scalar;
  readonly ascending: boolean;
  readonly nullsFirst: boolean;
}

/** Descending with nulls last unless it says otherwise; nulls come first where it ascends. */
function keyOfItem(item: SyntaxElement, environment: Environment, shape: Shape): Key {
  const isOrdered = kindOf(item) === "OrderedExpression";
  const { Expression, Ordering } = isOrdered ? partsOf(item, "Expression", "Ordering") : { Expression: item };
  const { NullsClause } = Ordering === undefined ? {} : partsOf(Ordering, "NullsClause");
  if (typeOf(Expression!) === "dynamic" || typeOf(Expression!) === "bool") {
    throw new Unsupported(`order by a ${typeOf(Expression!)}`);
  }
  const ascending = Ordering !== undefined && keywordOf(Ordering, "AscOrDescKeyword") === "asc";
  const place = NullsClause === undefined ? undefined : keywordOf(NullsClause, "FirstOrLastKeyword");
  const value = compileScalar(Expression!, { environment, shape });
  return { value, ascending, nullsFirst: place === undefined ? ascending : place === "first" };
}

function sorted(rows: readonly Row[], keys: readonly Key[]): readonly Row[] {
  return rows
    .map((row, place) => ({ row, values: keys.map((key) => key.value(row, place)) }))
    .sort((a, b) => {
      for (const [at, key] of keys.entries()) {
        const order = compareKeys(a.values[at]!, b.values[at]!, key);
        if (order !== 0) return order;
      }
      return 0;
    })
    .map(({ row }) => row);
}

function compareKeys(left: Value, right: Value, { ascending, nullsFirst }: Key): number {
  if (left === null || right === null) {
    return left === right ? 0 : (left === null) === nullsFirst ? -1 : 1;
  }
  return ascending ? compareValues(left, right) : compareValues(right, left);
}
