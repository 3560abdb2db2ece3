import { createPhrases } from "../phrases.ts";
import { mostRows } from "../question.ts";
import { numberWords, units } from "../time/words.ts";
import { group } from "./groups.ts";
import {
  claim,
  groupHere,
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

const newest: ReadonlySet<string> = new Set(["last", "latest", "newest", "recent"]);
const oldest: ReadonlySet<string> = new Set(["first", "earliest", "oldest"]);

/** One sign-in whenever it was: "last seen bob", "when did alice last sign in", "first time from Nigeria". */
const once = createPhrases<"newest" | "oldest">([
  ...[
    "last seen",
    "last active",
    "last signed in",
    "last sign in",
    "last logged in",
    "last log in",
    "last time",
    "last used",
    "last on",
    "last successful",
    "lastseen",
  ].map((phrase) => [phrase, "newest"] as const),
  ...[
    "first time",
    "first seen",
    "first signed in",
    "first sign in",
    "first logged in",
    "first used",
    "first appeared",
  ].map((phrase) => [phrase, "oldest"] as const),
]);

/** "top 3 apps", "most failing users", "last 5 failures", "first 3 sign-ins", "last sign-in of bob". */
export function readRanking(reading: Reading): void {
  readRank(reading);
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at)) continue;
    if (readTopWord(reading, at) || readOnce(reading, at) || readLast(reading, at) || readFew(reading, at))
      return;
  }
  readOrder(reading);
}

const topWords: ReadonlySet<string> = new Set([
  "top",
  "highest",
  "biggest",
  "largest",
  "busiest",
  "noisiest",
  "worst",
]);
const leastWords: ReadonlySet<string> = new Set(["least", "fewest", "lowest", "bottom", "rarest"]);
const topAdjectives: ReadonlySet<string> = new Set(
  "used common frequent active frequently popular failing of the most different".split(" "),
);

/** "top 3 apps", "most used apps", "bottom 5 countries", "top failing users". */
function readTopWord(reading: Reading, at: number): boolean {
  const { draft } = reading;
  const word = wordAt(reading, at);
  const most = word === "most" && !["recent", "recently"].includes(wordAt(reading, at + 1));
  const least = leastWords.has(word) && wordAt(reading, at - 1) !== "at";
  if (!topWords.has(word) && !most && !least) return false;
  let next = at + 1;
  const count = numberAt(reading, next);
  // "Which users fail most": the groups are said already.
  if (most && at > 0 && count === undefined && fieldAhead(reading, next) === undefined) return false;
  if (least) draft.order = "least";
  if (count !== undefined) {
    draft.limit = count;
    next++;
  }
  next += skip(reading, next, topAdjectives, 2);
  if (draft.intent === undefined) draft.intent = "top";
  claim(reading, at, next - at);
  const ahead = wordAt(reading, next) === "by" ? undefined : fieldAhead(reading, next);
  if (ahead === undefined) return true;
  group(reading, ahead.value);
  claim(reading, ahead.at, ahead.length);
  // "Top 3 apps and countries".
  const end = ahead.at + ahead.length;
  const second =
    wordAt(reading, end) === "and" && isFree(reading, end) ? groupHere(reading, end + 1) : undefined;
  if (second !== undefined && isPlural(reading, end + 1, second)) {
    group(reading, second.value);
    claim(reading, end, 1 + second.length);
  }
  return true;
}

/** "Top failing users", "top legacy apps": the field may come after words that filter. */
function fieldAhead(reading: Reading, from: number) {
  for (let at = from; at < Math.min(from + 4, reading.tokens.length); at++) {
    if (["by", "for", "from", "to", "of", "with", "per"].includes(wordAt(reading, at))) return undefined;
    const named = isFree(reading, at) ? groupHere(reading, at) : undefined;
    if (named === undefined) continue;
    const meaning = meaningHere(reading, at);
    if (meaning?.value.is === "value" && meaning.length > named.length) continue;
    return { ...named, at };
  }
  return undefined;
}

function readOnce(reading: Reading, at: number): boolean {
  const found = phraseHere(reading, at, once);
  if (found === undefined) return false;
  const { draft } = reading;
  // "Last time" before a stretch ("the last time zone")? Only where no range was said for it.
  draft.limit = 1;
  draft.order = found.value;
  draft.timed ??= true;
  const last = wordAt(reading, at + found.length - 1);
  claim(reading, at, last === "successful" ? 1 : found.length);
  return true;
}

/** "last 5 failures" is a count, and keeps the usual range; "last failed sign-in" is one, whenever it was. */
function readLast(reading: Reading, at: number): boolean {
  const { draft } = reading;
  const recent = isPhraseAt(reading, at, ["most", "recent"]) ? 2 : 0;
  const word = wordAt(reading, at);
  if (recent === 0 && !(newest.has(word) || oldest.has(word) || word === "past")) return false;
  const length = Math.max(1, recent);
  const count = numberAt(reading, at + length);
  const single = count === undefined && singular(reading, at + length);
  if (count === undefined && !single) return false;
  if (count !== undefined && !isCounted(reading, at + length + 1)) return false;
  draft.limit = count ?? 1;
  draft.order = oldest.has(word) ? "oldest" : "newest";
  if (count === undefined) draft.timed ??= true;
  claim(reading, at, length + (count === undefined ? 0 : 1));
  return true;
}

