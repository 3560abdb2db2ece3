import { field, type FieldName } from "../fields.ts";
import { createPhrases } from "../phrases.ts";
import type { Bucket } from "../question.ts";
import { units } from "../time/words.ts";
import { claim, groupHere, isFree, meaningHere, phraseHere, skip, wordAt, type Reading } from "./reading.ts";

const byWords = createPhrases<true>(
  [
    "by",
    "per",
    "for each",
    "for every",
    "group by",
    "grouped by",
    "group them by",
    "group those by",
    "group these by",
    "group it by",
    "group that by",
    "split them by",
    "split that by",
    "break that down by",
    "break it down by",
    "break them down by",
    "groups by",
    "broken down by",
    "break down by",
    "breakdown by",
    "split by",
    "splitted by",
    "sorted by",
    "ranked by",
    "and by",
    "each",
    "aggregate by",
    "summarize by",
  ].map((phrase) => [phrase, true] as const),
);
const whichWords: ReadonlySet<string> = new Set(["which", "what", "whose"]);
const articles: ReadonlySet<string> = new Set([
  "different",
  "distinct",
  "unique",
  "other",
  "kind",
  "of",
  "kinds",
  "the",
  "are",
  "were",
]);

/** "by country", "by app and country", "per user", "group by app", "which IPs", "what apps", "who", "where". */
export function readGroups(reading: Reading): void {
  const { draft } = reading;
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at)) continue;
    const word = wordAt(reading, at);
    const lead = phraseHere(reading, at, byWords);
    if (lead !== undefined && readBy(reading, at, lead.length)) continue;
    if (whichWords.has(word)) readWhich(reading, at);
    else if (["who", "whos", "whom"].includes(word) && draft.by === undefined && mayGroup(draft.intent)) {
      group(reading, "user");
      // "Users who have not signed in": both words say the same.
      const said = groupHere(reading, at - 1)?.value === "user" ? 1 : 0;
      claim(reading, at - said, said + 1);
    } else if (word === "where" && asksWhere(reading, at)) {
      group(reading, "country");
      // "Where did bob sign in from": the last word belongs to the first.
      claim(reading, at);
      const last = reading.tokens.length - 1;
      if (wordAt(reading, last) === "from" && isFree(reading, last)) claim(reading, last);
    }
  }
}

/** "Where did bob sign in", not "sign-ins where MFA was denied". */
function asksWhere(reading: Reading, at: number): boolean {
  const { by, intent, limit } = reading.draft;
  if (by !== undefined || limit !== undefined || !mayGroup(intent)) return false;
  for (let before = 0; before < at; before++)
    if (meaningHere(reading, before)?.value.is !== "filler") return false;
  return true;
}

function mayGroup(intent: Reading["draft"]["intent"]): boolean {
  return intent === undefined || intent === "top";
}

function readBy(reading: Reading, at: number, lead: number): boolean {
  let next = at + lead;
  const found: FieldName[] = [];
  for (;;) {
    next += skip(reading, next, new Set(["the", "source", "each", "by"]), 1);
    const named = groupHere(reading, next);
    if (named === undefined || !field(named.value).groups) break;
    const meaning = meaningHere(reading, next);
    // "By legacy apps" filters; "by status" groups.
    if (meaning?.value.is === "value" && meaning.length > named.length) break;
    const held = reading.draft.by ?? [];
    if (found.length + held.length >= 2 && !held.includes(named.value)) break;
    found.push(named.value);
    next += named.length;
    const joint =
      ["and", "then", "by", "&", "+", "x"].includes(wordAt(reading, next)) ||
      ["&", "+", "/"].includes(reading.tokens[next]?.text ?? "")
        ? 1
        : 0;
    if (joint === 0 && reading.tokens[next - 1]?.comma !== true) break;
    if (groupHere(reading, next + joint) === undefined) break;
    next += joint;
  }
  if (found.length === 0) return false;
  const already = reading.draft.by !== undefined;
  // "Top countries by failures" ranks by failures; the groups are named already.
  if (already && found.every((name) => name === "status" || name === "errorCode")) return false;
  for (const name of found) group(reading, name);
  reading.draft.grouped = true;
  claim(reading, at, next - at);
  return true;
}

function readWhich(reading: Reading, at: number): void {
  const gap = skip(reading, at + 1, articles, 2);
  const named = groupHere(reading, at + 1 + gap);
  if (named === undefined || !field(named.value).groups) return;
  const meaning = meaningHere(reading, at + 1 + gap);
  // "Which service principals" is about their log, and groups by them.
  if (meaning?.value.is === "value" && meaning.length > named.length) return;
  group(reading, named.value);
  claim(reading, at, 1 + gap + named.length);
}

const groupOfValue: Readonly<Partial<Record<FieldName, FieldName>>> = {
  userType: "user",
  user: "user",
  clientKind: "clientApp",
};

/** "Which guests used SharePoint", "what legacy protocols": the value is read by its own rule, and says what is asked for. */
export function readWhichValues(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at) || !["which", "what"].includes(wordAt(reading, at))) continue;
    const found = meaningHere(reading, at + 1)?.value;
    const name = found?.is === "value" ? groupOfValue[found.field] : undefined;
    if (name === undefined || !mayGroup(reading.draft.intent)) continue;
    group(reading, name);
    claim(reading, at);
  }
}

export function group(reading: Reading, name: FieldName): void {
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
const trendWords = createPhrases<true>(
  [
    "trend",
    "trends",
    "trending",
    "trend of",
    "over time",
    "time series",
    "timeseries",
    "chart",
    "chart of",
    "graph",
    "graph of",
    "plot",
    "histogram",
    "line chart",
    "bar chart",
    "development of",
  ].map((phrase) => [phrase, true] as const),
);

/** "per day", "by hour", "daily failures", "failure trend", "over time". */
export function readTrend(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at)) continue;
    const word = wordAt(reading, at);
    const lead = phraseHere(reading, at, byWords);
    const next = at + (lead?.length ?? (["an", "a"].includes(word) && at > 0 ? 1 : 0));
    const unit = next === at ? undefined : bucketUnits[units.get(wordAt(reading, next)) ?? ""];
    // "By day" groups by time; "by d" is nothing.
    if (unit !== undefined && isFree(reading, at, next + 1 - at) && wordAt(reading, next).length > 1) {
      setTrend(reading, unit);
      const week =
        wordAt(reading, next + 1) === "by" &&
        units.get(wordAt(reading, next + 2)) === units.get(wordAt(reading, next))
          ? 2
          : 0;
      claim(reading, at, next + 1 + week - at);
      continue;
    }
    const bucket = bucketWords.get(word);
    if (bucket !== undefined) {
      setTrend(reading, bucket);
      claim(reading, at);
      continue;
    }
    const trend = phraseHere(reading, at, trendWords);
    const doubled =
      unit === undefined &&
      units.has(word) &&
      wordAt(reading, at + 1) === "by" &&
      wordAt(reading, at + 2) === word;
    if (doubled) {
      setTrend(reading, bucketUnits[units.get(word) ?? ""]);
      claim(reading, at, 3);
    } else if (trend !== undefined) {
      setTrend(reading, undefined);
      claim(reading, at, trend.length);
    }
  }
}

function setTrend({ draft }: Reading, bucket: Bucket | undefined): void {
  if (draft.intent === undefined || draft.intent === "list") draft.intent = "trend";
  if (bucket !== undefined) draft.bucket ??= bucket;
}
