import { compileCondition, compileScalar } from "./expressions.ts";
import { distinct } from "./dynamic-functions.ts";
import type { SyntaxElement } from "./language.ts";
import type { Row, Scope } from "./relation.ts";
import type { KqlType } from "./schema.ts";
import { itemsIn, kindOf, nameOf, partOf, partsOf, textOf, typeOf } from "./syntax.ts";
import { undocumented, Unsupported } from "./unsupported.ts";
import { absentOf, compareValues, isItems, isNumeric, isTimespan, keyOf, timespanOf } from "./values.ts";
import type { Items, Value } from "./values.ts";

/** The values of an aggregate's columns for the rows of a group. */
export type Aggregate = (rows: readonly Row[]) => readonly Value[];

export interface Aggregated {
  readonly aggregate: Aggregate;
  /** How many columns it makes. */
  readonly width: number;
}

/**
 * Aggregates of one value. Nulls are passed over but by `count()`.
 * https://learn.microsoft.com/kusto/query/summarize-operator#default-values-of-aggregations
 */
export function aggregateOf(node: SyntaxElement, scope: Scope): Aggregated {
  if (kindOf(node) !== "FunctionCallExpression") throw new Unsupported(`the aggregate "${textOf(node)}"`);
  const { Name, ArgumentList } = partsOf(node, "Name", "ArgumentList");
  const name = nameOf(Name!);
  const given = itemsIn(partOf(ArgumentList!, "Expressions"));
  const fold = Object.hasOwn(folds, name) ? folds[name]! : undefined;
  if (fold === undefined) throw new Unsupported(`the aggregate ${name}()`);
  const [value, predicate] = argumentsOf(name, given, fold);
  const type = value === undefined ? "long" : typeOf(value);
  if (type === "dynamic" && !fold.takesDynamic) throw new Unsupported(`${name}(dynamic)`);
  const parts = {
    value: value && compileScalar(value, scope),
    predicate: predicate && compileCondition(predicate, scope),
  };
  const absent = absentOf(typeOf(node));
  return {
    width: 1,
    aggregate: (rows) => {
      const counted = rows.filter((row) => parts.predicate === undefined || parts.predicate(row, 0) === true);
      const values =
        parts.value === undefined ? counted.map(() => 1n) : counted.map((row) => parts.value!(row, 0));
      return [
        fold.of(
          values.filter((one) => one !== null),
          type,
          scope,
        ) ?? absent,
      ];
    },
  };
}

interface Fold {
  readonly arguments: "none" | "value" | "predicate" | "both";
  readonly takesDynamic?: boolean;
  of(values: Items, type: KqlType, scope: Scope): Value;
}

/** Each has a page under https://learn.microsoft.com/kusto/query/aggregation-functions */
const folds: Readonly<Record<string, Fold>> = {
  count: { arguments: "none", of: countOf },
  countif: { arguments: "predicate", of: countOf },
  min: { arguments: "value", of: (values) => extremeOf(values, -1) },
  max: { arguments: "value", of: (values) => extremeOf(values, 1) },
  minif: { arguments: "both", of: (values) => extremeOf(values, -1) },
  maxif: { arguments: "both", of: (values) => extremeOf(values, 1) },
  sum: { arguments: "value", of: sumOf },
  sumif: { arguments: "both", of: sumOf },
  avg: { arguments: "value", of: averageOf },
  count_distinct: { arguments: "value", of: (values) => BigInt(new Set(values.map(keyOf)).size) },
  count_distinctif: { arguments: "both", of: (values) => BigInt(new Set(values.map(keyOf)).size) },
  make_list: { arguments: "value", takesDynamic: true, of: (values) => values },
  make_list_if: { arguments: "both", takesDynamic: true, of: (values) => values },
  make_set: { arguments: "value", takesDynamic: true, of: setOf },
  make_set_if: { arguments: "both", takesDynamic: true, of: setOf },
};

function argumentsOf(
  name: string,
  given: readonly SyntaxElement[],
  fold: Fold,
): readonly (SyntaxElement | undefined)[] {
  const wanted = { none: 0, value: 1, predicate: 1, both: 2 }[fold.arguments];
  if (given.length !== wanted) throw new Unsupported(`${name}() with ${given.length} arguments`);
  return fold.arguments === "predicate" ? [undefined, given[0]] : given;
}

function countOf(values: Items): Value {
  return BigInt(values.length);
}

function extremeOf(values: Items, direction: number): Value {
  return values.reduce<Value>(
    (best, value) => (best === null || compareValues(value, best) * direction > 0 ? value : best),
    null,
  );
}

function sumOf(values: Items, type: KqlType): Value {
  if (type === "timespan") {
    return timespanOf(
      values.reduce<bigint>((sum, value) => sum + (isTimespan(value) ? value.ticks : 0n), 0n),
    );
  }
  if (type === "real") return values.reduce<number>((sum, value) => sum + Number(value), 0);
  return values.reduce<bigint>((sum, value) => sum + (value as bigint), 0n);
}

function averageOf(values: Items, type: KqlType): Value {
  if (!["long", "int", "real"].includes(type)) throw new Unsupported(`avg(${type})`);
  const numbers = values.filter(isNumeric).map(Number);
  return numbers.length === 0 ? Number.NaN : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** In no order. Arrays are taken apart: https://learn.microsoft.com/kusto/query/make-set-aggregation-function */
function setOf(values: Items, _: KqlType, { environment }: Scope): Value {
  const items = values.flatMap((value) => (isItems(value) ? [...value] : [value]));
  if (items.includes(null) || items.some(isItems))
    throw undocumented("make_set of nulls or arrays in arrays");
  return environment.shuffle(distinct(items));
}
