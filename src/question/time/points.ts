import { TZDate } from "@date-fns/tz";
import type { Token } from "../lex.ts";
import type { Clock } from "./edge.ts";
import { clockOn, dayOf, monthOf, type Span } from "./span.ts";
import { dayNames, dayParts, months, numberWords, units, type Unit } from "./words.ts";

/** Whose language decides how "11/3" is read, and whose clock which year a month belongs to. */
export interface Reader extends Clock {
  /** BCP 47; only en-US puts the month first. */
  readonly locale: string;
}

type Rule = (tokens: readonly Token[], at: number, reader: Reader) => Span | undefined;

/** The longest thing of time that starts at this token: a day, month, year, quarter, clock time or "3 days ago". */
export function pointAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const first = tokens[at];
  if (first === undefined || first.quoted || first.filter !== undefined) return undefined;
  const found = rules.map((rule) => rule(tokens, at, reader)).filter((span) => span !== undefined);
  const longest = found.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : withClock(longest, tokens, at, reader);
}

const rules: readonly Rule[] = [
  isoAt,
  numericDateAt,
  dayMonthAt,
  monthAt,
  quarterAt,
  yearAt,
  namedDayAt,
  weekdayAt,
  weekendAt,
  unitAt,
  agoAt,
  clockAt,
  ordinalAt,
  nowAt,
];

const wordAt = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  return token === undefined || token.quoted || token.filter !== undefined ? "" : token.word;
};

/** Joins a day with a part of it or a clock time that follows: "yesterday afternoon", "monday at 9:30". */
function withClock(day: Span, tokens: readonly Token[], at: number, reader: Reader): Span {
  if (day.day !== true) return day;
  let next = at + day.length;
  while (["in", "the", "at", "around", "about"].includes(wordAt(tokens, next))) next++;
  const part = dayParts.get(wordAt(tokens, next));
  if (part !== undefined) {
    return {
      from: clockOn(day.from, part[0] * 60),
      to: clockOn(day.from, part[1] * 60),
      length: next + 1 - at,
    };
  }
  const clock = clockAt(tokens, next, reader);
  if (clock?.minutes === undefined) return day;
  const moment = clockOn(day.from, clock.minutes);
  return { from: moment, to: moment, minutes: -1, length: next + clock.length - at };
}

/** 2026-11-03, 2026-11-03T14:05, 2026-11-03T14:05:00Z, 2026-11. */
function isoAt(tokens: readonly Token[], at: number): Span | undefined {
  const text = tokens[at]?.text ?? "";
  const match =
    /^(\d{4})-(\d{2})(?:-(\d{2})(?:[Tt](\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?(Z|z|[+-]\d{2}:?\d{2})?)?)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, zone] = match;
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  if (day === undefined) return monthOf(Number(year), Number(month), 1);
  const whole = dayOf(Number(year), Number(month), Number(day), 1);
  if (whole === undefined || hour === undefined) return whole;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  const offset = zone === undefined ? "" : zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const moment = `${whole.from}T${hour}:${minute}${second === undefined ? "" : `:${second}`}${offset}`;
  return { from: moment, to: moment, minutes: -1, length: 1 };
}

