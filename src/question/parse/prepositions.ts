import { countryCodes } from "../countries.ts";
import type { FieldName } from "../fields.ts";
import { longestValue } from "../question.ts";
import { neverNames } from "../small-words.ts";
import { phraseAt } from "../time/phrases.ts";
import { units } from "../time/words.ts";
import { countryAt } from "../vocabulary.ts";
import {
  claim,
  fieldHere,
  isFree,
  meaningHere,
  negatorBefore,
  require,
  wordAt,
  type Reading,
} from "./reading.ts";

const userWords: ReadonlySet<string> = new Set(
  "happened for of by user did has had have was were is are about does do can cant cannot couldnt could with as and when been hasnt havent didnt wasnt isnt behind".split(
    " ",
  ),
);
const appWords: ReadonlySet<string> = new Set(
  "to on in into against used use uses using accessed access accessing opened reached visited touched".split(
    " ",
  ),
);
const placeWords: ReadonlySet<string> = new Set(["from", "outside", "in", "inside", "within", "out"]);
/** A name has at most so many words. */
const longestName = 5;

/** "for Alice Wong", "to SharePoint", "from Berlin", "outside the US", "my failures". */
export function readPrepositions(reading: Reading): void {
  readCaller(reading);
  readPlaces(reading);
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at) || reading.tokens[at]?.quoted === true) continue;
    const word = wordAt(reading, at);
    const name = fieldOf(reading, at);
    if (name === undefined) continue;
    const read = name === "user" ? personAt : nameAt;
    // "What happened to bob" is about a person, not an application.
    const lead = word === "happened" && ["to", "with"].includes(wordAt(reading, at + 1)) ? 2 : 1;
    const article =
      ["the", "our", "a"].includes(wordAt(reading, at + lead)) && isFree(reading, at + lead) ? 1 : 0;
    const first = read(reading, at + lead) ?? (article === 1 ? read(reading, at + lead + 1) : undefined);
    if (first === undefined) continue;
    const start = at + lead + (read(reading, at + lead) === undefined ? article : 0);
    const names = [first.name];
    let next = start + first.length;
    for (;;) {
      const joint =
        ["and", "or", "vs", "versus"].includes(wordAt(reading, next)) && isFree(reading, next) ? 1 : 0;
      if (joint === 0 && reading.tokens[next - 1]?.comma !== true) break;
      // "From Paris, France": the country is read by its own rule.
      if (name === "city" && placeAt(reading, next + joint) !== undefined) break;
      const another = read(reading, next + joint);
      if (another === undefined) break;
      names.push(another.name);
      next += joint + another.length;
    }
    const negator = negatorBefore(reading, at);
    const isOffice = name === "city" && names.every((one) => officeWords.test(one));
    require(reading, isOffice ? "location" : name, names, negator > 0);
    claim(reading, at - negator, negator + next - at);
  }
}

/** "From "Berlin office"" is a named location, "from Berlin" a city. */
const officeWords =
  /\b(office|offices|site|hq|headquarters|network|location|vpn|building|branch|campus|datacent(er|re))\b/i;

/** What stands after a preposition: a person, an application, a place. */
function fieldOf(reading: Reading, at: number): FieldName | undefined {
  const word = wordAt(reading, at);
  // "Usage of Salesforce" and "access by partners": usage is of an application.
  if (word === "of" && ["usage", "use", "users", "people"].includes(wordAt(reading, at - 1))) return "app";
  // "Mfa fatigue on bob": hunts are about whom something is done to.
  if (["against", "on", "targeting"].includes(word) && reading.draft.intent === "hunt") return "user";
  // "Which policies apply to bob".
  if (["to", "on"].includes(word) && reading.draft.intent === "policies") return "user";
  if (word === "and" && (at > 0 || reading.draft.is.has("user"))) return undefined;
  if (word === "with" && reading.draft.is.has("user")) return undefined;
  if (userWords.has(word)) return "user";
  if (appWords.has(word)) return "app";
  if (word === "from") return "city";
  return undefined;
}

/** "my" and "mine" are the person who asks. */
function readCaller(reading: Reading): void {
  reading.tokens.forEach((token, at) => {
    if (!isFree(reading, at) || token.quoted || !["my", "mine", "myself"].includes(wordAt(reading, at)))
      return;
    require(reading, "user", ["me"]);
    claim(reading, at);
  });
}

/** A name of a user; "me" and "I" are the person who asks. */
function personAt(reading: Reading, at: number): { name: string; length: number } | undefined {
  const isMe = isFree(reading, at) && ["me", "myself", "i"].includes(wordAt(reading, at));
  return isMe ? { name: "me", length: 1 } : (nameAt(reading, at) ?? smallName(reading, at));
}

/** "For See", "of An": a small word that is written as a name is one; "for The" in a text of titles is not. */
function smallName(reading: Reading, at: number): { name: string; length: number } | undefined {
  const token = reading.tokens[at];
  if (token === undefined || !isFree(reading, at) || token.quoted || !/^\p{Lu}\p{Ll}+$/u.test(token.text))
    return undefined;
  const isTitle = reading.tokens.every(({ text }) => !/^\p{Ll}/u.test(text));
  const meaning = meaningHere(reading, at);
  return isTitle || meaning?.value.is !== "filler" || meaning.length > 1
    ? undefined
    : { name: token.text, length: 1 };
}

