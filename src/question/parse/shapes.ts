import type { FieldName } from "../fields.ts";
import { mostRows, type Bucket } from "../question.ts";
import { numberWords, units } from "../time/words.ts";
import { field } from "../fields.ts";
import {
  claim,
  fieldHere,
  isFree,
  isPhraseAt,
  meaningHere,
  wordAt,
  type Reading,
  require,
} from "./reading.ts";

/** "summary for alice", "overview last 24h", "how is alice doing". */
export function readSummary(reading: Reading): void {
  const words = ["summary", "overview", "summarise", "summarize", "summaries", "report"];
  const at = reading.tokens.findIndex(
    (_, index) => isFree(reading, index) && words.includes(wordAt(reading, index)),
  );
  if (at >= 0) {
    reading.draft.intent = "summary";
    return claim(reading, at);
  }
  const doing = reading.tokens.findIndex(
    (_, index) => isFree(reading, index) && wordAt(reading, index) === "doing",
  );
  if (isPhraseAt(reading, 0, ["how", "is"]) && doing > 0) {
    reading.draft.intent = "summary";
    // "is" stays: the name stands after it.
    claim(reading, 0);
    claim(reading, doing);
  }
}

/** "Why can't bob sign in" is about everything that kept him out. */
export function readWhy(reading: Reading): void {
  const at = reading.tokens.findIndex(
    (_, index) => isFree(reading, index) && wordAt(reading, index) === "why",
  );
  if (at < 0 || !["cant", "cannot", "couldnt"].includes(wordAt(reading, at + 1))) return;
  require(reading, "status", ["failure", "interrupted"]);
  claim(reading, at);
}

/** "how many users signed in", "number of failures", "count sign-ins". */
export function readCount(reading: Reading): void {
  const leads = [
    ["how", "many"],
    ["number", "of"],
    ["count", "of"],
    ["count"],
    ["total", "number", "of"],
    ["how", "often"],
  ];
  for (let at = 0; at < reading.tokens.length; at++) {
    const lead = leads
      .filter((words) => isPhraseAt(reading, at, words))
      .sort((a, b) => b.length - a.length)[0];
    if (lead === undefined) continue;
    let next = at + lead.length;
    while (["different", "distinct", "unique", "the"].includes(wordAt(reading, next))) next++;
    reading.draft.intent = "count";
    reading.draft.of = "signIns";
    const value = meaningHere(reading, next);
    const named = fieldHere(reading, next);
    if (
      named !== undefined &&
      !["error", "errors"].includes(wordAt(reading, next + named.length - 1)) &&
      (value?.length ?? 0) <= named.length &&
      isNounPlural(reading, next, named.length)
    ) {
      reading.draft.of = named.field;
      next += named.length;
    }
    return claim(reading, at, next - at);
  }
}

function isNounPlural(reading: Reading, at: number, length: number): boolean {
  return (
    /s$|people|who/.test(wordAt(reading, at + length - 1)) &&
    !["guests", "members"].includes(wordAt(reading, at))
  );
}

/** "top 3 apps", "most failing users", "last 5 failures", "first 3 sign-ins", "last sign-in of bob". */
export function readRanking(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const word = wordAt(reading, at);
    if (!isFree(reading, at)) continue;
    if (word === "top" || (word === "most" && at === 0)) return readTop(reading, at);
    if (word === "least" || word === "fewest") {
      reading.draft.order = "least";
      return readTop(reading, at);
    }
    if (
      !["last", "latest", "newest", "first", "earliest", "oldest"].includes(word) &&
      !isPhraseAt(reading, at, ["most", "recent"])
    )
      continue;
    const length = word === "most" ? 2 : 1;
    const count = numberAt(reading, at + length);
    const noun = meaningHere(reading, at + length + (count === undefined ? 0 : 1));
    const single = count === undefined && singular(reading, at + length);
    if (count === undefined && !single) continue;
    if (count !== undefined && noun === undefined) continue;
    reading.draft.limit = count ?? 1;
    reading.draft.order = ["first", "earliest", "oldest"].includes(word) ? "oldest" : "newest";
    // "Last sign-in" asks for one whenever it was; "last 5 failures" keeps the usual range.
    if (count === undefined) reading.draft.timed ??= true;
    return claim(reading, at, length + (count === undefined ? 0 : 1));
  }
}

/** A singular word for a sign-in ("sign-in", "failure", "failed login") follows. */
function singular(reading: Reading, at: number): boolean {
  for (let index = at; index < at + 3; index++) {
    const found = meaningHere(reading, index);
    if (found === undefined || found.meaning.is === "filler") return false;
    const end = wordAt(reading, index + found.length - 1);
    if (found.meaning.is === "noun") return !end.endsWith("s");
    if (["failure", "success", "error", "interrupt", "interruption"].includes(end)) return true;
    index += found.length - 1;
  }
  return false;
}

