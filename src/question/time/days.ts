import type { Token } from "../lex.ts";
import { yearNumber } from "./dates.ts";
import { dateSpan, wordOf, type PointRule } from "./span.ts";
import { dayNames, numberWords, units } from "./words.ts";

/** Days and stretches that are named by their distance from today. */

/** today, yesterday, the day before yesterday; tomorrow, to be told that it lies in the future. */
export const namedDayAt: PointRule = (tokens, at) => {
  const lead = wordOf(tokens, at) === "the" ? 1 : 0;
  if (["day", "before", "yesterday"].every((word, index) => wordOf(tokens, at + lead + index) === word)) {
    return { from: "now/d-2d", to: "now/d-2d+1d", kind: "day", length: lead + 3 };
  }
  switch (wordOf(tokens, at)) {
    case "today":
      return { from: "now/d", to: "now/d+1d", kind: "day", length: 1 };
    case "tomorrow":
      return { from: "now/d+1d", to: "now/d+2d", kind: "day", length: 1 };
    case "tdy":
      return { from: "now/d", to: "now/d+1d", kind: "day", length: 1 };
    case "yesterday":
    case "yday":
    case "yest":
    case "yesty":
    case "ystrday":
    case "yesterdays":
      return { from: "now/d-1d", to: "now/d-1d+1d", kind: "day", length: 1 };
    default:
      return undefined;
  }
};

const leads = ["this", "last", "lst", "past", "previous", "prev", "on"];

/** friday, last friday, this past wednesday, monday of this week, last week sunday. */
export const weekdayAt: PointRule = (tokens, at) => {
  let next = at;
  while (leads.includes(wordOf(tokens, next)) && next - at < 2) next++;
  const lead = Array.from({ length: next - at }, (_, index) => wordOf(tokens, at + index)).join(" ");
  const weekFirst = ["last", "this", "previous"].includes(lead) && units.get(wordOf(tokens, next)) === "w";
  const on = weekFirst && wordOf(tokens, next + 1) === "on" ? 1 : 0;
  const name = dayNames.get(wordOf(tokens, next + (weekFirst ? 1 + on : 0)));
  if (name === undefined || isCounted(tokens, next)) return undefined;
  const tail = [1, 2, 3, 4].map((ahead) => wordOf(tokens, next + ahead)).join(" ");
  const after = /^(?:(?:of|from|in) )?(?:the )?(this|last|previous) (?:week|wk)\b/.exec(tail);
  const week = weekFirst ? lead : after?.[1];
  const afterLength = after === null ? 0 : after[0].split(" ").length;
  if (week !== undefined) {
    const from = `now/w${week === "this" ? "" : "-1w"}+6d/${name}`;
    return {
      from,
      to: `${from}+1d`,
      kind: "day",
      length: next + (weekFirst ? 2 + on : 1 + afterLength) - at,
    };
  }
  const from =
    lead === "this"
      ? `now/d/${name}`
      : lead === "previous"
        ? // "The previous Monday" is that of the week before this one.
          `now/w-1w+6d/${name}`
        : // "Friday" on a Friday is last week's: today is included only where "this friday" says so.
          `now/d-1d/${name}`;
  return { from, to: `${from}+1d`, kind: "day", length: next + 1 - at };
};

/** "3 mondays" are several days, which are no one range. */
function isCounted(tokens: readonly Token[], at: number): boolean {
  const count = wordOf(tokens, at - 1);
  return /days$/i.test(tokens[at]?.text ?? "") && (/^\d+$/.test(count) || numberWords.has(count));
}

/** weekend, last weekend, this weekend. */
export const weekendAt: PointRule = (tokens, at) => {
  const lead = ["last", "lst", "this", "past", "previous", "the"].includes(wordOf(tokens, at)) ? 1 : 0;
  if (!["weekend", "wkend", "wkd", "w/e", "weekends"].includes(wordOf(tokens, at + lead))) return undefined;
  const from = wordOf(tokens, at) === "this" ? "now/d/sat" : "now/d-2d/sat";
  return { from, to: `${from}+2d`, kind: "stretch", length: lead + 1 };
};

const toDate: Readonly<Record<string, string>> = {
  wtd: "w",
  weektodate: "w",
  mtd: "M",
  monthtodate: "M",
  qtd: "Q",
  quartertodate: "Q",
  ytd: "y",
  yeartodate: "y",
};

