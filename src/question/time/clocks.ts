import type { Token } from "../lex.ts";
import type { Edge } from "./edge.ts";
import { joints } from "./joints.ts";
import { clockOn, today, wordOf, type PointRule, type Reader, type Span } from "./span.ts";
import { dayParts, numberWords, roughly } from "./words.ts";

/** A time of day: "14:05", "half past nine", and in UTC "14:05 UTC", "0930Z". */
export const clockAt: PointRule = (tokens, at) => {
  const [, hour, minute] = /^([01]?\d|2[0-3]):?([0-5]\d)z$/.exec(wordOf(tokens, at)) ?? [];
  if (hour !== undefined && minute !== undefined)
    return { ...clock(60 * Number(hour) + Number(minute), 1), utc: true };
  const found = localClock(tokens, at);
  if (found === undefined || !["utc", "gmt", "zulu"].includes(wordOf(tokens, at + found.length)))
    return found;
  return { ...found, length: found.length + 1, utc: true };
};

/** 14:05, 9am, 9:30 pm, noon, midnight, eight o'clock; "at 9" only after "at" or "around". */
function localClock(tokens: readonly Token[], at: number): Span | undefined {
  const word = wordOf(tokens, at);
  const twelve = word === "12" ? 1 : 0;
  const named = { noon: 720, midday: 720, midnight: 0 }[wordOf(tokens, at + twelve)];
  if (named !== undefined) return clock(named, 1 + twelve);
  if (["lunch", "lunchtime"].includes(word) && beforeClock.has(wordOf(tokens, at - 1))) return clock(720, 1);
  const spoken = spokenClock(tokens, at) ?? militaryClock(tokens, at);
  if (spoken !== undefined) return spoken;
  const oclock = ["oclock", "o'clock"].includes(wordOf(tokens, at + 1));
  const spelled =
    oclock || halfOfDayAt(tokens, at + 1) !== undefined
      ? numberWords.get(word.length > 2 ? word : "")
      : undefined;
  const match = /^(\d{1,2})(?:([:.h])(\d{2}))?(?::(\d{2}))?(am?|pm?)?$/.exec(
    spelled === undefined ? word : String(spelled),
  );
  if (match === null) return undefined;
  const separate =
    match[5] === undefined ? halfOfDayAt(tokens, at + (oclock ? 2 : 1), Number(match[1])) : undefined;
  const half = match[5] === undefined ? separate?.half : match[5].startsWith("a") ? "am" : "pm";
  const before = wordOf(tokens, at - 1);
  const introduced = ["at", "@", "since"].includes(before) || roughly.has(before) || oclock;
  if (match[3] === undefined && half === undefined && !introduced) return undefined;
  // "9a" alone may be a room; "9a to 11a" is none.
  const paired = [at - 1, at + 1].some((index) =>
    joints.includes(tokens[index]?.word || (tokens[index]?.text ?? "")),
  );
  if (match[5]?.length === 1 && !introduced && !paired && !beforeClock.has(before)) return undefined;
  // "10.30" is a number or a version unless "am" or "pm" follows.
  if (match[2] === "." && half === undefined) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[3] ?? 0)];
  if (minute > 59 || hour > (half === undefined ? 24 : 12) || (half !== undefined && hour === 0))
    return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  return hours * 60 + minute > 1440
    ? undefined
    : clock(hours * 60 + minute, 1 + (oclock ? 1 : 0) + (separate?.length ?? 0));
}

/** The half of the day that is said after an hour: "am", "p.m.", "in the afternoon", "at night". */
export function halfOfDayAt(
  tokens: readonly Token[],
  at: number,
  hour?: number,
): { half: "am" | "pm"; length: number } | undefined {
  const word = wordOf(tokens, at).replace(/^([ap])\.?m\.?$/, "$1m");
  if (word === "am" || word === "pm") return { half: word, length: 1 };
  // "2 at night" is after midnight.
  if (word === "at" && wordOf(tokens, at + 1) === "night")
    return { half: hour !== undefined && (hour < 5 || hour === 12) ? "am" : "pm", length: 2 };
  if (word !== "in" || wordOf(tokens, at + 1) !== "the") return undefined;
  const half = ({ morning: "am", afternoon: "pm", evening: "pm" } as const)[wordOf(tokens, at + 2)];
  return half && { half, length: 3 };
}

