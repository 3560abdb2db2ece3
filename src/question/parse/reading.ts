import type { FieldName } from "../fields.ts";
import type { Token } from "../lex.ts";
import { longestPhrase, phraseStartingAt, type Found, type Phrases } from "../phrases.ts";
import type { ConditionField, Having, Question } from "../question.ts";
import type { Reader } from "../time/phrases.ts";
import { fieldAt, meaningAt, type Meaning } from "../vocabulary.ts";

/**
 * A text while it is being read. Rules look for what they know, claim the tokens that said it and note it in the
 * draft; a token is claimed once. What is left unclaimed at the end was not understood.
 */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly claimed: boolean[];
  /** Tokens beyond those that are read: none of them is understood. */
  readonly excess: readonly Token[];
  readonly reader: Reader;
  readonly draft: Draft;
  /** Tokens that are nobody's name, whatever rule looks at them: they stand where something else is expected. */
  readonly nameless: Set<number>;
  /** Claimed tokens for whose meaning the question has no room: they were not understood, either. */
  readonly leftOut: Set<number>;
}

/** What has been found so far. */
export type Draft = {
  -readonly [
    key in Exclude<keyof Question, "where" | "notUnderstood" | "by" | "codes" | "columns">
  ]?: Question[key];
} & {
  readonly is: Map<ConditionField, string[]>;
  readonly isNot: Map<ConditionField, string[]>;
  by?: FieldName[];
  codes?: number[];
  columns?: FieldName[];
  /** The text named a range, even the unbounded one. */
  timed?: boolean;
  /** Thresholds on statuses, until it is known whether the question is about one status alone. */
  statusCounts?: Having[];
  /** The groups were said with "by", not by a noun alone. */
  grouped?: boolean;
  /** Only one of the two ranges of a comparison was said. */
  oneRange?: boolean;
  /** What is asked is to be watched. */
  watched?: boolean;
  /** A rate was asked for: without groups the summary tells it. */
  rated?: boolean;
  /** All that happened, in its order: every log unless some are named. */
  timeline?: boolean;
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
export function wordAt({ tokens }: Pick<Reading, "tokens">, at: number): string {
  const token = tokens[at];
  return token === undefined || token.quoted || token.filter !== undefined ? "" : token.word;
}

/** The unclaimed tokens from here on, up to the first claimed one: as many as a phrase can have. */
function freeFrom(reading: Reading, at: number): readonly Token[] {
  if (!isFree(reading, at)) return [];
  let end = at;
  while (end < at + longestPhrase && isFree(reading, end)) end++;
  return reading.tokens.slice(at, end);
}

/** The longest unclaimed phrase of a table that starts here. */
export function phraseHere<T>(reading: Reading, at: number, phrases: Phrases<T>): Found<T> | undefined {
  const first = reading.tokens[at];
  if (first === undefined || !phrases.starts.has(first.word)) return undefined;
  return phraseStartingAt(freeFrom(reading, at), 0, phrases);
}

/** The longest unclaimed phrase with a meaning of its own that starts here. */
export function meaningHere(reading: Reading, at: number): Found<Meaning> | undefined {
  return meaningAt(freeFrom(reading, at), 0);
}

/** The field that unclaimed words starting here name. */
export function fieldHere(reading: Reading, at: number): Found<FieldName> | undefined {
  return fieldAt(freeFrom(reading, at), 0);
}

/** The field to group by or count that words here name: said of sign-ins, a location is a country. */
export function groupHere(reading: Reading, at: number): Found<FieldName> | undefined {
  const found = fieldHere(reading, at);
  if (found?.value === "location" && found.length === 1) return { value: "country", length: 1 };
  return (
    found ??
    (isFree(reading, at) && ["place", "places"].includes(wordAt(reading, at))
      ? { value: "country", length: 1 }
      : undefined)
  );
}

/** The first place where an unclaimed phrase of a table starts. */
export function findPhrase<T>(
  reading: Reading,
  phrases: Phrases<T>,
  from = 0,
): (Found<T> & { readonly at: number }) | undefined {
  for (let at = from; at < reading.tokens.length; at++) {
    const found = phraseHere(reading, at, phrases);
    if (found !== undefined) return { ...found, at };
  }
  return undefined;
}

/** The words of `phrase` stand here, unclaimed. */
export function isPhraseAt(reading: Reading, at: number, phrase: readonly string[]): boolean {
  return (
    isFree(reading, at, phrase.length) && phrase.every((word, index) => wordAt(reading, at + index) === word)
  );
}

/** How many tokens from here on are one of these words, at most `most`. */
export function skip(reading: Reading, at: number, words: ReadonlySet<string>, most = 4): number {
  let length = 0;
  while (length < most && isFree(reading, at + length) && words.has(wordAt(reading, at + length))) length++;
  return length;
}

/** The name of a field in the plural: "apps", "people". A singular is more often an adjective ("app failures"). */
export function isPlural(reading: Reading, at: number, { length }: { readonly length: number }): boolean {
  const last = wordAt(reading, at + length - 1);
  return last === "people" || (last.endsWith("s") && !["address", "status", "os", "aadsts"].includes(last));
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
  ["and", "not"],
  ["other", "than"],
  ["apart", "from"],
  ["not", "from"],
  ["not", "in"],
  ["not", "to"],
  ["not", "on"],
  ["not", "by"],
  ["not", "for"],
  ["not", "via"],
  ["not", "using"],
  ["except", "for"],
  ["except", "from"],
  ["except"],
  ["excluding"],
  ["excl"],
  ["ignoring"],
  ["ignore"],
  ["without"],
  ["outside"],
  ["outside", "of"],
  ["not"],
  ["non"],
  ["exclude"],
  ["minus"],
  ["besides"],
  ["leaving", "out"],
];

/** The negator that ends right before this token, if any: how many tokens it has. */
export function negatorBefore(reading: Reading, at: number): number {
  // An article may stand between: "outside the office".
  return Math.max(
    0,
    ...negators.filter((words) => isPhraseAt(reading, at - words.length, words)).map((words) => words.length),
  );
}
