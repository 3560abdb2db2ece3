import { nearest } from "../nearest.ts";
import { fieldAt, meaningAt, vocabularyWords } from "../vocabulary.ts";
import type { Token } from "../lex.ts";
import { claim, isFree, meaningHere, negatorBefore, require, type Reading } from "./reading.ts";

/** Phrases that mean a value of a field, wherever they stand: "failures", "legacy auth", "without mfa". */
export function readValues(reading: Reading): void {
  readPhrases(reading, 1);
}

/** The longer of them hold words ("by", "in") that mean something else on their own, so they are read before those. */
export function readLongValues(reading: Reading): void {
  readPhrases(reading, 3);
}

function readPhrases(reading: Reading, leastTokens: number): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = meaningHere(reading, at);
    if (found?.meaning.is !== "value" || found.length < leastTokens) continue;
    const negator = negatorBefore(reading, at);
    require(reading, found.meaning.field, found.meaning.values, negator > 0);
    claim(reading, at - negator, negator + found.length);
  }
}

/** Words for sign-ins themselves. Before names are read, so that "sign ins" is never half a name. */
export function readNouns(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = meaningHere(reading, at);
    if (found?.meaning.is === "noun") claim(reading, at, found.length);
  }
}

/** After these a name is likelier than a typing error: "failures for Marsh" is about no month. */
const introducesName: ReadonlySet<string> = new Set([
  "for",
  "of",
  "by",
  "user",
  "account",
  "app",
  "to",
  "did",
  "has",
  "is",
]);

/** A word that no phrase of the vocabulary holds and that is a letter or two away from one is taken for it. */
export function mendTypos(tokens: readonly Token[]): Token[] {
  const known = new Set(
    tokens.flatMap((_, at) => {
      const length = Math.max(meaningAt(tokens, at)?.length ?? 0, fieldAt(tokens, at)?.length ?? 0);
      return Array.from({ length }, (_, index) => at + index);
    }),
  );
  return tokens.map((token, at) => {
    if (known.has(at) || token.quoted || token.filter !== undefined || !/^\p{L}{5,}$/u.test(token.word))
      return token;
    if (vocabularyWords.has(token.word) || introducesName.has(tokens[at - 1]?.word ?? "")) return token;
    const mended = nearest(token.word, vocabularyWords, token.word.length >= 8 ? 2 : 1);
    return mended === undefined ? token : { ...token, word: mended };
  });
}

/** Words that add nothing. Last, because most of them mean something to an earlier rule. */
export function readFillers(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = meaningHere(reading, at);
    const token = reading.tokens[at];
    if (found?.meaning.is === "filler") claim(reading, at, found.length);
    else if (isFree(reading, at) && token?.quoted === false && !/[\p{L}\p{N}]/u.test(token.text))
      claim(reading, at);
  }
}
