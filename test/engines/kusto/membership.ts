import { areEqual } from "./binary-operators.ts";
import type { SyntaxElement } from "./language.ts";
import { foldCase } from "./ordinal.ts";
import type { Environment, Scalar, Scope } from "./relation.ts";
import { stringOperators } from "./string-operators.ts";
import { itemsIn, keywordOf, kindOf, partOf, partsOf, resultColumnsOf, textOf, typeOf } from "./syntax.ts";
import { undocumented, Unsupported } from "./unsupported.ts";
import { isItems, type Items } from "./values.ts";

/**
 * `in`, `!in`, `in~`, `!in~` and `has_any`. What is sought in may be values, arrays of them, and a table of one column.
 * https://learn.microsoft.com/kusto/query/in-cs-operator, https://learn.microsoft.com/kusto/query/has-any-operator
 * @returns undefined where the node is something else
 */
export function compileMembership(
  node: SyntaxElement,
  { environment }: Scope,
  compile: (node: SyntaxElement) => Scalar,
): Scalar | undefined {
  const operator = keywordOf(node, "Operator") ?? "";
  const kind = kinds[operator];
  if (kind === undefined) return undefined;
  const { Left, Right } = partsOf(node, "Left", "Right");
  if (typeOf(Left!) === "dynamic" || (kind.ofText && typeOf(Left!) !== "string")) {
    throw new Unsupported(`${typeOf(Left!)} ${operator} (…)`);
  }
  const sought = compile(Left!);
  const lists = itemsIn(partOf(Right!, "Expressions")).map((item) => compileList(item, environment, compile));
  return (row, place) => {
    const value = sought(row, place);
    const list = lists.flatMap((items) => [...items(row, place)]).filter((item) => item !== null);
    if (list.some((item) => typeof item !== "string") && kind.ofText)
      throw undocumented(`${operator} of no texts`);
    return (value !== null && kind.has(value as string, list as string[])) !== operator.startsWith("!");
  };
}

type Kind = { readonly ofText: boolean; has(value: string, list: readonly string[]): boolean };

const exact: Kind = { ofText: false, has: (value, list) => list.some((item) => areEqual(value, item)) };

const kinds: Readonly<Record<string, Kind>> = {
  in: exact,
  "!in": exact,
  "in~": withoutCase(),
  "!in~": withoutCase(),
  has_any: { ofText: true, has: (value, list) => list.some((item) => stringOperators["has"]!(value, item)) },
};

function withoutCase(): Kind {
  return {
    ofText: true,
    has: (value, list) => {
      const folded = foldCase(value);
      return list.some((item) => foldCase(item) === folded);
    },
  };
}

function compileList(
  node: SyntaxElement,
  environment: Environment,
  compile: (node: SyntaxElement) => Scalar,
): (...at: Parameters<Scalar>) => Items {
  if (resultColumnsOf(node).length > 0) return compileColumn(node, environment);
  const item = compile(node);
  if (typeOf(node) !== "dynamic") return (row, place) => [item(row, place)];
  return (row, place) => {
    const value = item(row, place);
    if (isItems(value)) return value;
    throw undocumented(`${textOf(node)}, which is no array, as a list`);
  };
}

function compileColumn(node: SyntaxElement, environment: Environment): () => Items {
  const table = kindOf(node) === "ParenthesizedExpression" ? partOf(node, "Expression") : node;
  const plan = environment.compileTable(table);
  if (plan.shape.columns.length !== 1)
    throw new Unsupported(`a list of ${plan.shape.columns.length} columns`);
  const values = plan.run().map((row) => row.values[0]!);
  return () => values;
}
