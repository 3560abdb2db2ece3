import type { FieldName } from "../fields.ts";
import type { Token } from "../lex.ts";
import { fieldAt, longestPhrase, meaningAt } from "../vocabulary.ts";
import type { ConditionField, Question } from "../question.ts";
import type { Reader } from "../time/phrases.ts";

/**
 * A text while it is being read. Rules look for what they know, claim the tokens that said it and note it in the
 * draft; a token is claimed once. What is left unclaimed at the end was not understood.
 */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly claimed: boolean[];
  readonly reader: Reader;
  readonly draft: Draft;
}

/** What has been found so far. */
export type Draft = {
  -readonly [key in Exclude<keyof Question, "where" | "notUnderstood" | "by" | "codes">]?: Question[key];
} & {
  readonly is: Map<ConditionField, string[]>;
  readonly isNot: Map<ConditionField, string[]>;
  by?: FieldName[];
  codes?: number[];
  /** The text named a range, even the unbounded one. */
  timed?: boolean;
};

/** One step of reading; order matters and is set in `parse.ts`. */
export type Rule = (reading: Reading) => void;

export function isFree(reading: Reading, at: number, length = 1): boolean {
  if (at < 0 || at + length > reading.tokens.length) return false;
  for (let index = at; index < at + length; index++) if (reading.claimed[index] === true) return false;
  return true;
}

export function claim(reading: Reading, at: number, length = 1): void {
  reading.claimed.fill(true, at, at + length);
}

/** The vocabulary form of a token, "" where there is none or it is quoted or a filter. */
export function wordAt(reading: Reading, at: number): string {
  const token = reading.tokens[at];
  return token === undefined || token.quoted || token.filter !== undefined ? "" : token.word;
}

/** The unclaimed tokens from here on, up to the first claimed one: as many as a phrase can have. */
function freeFrom(reading: Reading, at: number): readonly Token[] {
  if (at < 0) return [];
  let end = at;
  while (end < at + longestPhrase && isFree(reading, end)) end++;
  return reading.tokens.slice(at, end);
}

/** The longest unclaimed phrase with a meaning of its own that starts here. */
export function meaningHere(reading: Reading, at: number): ReturnType<typeof meaningAt> {
  return meaningAt(freeFrom(reading, at), 0);
}

/** The field that unclaimed words starting here name. */
export function fieldHere(reading: Reading, at: number): ReturnType<typeof fieldAt> {
  return fieldAt(freeFrom(reading, at), 0);
}

/** The words of `phrase` stand here, unclaimed. */
export function isPhraseAt(reading: Reading, at: number, phrase: readonly string[]): boolean {
  return (
    isFree(reading, at, phrase.length) && phrase.every((word, index) => wordAt(reading, at + index) === word)
  );
}

/** Adds values to a condition. */
export function require(
  reading: Reading,
  field: ConditionField,
  values: readonly string[],
  negated = false,
): void {
  const side = negated ? reading.draft.isNot : reading.draft.is;
  const held = side.get(field) ?? [];
  side.set(field, [...held, ...values.filter((value) => !held.includes(value))]);
}

/** Words that turn what follows into its opposite. */
const negators: readonly (readonly string[])[] = [
  ["but", "not"],
  ["other", "than"],
  ["apart", "from"],
  ["not", "from"],
  ["not", "in"],
  ["not", "to"],
  ["not", "by"],
  ["except", "for"],
  ["except"],
  ["excluding"],
  ["without"],
  ["outside"],
  ["outside", "of"],
  ["not"],
  ["exclude"],
  ["minus"],
];

/** The negator that ends right before this token, if any: how many tokens it has. */
export function negatorBefore(reading: Reading, at: number): number {
  return Math.max(
    0,
    ...negators.filter((words) => isPhraseAt(reading, at - words.length, words)).map((words) => words.length),
  );
}
