import type { Token } from "../lex.ts";
import { clockAt } from "./clocks.ts";
import { dayAlone, yearNumber } from "./dates.ts";
import { pointAt } from "./points.ts";
import type { Window } from "../question.ts";
import {
  clockOn,
  dateSpan,
  madeToken,
  moved,
  today,
  wordOf,
  type Phrase,
  type Reader,
  type Span,
} from "./span.ts";
import { dayNames, months, numberWords } from "./words.ts";

const joints = ["to", "until", "till", "through", "thru", "and", "-", "–"];

/** between A and B; from A to B; "between 14:00 and 15:30 yesterday"; "monday from 1pm to 4pm". */
export function betweenAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const hours = hoursAt(tokens, at, reader);
  if (hours !== undefined) return hours;
  const day = pointAt(tokens, at, reader);
  const lead = day?.kind === "day" ? day.length : 0;
  if (!["between", "from"].includes(wordOf(tokens, at + lead))) return undefined;
  return pairAt(tokens, at + lead + 1, reader, joints, lead > 0 ? day : undefined, lead + 1);
}

/** "between 3 and 8 yesterday", "from 9 to 5 on monday", "tuesday between 2 and 4": bare hours, of a day that is said. */
function hoursAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const before = pointAt(tokens, at, reader);
  const lead = before?.kind === "day" ? before.length : 0;
  const start = at + lead;
  if (!["between", "from"].includes(wordOf(tokens, start))) return undefined;
  const [first, last] = [hourOf(wordOf(tokens, start + 1)), hourOf(wordOf(tokens, start + 3))];
  if (
    first === undefined ||
    last === undefined ||
    !["and", "to", "-", "until", "till"].includes(
      wordOf(tokens, start + 2) || (tokens[start + 2]?.text ?? ""),
    )
  )
    return undefined;
  const after = lead > 0 ? undefined : dayAfterClock(tokens, start + 4, reader);
  const day = lead > 0 ? before : after;
  if (day === undefined) return undefined;
  // "From 9 to 5" ends in the afternoon.
  const end = last <= first && last <= 12 ? last + 12 : last;
  if (end <= first) return undefined;
  const on = after !== undefined && wordOf(tokens, start + 4) === "on" ? 1 : 0;
  return {
    window: { from: clockOn(day.from, first * 60), to: clockOn(day.from, end * 60) },
    length: lead + 4 + (after === undefined ? 0 : on + after.length),
  };
}

function hourOf(word: string): number | undefined {
  const hour = /^\d{1,2}$/.test(word) ? Number(word) : word.length > 2 ? numberWords.get(word) : undefined;
  return hour === undefined || hour > 24 ? undefined : hour;
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
  const first =
    bareHour(before, at, second, tokens, end + 1) ?? dayBefore(before, at, end, second, reader) ?? read;
  if (first === undefined || first.length !== end - at) return undefined;
  if (said !== undefined && first.kind !== "clock") return undefined;
  const last = second ?? dayOfSameMonth(tokens, end + 1, first, reader);
  if (last === undefined) return undefined;
  // "May eighth to tenth, 2010": the year stands after both.
  const year = second === undefined ? yearNumber(wordOf(tokens, end + 1 + last.length)) : undefined;
  const dated =
    year === undefined
      ? undefined
      : [first, last].map(({ date, length }) => date && dateSpan({ ...date, year }, length, reader));
  if (dated?.[0] !== undefined && dated[1] !== undefined)
    return {
      window: { from: dated[0].from, to: dated[1].to },
      length: lead + first.length + 2 + last.length - added,
    };
  const length = lead + first.length + 1 + last.length - added;
  if (first.kind === "clock" && (last.kind === "clock" || isClockOfDay(last))) {
    return clockPair(first, last, tokens, end + 1, { said, length, reader });
  }
  if (said !== undefined) return undefined;
  if (first.dayStart !== undefined && last.minutes !== undefined) {
    return { window: { from: first.from, to: clockOn(first.dayStart, last.minutes) }, length };
  }
  const days = weekdays(first, last, tokens, at, end + 1);
  if (days !== undefined) return { window: days, length };
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
  // A stretch of today that is still to come was yesterday's.
  const start = said?.from ?? after?.from ?? (first.minutes > today(reader).minutes ? "now/d-1d" : "now/d");
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
  all: readonly Token[],
  secondAt: number,
): Span | undefined {
  const word = wordOf(tokens, at);
  const end = second === undefined ? undefined : clockAt(all, secondAt, anyReader);
  const halved = /[ap]m$/.test(wordOf(all, secondAt)) || ["am", "pm"].includes(wordOf(all, secondAt + 1));
  if (!/^\d{1,2}(:\d{2})?$/.test(word) || end?.minutes === undefined || !halved) return undefined;
  // "11 to 1pm" begins before noon.
  const halves = end.minutes >= 720 ? ["pm", "am"] : ["am"];
  return halves
    .map((half) => clockAt([madeToken(`${word}${half}`)], 0, anyReader))
    .find((clock) => clock?.minutes !== undefined && clock.minutes < (end.minutes ?? 0));
}

/** "1 to 5 march", "3-5 nov": the first day takes the second's month. */
function dayBefore(
  tokens: readonly Token[],
  at: number,
  end: number,
  second: Span | undefined,
  reader: Reader,
): Span | undefined {
  const word = wordOf(tokens, at);
  if (end !== at + 1 || second?.kind !== "day" || second.date?.day === undefined) return undefined;
  const day = Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? Number.NaN);
  if (!(day >= 1 && day < second.date.day)) return undefined;
  return dateSpan(
    { ...second.date, year: second.date.year ?? Number(second.from.slice(0, 4)), day },
    1,
    reader,
  );
}

/** "monday to wednesday", "mon-fri": the last day is the first one of its name after the first day. */
function weekdays(
  first: Span,
  last: Span,
  tokens: readonly Token[],
  at: number,
  lastAt: number,
): Window | undefined {
  const name = dayNames.get(wordOf(tokens, lastAt));
  if (first.kind !== "day" || last.kind !== "day" || last.length !== 1 || name === undefined)
    return undefined;
  if (first.length === 1 && !dayNames.has(wordOf(tokens, at))) return undefined;
  return { from: first.from, to: moved(moved(first.from, `+6d/${name}`), "+1d") };
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
    if (token === undefined || token.quoted || parts === null) continue;
    const [, left = "", right = ""] = parts;
    const isCalendar = [left, right].every(
      (half) => dayNames.has(half.toLowerCase()) || months.has(half.toLowerCase()),
    );
    if (!/\d/.test(token.text) && !isCalendar) continue;
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