/** 3/11/2026, 03.11.2026, 11/3: day first unless the reader's locale is en-US or the order is plain. */
function numericDateAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const text = tokens[at]?.text ?? "";
  const monthYear = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (monthYear !== null && between(monthYear[1], 1, 12))
    return monthOf(Number(monthYear[2]), Number(monthYear[1]), 1);
  const match = /^(\d{1,2})([/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/.exec(text);
  if (match === null || (match[2] === "." && match[4] === undefined && !text.endsWith("."))) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const monthFirst = second > 12 || (first <= 12 && reader.locale === "en-US" && match[2] === "/");
  const [day, month] = monthFirst ? [second, first] : [first, second];
  const year =
    match[4] === undefined ? undefined : Number(match[4].length === 2 ? `20${match[4]}` : match[4]);
  return year === undefined ? latestDay(month, day, 1, reader) : dayOf(year, month, day, 1);
}

/** 3 nov, 3rd of november 2026, nov 3, november 3rd, 2026, 22/jan/2019. */
function dayMonthAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const joined = /^(\d{1,2})[/.-]?([A-Za-z]{3,9})[/.-]?(\d{4})?$/.exec(tokens[at]?.text ?? "");
  const joinedMonth = months.get((joined?.[2] ?? "").toLowerCase());
  if (joined !== null && joinedMonth !== undefined) {
    const year = joined[3] === undefined ? undefined : Number(joined[3]);
    return year === undefined
      ? latestDay(joinedMonth, Number(joined[1]), 1, reader)
      : dayOf(year, joinedMonth, Number(joined[1]), 1);
  }
  const start = at + (dayNames.has(wordAt(tokens, at)) ? 1 : 0);
  let next = start;
  let day = dayNumber(wordAt(tokens, next));
  let month = months.get(wordAt(tokens, next));
  next++;
  if (day !== undefined && wordAt(tokens, next) === "of") next++;
  if (day !== undefined) month = months.get(wordAt(tokens, next));
  else day = dayNumber(wordAt(tokens, next));
  if (day === undefined || month === undefined) return undefined;
  next++;
  const year = yearNumber(wordAt(tokens, next));
  return year === undefined
    ? latestDay(month, day, next - at, reader)
    : dayOf(year, month, day, next + 1 - at);
}

/** november, november 2026, last november. */
function monthAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const lead = ["last", "this", "past", "previous"].includes(wordAt(tokens, at)) ? 1 : 0;
  const month = months.get(wordAt(tokens, at + lead));
  if (month === undefined) return undefined;
  const year = yearNumber(wordAt(tokens, at + lead + 1));
  if (year !== undefined) return monthOf(year, month, lead + 2);
  const today = local(reader);
  const current = month <= today.getMonth() + 1 ? today.getFullYear() : today.getFullYear() - 1;
  return monthOf(current, month, lead + 1);
}

/** q3, q3 2026, Q3 this year. */
function quarterAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const quarter = Number(/^q([1-4])$/.exec(wordAt(tokens, at))?.[1]);
  if (!(quarter >= 1)) return undefined;
  const today = local(reader);
  const month = 3 * quarter - 2;
  const year = yearNumber(wordAt(tokens, at + 1));
  if (year !== undefined) return monthOf(year, month, 2, 3);
  const relative = { this: 0, last: -1 }[wordAt(tokens, at + 1)];
  if (relative !== undefined && wordAt(tokens, at + 2) === "year")
    return monthOf(today.getFullYear() + relative, month, 3, 3);
  return monthOf(month <= today.getMonth() + 1 ? today.getFullYear() : today.getFullYear() - 1, month, 1, 3);
}

/** A bare year after "in" or "of"; elsewhere four digits are too likely something else. */
function yearAt(tokens: readonly Token[], at: number): Span | undefined {
  const year = yearNumber(wordAt(tokens, at));
  if (year === undefined || !["in", "since", "of", "year"].includes(wordAt(tokens, at - 1))) return undefined;
  return monthOf(year, 1, 1, 12);
}

function namedDayAt(tokens: readonly Token[], at: number): Span | undefined {
  const day = (offset: number, length: number): Span => {
    const from = offset === 0 ? "now/d" : `now/d-${offset}d`;
    return { from, to: offset === 0 ? "now/d+1d" : `${from}+1d`, day: true, length };
  };
  const words = [0, 1, 2, 3].map((ahead) => wordAt(tokens, at + ahead));
  if (words.slice(0, 3).join(" ") === "day before yesterday") return day(2, 3);
  if (words.join(" ") === "the day before yesterday") return day(2, 4);
  const two = words.slice(0, 2).join(" ");
  if (two === "last night") return { from: "now/d-6h", to: "now/d+6h", length: 2 };
  const part = dayParts.get(words[1] ?? "");
  if (words[0] === "this" && part !== undefined) {
    return { from: clockOn("now/d", part[0] * 60), to: clockOn("now/d", part[1] * 60), length: 2 };
  }
  switch (words[0]) {
    case "today":
      return day(0, 1);
    case "tonight":
      return { from: "now/d+18h", to: "now/d+1d", length: 1 };
    case "yesterday":
    case "yday":
      return day(1, 1);
    default:
      return undefined;
  }
}

