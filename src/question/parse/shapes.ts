import { createPhrases } from "../phrases.ts";
import {
  claim,
  groupHere,
  findPhrase,
  isFree,
  isPhraseAt,
  isPlural,
  meaningHere,
  phraseHere,
  require,
  skip,
  wordAt,
  type Reading,
} from "./reading.ts";

const summaryWords = createPhrases<true>(
  [
    "summary",
    "summary of",
    "summary for",
    "overview",
    "overview of",
    "summarise",
    "summarize",
    "summaries",
    "report",
    "report on",
    "sum up",
    "status report",
    "full picture",
    "big picture",
    "tell me everything about",
    "everything about",
    "investigate",
    "profile of",
    "user card",
  ].map((phrase) => [phrase, true] as const),
);

const digestWords = createPhrases<true>(
  [
    "digest",
    "daily digest",
    "the digest",
    "security digest",
    "morning digest",
    "overnight digest",
    "shift handover",
    "handover",
    "shift report",
    "all hunts",
    "hunt everything",
    "are we under attack",
    "anything bad",
    "any attacks",
  ].map((phrase) => [phrase, true] as const),
);

/** "digest", "digest for list:admins last night": what all hunts have found, and how much there was. */
export function readDigest(reading: Reading): void {
  const found = findPhrase(reading, digestWords);
  if (found === undefined || reading.draft.intent !== undefined) return;
  reading.draft.intent = "digest";
  claim(reading, found.at, found.length);
}

/** "summary for alice", "overview last 24h", "how is alice doing". */
export function readSummary(reading: Reading): void {
  if (reading.draft.intent !== undefined) return;
  const found = findPhrase(reading, summaryWords);
  if (found !== undefined) {
    reading.draft.intent = "summary";
    // "For" and "of" stay: the name stands after them.
    const last = wordAt(reading, found.at + found.length - 1);
    return claim(
      reading,
      found.at,
      found.length - (["for", "of", "about", "on"].includes(last) && found.length > 1 ? 1 : 0),
    );
  }
  const doing = reading.tokens.findIndex(
    (_, index) => isFree(reading, index) && wordAt(reading, index) === "doing",
  );
  const how =
    isPhraseAt(reading, 0, ["how", "is"]) || isPhraseAt(reading, 0, ["how", "are"])
      ? 1
      : wordAt(reading, 0) === "hows"
        ? 0
        : -1;
  if (how < 0 || doing <= 0) return;
  reading.draft.intent = "summary";
  // "Is" stays: the name stands after it.
  claim(reading, 0);
  claim(reading, doing);
}

const cannot = createPhrases<true>(
  [
    "cant",
    "cannot",
    "can not",
    "couldnt",
    "could not",
    "unable to",
    "not able to",
    "wasnt able to",
    "isnt able to",
    "wont",
    "didnt manage to",
    "not get in",
    "cant get in",
    "couldnt get in",
    "trouble",
    "problems",
    "having trouble",
    "having problems",
    "issues",
    "struggling to",
  ].map((phrase) => [phrase, true] as const),
);

/** "Why can't bob sign in" is about everything that kept him out. */
export function readCannot(reading: Reading): void {
  const found = findPhrase(reading, cannot);
  if (found === undefined) return;
  require(reading, "status", ["failure", "interrupted"]);
  let start = found.at;
  if (wordAt(reading, start - 1) === "why" && isFree(reading, start - 1)) start--;
  // The word after which the name stands is left for the rule that reads it.
  const names =
    ["cant", "cannot", "couldnt", "wont"].includes(wordAt(reading, found.at)) && found.length === 1;
  if (!names || !isNameNext(reading, found.at + 1))
    return claim(reading, start, found.at + found.length - start);
  if (start < found.at) claim(reading, start);
}

function isNameNext(reading: Reading, at: number): boolean {
  return (
    isFree(reading, at) && meaningHere(reading, at) === undefined && groupHere(reading, at) === undefined
  );
}

const countLeads = createPhrases<true>(
  [
    "how many",
    "number of",
    "count of",
    "count",
    "total number of",
    "how often",
    "how many times",
    "how much",
    "count the",
    "the number of",
    "total of",
    "how many of",
  ].map((phrase) => [phrase, true] as const),
);
const distinct: ReadonlySet<string> = new Set(["different", "distinct", "unique", "the", "of", "separate"]);

/** "how many users signed in", "number of failures", "count sign-ins", "distinct ips for alice". */
export function readCount(reading: Reading): void {
  if (reading.draft.intent !== undefined) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    const lead = phraseHere(reading, at, countLeads);
    if (lead === undefined) continue;
    // "By number of users" ranks.
    if (wordAt(reading, at - 1) === "by") continue;
    let next = at + lead.length;
    next += skip(reading, next, distinct, 3);
    reading.draft.intent = "count";
    reading.draft.of = "signIns";
    const value = meaningHere(reading, next);
    const named = fieldAhead(reading, next);
    if (named !== undefined) {
      reading.draft.of = named.value;
      claim(reading, named.at, named.length);
    } else if (
      value?.value.is === "value" &&
      (value.value.field === "userType" ||
        (value.value.field === "user" && wordAt(reading, next).endsWith("s")))
    ) {
      reading.draft.of = "user";
    }
    return claim(reading, at, next - at);
  }
}

/** The plural field that is counted, maybe after words that filter: "how many legacy apps", "how many guest users". */
function fieldAhead(reading: Reading, from: number) {
  for (let at = from; at < from + 3; at++) {
    const named = groupHere(reading, at);
    const value = meaningHere(reading, at);
    if (
      named !== undefined &&
      isPlural(reading, at, named) &&
      !["error", "errors"].includes(wordAt(reading, at + named.length - 1)) &&
      !(value?.value.is === "value" && value.length >= named.length && value.value.field !== "type")
    )
      return { ...named, at };
    if (value?.value.is !== "value") return undefined;
    at += value.length - 1;
  }
  return undefined;
}

const rates = createPhrases<true>(
  [
    "failure rate",
    "failure rates",
    "fail rate",
    "error rate",
    "error rates",
    "success rate",
    "success rates",
    "failure percentage",
    "failure ratio",
    "success ratio",
    "share of failures",
    "rate of failure",
  ].map((phrase) => [phrase, true] as const),
);

/** "failure rate by app": the rate is over all sign-ins, so it filters none. */
export function readRates(reading: Reading): void {
  const found = findPhrase(reading, rates);
  if (found === undefined) return;
  claim(reading, found.at, found.length);
  reading.draft.rated = true;
}

/** "allowed vs blocked", "success vs failure": both are shown side by side in any case, so neither filters. */
export function readStatusVersus(reading: Reading): void {
  for (let at = 1; at < reading.tokens.length - 1; at++) {
    if (!isFree(reading, at) || !["vs", "versus", "v", "and", "or"].includes(wordAt(reading, at))) continue;
    const [left, right] = [meaningHere(reading, at - 1), meaningHere(reading, at + 1)];
    if (left?.value.is !== "value" || right?.value.is !== "value") continue;
    if (left.value.field !== "status" || right.value.field !== "status" || left.length !== 1) continue;
    require(reading, "status", [...left.value.values, ...right.value.values]);
    claim(reading, at - 1, 2 + right.length);
  }
}
