import type { Token } from "../lex.ts";
import { clockAt, dayPartAt, partAt, partOf } from "./clocks.ts";
import { dayMonthAt, isoAt, monthAt, numericDateAt, ordinalAt, yearAt, yearFirstAt } from "./dates.ts";
import { agoAt, amountBeforeAt, beforeLastAt } from "./counted.ts";
import { agoCallAt } from "./datemath.ts";
import { holidayAt, namedDayAt, nowAt, sameAt, unitAt, weekdayAt, weekendAt } from "./days.ts";
import { firstOfAt, halfOfAt, quarterOfAt, thirdAt, weekdayOfAt } from "./parts.ts";
import { quarterAt } from "./quarters.ts";
import { clockOn, wordOf, type PointRule, type Reader, type Span } from "./span.ts";
import { weekEndingAt, weekNumberAt, weekOfAt } from "./weeks.ts";
import { roughly } from "./words.ts";

const rules: readonly PointRule[] = [
  isoAt,
  yearFirstAt,
  numericDateAt,
  dayMonthAt,
  thirdAt,
  halfOfAt,
  firstOfAt,
  weekdayOfAt,
  quarterAt,
  quarterOfAt,
  weekNumberAt,
  weekOfAt,
  weekEndingAt,
  holidayAt,
  sameAt,
  ordinalAt,
  monthAt,
  yearAt,
  namedDayAt,
  weekdayAt,
  weekendAt,
  unitAt,
  dayPartAt,
  agoAt,
  agoCallAt,
  beforeLastAt,
  amountBeforeAt,
  clockAt,
  nowAt,
];

/** What was found in a text, by the token at which it starts: many rules ask for the same. */
interface Known {
  readonly reader: Reader;
  readonly plain: (Span | null)[];
  readonly points: (Span | null)[];
}

const known = new WeakMap<readonly Token[], Known>();

function knownOf(tokens: readonly Token[], reader: Reader): Known {
  const found = known.get(tokens);
  if (found?.reader === reader) return found;
  const fresh: Known = { reader, plain: [], points: [] };
  known.set(tokens, fresh);
  return fresh;
}

/** The longest thing of time that starts at this token: a day, month, year, quarter, clock time or "3 days ago". */
export function pointAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const { points } = knownOf(tokens, reader);
  points[at] ??= findPoint(tokens, at, reader) ?? null;
  return points[at] ?? undefined;
}

/** As `pointAt`, in the text as if it ended there. */
export function pointBefore(
  tokens: readonly Token[],
  at: number,
  end: number,
  reader: Reader,
): Span | undefined {
  // No rule looks further back than two words.
  const start = Math.max(0, at - 2);
  return pointAt(tokens.slice(start, end), at - start, reader);
}

/** What one rule alone reads. */
function plainAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const { plain } = knownOf(tokens, reader);
  plain[at] ??= longest(rules.map((rule) => rule(tokens, at, reader))) ?? null;
  return plain[at] ?? undefined;
}

function findPoint(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const first = tokens[at];
  if (first === undefined || first.quoted || first.filter !== undefined) return undefined;
  const plain = plainAt(tokens, at, reader);
  return longest([
    earlyOrLate(tokens, at, reader),
    partFirst(tokens, at, reader),
    plain && dayWithClock(plain, tokens, at, reader),
    plain && clockWithDay(plain, tokens, at, reader),
    plain,
  ]);
}

/** The one that most tokens say; of equals the first. */
export function longest<T extends { readonly length: number }>(
  spans: readonly (T | undefined)[],
): T | undefined {
  return spans.reduce(
    (best, span) => (span !== undefined && span.length > (best?.length ?? 0) ? span : best),
    undefined,
  );
}

