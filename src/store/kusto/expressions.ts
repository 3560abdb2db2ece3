import { text, texts, verbatim } from "./literals.ts";
import { cleanName as c } from "./raw-columns.ts";
import type { RawColumn } from "./tables.ts";

/** A list of texts, or texts joined by commas; no list at all is an empty one. */
export function textList(column: RawColumn): string {
  const separated = `split(replace_regex(trim(${verbatim("[\\s,]+")}, r_${column}), ${verbatim("\\s*,[\\s,]*")}, ","), ",")`;
  return `case(isnotnull(array_length(${c(column)})), ${c(column)}, r_${column} matches regex ${verbatim("^[\\s,]*$")}, dynamic([]), ${separated})`;
}

/** A text without spaces and punctuation, in lower case. */
export function squeezed(expression: string): string {
  return `tolower(replace_regex(${expression}, ${text("[^A-Za-z0-9\u0080-\uffff]+")}, ""))`;
}

/** What a text in lower case stands for; another one is as `otherwise` says. */
export function mapped(expression: string, meanings: ReadonlyMap<string, string>, otherwise: string): string {
  const meant = [...new Set(meanings.values())].map((meaning) => {
    const words = [...meanings].filter(([, one]) => one === meaning).map(([word]) => word);
    return `${expression} in ${texts(words)}, ${text(meaning)}`;
  });
  return `case(${meant.join(", ")}, ${otherwise})`;
}

export function oneOf(expression: string, values: readonly string[]): string {
  return mapped(squeezed(expression), new Map(values.map((one) => [one, one])), '""');
}

/** The higher of two levels; a managed identity has the second by default, so that it says nothing. */
export function riskOf(during: string, aggregated: string): string {
  const levels = ["high", "medium", "low", "none"].map(
    (level) =>
      `${during} == "${level}" or (s_type != "managedIdentity" and ${aggregated} == "${level}"), "${level}"`,
  );
  return `case(${levels.join(", ")}, "")`;
}