/** friday, last friday, this past wednesday, monday of this week, tuesday of last week. */
function weekdayAt(tokens: readonly Token[], at: number): Span | undefined {
  let next = at;
  while (["this", "last", "past", "previous", "on"].includes(wordAt(tokens, next)) && next - at < 2) next++;
  const lead = Array.from({ length: next - at }, (_, index) => wordAt(tokens, at + index)).join(" ");
  let name = dayNames.get(wordAt(tokens, next));
  const weekFirst = (lead === "last" || lead === "this") && units.get(wordAt(tokens, next)) === "w";
  if (weekFirst) name = dayNames.get(wordAt(tokens, next + 1));
  if (name === undefined) return undefined;
  const tail = [1, 2, 3].map((ahead) => wordAt(tokens, next + ahead)).join(" ");
  const ofWeek = /^(?:of|from|in) (this|last|previous) week$/.exec(tail);
  const week = weekFirst ? lead : ofWeek?.[1];
  if (week !== undefined) {
    const from = `now/w${week === "this" ? "" : "-1w"}+6d/${name}`;
    return { from, to: `${from}+1d`, day: true, length: next + (weekFirst ? 2 : 4) - at };
  }
  // "friday" on a Friday is last week's: today is included only where "this friday" says so.
  const from = lead === "this" ? `now/d/${name}` : `now/d-1d/${name}`;
  return { from, to: `${from}+1d`, day: true, length: next + 1 - at };
}

function weekendAt(tokens: readonly Token[], at: number): Span | undefined {
  const lead = ["last", "this", "past", "previous", "the"].includes(wordAt(tokens, at)) ? 1 : 0;
  if (wordAt(tokens, at + lead) !== "weekend") return undefined;
  const from = wordAt(tokens, at) === "this" ? "now/d/sat" : "now/d-2d/sat";
  return { from, to: `${from}+2d`, length: lead + 1 };
}

/** this week, last month, current quarter, week to date. */
function unitAt(tokens: readonly Token[], at: number): Span | undefined {
  const toDate = { wtd: "w", mtd: "M", qtd: "Q", ytd: "y" }[wordAt(tokens, at)];
  if (toDate !== undefined) return { from: `now/${toDate}`, to: "now", length: 1 };
  const bare = units.get(wordAt(tokens, at));
  if (bare !== undefined && wordAt(tokens, at + 1) === "to" && wordAt(tokens, at + 2) === "date") {
    return { from: `now/${bare}`, to: "now", length: 3 };
  }
  const unit = units.get(wordAt(tokens, at + 1));
  if (unit === undefined || "sm".includes(unit)) return undefined;
  switch (wordAt(tokens, at)) {
    case "this":
    case "current":
      return { from: `now/${unit}`, to: "now", length: 2 };
    case "last":
    case "previous":
    case "prior":
      return "hd".includes(unit)
        ? { from: `now-1${unit}`, to: "now", length: 2 }
        : { from: `now/${unit}-1${unit}`, to: `now/${unit}`, length: 2 };
    default:
      return undefined;
  }
}

/** 2 days ago, three months ago, an hour ago, 5m ago. */
function agoAt(tokens: readonly Token[], at: number): Span | undefined {
  const amount = amountAt(tokens, at);
  if (amount === undefined || wordAt(tokens, at + amount.length) !== "ago") return undefined;
  const length = amount.length + 1;
  const moment = `now-${amount.count}${amount.unit}`;
  if ("smh".includes(amount.unit)) return { from: moment, to: moment, minutes: -1, length };
  return { from: `${moment}/d`, to: `${moment}/d+1d`, day: true, length };
}

