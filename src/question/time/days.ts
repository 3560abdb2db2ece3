import { amountAt } from "./amounts.ts";
import { wordOf, type PointRule } from "./span.ts";
import { dayNames, units } from "./words.ts";

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
    case "yesterday":
    case "yday":
      return { from: "now/d-1d", to: "now/d-1d+1d", kind: "day", length: 1 };
    default:
      return undefined;
  }
};

const leads = ["this", "last", "past", "previous", "on"];

/** friday, last friday, this past wednesday, monday of this week, last week sunday. */
export const weekdayAt: PointRule = (tokens, at) => {
  let next = at;
  while (leads.includes(wordOf(tokens, next)) && next - at < 2) next++;
  const lead = Array.from({ length: next - at }, (_, index) => wordOf(tokens, at + index)).join(" ");
  const weekFirst = ["last", "this", "previous"].includes(lead) && units.get(wordOf(tokens, next)) === "w";
  const name = dayNames.get(wordOf(tokens, next + (weekFirst ? 1 : 0)));
  if (name === undefined) return undefined;
  const tail = [1, 2, 3].map((ahead) => wordOf(tokens, next + ahead)).join(" ");
  const week = weekFirst ? lead : /^(?:of|from|in) (this|last|previous) week$/.exec(tail)?.[1];
  if (week !== undefined) {
    const from = `now/w${week === "this" ? "" : "-1w"}+6d/${name}`;
    return { from, to: `${from}+1d`, kind: "day", length: next + (weekFirst ? 2 : 4) - at };
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

/** weekend, last weekend, this weekend. */
export const weekendAt: PointRule = (tokens, at) => {
  const lead = ["last", "this", "past", "previous", "the"].includes(wordOf(tokens, at)) ? 1 : 0;
  if (wordOf(tokens, at + lead) !== "weekend") return undefined;
  const from = wordOf(tokens, at) === "this" ? "now/d/sat" : "now/d-2d/sat";
  return { from, to: `${from}+2d`, kind: "stretch", length: lead + 1 };
};

const toDate: Readonly<Record<string, string>> = { wtd: "w", mtd: "M", qtd: "Q", ytd: "y" };

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
    case "previous":
    case "prior":
      return "hd".includes(unit)
        ? { from: `now-1${unit}`, to: "now", kind: "stretch", length }
        : { from: `now/${unit}-1${unit}`, to: `now/${unit}`, kind: "stretch", length };
    default:
      return undefined;
  }
};

/** 2 days ago, three months ago, an hour ago, 5m ago. */
export const agoAt: PointRule = (tokens, at) => {
  const amount = amountAt(tokens, at);
  if (amount === undefined || wordOf(tokens, at + amount.length) !== "ago") return undefined;
  const length = amount.length + 1;
  const moment = `now${amount.back}`;
  if (amount.fine) return { from: moment, to: moment, kind: "moment", length };
  return { from: `${moment}/d`, to: `${moment}/d+1d`, kind: "day", length };
};

export const nowAt: PointRule = (tokens, at) =>
  wordOf(tokens, at) === "now" ? { from: "now", to: "now", kind: "moment", length: 1 } : undefined;
