import { fold } from "./fold.ts";
import type { Token } from "./lex.ts";

/**
 * A table from phrases to what they mean. A phrase is compared without spaces, hyphens and apostrophes, so that
 * "sign-ins", "sign ins" and "signins" are one.
 */
export interface Phrases<T> {
  readonly table: ReadonlyMap<string, T>;
  /** By the key of a phrase, the phrase as it is written. */
  readonly spellings: ReadonlyMap<string, string>;
  /** What the first token of a phrase may be: most tokens of a text begin none, and cost one look-up. */
  readonly starts: ReadonlySet<string>;
}

export function createPhrases<T>(entries: Iterable<readonly [phrase: string, meaning: T]>): Phrases<T> {
  const table = new Map<string, T>();
  const spellings = new Map<string, string>();
  const starts = new Set<string>();
  for (const [phrase, meaning] of entries) {
    table.set(keyOf(phrase), meaning);
    if (!spellings.has(keyOf(phrase))) spellings.set(keyOf(phrase), phrase);
    let start = "";
    for (const part of fold(phrase).split(/[\s-]+/)) starts.add((start += keyOf(part)));
  }
  return { table, spellings, starts };
}

/** The form in which phrases are compared. */
export function keyOf(phrase: string): string {
  return fold(phrase).replace(/[\s'’-]/g, "");
}

/** Most tokens that one phrase can have. */
export const longestPhrase = 7;

export interface Found<T> {
  readonly value: T;
  /** How many tokens say it. */
  readonly length: number;
}

/** The longest phrase of a table that starts at a token. Quoted runs and filters are in no phrase; a comma ends one. */
export function phraseStartingAt<T>(
  tokens: readonly Token[],
  at: number,
  { table, starts }: Phrases<T>,
): Found<T> | undefined {
  const first = tokens[at];
  if (first === undefined || !starts.has(first.word)) return undefined;
  let key = "";
  let found: Found<T> | undefined;
  for (let length = 1; length <= longestPhrase; length++) {
    const token = tokens[at + length - 1];
    if (token === undefined || token.quoted || token.filter !== undefined) break;
    key += token.word;
    const value = table.get(key);
    if (value !== undefined) found = { value, length };
    if (token.comma) break;
  }
  return found;
}
