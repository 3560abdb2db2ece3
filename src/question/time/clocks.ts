import type { Token } from "../lex.ts";
import { clockOn, wordOf, type PointRule, type Span } from "./span.ts";
import { dayParts, numberWords } from "./words.ts";

/** 14:05, 9am, 9:30 pm, noon, midnight, eight o'clock; "at 9" only after "at" or "around". */
export const clockAt: PointRule = (tokens, at) => {
  const word = wordOf(tokens, at);
  const named = { noon: 720, midday: 720, midnight: 0 }[word];
  if (named !== undefined) return clock(named, 1);
  const oclock = ["oclock", "o'clock"].includes(wordOf(tokens, at + 1));
  const spelled = oclock ? numberWords.get(word) : undefined;
  const match = /^(\d{1,2})(?:([:.h])(\d{2}))?(?::(\d{2}))?(am|pm)?$/.exec(
    spelled === undefined ? word : String(spelled),
  );
  if (match === null) return undefined;
  const separate =
    match[5] === undefined && ["am", "pm"].includes(wordOf(tokens, at + 1))
      ? wordOf(tokens, at + 1)
      : undefined;
  const half = match[5] ?? separate;
  const introduced = ["at", "around", "about", "@"].includes(wordOf(tokens, at - 1)) || oclock;
  if (match[3] === undefined && half === undefined && !introduced) return undefined;
  // "10.30" is a number or a version unless "am" or "pm" follows.
  if (match[2] === "." && half === undefined) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[3] ?? 0)];
  if (minute > 59 || hour > (half === undefined ? 24 : 12) || (half !== undefined && hour === 0))
    return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  return hours * 60 + minute > 1440
    ? undefined
    : clock(hours * 60 + minute, separate === undefined && !oclock ? 1 : 2);
};

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
export const dayPartAt: PointRule = (tokens, at) => {
  const word = wordOf(tokens, at);
  if (word === "tonight") return { from: "now/d@18:00", to: "now/d+1d", kind: "stretch", length: 1 };
  if (word === "last" && wordOf(tokens, at + 1) === "night")
    return { from: "now/d-1d@18:00", to: "now/d@06:00", kind: "stretch", length: 2 };
  const part = word === "this" ? partAt(tokens, at + 1) : undefined;
  return (
    part && {
      from: clockOn("now/d", part.from),
      to: clockOn("now/d", part.to),
      kind: "stretch",
      length: 1 + part.length,
    }
  );
};
