import { analyseKql, type Analysis } from "./check.ts";
import type { SyntaxElement } from "./language.ts";
import type { TableSchemas } from "./schema.ts";
import { childrenOf, itemsIn, kindOf, partsOf, textOf } from "./syntax.ts";

/** What Microsoft's binder calls a table that `isfuzzy` passes over. */
const missingTable = "KS205";

/**
 * The analysis of a query without the legs of fuzzy unions whose tables are missing: the sources of such a union are those
 * that exist. https://learn.microsoft.com/kusto/query/union-operator
 */
export function analyseWithoutMissing(text: string, tables: TableSchemas): Analysis {
  const analysis = analyseKql(text, tables);
  const missing = analysis.diagnostics.find((diagnostic) => diagnostic.code === missingTable);
  const leg = missing && legAt(analysis.syntax, missing.start);
  if (leg === undefined) return analysis;
  return analyseWithoutMissing(`${text.slice(0, leg.start)}${text.slice(leg.end)}`, tables);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the innermost leg of a fuzzy union stands that has a place of the text, with one comma beside it. */
function legAt(node: SyntaxElement, place: number): Range | undefined {
  for (const child of childrenOf(node)) {
    const found = child.TextStart <= place && place < child.End ? legAt(child, place) : undefined;
    if (found !== undefined) return found;
  }
  return kindOf(node) === "UnionOperator" && isFuzzy(node) ? legIn(node, place) : undefined;
}

function legIn(union: SyntaxElement, place: number): Range | undefined {
  const legs = itemsIn(partsOf(union, "Parameters", "Expressions").Expressions);
  const index = legs.findIndex((leg) => leg.TextStart <= place && place < leg.End);
  const leg = legs[index];
  if (leg === undefined) return undefined;
  const [before, after] = [legs[index - 1], legs[index + 1]];
  if (after !== undefined) return { start: leg.TextStart, end: after.TextStart };
  return { start: before?.End ?? leg.TextStart, end: leg.End };
}

function isFuzzy(union: SyntaxElement): boolean {
  const parameters = itemsIn(partsOf(union, "Parameters", "Expressions").Parameters);
  return parameters.some((parameter) => textOf(parameter).replaceAll(/\s/g, "") === "isfuzzy=true");
}
