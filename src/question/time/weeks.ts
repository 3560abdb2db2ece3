import type { Token } from "../lex.ts";
import { dayMonthAt, isoAt, monthAt, numericDateAt, ordinalAt, yearNumber } from "./dates.ts";
import { weekdayAt } from "./days.ts";
import { moved, today, wordOf, type PointRule, type Reader, type Span } from "./span.ts";

/** "week 10", "week 10 of 2025", "cw 10": the weeks of ISO 8601, of which the first holds 4 January. */
export const weekNumberAt: PointRule = (tokens, at, reader) => {
  const lead = wordOf(tokens, at) === "calendar" ? 1 : 0;
  const glued = /^(?:wk|cw|kw)(\d{1,2})$/.exec(wordOf(tokens, at + lead))?.[1];
  const named = ["week", "wk", "cw", "kw"].includes(wordOf(tokens, at + lead));
  const text = glued ?? (named ? /^\d{1,2}$/.exec(wordOf(tokens, at + lead + 1))?.[0] : undefined);
  const number = Number(text ?? Number.NaN);
  if (!(number >= 1 && number <= 53)) return undefined;
  let length = lead + (glued === undefined ? 2 : 1);
  const of = ["of", "in"].includes(wordOf(tokens, at + length)) ? 1 : 0;
  const said = yearNumber(wordOf(tokens, at + length + of));
  if (said !== undefined) length += of + 1;
  const year = said ?? latestYear(number, reader);
  const first = `${year}-01-04||/w`;
  const from = number === 1 ? first : moved(first, `+${number - 1}w`);
  return { from, to: moved(from, "+1w"), kind: "stretch", length };
};

/** The latest year in which the week has begun. */
function latestYear(week: number, reader: Reader): number {
  const { year, month, day } = today(reader);
  const dayOfYear = Math.round((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000);
  return 7 * (week - 1) > dayOfYear + 3 ? year - 1 : year;
}

const leads: readonly (readonly string[])[] = [
  ["week", "of"],
  ["week", "commencing"],
  ["week", "beginning"],
  ["week", "starting"],
  ["week", "from"],
  ["w/c"],
  ["wc"],
  ["wb"],
  ["w/b"],
];

/** "week ending 22 nov": the seven days up to that one. */
export const weekEndingAt: PointRule = (tokens, at, reader) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const short = wordOf(tokens, at + article) === "w/e" ? 1 : 0;
  const said =
    wordOf(tokens, at + article) === "week" && /^end(?:ing|ed)$/.test(wordOf(tokens, at + article + 1));
  if (short === 0 && !said) return undefined;
  const on = wordOf(tokens, at + article + 2) === "on" && said ? 1 : 0;
  const next = at + article + (said ? 2 : 1) + on;
  const day = dayAt(tokens, next, reader) ?? weekdayAt(tokens, next, reader);
  return day && { from: moved(day.from, "-6d"), to: day.to, kind: "stretch", length: next + day.length - at };
};

/** "the week of the 18th", "week of 3 nov", "w/c feb 4": the week that holds the day. */
export const weekOfAt: PointRule = (tokens, at, reader) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const lead = leads.find((words) =>
    words.every((word, index) => wordOf(tokens, at + article + index) === word),
  );
  if (lead === undefined) return undefined;
  const next = at + article + lead.length;
  const day = dayAt(tokens, next, reader);
  if (day === undefined) return undefined;
  const from = moved(day.from, "/w");
  return { from, to: moved(from, "+1w"), kind: "stretch", length: article + lead.length + day.length };
};

function dayAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const found = [isoAt, numericDateAt, dayMonthAt, ordinalAt]
    .map((rule) => rule(tokens, at, reader))
    .find((span) => span?.kind === "day");
  return monthAt(tokens, at, reader) !== undefined && found === undefined ? undefined : found;
}
