import { meaningAt, countryAt } from "../vocabulary.ts";
import { countryCodes } from "../countries.ts";
import type { FieldName } from "../fields.ts";
import { longestValue } from "../question.ts";
import { claim, isFree, meaningHere, negatorBefore, require, wordAt, type Reading } from "./reading.ts";

const userWords = [
  "happened",
  "for",
  "of",
  "by",
  "user",
  "did",
  "has",
  "was",
  "is",
  "about",
  "does",
  "can",
  "cant",
  "with",
];
const appWords = ["to", "on", "in", "into", "against", "used", "use", "using"];
const placeWords = ["from", "outside", "in"];
/** A name has at most so many words. */
const longestName = 5;

/** "for Alice Wong", "to SharePoint", "from Berlin", "outside the US", "my failures". */
export function readPrepositions(reading: Reading): void {
  readCaller(reading);
  readPlaces(reading);
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at) || reading.tokens[at]?.quoted === true) continue;
    const word = wordAt(reading, at);
    const name: FieldName | undefined = userWords.includes(word)
      ? "user"
      : appWords.includes(word)
        ? "app"
        : word === "from"
          ? "city"
          : undefined;
    const read = name === "user" ? personAt : nameAt;
    // "What happened to bob" is about a person, not an application.
    const lead = word === "happened" && ["to", "with"].includes(wordAt(reading, at + 1)) ? 2 : 1;
    const first = name === undefined ? undefined : read(reading, at + lead);
    if (name === undefined || first === undefined) continue;
    const names = [first.name];
    let next = at + lead + first.length;
    for (;;) {
      const joint = ["and", "or"].includes(wordAt(reading, next)) && isFree(reading, next) ? 1 : 0;
      if (joint === 0 && reading.tokens[next - 1]?.comma !== true) break;
      const another = read(reading, next + joint);
      if (another === undefined) break;
      names.push(another.name);
      next += joint + another.length;
    }
    const negator = negatorBefore(reading, at);
    require(reading, name, names, negator > 0);
    claim(reading, at - negator, negator + next - at);
  }
}

/** "my" and "mine" are the person who asks. */
function readCaller(reading: Reading): void {
  reading.tokens.forEach((token, at) => {
    if (!isFree(reading, at) || token.quoted || !["my", "mine"].includes(wordAt(reading, at))) return;
    require(reading, "user", ["me"]);
    claim(reading, at);
  });
}

/** A name of a user; "me" and "I" are the person who asks. */
function personAt(reading: Reading, at: number): { name: string; length: number } | undefined {
  const isMe = isFree(reading, at) && ["me", "myself", "i"].includes(wordAt(reading, at));
  return isMe ? { name: "me", length: 1 } : nameAt(reading, at);
}

function readPlaces(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at) || !placeWords.includes(wordAt(reading, at))) continue;
    const codes: string[] = [];
    let next = at + 1;
    if (wordAt(reading, next) === "of") next++;
    for (;;) {
      const country = placeAt(reading, next);
      if (country === undefined) break;
      codes.push(country.code);
      next += country.length;
      const joint = ["and", "or"].includes(wordAt(reading, next)) ? 1 : 0;
      if (joint === 0 && reading.tokens[next - 1]?.comma !== true) break;
      if (placeAt(reading, next + joint) === undefined) break;
      next += joint;
    }
    if (codes.length === 0) continue;
    const negator = negatorBefore(reading, at);
    require(reading, "country", codes, wordAt(reading, at) === "outside" || negator > 0);
    claim(reading, at - negator, negator + next - at);
  }
}

/** A country by name, or by its code in capitals ("from DE"). */
function placeAt(reading: Reading, at: number): { code: string; length: number } | undefined {
  if (!isFree(reading, at)) return undefined;
  const named = countryAt(reading.tokens, at);
  if (named !== undefined && isFree(reading, at, named.length)) return named;
  const text = reading.tokens[at]?.text ?? "";
  return /^[A-Z]{2}$/.test(text) && countryCodes.includes(text) ? { code: text, length: 1 } : undefined;
}

/** A quoted run, or up to five unclaimed words that mean nothing else, as they stand in the text. */
export function nameAt(reading: Reading, at: number): { name: string; length: number } | undefined {
  const first = reading.tokens[at];
  if (first === undefined || !isFree(reading, at) || first.filter !== undefined) return undefined;
  if (first.quoted)
    return first.text === "" || first.text.length > longestValue
      ? undefined
      : { name: first.text, length: 1 };
  let length = 0;
  while (length < longestName && isNameWord(reading, at + length)) {
    length++;
    if (reading.tokens[at + length - 1]?.comma === true) break;
  }
  const last = reading.tokens[at + length - 1];
  if (length === 0 || last === undefined) return undefined;
  const name = reading.text.slice(first.start, last.start + last.text.length);
  return name.length > longestValue ? undefined : { name, length };
}

/** Words of the language that no name begins with or holds, where no rule could read them. */
const neverNames: ReadonlySet<string> = new Set([
  "last",
  "past",
  "previous",
  "this",
  "next",
  "since",
  "until",
  "till",
  "before",
  "after",
  "between",
  "over",
  "under",
  "more",
  "less",
  "fewer",
  "than",
  "vs",
  "versus",
  "not",
  "except",
  "happened",
  "cant",
  "cannot",
  "then",
  "if",
  "because",
  "explain",
  "compare",
  "top",
  "count",
]);

function isNameWord(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  if (token === undefined || !isFree(reading, at) || token.quoted || token.filter !== undefined) return false;
  if (neverNames.has(token.word)) return false;
  return /\p{L}/u.test(token.text) && meaningHere(reading, at) === undefined;
}

/**
 * One run of words that mean nothing else is a user's name, if the text names no user and the run stands at its start
 * or beside a word for sign-ins: "alice failures", "failures alice 7d".
 */
export function readBareName(reading: Reading): void {
  if (reading.draft.is.has("user")) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    const run = nameAt(reading, at);
    if (run === undefined || reading.tokens[at]?.quoted === true) continue;
    const beside = [at - 1, at + run.length].some((neighbour) => isSignInWord(reading, neighbour));
    if (at !== 0 && !beside) {
      at += run.length - 1;
      continue;
    }
    require(reading, "user", [run.name]);
    return claim(reading, at, run.length);
  }
}

function isSignInWord(reading: Reading, at: number): boolean {
  for (let start = Math.max(0, at - 3); start <= at; start++) {
    const found = meaningAt(reading.tokens, start);
    if (found === undefined || start + found.length <= at) continue;
    if (found.meaning.is === "noun" || (found.meaning.is === "value" && found.meaning.field === "status"))
      return true;
  }
  return ["summary", "overview"].includes(wordAt(reading, at));
}