function readTop(reading: Reading, at: number): void {
  let next = at + 1;
  const count = numberAt(reading, next);
  if (count !== undefined) {
    reading.draft.limit = count;
    next++;
  }
  reading.draft.intent = "top";
  claim(reading, at, next - at);
  if (wordAt(reading, next) === "by") return;
  // "Top failing users", "top legacy apps": the field may come after words that filter.
  for (let ahead = next; ahead < Math.min(next + 4, reading.tokens.length); ahead++) {
    const named = isFree(reading, ahead) ? fieldHere(reading, ahead) : undefined;
    if (named === undefined) continue;
    group(reading, named.field);
    return claim(reading, ahead, named.length);
  }
}

/** "by country", "by app and country", "per user", "group by app", "which IPs", "what apps", "who", "where". */
export function readGroups(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at)) continue;
    const word = wordAt(reading, at);
    const lead =
      isPhraseAt(reading, at, ["grouped", "by"]) || isPhraseAt(reading, at, ["group", "by"])
        ? 2
        : ["by", "per"].includes(word)
          ? 1
          : 0;
    if (lead > 0) readBy(reading, at, lead);
    else if (["which", "what", "whose"].includes(word)) readWhich(reading, at);
    else if (
      (word === "who" || word === "whos") &&
      reading.draft.by === undefined &&
      reading.draft.intent === undefined
    ) {
      group(reading, "user");
      claim(reading, at);
    } else if (word === "where" && at === 0 && reading.draft.by === undefined) {
      group(reading, "country");
      claim(reading, at);
    }
  }
}

function readBy(reading: Reading, at: number, lead: number): void {
  let next = at + lead;
  const found: FieldName[] = [];
  for (;;) {
    const named = fieldHere(reading, next);
    if (named === undefined || !isFree(reading, next, named.length) || !field(named.field).groups) break;
    if (
      found.length + (reading.draft.by?.length ?? 0) >= 2 &&
      reading.draft.by?.includes(named.field) !== true
    )
      break;
    found.push(named.field);
    next += named.length;
    const joint = ["and", "then", "by"].includes(wordAt(reading, next)) ? 1 : 0;
    if (joint === 0 && reading.tokens[next - 1]?.comma !== true) break;
    if (fieldHere(reading, next + joint) === undefined) break;
    next += joint;
  }
  if (found.length === 0) return;
  const already = reading.draft.by !== undefined;
  // "Top countries by failures" ranks by failures; the groups are named already.
  if (already && found.every((name) => name === "status" || name === "errorCode")) return;
  for (const name of found) group(reading, name);
  claim(reading, at, next - at);
}

function readWhich(reading: Reading, at: number): void {
  const named = fieldHere(reading, at + 1);
  if (named === undefined || !isFree(reading, at + 1, named.length) || !field(named.field).groups) return;
  group(reading, named.field);
  claim(reading, at, 1 + named.length);
}

function group(reading: Reading, name: FieldName): void {
  const by = reading.draft.by ?? [];
  if (by.length < 2 && !by.includes(name)) reading.draft.by = [...by, name];
}

const bucketWords: ReadonlyMap<string, Bucket> = new Map<string, Bucket>([
  ["hourly", "hour"],
  ["daily", "day"],
  ["weekly", "week"],
  ["monthly", "month"],
]);
const bucketUnits: Readonly<Record<string, Bucket>> = { h: "hour", d: "day", w: "week", M: "month" };

/** "per day", "by hour", "daily failures", "failure trend", "over time". */
export function readTrend(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at)) continue;
    const word = wordAt(reading, at);
    const unit = bucketUnits[units.get(wordAt(reading, at + 1)) ?? ""];
    if (["per", "by", "each", "every"].includes(word) && unit !== undefined && isFree(reading, at + 1)) {
      setTrend(reading, unit);
      claim(reading, at, 2);
    } else if (bucketWords.has(word)) {
      setTrend(reading, bucketWords.get(word));
      claim(reading, at);
    } else if (
      ["trend", "trends", "trending", "timeline?"].includes(word) ||
      isPhraseAt(reading, at, ["over", "time"])
    ) {
      setTrend(reading, undefined);
      claim(reading, at, word === "over" ? 2 : 1);
    }
  }
}

function setTrend(reading: Reading, bucket: Bucket | undefined): void {
  reading.draft.intent = "trend";
  if (bucket !== undefined) reading.draft.bucket ??= bucket;
}

function numberAt(reading: Reading, at: number): number | undefined {
  if (!isFree(reading, at)) return undefined;
  const word = wordAt(reading, at);
  const number = /^\d{1,4}$/.test(word) ? Number(word) : word.length > 2 ? numberWords.get(word) : undefined;
  if (number === undefined || number < 1 || number > mostRows) return undefined;
  return units.has(wordAt(reading, at + 1)) ? undefined : number;
}
