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

/** "am" alone, "may" in "users who may" and names that are months or weekdays are no times when they stand alone. */
function isMistaken(reading: Reading, at: number, length: number): boolean {
  if (length > 1) return false;
  const word = wordAt(reading, at);
  if (["am", "pm", "second", "a", "an"].includes(word)) return true;
  return isSurname(reading, at) || isFirstName(reading, at) || (word === "may" && isVerb(reading, at));
}

/** "Users who may", "may have". */
function isVerb(reading: Reading, at: number): boolean {
  return (
    ["who", "that", "which", "he", "she", "it", "we", "they", "you", "i"].includes(wordAt(reading, at - 1)) ||
    ["be", "have", "not"].includes(wordAt(reading, at + 1))
  );
}

/** "Failures for Mark May": a month or weekday written as a name, right after a name that a preposition introduces. */
function isSurname(reading: Reading, at: number): boolean {
  return isIntroduced(reading, at - 1) && isNameLike(reading, at - 1) && isCalendarName(reading, at);
}

/** "Failures for June Carter". */
function isFirstName(reading: Reading, at: number): boolean {
  return isIntroduced(reading, at) && isCalendarName(reading, at) && isNameLike(reading, at + 1);
}

function isIntroduced(reading: Reading, at: number): boolean {
  return ["for", "of", "by", "user"].includes(wordAt(reading, at - 1));
}

function isCalendarName(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  return (
    token !== undefined && isCapitalised(token.text) && (months.has(token.word) || dayNames.has(token.word))
  );
}

/** A capitalised word that means nothing else. */
function isNameLike(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  return (
    token !== undefined &&
    !token.quoted &&
    isCapitalised(token.text) &&
    isFree(reading, at) &&
    meaningHere(reading, at) === undefined &&
    fieldHere(reading, at) === undefined &&
    !isCalendarWord(token.word)
  );
}

function isCalendarWord(word: string): boolean {
  return ["today", "yesterday", "last", "this"].includes(word);
}

function isCapitalised(text: string): boolean {
  return /^\p{Lu}\p{Ll}/u.test(text);
}
