import type { Token } from "../lex.ts";
import { clockAt } from "./clocks.ts";
import { dayAlone } from "./dates.ts";
import { pointAt } from "./points.ts";
import { clockOn, dateSpan, madeToken, moved, wordOf, type Phrase, type Reader, type Span } from "./span.ts";

const joints = ["to", "until", "till", "through", "thru", "and", "-", "–"];

/** between A and B; from A to B; "between 14:00 and 15:30 yesterday"; "monday from 1pm to 4pm". */
export function betweenAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const day = pointAt(tokens, at, reader);
  const lead = day?.kind === "day" ? day.length : 0;
  if (!["between", "from"].includes(wordOf(tokens, at + lead))) return undefined;
  return pairAt(tokens, at + lead + 1, reader, joints, lead > 0 ? day : undefined, lead + 1);
}

/** A to B, A - B, "3 nov to 5 nov", "14:00-15:30 yesterday", "thursday 19:00 - 21:00". */
export function rangeAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const plain = joints.filter((joint) => joint !== "and");
  const whole = pairAt(tokens, at, reader, plain, undefined, 0);
  if (whole !== undefined) return whole;
  for (let length = 1; length <= 5; length++) {
    const day = pointAt(tokens.slice(0, at + length), at, reader);
    if (day?.kind !== "day" || day.length !== length) continue;
    const clocks = pairAt(tokens, at + length, reader, plain, day, length);
    if (clocks !== undefined) return clocks;
  }
  return undefined;
}

/**
 * Two points with a joint between them. A pair of clock times is placed on the day said before or after it, else on
 * today.
 * @param said the day that was said before
 * @param lead tokens that were read before
 */
function pairAt(
  typed: readonly Token[],
  at: number,
  reader: Reader,
  joints: readonly string[],
  said: Span | undefined,
  lead: number,
): Phrase | undefined {
  const { tokens, added } = withoutDashes(typed, at);
  const end = jointAfter(tokens, at, joints);
  if (end === undefined) return undefined;
  const second = pointAt(tokens, end + 1, reader);
  const before = tokens.slice(0, end);
  const read = pointAt(before, at, reader);
  const first = bareHour(before, at, second, tokens[end + 1]) ?? read;
  if (first === undefined || first.length !== end - at) return undefined;
  if (said !== undefined && first.kind !== "clock") return undefined;
  const last = second ?? dayOfSameMonth(tokens, end + 1, first, reader);
  if (last === undefined) return undefined;
  const length = lead + first.length + 1 + last.length - added;
  if (first.kind === "clock" && (last.kind === "clock" || isClockOfDay(last))) {
    return clockPair(first, last, tokens, end + 1, { said, length, reader });
  }
  if (said !== undefined) return undefined;
  if (first.dayStart !== undefined && last.minutes !== undefined) {
    return { window: { from: first.from, to: clockOn(first.dayStart, last.minutes) }, length };
  }
  const [from, to] = sharedYears(first, last, reader);
  return {
    window: { from: from.from, to: to.kind === "moment" || to.kind === "clock" ? to.from : to.to },
    length,
  };
}

/** The nearest joint that a point can stand before. */
function jointAfter(tokens: readonly Token[], at: number, joints: readonly string[]): number | undefined {
  for (let index = at + 1; index <= at + 6; index++) {
    const token = tokens[index];
    if (token !== undefined && (joints.includes(token.word) || joints.includes(token.text))) return index;
  }
  return undefined;
}

/** "14:00 and 15:30 yesterday": the second clock time took the day with it. */
function isClockOfDay({ kind }: Span): boolean {
  return kind === "moment";
}