const fewLeads: ReadonlySet<string> = new Set([
  "list",
  "show",
  "me",
  "get",
  "give",
  "the",
  "find",
  "see",
  "view",
  "display",
  "first",
]);

/** "list 20 failures for alice", "show me 5 sign-ins". */
function readFew(reading: Reading, at: number): boolean {
  const count = numberAt(reading, at);
  if (count === undefined || !/^\d+$/.test(wordAt(reading, at)) || !isCounted(reading, at + 1)) return false;
  for (let before = 0; before < at; before++) if (!fewLeads.has(wordAt(reading, before))) return false;
  if (meaningHere(reading, at + 1)?.value.is === "filler") return false;
  reading.draft.limit = count;
  claim(reading, at);
  return true;
}

/** Something that can be counted follows: a word for sign-ins, a status, a code, a name's "'s sign-ins". */
function isCounted(reading: Reading, at: number): boolean {
  for (let ahead = at; ahead < at + 4; ahead++) {
    const meaning = meaningHere(reading, ahead);
    if (meaning === undefined) continue;
    return meaning.value.is !== "filler";
  }
  return reading.tokens[at] === undefined;
}

/** A singular word for a sign-in ("sign-in", "failure", "failed login") follows. */
function singular(reading: Reading, at: number): boolean {
  for (let index = at; index < at + 5; index++) {
    const found = meaningHere(reading, index);
    if (found === undefined || found.value.is === "filler") return false;
    const end = wordAt(reading, index + found.length - 1);
    if (found.value.is === "noun") return !end.endsWith("s");
    if (["failure", "success", "error", "interrupt", "interruption", "lockout"].includes(end)) return true;
    index += found.length - 1;
  }
  return false;
}

const rankLeads: readonly (readonly string[])[] = [
  ["with", "the", "most"],
  ["with", "most"],
  ["having", "the", "most"],
  ["from", "the", "most"],
  ["from", "most"],
  ["on", "the", "most"],
  ["by", "number", "of"],
  ["by", "count", "of"],
  ["by", "distinct"],
  ["by", "unique"],
  ["by", "different"],
  ["ranked", "by"],
  ["using", "the", "most"],
  ["used", "by", "the", "most"],
  ["used", "by", "most"],
  ["with", "the", "fewest"],
  ["with", "fewest"],
];
const kinds: ReadonlySet<string> = new Set(["different", "distinct", "unique", "of", "number"]);

/** "users with the most IPs", "apps by number of users", "ips used by the most accounts". */
function readRank(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const lead = rankLeads
      .filter((words) => isPhraseAt(reading, at, words))
      .sort((a, b) => b.length - a.length)[0];
    if (lead === undefined) continue;
    const next = at + lead.length + skip(reading, at + lead.length, kinds, 2);
    const { draft } = reading;
    const meaning = meaningHere(reading, next);
    const named = groupHere(reading, next);
    const status =
      meaning?.value.is === "value" && meaning.value.field === "status" ? meaning.value.values : undefined;
    if (status !== undefined) {
      // "With the most failures" ranks by them.
      require(reading, "status", status);
      claim(reading, at, next + (meaning?.length ?? 1) - at);
    } else if (meaning?.value.is === "noun") claim(reading, at, next + meaning.length - at);
    else if (named !== undefined && isPlural(reading, next, named)) {
      draft.rank = named.value;
      claim(reading, at, next + named.length - at);
    } else continue;
    if (lead.includes("fewest")) draft.order = "least";
    draft.intent ??= "top";
    return;
  }
  readDistinct(reading);
}

/** "unique users per app" ranks apps by their users; "distinct ips for alice" counts them. */
function readDistinct(reading: Reading): void {
  const { draft } = reading;
  if (draft.intent !== undefined) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at) || !["unique", "distinct", "different"].includes(wordAt(reading, at))) continue;
    const named = groupHere(reading, at + 1);
    if (named === undefined || !isPlural(reading, at + 1, named)) continue;
    const per = at + 1 + named.length;
    const grouped = ["per", "by"].includes(wordAt(reading, per)) && groupHere(reading, per + 1) !== undefined;
    if (grouped) {
      draft.intent = "top";
      draft.rank = named.value;
    } else if (!["per", "by"].includes(wordAt(reading, per)) && at === 0) {
      draft.intent = "count";
      draft.of = named.value;
    } else continue;
    return claim(reading, at, 1 + named.length);
  }
}

/** "newest first", "oldest first", "in reverse order". */
function readOrder(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at, 2) || wordAt(reading, at + 1) !== "first") continue;
    const word = wordAt(reading, at);
    if (!newest.has(word) && !oldest.has(word)) continue;
    reading.draft.order = oldest.has(word) ? "oldest" : "newest";
    return claim(reading, at, 2);
  }
}

function numberAt(reading: Reading, at: number): number | undefined {
  if (!isFree(reading, at)) return undefined;
  const word = wordAt(reading, at);
  const number = /^\d{1,4}$/.test(word) ? Number(word) : word.length > 2 ? numberWords.get(word) : undefined;
  if (number === undefined || number < 1 || number > mostRows) return undefined;
  return units.has(wordAt(reading, at + 1)) ? undefined : number;
}
