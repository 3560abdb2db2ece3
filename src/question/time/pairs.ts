import type { Token } from "../lex.ts";
import { clockAt } from "./clocks.ts";
import { dayAlone, yearNumber } from "./dates.ts";
import { bareHour, hoursAt } from "./hours.ts";
import { jointAfter, joints, plainJoints, withoutDashes } from "./joints.ts";
import { pointAt, pointBefore } from "./points.ts";
import type { Window } from "../question.ts";
import { clockOn, dateSpan, latestDay, moved, wordOf, type Phrase, type Reader, type Span } from "./span.ts";
import { dayNames } from "./words.ts";

/** between A and B; from A to B; "between 14:00 and 15:30 yesterday"; "monday from 1pm to 4pm". */
export function betweenAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const day = pointAt(tokens, at, reader);
  const lead = day?.kind === "day" ? day.length : 0;
  if (!["between", "from"].includes(wordOf(tokens, at + lead))) return undefined;
  return pairAt(tokens, at + lead + 1, reader, joints, lead > 0 ? day : undefined, lead + 1);
}

/** A to B, A - B, "3 nov to 5 nov", "14:00-15:30 yesterday", "thursday 19:00 - 21:00". */
export function rangeAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const hours = hoursAt(tokens, at, reader);
  if (hours !== undefined) return hours;
  const whole = pairAt(tokens, at, reader, plainJoints, undefined, 0);
  if (whole !== undefined) return whole;
  // A shorter day than the longest point: "3 nov 10:00 to 12:00".
  const longest = pointAt(tokens, at, reader)?.length ?? 0;
  for (let length = 1; length <= Math.min(5, longest); length++) {
    const day = pointBefore(tokens, at, at + length, reader);
    if (day?.kind !== "day" || day.length !== length) continue;
    const clocks = pairAt(tokens, at + length, reader, plainJoints, day, length);
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
  const read = pointBefore(tokens, at, end, reader);
  const first = bareHour(tokens, at, end + 1) ?? dayBefore(tokens, at, end, second, reader) ?? read;
  if (first === undefined || first.length !== end - at) return undefined;
  if (said !== undefined && first.kind !== "clock") return undefined;
  const sameMonth = dayOfSameMonth(tokens, end + 1, first, reader);
  const last = second === undefined || second.length <= (sameMonth?.length ?? 0) ? sameMonth : second;
  if (last === undefined) {
    const hour = laterHour(tokens, end + 1, first);
    const day = hour && dayAfterClock(tokens, end + 2, reader);
    if (hour === undefined || (day === undefined && tokens[end + 2] !== undefined)) return undefined;
    const on = day !== undefined && wordOf(tokens, end + 2) === "on" ? 1 : 0;
    const length = lead + first.length + 2 + on + (day?.length ?? 0) - added;
    return clockPair(first, hour, tokens, end + 1, { said: said ?? day, length, reader });
  }
  // "May eighth to tenth, 2010": the year stands after both.
  const year = last === sameMonth ? yearNumber(wordOf(tokens, end + 1 + last.length)) : undefined;
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
  if (first.dayStart !== undefined && last.kind === "clock" && last.minutes !== undefined) {
    // "10pm yesterday to 2am" ends the day after.
    const later = last.minutes <= (first.minutes ?? 0) ? 1440 : 0;
    return {
      window: { from: first.from, to: clockOn(first.dayStart, last.minutes + later, last.utc) },
      length,
    };
  }
  const days = weekdays(first, last, tokens, at, end + 1);
  if (days !== undefined) return { window: days, length };
  const [from, to] = sharedYears(first, last, reader);
  return {
    window: { from: from.from, to: to.kind === "moment" || to.kind === "clock" ? to.from : to.to },
    length,
  };
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
  if (last.part !== undefined && last.minutes !== undefined && first.minutes !== undefined) {
    // "2am to 4am last night" is after midnight, "10pm to 2am last night" began before it.
    const from = first.minutes + (last.minutes - 1440 > first.minutes ? 1440 : 0);
    return { window: { from: clockOn(last.part.day, from), to: last.from }, length };
  }
  // The second point again without its day, to learn its time of day.
  const clock = last.kind === "clock" ? last : clockAt(tokens, at, reader);
  if (clock?.minutes === undefined || first.minutes === undefined) {
    return { window: { from: first.from, to: last.from }, length };
  }
  const after = last.kind === "clock" ? undefined : dayAfterClock(tokens, at + clock.length, reader);
  // A stretch of today that is still to come was yesterday's.
  const start = said?.from ?? after?.from ?? latestDay(first.minutes, reader, clock.utc);
  // "11:30-1:30" ends after noon, "22:00 to 02:00" after midnight.
  const noon = first.minutes < 720 && clock.minutes <= first.minutes && /^[1-9]:/.test(wordOf(tokens, at));
  const end = clock.minutes + (noon ? 720 : 0);
  const [from, to] = [clockOn(start, first.minutes, clock.utc), clockOn(start, end, clock.utc)];
  // "14:05:10 to 14:05:50" lies within one minute.
  if (end === first.minutes && end % 60 !== 0) return { window: { from, to: moved(to, "+1m") }, length };
  return { window: { from, to: end <= first.minutes ? moved(to, "+1d") : to }, length };
}

