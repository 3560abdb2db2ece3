import { language } from "./load.ts";
import { dynamicOf } from "./json.ts";
import type { SyntaxElement } from "./language.ts";
import { childrenOf, itemsIn, kindOf, partOf, textOf } from "./syntax.ts";
import { parseDatetime, parseTimespan } from "./time-text.ts";
import { Unsupported } from "./unsupported.ts";
import { datetimeOf, timespanOf, type Value } from "./values.ts";

/**
 * The value of a literal, read from its text: what the binder holds of a datetime has lost its ticks.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/
 * @returns undefined where the node is no literal
 */
export function literalValueOf(node: SyntaxElement): Value | undefined {
  const kind = kindOf(node);
  if (kind === "DynamicExpression") return dynamicLiteralOf(partOf(node, "Expression"));
  if (!kind.endsWith("LiteralExpression")) return undefined;
  const text = textOf(node);
  if (kind === "StringLiteralExpression") return language.KustoFacts.GetStringLiteralValue(text);
  const [, content = text] = /^[a-z]+\s*\(\s*(.*?)\s*\)$/s.exec(text) ?? [];
  if (content === "null" && content !== text) return null;
  const value = readers[kind]?.(content);
  if (value === undefined) throw new Unsupported(`the literal ${text}`);
  return value;
}

const readers: Readonly<Record<string, (text: string) => Value | undefined>> = {
  LongLiteralExpression: wholeOf,
  IntLiteralExpression: wholeOf,
  RealLiteralExpression: (text) => (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined),
  BooleanLiteralExpression: (text) => ({ true: true, false: false })[text],
  DateTimeLiteralExpression: (text) => mapped(parseDatetime(text), datetimeOf),
  TimespanLiteralExpression: (text) => mapped(parseTimespan(text), timespanOf),
};

function dynamicLiteralOf(node: SyntaxElement): Value {
  switch (kindOf(node)) {
    case "NullLiteralExpression":
      return null;
    case "JsonArrayExpression":
      return itemsIn(partOf(node, "Values")).map(dynamicLiteralOf);
    case "JsonObjectExpression":
      return new Map(
        itemsIn(partOf(node, "Pairs")).map((pair) => [
          language.KustoFacts.GetStringLiteralValue(textOf(partOf(pair, "Name"))),
          dynamicLiteralOf(partOf(pair, "Value")),
        ]),
      );
    case "StringLiteralExpression":
    case "LongLiteralExpression":
    case "BooleanLiteralExpression":
    case "DateTimeLiteralExpression":
    case "TimespanLiteralExpression":
      return literalValueOf(node) ?? null;
    case "RealLiteralExpression":
      return dynamicOf(literalValueOf(node));
    default:
      throw new Unsupported(
        `dynamic(${textOf(node)}), a ${kindOf(node)} of ${childrenOf(node).length} parts,`,
      );
  }
}

function wholeOf(text: string): bigint | undefined {
  return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}

function mapped<To>(value: bigint | undefined, map: (value: bigint) => To): To | undefined {
  return value === undefined ? undefined : map(value);
}
