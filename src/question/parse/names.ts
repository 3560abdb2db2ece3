import { field, type FieldName } from "../fields.ts";
import { longestValue } from "../question.ts";
import { neverNames } from "../small-words.ts";
import { phraseAt } from "../time/phrases.ts";
import { dayNames, months } from "../time/words.ts";
import { countryAt } from "../vocabulary.ts";
import { canonicalValue } from "./filters.ts";
import { isInsideApp } from "./literals.ts";
import {
  claim,
  fieldHere,
  isFree,
  isPlural,
  meaningHere,
  negatorBefore,
  require,
  skip,
  wordAt,
  type Reading,
} from "./reading.ts";

/** "where country is unknown", "location missing". */
function readIsUnknown(reading: Reading, at: number): void {
  const named = fieldHere(reading, at);
  if (named === undefined) return;
  const link = skip(reading, at + named.length, isWords, 1);
  const end = at + named.length + link;
  if (!["unknown", "missing", "empty", "blank"].includes(wordAt(reading, end)) || !isFree(reading, end))
    return;
  require(reading, named.value === "location" ? "country" : named.value, [""]);
  claim(reading, at, end + 1 - at);
}

/** Fields whose singular name introduces a value without a colon: "user may", "app Teams", "country DE". */
const introduced: ReadonlySet<FieldName> = new Set<FieldName>([
  "user",
  "app",
  "resource",
  "resourceId",
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
  "resourceTenant",
  "location",
  "userAgent",
  "failureReason",
  "mfaDetail",
  "authMethod",
  "protocol",
  "os",
  "browser",
  "clientApp",
  "asn",
  "riskEvent",
]);
/** Fields of which a part of the text is enough: "user agent contains python". */
const partly: ReadonlySet<FieldName> = new Set<FieldName>([
  "userAgent",
  "failureReason",
  "mfaDetail",
  "authMethod",
  "os",
  "browser",
]);
const isWords: ReadonlySet<string> = new Set(["is", "was", "named", "called", "id", "name", "equals", "of"]);
const containsWords: ReadonlySet<string> = new Set([
  "contains",
  "containing",
  "contain",
  "like",
  "includes",
  "including",
  "with",
  "matching",
  "has",
  "mentions",
  "is",
]);

/** "user may", "application "Azure Portal"", "error 50126", "ip 10.0.0.0/8": names win when said explicitly. */
export function readExplicitNames(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const named = isFree(reading, at) ? fieldHere(reading, at) : undefined;
    if (named === undefined || !introduced.has(named.value) || isInsideApp(reading, at)) continue;
    if (
      isPlural(reading, at, named) &&
      !["codes", "errors"].includes(wordAt(reading, at)) &&
      !takesPlural(reading, at, named) &&
      !(partly.has(named.value) && containsWords.has(wordAt(reading, at + named.length)))
    )
      continue;
    if (["who", "people"].includes(wordAt(reading, at))) continue;
    // "What device is alice on" asks for the field; in "authenticator app" it is half of a phrase.
    if (["which", "what"].includes(wordAt(reading, at - 1)) || isInPhrase(reading, at)) continue;
    // "Account disabled" is a phrase of its own.
    const phrase = meaningHere(reading, at);
    if (phrase?.value.is === "value" && phrase.length > named.length) continue;
    const link = skip(reading, at + named.length, partly.has(named.value) ? containsWords : isWords, 2);
    const read = [link, 0]
      .map((length) => ({ length, found: valueAfter(reading, at + named.length + length, named.value) }))
      .find(({ found }) => found !== undefined);
    if (read?.found === undefined) continue;
    const lead = leadBefore(reading, at);
    const negator = negatorBefore(reading, at) || negatorBefore(reading, at - lead);
    const outer = negatorBefore(reading, at) > 0 ? negator : negator > 0 ? negator + lead : 0;
    require(reading, named.value, read.found.values, negator > 0);
    claim(reading, at - outer, outer + named.length + read.length + read.found.length);
  }
  readUserAgents(reading);
}

/** Whether a phrase that means a value began before this token and holds it. */
function isInPhrase(reading: Reading, at: number): boolean {
  return [1, 2, 3].some((back) => {
    const found = isFree(reading, at - back) ? meaningHere(reading, at - back) : undefined;
    return found?.value.is === "value" && found.length > back;
  });
}

function leadBefore(reading: Reading, at: number): number {
  return ["from", "with", "on", "to", "for", "by", "via", "in", "the"].includes(wordAt(reading, at - 1)) &&
    isFree(reading, at - 1)
    ? 1
    : 0;
}

/** "sps ci-deploy": a plural before something that is plainly a name. */
function takesPlural(reading: Reading, at: number, named: { value: FieldName; length: number }): boolean {
  return (
    reading.tokens[at + named.length]?.quoted === true &&
    ["user", "app", "servicePrincipal", "managedIdentity", "device", "policy"].includes(named.value)
  );
}

