import { explainCode } from "../../signin/error-codes/catalogue.ts";
import { knownApps } from "../../signin/known-apps.ts";
import { field, type FieldName } from "../fields.ts";
import { foldedWords } from "../fold.ts";
import { parseBlock } from "../matches.ts";
import { longestValue } from "../question.ts";
import { phraseAt } from "../time/phrases.ts";
import { dayNames, months } from "../time/words.ts";
import { countryAt } from "../vocabulary.ts";
import { canonicalValue } from "./filters.ts";
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

/** Fields whose singular name introduces a value without a colon: "user may", "app Teams", "country DE". */
const introduced: ReadonlySet<FieldName> = new Set<FieldName>([
  "user",
  "app",
  "resource",
  "servicePrincipal",
  "managedIdentity",
  "device",
  "policy",
  "ip",
  "city",
  "state",
  "country",
  "errorCode",
  "requestId",
  "correlationId",
  "sessionId",
  "homeTenant",
  "location",
]);

/** "user may", "application "Azure Portal"", "error 50126", "ip 10.0.0.0/8": names win when said explicitly. */
export function readExplicitNames(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const named = isFree(reading, at) ? fieldHere(reading, at) : undefined;
    if (named === undefined || !introduced.has(named.field) || !isFree(reading, at, named.length)) continue;
    if (isPlural(reading, at, named)) continue;
    // "Account disabled" is a phrase of its own.
    const phrase = meaningHere(reading, at);
    if (phrase?.meaning.is === "value" && phrase.length > named.length) continue;
    const next = at + named.length;
    const read = valueAfter(reading, next, named.field);
    if (read === undefined) continue;
    const negator = negatorBefore(reading, at);
    require(reading, named.field, read.values, negator > 0);
    claim(reading, at - negator, negator + named.length + read.length);
  }
}

function isPlural(reading: Reading, at: number, named: { field: FieldName; length: number }): boolean {
  const said = reading.tokens
    .slice(at, at + named.length)
    .map((token) => token.word)
    .join(" ");
  return said === "who" || said === "people" || (said.endsWith("s") && !["address", "aadsts"].includes(said));
}

/** The value or values ("50058 and 50140", "a, b or c") right after the name of a field. */
function valueAfter(
  reading: Reading,
  at: number,
  name: FieldName,
): { values: string[]; length: number } | undefined {
  const values: string[] = [];
  let next = at;
  for (;;) {
    const value = oneValueAt(reading, next, name);
    if (value === undefined) break;
    values.push(value.value);
    next += value.length;
    const listed = reading.tokens[next - 1]?.comma === true || ["and", "or"].includes(wordAt(reading, next));
    if (!listed) break;
    const step = ["and", "or"].includes(wordAt(reading, next)) ? 1 : 0;
    if (oneValueAt(reading, next + step, name) === undefined || field(name).kind === "entity") break;
    next += step;
  }
  return values.length === 0 ? undefined : { values, length: next - at };
}

function oneValueAt(
  reading: Reading,
  at: number,
  name: FieldName,
): { value: string; length: number } | undefined {
  const token = reading.tokens[at];
  if (token === undefined || !isFree(reading, at) || token.filter !== undefined) return undefined;
  if (token.text.length > longestValue) return undefined;
  if (token.quoted) return token.text === "" ? undefined : { value: token.text, length: 1 };
  if (name === "country") {
    const country = countryAt(reading.tokens, at);
    if (country !== undefined) return { value: country.code, length: country.length };
  }
  if (name === "errorCode" || name === "ip" || name === "country") {
    const value = canonicalValue(name, token.text);
    return value === undefined ? undefined : { value, length: 1 };
  }
  // A month or weekday may be a name that was said explicitly ("user may"); other words of time are not.
  const calendar = months.has(token.word) || dayNames.has(token.word);
  const time = phraseAt(reading.tokens, at, reading.reader);
  if (calendar ? time !== undefined && time.length > 1 : time !== undefined) return undefined;
  if (!calendar && (meaningHere(reading, at) !== undefined || fieldHere(reading, at) !== undefined))
    return undefined;
  return { value: token.text, length: 1 };
}