/** "half past nine", "quarter to 5", "ten past 8 pm". */
function spokenClock(tokens: readonly Token[], at: number): Span | undefined {
  const article = wordOf(tokens, at) === "a" ? 1 : 0;
  const word = wordOf(tokens, at + article);
  const minutes =
    { half: 30, quarter: 15 }[word] ??
    [5, 10, 15, 20, 25].find((count) => count === (numberWords.get(word) ?? Number(word)));
  const named = ["minutes", "mins", "min"].includes(wordOf(tokens, at + article + 1)) ? 1 : 0;
  const lead = article + named;
  const direction = { past: 1, after: 1, to: -1, before: -1 }[wordOf(tokens, at + lead + 1)];
  if (minutes === undefined || direction === undefined || (word === "half" && direction < 0))
    return undefined;
  const hourWord = wordOf(tokens, at + lead + 2);
  const twelve = { noon: 720, midday: 720, midnight: 0 }[hourWord];
  if (twelve !== undefined) return clock((twelve + direction * minutes + 1440) % 1440, lead + 3);
  const glued = /^(\d{1,2})(am|pm)?$/.exec(hourWord);
  const hour = glued === null ? numberWords.get(hourWord) : Number(glued[1]);
  // "5 after 3" and "20 to 40" are no clock times without a half of the day or a word for the minutes.
  const separate = glued?.[2] === undefined ? halfOfDayAt(tokens, at + lead + 3, hour) : undefined;
  const half = glued?.[2] ?? separate?.half;
  if (hour === undefined || hour < 1 || hour > 12) return undefined;
  if (!["half", "quarter"].includes(word) && half === undefined) return undefined;
  const base = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  return clock((base * 60 + direction * minutes + 1440) % 1440, lead + 3 + (separate?.length ?? 0));
}

const hourWords: ReadonlySet<string> = new Set(["hours", "hrs", "h", "hr"]);
const beforeClock: ReadonlySet<string> = new Set(
  "between from since until till at around by before after".split(" "),
);

/** "0930 hours", "at 0930", "between 0900 and 1000". */
function militaryClock(tokens: readonly Token[], at: number): Span | undefined {
  const match = military.exec(tokens[at]?.text ?? "");
  if (match === null) return undefined;
  const before = wordOf(tokens, at - 1);
  const paired = ["and", "to", "-"].includes(before) && military.test(tokens[at - 2]?.text ?? "");
  const named = hourWords.has(wordOf(tokens, at + 1));
  if (!named && !beforeClock.has(before) && !paired) return undefined;
  return clock(Number(match[1]) * 60 + Number(match[2]), named ? 2 : 1);
}

const military = /^([01]\d|2[0-3])([0-5]\d)$/;

function clock(minutes: number, length: number): Span {
  const edge = clockOn("now/d", minutes);
  return { from: edge, to: edge, kind: "clock", minutes, length };
}

/** A part of the day: "afternoon", "late night", "in the morning". */
export interface Part {
  /** Minutes after midnight, `[from, to)`; over 1440 reaches into the next day. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

export function partAt(tokens: readonly Token[], at: number): Part | undefined {
  let next = at;
  while (["in", "the", "during", "late", "early"].includes(wordOf(tokens, next)) && next - at < 3) next++;
  const hours = dayParts.get(wordOf(tokens, next));
  return hours === undefined ? undefined : { from: hours[0] * 60, to: hours[1] * 60, length: next + 1 - at };
}

/** this morning, this afternoon, tonight, last night. */
export const dayPartAt: PointRule = (tokens, at, reader) => {
  const word = wordOf(tokens, at);
  if (["tonight", "tonite"].includes(word)) return partOf("now/d", { from: 1080, to: 1440, length: 1 });
  const lastNight = { ...partOf("now/d-1d", { from: 1080, to: 1800, length: 2 }), to: "now/d@06:00" };
  if (word === "overnight") return { ...lastNight, length: 1 };
  // Early or late in a part of the day: the part is shown whole, in which it surely lies.
  const early = ["early", "late", "earlier"].includes(word) ? 1 : 0;
  if (
    ["last", "lst"].includes(wordOf(tokens, at + early)) &&
    ["night", "nite", "evening"].includes(wordOf(tokens, at + early + 1))
  ) {
    return wordOf(tokens, at + early + 1) === "evening"
      ? { ...partOf("now/d-1d", { from: 1080, to: 1440, length: early + 2 }), to: "now/d" }
      : { ...lastNight, length: early + 2 };
  }
  const article = word === "the" ? 1 : 0;
  if (["night", "before", "last"].every((one, index) => wordOf(tokens, at + article + index) === one))
    return { from: "now/d-2d@18:00", to: "now/d-1d@06:00", kind: "stretch", length: article + 3 };
  const general = generalPartAt(tokens, at, reader);
  if (general !== undefined) return general;
  const part = wordOf(tokens, at + early) === "this" ? partAt(tokens, at + early + 1) : undefined;
  return part && partOf("now/d", { ...part, length: early + 1 + part.length });
};

/** "in the morning": the latest one that has begun. */
function generalPartAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  if (!["in", "during"].includes(wordOf(tokens, at)) || wordOf(tokens, at + 1) !== "the") return undefined;
  const part = partAt(tokens, at);
  return part && partOf(part.from > today(reader).minutes ? "now/d-1d" : "now/d", part);
}

/** A part of a day as a stretch that remembers the day. */
export function partOf(day: Edge, { from, to, length }: Part): Span {
  return { from: clockOn(day, from), to: clockOn(day, to), kind: "stretch", part: { day, from, to }, length };
}