/** Codes of countries that are words. "us" is a name of its own. */
const smallCodes: ReadonlySet<string> = new Set(
  "am an as at be by do id in is it la me my no so to".split(" "),
);

/** Countries that are first names as well: alone they are people. */
const alsoNames: ReadonlySet<string> = new Set([
  "jordan",
  "chad",
  "georgia",
  "israel",
  "kenya",
  "india",
  "malta",
  "cuba",
  "jersey",
  "guinea",
  "montserrat",
  "dominica",
  "martinique",
  "us",
]);

function readPlaces(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at) || !placeWords.has(wordAt(reading, at))) continue;
    const codes: string[] = [];
    let next = at + 1;
    if (wordAt(reading, next) === "of") next++;
    for (;;) {
      const country = placeAt(reading, next);
      if (country === undefined) break;
      codes.push(...country.codes);
      next += country.length;
      const joint = ["and", "or", "vs", "versus", "nor"].includes(wordAt(reading, next)) ? 1 : 0;
      const from = joint === 1 && wordAt(reading, next + joint) === "from" ? 1 : 0;
      if (joint === 0 && reading.tokens[next - 1]?.comma !== true) break;
      if (placeAt(reading, next + joint + from) === undefined) break;
      next += joint + from;
    }
    if (codes.length === 0) continue;
    const negator = negatorBefore(reading, at);
    require(reading, "country", codes, ["outside", "out"].includes(wordAt(reading, at)) || negator > 0);
    claim(reading, at - negator, negator + next - at);
  }
}

/** "Paris, France", "non-US sign-ins", "Germany failures": countries that no preposition introduces. */
export function readBareCountries(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at)) continue;
    const token = reading.tokens[at];
    const non = /^non-?([A-Za-z]{2})$/.exec(token?.text ?? "")?.[1];
    const code =
      non !== undefined && countryCodes.includes(non.toUpperCase()) && non === non.toUpperCase()
        ? non
        : undefined;
    if (code !== undefined) {
      require(reading, "country", [code], true);
      claim(reading, at);
      continue;
    }
    const country = placeAt(reading, at);
    if (
      country === undefined ||
      (country.length === 1 && alsoNames.has(token?.word ?? "") && !/^[A-Z]{2}$/.test(token?.text ?? ""))
    )
      continue;
    // In a text all in capitals, two letters are no code.
    if (/^[A-Z]{2}$/.test(token?.text ?? "") && reading.text === reading.text.toUpperCase()) continue;
    const negator = negatorBefore(reading, at);
    require(reading, "country", country.codes, negator > 0);
    claim(reading, at - negator, negator + country.length);
  }
}

/** A country by name, or by its code in capitals ("from DE"). */
function placeAt(reading: Reading, at: number): { codes: readonly string[]; length: number } | undefined {
  if (!isFree(reading, at)) return undefined;
  const named = countryAt(reading.tokens, at);
  if (named !== undefined && isFree(reading, at, named.length))
    return { codes: named.value, length: named.length };
  const text = reading.tokens[at]?.text ?? "";
  // "From ng", "outside de": a code in small letters, where it is no small word of English.
  const lower =
    /^[a-z]{2}$/.test(text) &&
    !smallCodes.has(text) &&
    placeWords.has(wordAt(reading, at - 1)) &&
    wordAt(reading, at - 1) !== "in";
  if (lower && countryCodes.includes(text.toUpperCase())) return { codes: [text.toUpperCase()], length: 1 };
  return /^[A-Z]{2}$/.test(text) && countryCodes.includes(text) ? { codes: [text], length: 1 } : undefined;
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
  while (
    length < longestName &&
    (isNameWord(reading, at + length) || isNameNumber(reading, at + length, length))
  ) {
    length++;
    if (endsName(reading.tokens[at + length - 1])) break;
  }
  const last = reading.tokens[at + length - 1];
  if (length === 0 || last === undefined) return undefined;
  const name = reading.text.slice(first.start, last.start + last.text.length);
  return name.length > longestValue ? undefined : { name, length };
}

/** "Office 365", "Conference Room 5": a number is part of a name after a word that is written as one. */
function isNameNumber(reading: Reading, at: number, length: number): boolean {
  const [before, token, after] = [at - 1, at, at + 1].map((index) => reading.tokens[index]);
  if (length === 0 || token === undefined || !isFree(reading, at) || token.filter !== undefined) return false;
  return (
    /^\d{1,4}(\.\d{1,3})?$/.test(token.text) &&
    /^\p{Lu}/u.test(before?.text ?? "") &&
    !units.has(after?.word ?? "") &&
    phraseAt(reading.tokens, at, reading.reader) === undefined
  );
}

/** A comma, or a possessive: "alice's devices". */
function endsName(token: Reading["tokens"][number] | undefined): boolean {
  return token !== undefined && (token.comma || token.possessive === true);
}

function isNameWord(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  if (token === undefined || !isFree(reading, at) || token.quoted || token.filter !== undefined) return false;
  if (neverNames.has(token.word) || reading.nameless.has(at)) return false;
  if (!/\p{L}/u.test(token.text) || meaningHere(reading, at) !== undefined) return false;
  // The name of a field is no part of a person's: "alice's devices", "bob user agent".
  const named = fieldHere(reading, at);
  return named === undefined || named.length < 1;
}
