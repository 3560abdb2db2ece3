import type { Token } from "../lex.ts";
import { amountAt } from "./amounts.ts";
import { dayMonthAt, isoAt, numericDateAt, ordinalAt } from "./dates.ts";
import { namedDayAt, weekdayAt } from "./days.ts";
import { moved, wordOf, type PointRule, type Span } from "./span.ts";
import { dayNames, numberWords, units } from "./words.ts";

/** Days and stretches that are counted back from another: "2 thursdays ago", "the week before last". */

/** 2 days ago, three months ago, an hour ago, 5m ago, 2 thursdays ago, 3 business days ago. */
export const agoAt: PointRule = (tokens, at) => {
  const weekday = weekdaysAgo(tokens, at);
  if (weekday !== undefined) return weekday;
  const business = businessDaysAt(tokens, at);
  if (business !== undefined && wordOf(tokens, at + business.length) === "ago")
    return dayFrom(`now/d-${business.count}b`, business.length + 1);
  const amount = amountAt(tokens, at);
  if (amount === undefined || !["ago", "back"].includes(wordOf(tokens, at + amount.length))) return undefined;
  const length = amount.length + 1;
  const moment = `now${amount.back}`;
  if (amount.fine) return { from: moment, to: moment, kind: "moment", length };
  return dayFrom(`${moment}/d`, length);
};

/** "2 thursdays ago". */
function weekdaysAgo(tokens: readonly Token[], at: number): Span | undefined {
  const count = countAt(tokens, at);
  const word = wordOf(tokens, at + 1);
  const name = dayNames.get(word.replace(/s$/, "")) ?? dayNames.get(word);
  if (count === undefined || name === undefined || wordOf(tokens, at + 2) !== "ago") return undefined;
  const latest = `now/d-1d/${name}`;
  return dayFrom(count === 1 ? latest : `${latest}-${count - 1}w`, 3);
}

/** "the week before last", "friday before last", "the weekend before last". */
export const beforeLastAt: PointRule = (tokens, at) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  if (wordOf(tokens, at + article + 1) !== "before" || wordOf(tokens, at + article + 2) !== "last")
    return undefined;
  const word = wordOf(tokens, at + article);
  const length = article + 3;
  const day = dayNames.get(word);
  if (day !== undefined) return dayFrom(`now/d-1d/${day}-1w`, length);
  if (word === "weekend")
    return { from: "now/d-2d/sat-1w", to: "now/d-2d/sat-1w+2d", kind: "stretch", length };
  const unit = units.get(word);
  if (unit === undefined || "smhd".includes(unit)) return undefined;
  return { from: `now/${unit}-2${unit}`, to: `now/${unit}-1${unit}`, kind: "stretch", length };
};

/** "two days before yesterday", "a week before 3 nov". */
export const amountBeforeAt: PointRule = (tokens, at, reader) => {
  const amount = amountAt(tokens, at);
  if (amount === undefined || amount.fine) return undefined;
  const prior = wordOf(tokens, at + amount.length) === "prior" ? 1 : 0;
  if (wordOf(tokens, at + amount.length + prior) !== (prior === 1 ? "to" : "before")) return undefined;
  const next = at + amount.length + prior + 1;
  const day = [namedDayAt, weekdayAt, isoAt, dayMonthAt, ordinalAt, numericDateAt]
    .map((rule) => rule(tokens, next, reader))
    .find((span) => span?.kind === "day");
  return day && dayFrom(moved(day.from, amount.back), next + day.length - at);
};

/** "4 business days", "3 working days"; "business day" counts one. */
export function businessDaysAt(
  tokens: readonly Token[],
  at: number,
): { count: number; length: number } | undefined {
  const said = countAt(tokens, at);
  const next = at + (said === undefined ? 0 : 1);
  const isBusiness =
    ["business", "working", "work"].includes(wordOf(tokens, next)) &&
    /^days?$/.test(wordOf(tokens, next + 1));
  const length = next - at + (isBusiness ? 2 : 1);
  return isBusiness || /^(?:workday|weekday)s?$/.test(wordOf(tokens, next))
    ? { count: said ?? 1, length }
    : undefined;
}

function countAt(tokens: readonly Token[], at: number): number | undefined {
  const word = wordOf(tokens, at);
  const count = /^\d{1,2}$/.test(word) ? Number(word) : numberWords.get(word);
  return count === undefined || count < 1 ? undefined : count;
}

function dayFrom(from: string, length: number): Span {
  return { from, to: moved(from, "+1d"), kind: "day", length };
}