/** "unknown country" asks for sign-ins without one; an unknown location is an unknown country. */
export function readUnknown(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!["unknown", "missing", "empty"].includes(wordAt(reading, at)) || !isFree(reading, at)) continue;
    const named = fieldHere(reading, at + 1);
    // "Unknown user" is an error code's phrase.
    if (named === undefined || meaningHere(reading, at)?.meaning.is === "value") continue;
    require(reading, named.field === "location" ? "country" : named.field, [""]);
    claim(reading, at, 1 + named.length);
  }
}

/** Microsoft's own apps are apps wherever they stand: "Teams failures", "sign-ins to Azure Portal". */
export function readKnownApps(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const length = isFree(reading, at) ? knownAppAt(reading, at) : 0;
    if (length === 0) continue;
    const first = reading.tokens[at];
    const last = reading.tokens[at + length - 1];
    if (first === undefined || last === undefined) continue;
    const negator = negatorBefore(reading, at);
    const lead =
      ["to", "on", "in", "into", "for", "of", "app", "application", "using", "via", "at"].includes(
        wordAt(reading, at - 1),
      ) && isFree(reading, at - 1)
        ? 1
        : 0;
    const outer =
      negator > 0 ? negator : lead > 0 ? Math.max(lead, lead + negatorBefore(reading, at - lead)) : 0;
    require(reading, "app", [reading.text.slice(first.start, last.start + last.text.length)], negator > 0 ||
      outer > lead);
    claim(reading, at - outer, outer + length);
  }
}

const appWords: ReadonlySet<string> = new Set(
  knownApps.flatMap((app) => [app.name.toLowerCase(), ...app.words]),
);
const longestApp = Math.max(...[...appWords].map((words) => words.split(" ").length));

function knownAppAt(reading: Reading, at: number): number {
  for (let length = longestApp; length > 0; length--) {
    if (!isFree(reading, at, length)) continue;
    const tokens = reading.tokens.slice(at, at + length);
    if (tokens.some((token) => token.quoted || token.filter !== undefined)) continue;
    if (appWords.has(tokens.map((token) => foldedWords(token.text).join(" ")).join(" "))) return length;
  }
  return 0;
}

/** AADSTS50126 anywhere, and bare numbers that are known error codes. */
export function readCodes(reading: Reading): void {
  reading.tokens.forEach((token, at) => {
    if (!isFree(reading, at) || token.quoted || token.filter !== undefined) return;
    const match = /^(AADSTS)?(\d{5,8})$/i.exec(token.text);
    if (match === null) return;
    const code = Number(match[2]);
    if (match[1] === undefined && explainCode(code).known === "unknown") return;
    const joined = ["and", "or"].includes(wordAt(reading, at - 1)) || reading.tokens[at - 1]?.comma === true;
    const negator = negatorBefore(reading, at);
    const negated = negator > 0 || (joined && reading.draft.isNot.has("errorCode"));
    require(reading, "errorCode", [String(code)], negated);
    claim(reading, at - negator, negator + 1);
  });
}

/** Addresses stand for themselves: "failures from 203.0.113.7", "10.0.0.0/8 today". */
export function readAddresses(reading: Reading): void {
  reading.tokens.forEach((token, at) => {
    if (!isFree(reading, at) || token.filter !== undefined) return;
    // A bare number is an address to some libraries; people mean four parts, or colons.
    if (!/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*)(\/\d{1,3})?$/i.test(token.text)) return;
    if (parseBlock(token.text) === undefined) return;
    const lead = ["from", "at", "by"].includes(wordAt(reading, at - 1)) && isFree(reading, at - 1) ? 1 : 0;
    const negator = negatorBefore(reading, at) || negatorBefore(reading, at - lead);
    const length = negatorBefore(reading, at) > 0 ? negator : negator + lead;
    require(reading, "ip", [token.text], negator > 0);
    claim(reading, at - length, length + 1);
  });
}