function clockPair(
  first: Span,
  last: Span,
  tokens: readonly Token[],
  at: number,
  { said, length, reader }: { said: Span | undefined; length: number; reader: Reader },
): Phrase | undefined {
  // The second point again without its day, to learn its time of day.
  const clock = last.kind === "clock" ? last : clockAt(tokens, at, reader);
  if (clock?.minutes === undefined || first.minutes === undefined) {
    return { window: { from: first.from, to: last.from }, length };
  }
  const after = last.kind === "clock" ? undefined : dayAfterClock(tokens, at + clock.length, reader);
  const start = said?.from ?? after?.from ?? "now/d";
  const [from, to] = [clockOn(start, first.minutes), clockOn(start, clock.minutes)];
  return { window: { from, to: clock.minutes <= first.minutes ? moved(to, "+1d") : to }, length };
}

function dayAfterClock(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const lead = wordOf(tokens, at) === "on" ? 1 : 0;
  const day = pointAt(tokens, at + lead, reader);
  return day?.kind === "day" ? day : undefined;
}

/** In "from 2 to 2:30 pm" and "between 4 and 5pm" the first hour takes the second's half of the day. */
function bareHour(
  tokens: readonly Token[],
  at: number,
  second: Span | undefined,
  secondToken: Token | undefined,
): Span | undefined {
  const word = wordOf(tokens, at);
  const halved = /[ap]m$/.test(secondToken?.word ?? "") || second?.length === 2;
  if (!/^\d{1,2}(:\d{2})?$/.test(word) || second?.minutes === undefined || !halved) return undefined;
  const half = second.minutes >= 720 ? "pm" : "am";
  const clock = clockAt([madeToken(`${word}${half}`)], 0, anyReader);
  // "11 to 1pm" begins before noon.
  return clock?.minutes !== undefined && clock.minutes < second.minutes ? clock : undefined;
}

/** Times of day are read alike for everybody. */
const anyReader: Reader = { now: new Date(0), timezone: "UTC", weekStart: "monday", locale: "en-GB" };

/** "april 9th through 17th". */
function dayOfSameMonth(tokens: readonly Token[], at: number, first: Span, reader: Reader): Span | undefined {
  const date = dayAlone(wordOf(tokens, at), first);
  return date && dateSpan(date, 1, reader);
}

/** A year that only one of two dates has counts for both; "from december to may" never runs backwards. */
function sharedYears(first: Span, last: Span, reader: Reader): [Span, Span] {
  const [a, b] = [first.date, last.date];
  if (a === undefined || b === undefined) return [first, last];
  const later = (x: typeof a, y: typeof b): boolean =>
    x.month * 32 + (x.day ?? 1) > y.month * 32 + (y.day ?? 31);
  if (a.year === undefined && b.year !== undefined) {
    return [dateSpan({ ...a, year: b.year - (later(a, b) ? 1 : 0) }, first.length, reader) ?? first, last];
  }
  if (a.year !== undefined && b.year === undefined) {
    return [first, dateSpan({ ...b, year: a.year + (later(a, b) ? 1 : 0) }, last.length, reader) ?? last];
  }
  if (a.year === undefined && b.year === undefined && last.to <= first.from) {
    return [first, dateSpan({ ...b, year: Number(first.from.slice(0, 4)) }, last.length, reader) ?? last];
  }
  return [first, last];
}

/** "14:00-15:30", "9am-5pm" and "18-dec" come as one word: here as three. ISO dates and days such as 22-jan-2019 stay. */
function withoutDashes(tokens: readonly Token[], at: number): { tokens: readonly Token[]; added: number } {
  for (let index = at; index < Math.min(at + 3, tokens.length); index++) {
    const token = tokens[index];
    const parts = /^([\da-z:.]{1,12})[-–]([\da-z:.]{1,12})$/i.exec(token?.text ?? "");
    if (token === undefined || token.quoted || parts === null || !/\d/.test(token.text)) continue;
    const [, left = "", right = ""] = parts;
    // "22-jan" is one day where nothing before it makes it the end of another.
    if (index === at && /^\d{1,2}$/.test(left) && /^[a-z]+$/i.test(right)) continue;
    return {
      tokens: [
        ...tokens.slice(0, index),
        madeToken(left),
        madeToken("-"),
        madeToken(right),
        ...tokens.slice(index + 1),
      ],
      added: 2,
    };
  }
  return { tokens, added: 0 };
}