/** 14:05, 9am, 9:30 pm, noon, midnight; "at 9" only after "at" or "around". */
function clockAt(tokens: readonly Token[], at: number, _reader: Reader): Span | undefined {
  const word = wordAt(tokens, at);
  const named = { noon: 720, midday: 720, midnight: 0 }[word];
  if (named !== undefined) return moment(named, 1);
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2}))?(am|pm)?$/.exec(word);
  if (match === null) return undefined;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const separate =
    match[4] === undefined && ["am", "pm"].includes(wordAt(tokens, at + 1))
      ? wordAt(tokens, at + 1)
      : undefined;
  const half = match[4] ?? separate;
  const plain = match[2] === undefined && half === undefined;
  if (plain && !["at", "around", "@"].includes(wordAt(tokens, at - 1))) return undefined;
  if (match[2] !== undefined && /\d\.\d/.test(word) && half === undefined) return undefined;
  if (minute > 59 || hour > (half === undefined ? 23 : 12) || (half !== undefined && hour === 0))
    return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  return moment(hours * 60 + minute, separate === undefined ? 1 : 2);
}

function moment(minutes: number, length: number): Span {
  return { from: clockOn("now/d", minutes), to: clockOn("now/d", minutes), minutes, length };
}

/** the 21st; Friday the 15th. */
function ordinalAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const lead = dayNames.has(wordAt(tokens, at)) ? 1 : 0;
  if (wordAt(tokens, at + lead) !== "the") return undefined;
  const day = /^\d{1,2}(st|nd|rd|th)$/.test(wordAt(tokens, at + lead + 1))
    ? dayNumber(wordAt(tokens, at + lead + 1))
    : undefined;
  if (day === undefined) return undefined;
  const today = local(reader);
  for (let back = 0; back < 3; back++) {
    const month = new Date(today.getFullYear(), today.getMonth() - back, 1);
    const span = dayOf(month.getFullYear(), month.getMonth() + 1, day, lead + 2);
    if (span !== undefined && (back > 0 || day <= today.getDate())) return span;
  }
  return undefined;
}

function nowAt(tokens: readonly Token[], at: number): Span | undefined {
  return wordAt(tokens, at) === "now" ? { from: "now", to: "now", minutes: -1, length: 1 } : undefined;
}

/** "7 days", "7d", "90 min", "two weeks", "a couple of hours". */
export function amountAt(
  tokens: readonly Token[],
  at: number,
): { count: number; unit: Unit; length: number } | undefined {
  const glued = /^(\d{1,5})([a-z]+)$/.exec(wordAt(tokens, at));
  if (glued !== null) {
    // "30M" is a month to some and minutes to others: the log's people write 30m for minutes, so M is not accepted.
    const unit = units.get(glued[2] ?? "");
    return unit === undefined ? undefined : { count: Number(glued[1]), unit, length: 1 };
  }
  let next = at;
  if (["a", "the"].includes(wordAt(tokens, next)) && ["couple", "few"].includes(wordAt(tokens, next + 1)))
    next++;
  const word = wordAt(tokens, next);
  const count = /^\d{1,5}$/.test(word) ? Number(word) : numberWords.get(word);
  if (count === undefined) return undefined;
  next++;
  if (wordAt(tokens, next) === "of") next++;
  const unit = units.get(wordAt(tokens, next));
  return unit === undefined ? undefined : { count, unit, length: next + 1 - at };
}

function latestDay(month: number, day: number, length: number, reader: Reader): Span | undefined {
  const today = local(reader);
  const later = month > today.getMonth() + 1 || (month === today.getMonth() + 1 && day > today.getDate());
  const year = today.getFullYear() - (later ? 1 : 0);
  return month < 1 || month > 12 ? undefined : dayOf(year, month, day, length);
}

function local({ now, timezone }: Reader): TZDate {
  return new TZDate(now.getTime(), timezone);
}

function dayNumber(word: string): number | undefined {
  const match = /^(\d{1,2})(st|nd|rd|th)?$/.exec(word);
  return match !== null && between(match[1], 1, 31) ? Number(match[1]) : undefined;
}

function yearNumber(word: string): number | undefined {
  return /^(19|20)\d{2}$/.test(word) ? Number(word) : undefined;
}

function between(text: string | undefined, low: number, high: number): boolean {
  return Number(text) >= low && Number(text) <= high;
}
