import { foldCase } from "./ordinal.ts";
import { compileRegex } from "./regex.ts";
import { undocumented } from "./unsupported.ts";

export type TextTest = (text: string, other: string) => boolean;

/**
 * The operators on two strings by the word that is written: those without `_cs` ignore case.
 * https://learn.microsoft.com/kusto/query/datatypes-string-operators
 */
export const stringOperators: Readonly<Record<string, TextTest>> = {
  "=~": ignoringCase((text, other) => text === other),
  "!~": negated(ignoringCase((text, other) => text === other)),
  has: ignoringCase(hasTerm),
  "!has": negated(ignoringCase(hasTerm)),
  has_cs: hasTerm,
  "!has_cs": negated(hasTerm),
  contains: ignoringCase((text, other) => text.includes(other)),
  "!contains": negated(ignoringCase((text, other) => text.includes(other))),
  contains_cs: (text, other) => text.includes(other),
  "!contains_cs": negated((text, other) => text.includes(other)),
  startswith: ignoringCase((text, other) => text.startsWith(other)),
  "!startswith": negated(ignoringCase((text, other) => text.startsWith(other))),
  startswith_cs: (text, other) => text.startsWith(other),
  "!startswith_cs": negated((text, other) => text.startsWith(other)),
  endswith: ignoringCase((text, other) => text.endsWith(other)),
  "!endswith": negated(ignoringCase((text, other) => text.endsWith(other))),
  endswith_cs: (text, other) => text.endsWith(other),
  "!endswith_cs": negated((text, other) => text.endsWith(other)),
  "matches regex": (text, pattern) => compileRegex(pattern).test(text),
};

/**
 * Terms are longest runs of letters and digits. A text has a phrase where it stands with no letter or digit going on at
 * either of its ends that is one.
 */
function hasTerm(text: string, phrase: string): boolean {
  if (phrase === "") throw undocumented('has ""');
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const before = isTermCharacter(phrase, 0) && isTermCharacter(text, at - 1);
    const end = at + phrase.length;
    const after = isTermCharacter(phrase, phrase.length - 1) && isTermCharacter(text, end);
    if (!before && !after) return true;
  }
  return false;
}

function isTermCharacter(text: string, at: number): boolean {
  return /^[\p{L}\p{N}]$/u.test(text.charAt(at));
}

function ignoringCase(test: TextTest): TextTest {
  return (text, other) => test(foldCase(text), foldCase(other));
}

function negated(test: TextTest): TextTest {
  return (text, other) => !test(text, other);
}
