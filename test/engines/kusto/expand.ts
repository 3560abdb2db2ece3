import { castElement } from "./casts.ts";
import { compileScalar } from "./expressions.ts";
import type { SyntaxElement } from "./language.ts";
import { columnAt, type Environment, type Row, type Scalar, type Shape, type Step } from "./relation.ts";
import { laterIngestion, namedIn } from "./row-operators.ts";
import type { Column, KqlType } from "./schema.ts";
import { itemsIn, partOf, partsOf, resultColumnsOf, textOf, typeOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { absentOf, isBag, isItems, type Items, type Value } from "./values.ts";

/** https://learn.microsoft.com/kusto/query/mv-expand-operator */
export function compileExpand(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const expanded = expandedOf(partsOf(node, "Expressions").Expressions!, environment, shape);
  const columns = resultColumnsOf(node);
  return {
    shape: { ...shape, columns, ingestion: laterIngestion(shape) },
    run: (rows) => rows.flatMap((row, place) => expandRow(row, place, expanded, shape.columns, columns)),
  };
}

/** A column that is made of the elements of a value. */
export interface Expanded {
  readonly name: string;
  readonly type: KqlType;
  readonly value: Scalar;
}

/** What `mv-expand` and `mv-apply` take apart. */
export function expandedOf(list: SyntaxElement, environment: Environment, shape: Shape): readonly Expanded[] {
  return itemsIn(list).map((item) => {
    const { Expression, ToTypeOf } = partsOf(item, "Expression", "ToTypeOf");
    const { name, expression } = namedIn(Expression!);
    if (typeOf(expression) !== "dynamic") throw new Unsupported(`the elements of ${textOf(expression)}`);
    return { name, type: typeIn(ToTypeOf), value: compileScalar(expression, { environment, shape }) };
  });
}

/**
 * A row for each element, side by side where several values are taken apart. An empty array or bag makes none, null makes
 * one, and so does what is neither.
 */
export function expandRow(
  row: Row,
  place: number,
  expanded: readonly Expanded[],
  from: readonly Column[],
  columns: readonly Column[],
): readonly Row[] {
  const elements = expanded.map(({ value, type }) =>
    elementsOf(value(row, place)).map((one) => castElement(one, type)),
  );
  const length = Math.max(...elements.map((items) => items.length));
  const values = columns.map((column) => row.values[columnAt(from, column.name)] ?? null);
  return Array.from({ length }, (_, index) => {
    const made = [...values];
    for (const [at, { name, type }] of expanded.entries()) {
      made[columnAt(columns, name)] = elements[at]![index] ?? absentOf(type);
    }
    return { ...row, values: made };
  });
}

function elementsOf(value: Value): Items {
  if (isItems(value)) return value;
  if (isBag(value)) return [...value].map(([name, held]) => new Map([[name, held]]));
  return [value];
}

function typeIn(clause: SyntaxElement | undefined): KqlType {
  if (clause === undefined) return "dynamic";
  const type = partOf(clause, "TypeOf");
  if (itemsIn(partOf(type, "Types")).length !== 1) throw new Unsupported(textOf(clause));
  return type.ReferencedSymbol?.Name as KqlType;
}
