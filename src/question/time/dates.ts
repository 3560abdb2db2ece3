import type { Token } from "../lex.ts";
import { dateSpan, monthsFrom, today, wordOf, type PointRule, type Reader, type Span } from "./span.ts";
import { dayNames, months, ordinalWords } from "./words.ts";

/** Dates of the calendar: days, months, quarters and years by number or name. */

/** 2026-11-03, 2026-11-03T14:05, 2026-11-03T14:05:00Z, 2026-11. */
export const isoAt: PointRule = (tokens, at, reader) => {
  const match =
    /^(\d{4})-(\d{2})(?:-(\d{2})(?:[Tt](\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?(Z|z|[+-]\d{2}:?\d{2})?)?)?$/.exec(
      tokens[at]?.text ?? "",
    );
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, zone] = match;
  const date = dateSpan(
    { year: Number(year), month: Number(month), ...(day !== undefined && { day: Number(day) }) },
    1,
    reader,
  );
  if (date === undefined || hour === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  const offset = zone === undefined ? "" : zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const moment = `${date.from}T${hour}:${minute}${second === undefined ? "" : `:${second}`}${offset}`;
  return { from: moment, to: moment, kind: "moment", length: 1 };
};

/** 2026/11/03, 20261103, 2026-3-5, 2026/3: the year first, as file names have it. */
export const yearFirstAt: PointRule = (tokens, at, reader) => {
  const text = tokens[at]?.text ?? "";
  const match =
    // With dots it is a version unless each part has its two digits.
    /^((?:19|20)\d{2})(\.?)(\d{2})\2(\d{2})$/.exec(text) ??
    /^((?:19|20)\d{2})([/-])(\d{1,2})(?:[/-](\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const [, year, , month, day] = match;
  return dateSpan(
    { year: Number(year), month: Number(month), ...(day !== undefined && { day: Number(day) }) },
    1,
    reader,
  );
};

/** 3/11/2026, 03.11.2026, 11/3, 3/2026, wed 11/3: day first unless the reader's locale is en-US or the order is plain. */
export const numericDateAt: PointRule = (tokens, at, reader) => {
  if (dayNames.has(wordOf(tokens, at)) && !dayNames.has(wordOf(tokens, at + 1))) {
    const date =
      numericDateAt(tokens, at + 1, reader) ??
      yearFirstAt(tokens, at + 1, reader) ??
      isoAt(tokens, at + 1, reader);
    return date && { ...date, length: date.length + 1 };
  }
  const text = tokens[at]?.text ?? "";
  const monthYear = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (monthYear !== null)
    return dateSpan({ year: Number(monthYear[2]), month: Number(monthYear[1]) }, 1, reader);
  const match = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/.exec(text);
  // "1.5" is a number and "1-5" a range; with dots and dashes a date has its year.
  if (match === null || (match[2] !== "/" && match[4] === undefined)) return undefined;
  // Round the clock, unless a word makes it the 24th of July.
  if (text === "24/7" && !["on", "since", "from", "until"].includes(wordOf(tokens, at - 1))) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const monthFirst = second > 12 || (first <= 12 && reader.locale === "en-US" && match[2] === "/");
  const [day, month] = monthFirst ? [second, first] : [first, second];
  const year =
    match[4] === undefined ? {} : { year: Number(match[4].length === 2 ? `20${match[4]}` : match[4]) };
  return dateSpan({ ...year, month, day }, 1, reader);
};

/** 3 nov, 3rd of november 2026, nov 3, november 3rd, 2026, 22/jan/2019, wed 22 of jan. */
export const dayMonthAt: PointRule = (tokens, at, reader) => {
  const joined = /^(\d{1,2})[/.-]?([A-Za-z]{3,9})[/.-]?(\d{4})?$/.exec(tokens[at]?.text ?? "");
  const joinedMonth = months.get((joined?.[2] ?? "").toLowerCase());
  if (joined !== null && joinedMonth !== undefined) {
    const year = joined[3] === undefined ? {} : { year: Number(joined[3]) };
    return dateSpan({ ...year, month: joinedMonth, day: Number(joined[1]) }, 1, reader);
  }
  let next = at + (dayNames.has(wordOf(tokens, at)) ? 1 : 0);
  if (wordOf(tokens, next) === "the") next++;
  let day = dayOfMonthAt(tokens, next);
  let month = months.get(wordOf(tokens, next));
  if (day !== undefined) {
    next += day.length;
    if (wordOf(tokens, next) === "of") next++;
    month = months.get(wordOf(tokens, next++));
  } else if (month !== undefined) {
    next++;
    if (wordOf(tokens, next) === "the") next++;
    day = dayOfMonthAt(tokens, next);
    next += day?.length ?? 0;
  }
  if (day === undefined || month === undefined) return undefined;
  const year = yearAfter(tokens, next, reader);
  return dateSpan({ ...year.said, month, day: day.day }, next + year.length - at, reader);
};

/** "3", "3rd", "third", "twenty fifth". */
function dayOfMonthAt(tokens: readonly Token[], at: number): { day: number; length: number } | undefined {
  const ten = { twenty: 20, thirty: 30 }[wordOf(tokens, at)];
  const one = ten === undefined ? undefined : ordinalWords.get(wordOf(tokens, at + 1));
  if (ten !== undefined && one !== undefined && one < 10) return { day: ten + one, length: 2 };
  const day = dayNumber(wordOf(tokens, at));
  return day === undefined ? undefined : { day, length: 1 };
}

/** november, november 2026, last november, month of september, november of last year. */
export const monthAt: PointRule = (tokens, at, reader) => {
  let next = at;
  const lead = wordOf(tokens, next);
  if (lead === "month" && wordOf(tokens, next + 1) === "of") next += 2;
  else if (["last", "this", "past", "previous"].includes(lead)) next++;
  const first = yearNumber(lead) === undefined ? 0 : 1;
  const month = months.get(wordOf(tokens, next + first));
  if (month === undefined) return undefined;
  if (first === 1) return dateSpan({ year: Number(lead), month }, 2, reader);
  const year = yearAfter(tokens, next + 1, reader);
  const here = today(reader);
  // "Last November" said in November is the one that is over.
  const said =
    year.said ?? (["last", "previous"].includes(lead) && month === here.month && { year: here.year - 1 });
  return dateSpan({ ...said, month }, next + 1 + year.length - at, reader);
};

/** A year after a day or month: "2026", "of 2026", "last year", "of this year". */
export function yearAfter(
  tokens: readonly Token[],
  at: number,
  reader: Reader,
): { said?: { year: number }; length: number } {
  const of = ["of", "in"].includes(wordOf(tokens, at)) ? 1 : 0;
  const year = yearNumber(wordOf(tokens, at + of));
  if (year !== undefined) return { said: { year }, length: of + 1 };
  const back =
    wordOf(tokens, at + of + 1) === "year"
      ? { this: 0, last: 1, previous: 1 }[wordOf(tokens, at + of)]
      : undefined;
  return back === undefined ? { length: 0 } : { said: { year: today(reader).year - back }, length: of + 2 };
}

/** A bare year only after "in", "of", "since", …: elsewhere four digits are too likely something else. */
export const yearAt: PointRule = (tokens, at) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const named =
    wordOf(tokens, at + article) === "year" ? yearNumber(wordOf(tokens, at + article + 1)) : undefined;
  if (named !== undefined) return { ...monthsFrom(named, 1, 12), kind: "stretch", length: article + 2 };
  const year = yearNumber(wordOf(tokens, at));
  if (
    year === undefined ||
    !["in", "since", "of", "year", "during", "until", "before", "from", "for"].includes(
      wordOf(tokens, at - 1),
    )
  )
    return undefined;
  return { ...monthsFrom(year, 1, 12), kind: "stretch", length: 1 };
};

/** the 21st, the 17, Friday the 15th, the 20th of the previous month. */
export const ordinalAt: PointRule = (tokens, at, reader) => {
  const weekday = dayNames.has(wordOf(tokens, at)) ? 1 : 0;
  const article = wordOf(tokens, at + weekday) === "the" ? 1 : 0;
  const word = wordOf(tokens, at + weekday + article);
  const day = dayNumber(word);
  if (day === undefined) return undefined;
  const next = at + weekday + article + 1;
  const rest = [0, 1, 2, 3].map((ahead) => wordOf(tokens, next + ahead)).join(" ");
  const ofMonth = /^(?:of )?(?:the )?(last|previous|prior|this|current) month\b|^of the (month)\b/.exec(rest);
  const isOrdinal = /\D/.test(word);
  // "The 17" needs something after it that makes a day of it; "17" alone is a number.
  const isEnd = tokens[next] === undefined;
  if (ofMonth === null && !isOrdinal && !(article === 1 && (isEnd || /^(from|between|at|of)\b/.test(rest))))
    return undefined;
  if (ofMonth === null && article + weekday === 0) return undefined;
  const here = today(reader);
  const back =
    ofMonth === null
      ? day > here.day
        ? 1
        : 0
      : ["last", "previous", "prior"].includes(ofMonth[1] ?? "")
        ? 1
        : 0;
  const length = next - at + (ofMonth === null ? 0 : ofMonth[0].split(" ").length);
  // A month that has no such day is passed over.
  for (let months = back; months < back + 3; months++) {
    const month = new Date(here.year, here.month - 1 - months, 1);
    const span = dateSpan({ year: month.getFullYear(), month: month.getMonth() + 1, day }, length, reader);
    if (span !== undefined) return span;
  }
  return undefined;
};

/** A day of a month that was named before: the second of "april 9th through 17th". */
export function dayAlone(word: string, before: Span): Span["date"] {
  const day = dayNumber(word);
  return day === undefined || before.date === undefined ? undefined : { ...before.date, day };
}

function dayNumber(word: string): number | undefined {
  const number = ordinalWords.get(word) ?? Number(/^(\d{1,2})(st|nd|rd|th)?$/.exec(word)?.[1]);
  return number >= 1 && number <= 31 ? number : undefined;
}

export function yearNumber(word: string): number | undefined {
  return /^(19|20)\d{2}$/.test(word) ? Number(word) : undefined;
}