/** "BAV2ROPC or axios UA": a user agent may stand before its field. */
function readUserAgents(reading: Reading): void {
  for (let at = 1; at < reading.tokens.length; at++) {
    const named = isFree(reading, at) ? fieldHere(reading, at) : undefined;
    if (named?.value !== "userAgent") continue;
    const values: string[] = [];
    let start = at;
    while (isAgentWord(reading, start - 1)) {
      values.unshift(reading.tokens[start - 1]?.text ?? "");
      start--;
      const joint =
        ["or", "and"].includes(wordAt(reading, start - 1)) || reading.tokens[start - 1]?.comma === true;
      if (!joint) break;
      if (["or", "and"].includes(wordAt(reading, start - 1))) {
        if (!isAgentWord(reading, start - 2)) break;
        start--;
      }
    }
    if (values.length === 0) continue;
    const negator = negatorBefore(reading, start);
    require(reading, "userAgent", values, negator > 0);
    claim(reading, start - negator, negator + at + named.length - start);
  }
}

function isAgentWord(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  if (token === undefined || !isFree(reading, at) || token.filter !== undefined) return false;
  if (token.quoted) return token.text !== "" && token.text.length <= longestValue;
  return (
    !neverNames.has(token.word) &&
    meaningHere(reading, at) === undefined &&
    fieldHere(reading, at) === undefined &&
    /\p{L}/u.test(token.text)
  );
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
    const step = ["and", "or"].includes(wordAt(reading, next)) ? 1 : 0;
    if (step === 0 && reading.tokens[next - 1]?.comma !== true) break;
    if (oneValueAt(reading, next + step, name) === undefined) break;
    // "User alice and bob" is two people; "app Teams and SharePoint" two apps.
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
  const { kind, values } = field(name);
  if (token.quoted) {
    const value = token.text === "" ? undefined : canonicalValue(name, token.text);
    return value === undefined ? undefined : { value, length: 1 };
  }
  if (name === "country") {
    const country = countryAt(reading.tokens, at);
    const [code, ...more] = country?.value ?? [];
    if (country !== undefined && code !== undefined && more.length === 0)
      return { value: code, length: country.length };
  }
  if (name === "errorCode" || name === "asn" || name === "ip" || name === "country") {
    const isSmall = name === "country" && meaningHere(reading, at)?.value.is === "filler";
    const value = isSmall ? undefined : canonicalValue(name, token.text);
    return value === undefined ? undefined : { value, length: 1 };
  }
  if (neverNames.has(token.word)) return undefined;
  const meaning = meaningHere(reading, at);
  if (values !== undefined && meaning?.value.is === "value" && meaning.value.field === name) {
    const [value = ""] = meaning.value.values;
    return { value, length: meaning.length };
  }
  if (kind === "enum") return undefined;
  // A month or weekday may be a name that was said explicitly ("user may"); other words of time are not.
  const calendar = months.has(token.word) || dayNames.has(token.word);
  const time = phraseAt(reading.tokens, at, reading.reader);
  if (calendar ? time !== undefined && time.length > 1 : time !== undefined) return undefined;
  if (!calendar && (meaning !== undefined || fieldHere(reading, at) !== undefined)) return undefined;
  return /[\p{L}\p{N}]/u.test(token.text) ? { value: token.text, length: 1 } : undefined;
}

const unknownWords: ReadonlySet<string> = new Set([
  "unknown",
  "missing",
  "empty",
  "no",
  "blank",
  "unidentified",
  "without",
]);

/** "unknown country" asks for sign-ins without one; an unknown location is an unknown country. */
export function readUnknown(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    readIsUnknown(reading, at);
    if (!unknownWords.has(wordAt(reading, at)) || !isFree(reading, at)) continue;
    const article = ["a", "an", "any"].includes(wordAt(reading, at + 1)) ? 1 : 0;
    const named = fieldHere(reading, at + 1 + article);
    // "Unknown user" is an error code's phrase.
    const phrase = meaningHere(reading, at);
    if (named === undefined || (phrase?.value.is === "value" && phrase.length > 1)) continue;
    // "No policy", "no errors", "no risk" and "no users" mean other things.
    if (
      ["no", "without"].includes(wordAt(reading, at)) &&
      !["location", "country", "city", "device", "ip", "userAgent", "browser", "os", "state"].includes(
        named.value,
      )
    )
      continue;
    const from = ["from", "with", "at"].includes(wordAt(reading, at - 1)) && isFree(reading, at - 1) ? 1 : 0;
    require(reading, named.value === "location" ? "country" : named.value, [""]);
    claim(reading, at - from, from + 1 + article + named.length);
  }
}

const osNames: ReadonlySet<FieldName> = new Set<FieldName>(["os", "browser"]);

/** "windows 10", "chrome 120.0": a product with its version is one value, and its number nothing else. */
export function readVersions(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = meaningHere(reading, at);
    if (found?.value.is !== "value" || !osNames.has(found.value.field)) continue;
    const end = at + found.length;
    const version = reading.tokens[end];
    const isVersion =
      version !== undefined &&
      isFree(reading, end) &&
      /^v?\d{1,4}(\.\d{1,5}){0,3}\+?$/.test(version.text) &&
      !version.quoted;
    if (!isVersion || phraseAt(reading.tokens, end, reading.reader) !== undefined) continue;
    const first = reading.tokens[at];
    const value = reading.text.slice(first?.start ?? 0, version.start + version.text.length);
    const negator = negatorBefore(reading, at);
    require(reading, found.value.field, [value.toLowerCase()], negator > 0);
    claim(reading, at - negator, negator + found.length + 1);
  }
}