/** this week, last month, current quarter, week to date, earlier this week, earlier in the week. */
export const unitAt: PointRule = (tokens, at) => {
  const short = toDate[wordOf(tokens, at)];
  if (short !== undefined) return { from: `now/${short}`, to: "now", kind: "stretch", length: 1 };
  const early = wordOf(tokens, at) === "earlier" ? 1 : 0;
  const inThe = early === 1 && wordOf(tokens, at + 1) === "in" && wordOf(tokens, at + 2) === "the" ? 2 : 0;
  const bare = units.get(wordOf(tokens, at + early + inThe));
  if (
    bare !== undefined &&
    (inThe > 0 || (wordOf(tokens, at + 1) === "to" && wordOf(tokens, at + 2) === "date"))
  ) {
    return { from: `now/${bare}`, to: "now", kind: "stretch", length: inThe > 0 ? 4 : 3 };
  }
  const unit = units.get(wordOf(tokens, at + early + 1));
  if (unit === undefined || "sm".includes(unit)) return undefined;
  const length = early + 2;
  switch (wordOf(tokens, at + early)) {
    case "this":
    case "current":
      return { from: `now/${unit}`, to: "now", kind: "stretch", length };
    case "last":
    case "lst":
    case "previous":
    case "prev":
    case "prior":
    case "preceding":
      return "hd".includes(unit)
        ? { from: `now-1${unit}`, to: "now", kind: "stretch", length }
        : { from: `now/${unit}-1${unit}`, to: `now/${unit}`, kind: "stretch", length };
    default:
      return undefined;
  }
};

/** Fixed days of the year, by month and day: the latest one not in the future. */
const holidays: ReadonlyMap<string, readonly [month: number, day: number]> = new Map([
  ["christmas", [12, 25]],
  ["christmas day", [12, 25]],
  ["xmas", [12, 25]],
  ["christmas eve", [12, 24]],
  ["boxing day", [12, 26]],
  ["new years eve", [12, 31]],
  ["nye", [12, 31]],
  ["new years day", [1, 1]],
  ["new year", [1, 1]],
  ["halloween", [10, 31]],
  ["valentines day", [2, 14]],
]);

const holidayWords: ReadonlySet<string> = new Set([
  ...[...holidays.keys()].map((name) => name.split(" ")[0] ?? ""),
  "valentine",
]);

/** "christmas", "new year's eve", "last christmas". */
export const holidayAt: PointRule = (tokens, at, reader) => {
  const lead = ["last", "on", "at"].includes(wordOf(tokens, at)) ? 1 : 0;
  if (!holidayWords.has(wordOf(tokens, at + lead))) return undefined;
  for (const length of [3, 2, 1]) {
    const words = Array.from({ length }, (_, index) => wordOf(tokens, at + lead + index)).join(" ");
    // A possessive has lost its "s".
    const date =
      holidays.get(words) ??
      holidays.get(words.replace(/\byear\b/, "years").replace("valentine ", "valentines "));
    // "Christmas Island" is a place.
    if (date === undefined || wordOf(tokens, at + lead + length) === "island") continue;
    const year = yearNumber(wordOf(tokens, at + lead + length));
    const [month, day] = date;
    return dateSpan(
      { ...(year !== undefined && { year }), month, day },
      lead + length + (year === undefined ? 0 : 1),
      reader,
    );
  }
  return undefined;
};

/** "this time yesterday", "same time last week", "same day last week". */
export const sameAt: PointRule = (tokens, at) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  if (!["same", "this"].includes(wordOf(tokens, at + article))) return undefined;
  const what = wordOf(tokens, at + article + 1);
  if (!["time", "day", "hour"].includes(what)) return undefined;
  const rest = [2, 3].map((ahead) => wordOf(tokens, at + article + ahead));
  const unit = ["last", "previous"].includes(rest[0] ?? "") ? units.get(rest[1] ?? "") : undefined;
  const back =
    rest[0] === "yesterday" ? "-1d" : unit === undefined || "smh".includes(unit) ? undefined : `-1${unit}`;
  if (back === undefined) return undefined;
  const length = article + (rest[0] === "yesterday" ? 3 : 4);
  const moment = `now${back}`;
  if (what === "time") return { from: moment, to: moment, kind: "moment", length };
  const floor = what === "day" ? "d" : "h";
  return {
    from: `${moment}/${floor}`,
    to: `${moment}/${floor}+1${floor}`,
    kind: floor === "d" ? "day" : "stretch",
    length,
  };
};

export const nowAt: PointRule = (tokens, at) =>
  wordOf(tokens, at) === "now" ? { from: "now", to: "now", kind: "moment", length: 1 } : undefined;