/** A day with a part of it or a clock time after it: "yesterday afternoon", "monday at 9:30". */
function dayWithClock(day: Span, tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  if (day.kind !== "day") return undefined;
  const whole = dayWithPart(day, tokens, at);
  if (whole !== undefined) return whole;
  const next = at + day.length;
  const lead = wordOf(tokens, next) === "at" || roughly.has(wordOf(tokens, next)) ? 1 : 0;
  const clock = clockAt(tokens, next + lead, reader);
  if (clock?.minutes === undefined) return undefined;
  const moment = clockOn(day.from, clock.minutes, clock.utc);
  return {
    from: moment,
    to: moment,
    kind: "moment",
    dayStart: day.from,
    minutes: clock.minutes,
    length: day.length + lead + clock.length,
  };
}

/** A clock time with its day after it: "14:05 yesterday", "4pm on Jan 1". */
function clockWithDay(clock: Span, tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  if (clock.kind !== "clock" || clock.minutes === undefined) return undefined;
  const lead = wordOf(tokens, at + clock.length) === "on" ? 1 : 0;
  const next = at + clock.length + lead;
  const plain = plainAt(tokens, next, reader);
  const day = (plain && dayWithPart(plain, tokens, next)) ?? plain;
  if (day?.part !== undefined && clock.utc === undefined)
    return clockInPart(clock.minutes, day.part, clock.length + lead + day.length);
  if (day?.kind !== "day") return undefined;
  const moment = clockOn(day.from, clock.minutes, clock.utc);
  return {
    from: moment,
    to: moment,
    kind: "moment",
    dayStart: day.from,
    minutes: clock.minutes,
    length: clock.length + lead + day.length,
  };
}

/** "9:30 this morning", "11 last night": the time of day that lies in the part. */
function clockInPart(minutes: number, part: NonNullable<Span["part"]>, length: number): Span | undefined {
  const inside = [0, 720, 1440]
    .map((later) => minutes + later)
    .find((one) => one >= part.from && one < part.to && (one - minutes !== 720 || minutes <= 720));
  if (inside === undefined) return undefined;
  const moment = clockOn(part.day, inside);
  return { from: moment, to: moment, kind: "moment", dayStart: part.day, minutes: inside, part, length };
}

/** "yesterday afternoon", "monday in the morning". */
function dayWithPart(day: Span, tokens: readonly Token[], at: number): Span | undefined {
  const part = day.kind === "day" ? partAt(tokens, at + day.length) : undefined;
  if (part === undefined) return undefined;
  const length = day.length + part.length;
  // "Monday morning last week".
  const weekday = /^now\/d-1d\/([a-z]{3})$/.exec(day.from)?.[1];
  if (
    weekday !== undefined &&
    wordOf(tokens, at + length) === "last" &&
    wordOf(tokens, at + length + 1) === "week"
  )
    return partOf(`now/w-1w+6d/${weekday}`, { ...part, length: length + 2 });
  return partOf(day.from, { ...part, length });
}

/** "late yesterday", "early monday morning", "earlier today": half of the day, or the whole part of it. */
function earlyOrLate(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const word = wordOf(tokens, at);
  if (!["early", "late", "earlier", "later"].includes(word)) return undefined;
  const on = wordOf(tokens, at + 1) === "on" ? 1 : 0;
  const plain = plainAt(tokens, at + 1 + on, reader);
  const day = (plain && dayWithPart(plain, tokens, at + 1 + on)) ?? plain;
  if (day === undefined || (day.kind !== "day" && day.part === undefined)) return undefined;
  const length = 1 + on + day.length;
  if (day.part !== undefined || word.endsWith("er")) return { ...day, length };
  return partOf(day.from, word === "early" ? { from: 0, to: 720, length } : { from: 720, to: 1440, length });
}

/** "in the afternoon, last Friday"; "morning of 3 nov". */
function partFirst(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const part = partAt(tokens, at);
  if (part === undefined) return undefined;
  const lead = ["of", "on"].includes(wordOf(tokens, at + part.length)) ? 1 : 0;
  const day = plainAt(tokens, at + part.length + lead, reader);
  if (day?.kind !== "day") return undefined;
  return partOf(day.from, { ...part, length: part.length + lead + day.length });
}
