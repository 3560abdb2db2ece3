import { groupBy } from "./group.ts";
import type { SyntaxElement } from "./language.ts";
import { columnAt, type Environment, type Plan, type Row, type Shape, type Step } from "./relation.ts";
import type { Column } from "./schema.ts";
import { itemsIn, kindOf, nameOf, partOf, partsOf, resultColumnsOf, textOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { absentOf, keyOf, type Value } from "./values.ts";

/**
 * `join` and `lookup` on equal columns. Keys that are null match nothing, as null equals nothing.
 * https://learn.microsoft.com/kusto/query/join-operator, https://learn.microsoft.com/kusto/query/lookup-operator
 */
export function compileJoin(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const isLookup = kindOf(node) === "LookupOperator";
  const parts = partsOf(node, "Parameters", "Expression", "ConditionClause", "LookupClause");
  const kind = kindOfJoin(itemsIn(parts.Parameters), isLookup ? "leftouter" : "innerunique");
  const right = environment.compileTable(parts.Expression!);
  const pairs = pairsOf((isLookup ? parts.LookupClause : parts.ConditionClause)!, shape, right);
  const taken = rightColumns(kind, isLookup, right, pairs);
  const columns = resultColumnsOf(node);
  if (columns.length !== shape.columns.length + taken.length)
    throw new Unsupported(`the columns of "${textOf(node)}"`);
  const matched = matcherOf(kind, environment, pairs, right, taken);
  return { shape: { columns, ordered: false, ingestion: "none" }, run: (rows) => matched(rows) };
}

type Kind = (typeof kindsOfJoin)[number];

const kindsOfJoin = ["innerunique", "inner", "leftouter", "leftsemi", "leftanti"] as const;

interface Pair {
  readonly left: number;
  readonly right: number;
}

function kindOfJoin(parameters: readonly SyntaxElement[], usual: Kind): Kind {
  let kind = usual;
  for (const parameter of parameters) {
    const { Name, Expression } = partsOf(parameter, "Name", "Expression");
    const name = nameOf(Name!);
    const value = textOf(Expression!);
    if (name === "hint.strategy" && (value === "broadcast" || value === "shuffle")) continue;
    const known = kindsOfJoin.find((one) => one === value);
    if (name !== "kind" || known === undefined) throw new Unsupported(`join ${textOf(parameter)}`);
    kind = known;
  }
  return kind;
}

function pairsOf(clause: SyntaxElement, left: Shape, right: Plan): readonly Pair[] {
  if (kindOf(clause) !== "JoinOnClause") throw new Unsupported(`join ${textOf(clause)}`);
  return itemsIn(partsOf(clause, "Expressions").Expressions).map((item) => {
    const names = namesOf(item);
    const pair = {
      left: columnAt(left.columns, names.left),
      right: columnAt(right.shape.columns, names.right),
    };
    if (pair.left === -1 || pair.right === -1) throw new Unsupported(`join on ${textOf(item)}`);
    return pair;
  });
}

function namesOf(item: SyntaxElement): { readonly left: string; readonly right: string } {
  if (kindOf(item) === "NameReference") return { left: nameOf(item), right: nameOf(item) };
  if (kindOf(item) !== "EqualExpression") throw new Unsupported(`join on ${textOf(item)}`);
  const sides = [partOf(item, "Left"), partOf(item, "Right")].map((side) => {
    const { Expression, Selector } = partsOf(side, "Expression", "Selector");
    if (Expression === undefined || Selector === undefined) throw new Unsupported(`join on ${textOf(item)}`);
    return [textOf(Expression), nameOf(Selector)] as const;
  });
  const names = new Map<string, string>(sides);
  const [left, right] = [names.get("$left"), names.get("$right")];
  if (left === undefined || right === undefined) throw new Unsupported(`join on ${textOf(item)}`);
  return { left, right };
}

/** Which columns of the right side are in the result. */
function rightColumns(kind: Kind, isLookup: boolean, right: Plan, pairs: readonly Pair[]): readonly number[] {
  if (kind === "leftsemi" || kind === "leftanti") return [];
  const all = right.shape.columns.map((_, at) => at);
  return isLookup ? all.filter((at) => pairs.every((pair) => pair.right !== at)) : all;
}

function matcherOf(
  kind: Kind,
  { shuffle }: Environment,
  pairs: readonly Pair[],
  right: Plan,
  taken: readonly number[],
): (rows: readonly Row[]) => readonly Row[] {
  const absent = taken.map((at) => absentOf((right.shape.columns[at] as Column).type));
  return (rows) => {
    const others = groupBy(right.run(), (row) => keyIn(row, pairs, "right"));
    const matches = (row: Row) => {
      const key = keyIn(row, pairs, "left");
      return key === undefined ? [] : (others.get(key) ?? []);
    };
    const joined = (row: Row, values: readonly Value[]) => ({
      values: [...row.values, ...values],
      ingested: null,
    });
    switch (kind) {
      case "leftsemi":
        return rows.filter((row) => matches(row).length > 0);
      case "leftanti":
        return rows.filter((row) => matches(row).length === 0);
      case "leftouter":
        return rows.flatMap((row) => {
          const found = matches(row).map((other) => taken.map((at) => other.values[at]!));
          return (found.length === 0 ? [absent] : found).map((values) => joined(row, values));
        });
      case "inner":
      case "innerunique": {
        const from = kind === "inner" ? rows : firstOfEach(shuffle(rows), pairs);
        return from.flatMap((row) =>
          matches(row).map((other) =>
            joined(
              row,
              taken.map((at) => other.values[at]!),
            ),
          ),
        );
      }
    }
  };
}

/** Any row of each key: https://learn.microsoft.com/kusto/query/join-innerunique */
function firstOfEach(rows: readonly Row[], pairs: readonly Pair[]): readonly Row[] {
  return [...groupBy(rows, (row) => keyIn(row, pairs, "left")).values()].map(([first]) => first!);
}

function keyIn(row: Row, pairs: readonly Pair[], side: keyof Pair): string | undefined {
  const values: readonly Value[] = pairs.map((pair) => row.values[pair[side]]!);
  return values.includes(null) ? undefined : keyOf(values);
}