function dayAfterClock(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const lead = wordOf(tokens, at) === "on" ? 1 : 0;
  const day = pointAt(tokens, at + lead, reader);
  return day?.kind === "day" ? day : undefined;
}

/** "9am to 5", "noon to 2": a bare hour, the first one after the time before. */
function laterHour(tokens: readonly Token[], at: number, first: Span): Span | undefined {
  const hour = Number(/^\d{1,2}$/.exec(wordOf(tokens, at))?.[0] ?? Number.NaN);
  if (first.kind !== "clock" || first.minutes === undefined || !(hour <= 24)) return undefined;
  const minutes = 60 * hour + (hour < 12 && 60 * hour <= first.minutes && first.minutes < 1080 ? 720 : 0);
  return { ...first, minutes, length: 1 };
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

/**
 * "monday to wednesday", "mon-fri": the last day is the first one of its name after the first day. Where the last is
 * more closely said, "monday to friday last week", the first is the latest of its name before it.
 */
function weekdays(
  first: Span,
  last: Span,
  tokens: readonly Token[],
  at: number,
  lastAt: number,
): Window | undefined {
  const start = dayNames.get(wordOf(tokens, at + first.length - 1));
  const name = dayNames.get(wordOf(tokens, lastAt));
  if (first.kind !== "day" || last.kind !== "day") return undefined;
  if (last.length === 1 && name !== undefined && (first.length > 1 || start !== undefined))
    return { from: first.from, to: moved(moved(first.from, `+6d/${name}`), "+1d") };
  const isWeekday = name !== undefined || dayNames.has(wordOf(tokens, lastAt + last.length - 1));
  if (start === undefined || first.length > 2 || !isWeekday || last.date !== undefined) return undefined;
  return { from: moved(last.from, `/${start}`), to: last.to };
}

/** "april 9th through 17th", "5th of october to the 8th". */
function dayOfSameMonth(tokens: readonly Token[], at: number, first: Span, reader: Reader): Span | undefined {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const date = dayAlone(wordOf(tokens, at + article), first);
  // Where no month was said, the second day is found as the first was.
  if (date === undefined || (article === 1 && first.length < 3)) return undefined;
  return dateSpan(date, article + 1, reader);
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
    // "November to january", said in November, began a year ago.
    if (later(a, b))
      return [
        dateSpan({ ...a, year: Number(first.from.slice(0, 4)) - 1 }, first.length, reader) ?? first,
        last,
      ];
    return [first, dateSpan({ ...b, year: Number(first.from.slice(0, 4)) }, last.length, reader) ?? last];
  }
  return [first, last];
}
