import { phraseAt } from "../time/phrases.ts";
import { dayNames, months } from "../time/words.ts";
import { claim, fieldHere, isFree, meaningHere, wordAt, type Reading } from "./reading.ts";

/** Tokens in which a range is looked for. No question is longer; a text that is may not cost seconds. */
const mostTokens = 300;

/** The range of the question: the longest phrase of time in it, the first of equals. */
export function readTime(reading: Reading): void {
  const found = reading.tokens
    .slice(0, mostTokens)
    .map((_, at) => ({
      at,
      phrase: isFree(reading, at) ? phraseAt(reading.tokens, at, reading.reader) : undefined,
    }))
    .filter(
      ({ at, phrase }) =>
        phrase !== undefined && isFree(reading, at, phrase.length) && !isMistaken(reading, at, phrase.length),
    )
    .sort((a, b) => (b.phrase?.length ?? 0) - (a.phrase?.length ?? 0) || a.at - b.at)[0];
  if (found?.phrase === undefined) return;
  reading.draft.timed = true;
  if (found.phrase.window !== undefined) reading.draft.window = found.phrase.window;
  claim(reading, found.at, found.phrase.length);
}

/** "may" in "users who may" and "sun" or "mar" as a name after a preposition are left alone when they stand alone. */
function isMistaken(reading: Reading, at: number, length: number): boolean {
  const word = wordAt(reading, at);
  if (length === 1 && isSurname(reading, at)) return true;
  return length === 1 && ["am", "pm", "second", "a", "an"].includes(word);
}

/** "Failures for Mark May": a month or weekday written as a name, right after a name that a preposition introduces. */
function isSurname(reading: Reading, at: number): boolean {
  const [lead, first, last] = [at - 2, at - 1, at].map((index) => reading.tokens[index]);
  if (last === undefined || first === undefined || !(months.has(last.word) || dayNames.has(last.word)))
    return false;
  return (
    ["for", "of", "by", "user"].includes(lead?.word ?? "") &&
    /^\p{Lu}\p{Ll}/u.test(first.text) &&
    /^\p{Lu}\p{Ll}/u.test(last.text) &&
    isFree(reading, at - 1) &&
    meaningHere(reading, at - 1) === undefined &&
    fieldHere(reading, at - 1) === undefined
  );
}
