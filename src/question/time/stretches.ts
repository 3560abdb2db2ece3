import type { Token } from "../lex.ts";
import { amountAt, type Amount } from "./amounts.ts";
import { clockAt } from "./clocks.ts";
import { businessDaysAt } from "./counted.ts";
import { yearNumber } from "./dates.ts";
import { numberPairAt } from "./joints.ts";
import { pointAt } from "./points.ts";
import {
  clockOn,
  clockStart,
  isPoint,
  madeToken,
  monthsFrom,
  moved,
  today,
  wordOf,
  type Phrase,
  type Reader,
} from "./span.ts";
import { numberWords, units } from "./words.ts";

/** Ranges that are said by one end and a length or a direction, or by two counts of one unit. */

type Rule = (tokens: readonly Token[], at: number, reader: Reader) => Phrase | undefined;

/** "9am yesterday for 2 hours", "14 feb for 7 hours from 9:30am", "30 minutes before 14:05", "2 hours from 9am". */
export const lastingAt: Rule = (tokens, at, reader) => {
  const first = amountFirst(tokens, at, reader);
  if (first !== undefined) return first;
  const lead = startAt(tokens, at);
  const point = pointAt(tokens, at + lead, reader);
  if (point === undefined || (!isPoint(point) && point.kind !== "day")) return undefined;
  const next = at + lead + point.length;
  if (isPoint(point)) {
    const amount = forAt(tokens, next);
    if (amount === undefined) return undefined;
    const end = next + amount.length;
    // "From 9:30am for 7 hours on 14 feb".
    const on = point.kind === "clock" && wordOf(tokens, end) === "on" ? 1 : 0;
    const day = point.kind === "clock" ? pointAt(tokens, end + on, reader) : undefined;
    if (day?.kind !== "day" || point.minutes === undefined)
      return forward(clockStart(point, reader), amount, end - at);
    return forward(clockOn(day.from, point.minutes, point.utc), amount, end + on + day.length - at);
  }
  // The length before or after the time at which it begins.
  const early = forAt(tokens, next);
  const start = next + (early?.length ?? 0);
  const said = startAt(tokens, start);
  const clock = said === 0 ? undefined : clockAt(tokens, start + said, reader);
  if (clock?.minutes === undefined) return undefined;
  const end = start + said + clock.length;
  const amount = early ?? forAt(tokens, end);
  if (amount === undefined) return undefined;
  const length = end + (early === undefined ? amount.length : 0) - at;
  return forward(clockOn(point.from, clock.minutes, clock.utc), amount, length);
};

/** "for 2 hours". */
function forAt(tokens: readonly Token[], at: number): Amount | undefined {
  const amount = wordOf(tokens, at) === "for" ? amountAt(tokens, at + 1) : undefined;
  return amount && { ...amount, length: amount.length + 1 };
}

/** How many words before a clock time say that something starts there. */
function startAt(tokens: readonly Token[], at: number): number {
  if (["from", "at", "after"].includes(wordOf(tokens, at))) return 1;
  if (!["starting", "beginning"].includes(wordOf(tokens, at))) return 0;
  return ["at", "from"].includes(wordOf(tokens, at + 1)) ? 2 : 1;
}

function amountFirst(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const lead = ["for", "in", "during", "within"].includes(wordOf(tokens, at)) ? 1 : 0;
  const article = wordOf(tokens, at + lead) === "the" ? 1 : 0;
  const unit = article === 1 ? units.get(wordOf(tokens, at + lead + 1)) : undefined;
  const amount: Amount | undefined =
    unit === "h" || unit === "m"
      ? { back: `-1${unit}`, fine: true, length: 1 }
      : amountAt(tokens, at + lead + article);
  if (amount?.fine !== true) return undefined;
  const next = at + lead + article + amount.length;
  const prior = wordOf(tokens, next) === "prior" && wordOf(tokens, next + 1) === "to" ? 2 : 0;
  const before = prior > 0 ? prior : wordOf(tokens, next) === "before" ? 1 : 0;
  const start = before > 0 ? before : startAt(tokens, next);
  const point = start === 0 ? undefined : pointAt(tokens, next + start, reader);
  if (point === undefined || !isPoint(point)) return undefined;
  const moment = clockStart(point, reader);
  const length = next + start + point.length - at;
  return before > 0
    ? { window: { from: moved(moment, amount.back), to: moment }, length }
    : forward(moment, amount, length);
}

function forward(moment: string, { back }: Amount, length: number): Phrase {
  return { window: { from: moment, to: moved(moment, back.replaceAll("-", "+")) }, length };
}

/** "yesterday after 5pm", "monday before 9am", "previous tuesday by 2 in the afternoon": a side of a day. */
export const sideOfDayAt: Rule = (tokens, at, reader) => {
  const day = pointAt(tokens, at, reader);
  if (day?.kind !== "day") return undefined;
  const side = wordOf(tokens, at + day.length);
  if (!["after", "since", "from", "before", "until", "till", "by"].includes(side)) return undefined;
  const clock = clockAt(tokens, at + day.length + 1, reader);
  if (clock?.minutes === undefined) return undefined;
  const moment = clockOn(day.from, clock.minutes, clock.utc);
  const length = day.length + 1 + clock.length;
  if (side === "since") return { window: { from: moment, to: "now" }, length };
  return ["after", "from"].includes(side)
    ? { window: { from: moment, to: day.to }, length }
    : { window: { from: day.from, to: moment }, length };
};

/** "monday onwards", "9am onwards". */
export const onwardsAt: Rule = (tokens, at, reader) => {
  const point = pointAt(tokens, at, reader);
  if (point === undefined || !/^(?:onward|forward)s?$/.test(wordOf(tokens, at + point.length)))
    return undefined;
  return { window: { from: clockStart(point, reader), to: "now" }, length: point.length + 1 };
};

/** "between 2 and 4 hours ago", "3 to 5 days ago". */
export const agoPairAt: Rule = (tokens, at) => {
  const lead = ["between", "from"].includes(wordOf(tokens, at)) ? 1 : 0;
  const pair = numberPairAt(tokens, at + lead);
  if (pair === undefined) return undefined;
  const { first, last, next } = pair;
  const count = /^\d+$/.test(first) ? Number(first) : first.length > 2 ? numberWords.get(first) : undefined;
  if (count === undefined) return undefined;
  const amount = amountAt([madeToken(last), ...tokens.slice(next, next + 1)], 0);
  const [, more, unit] = /^-(\d+)([a-zA-Z])$/.exec(amount?.back ?? "") ?? [];
  if (amount === undefined || more === undefined || unit === undefined) return undefined;
  const end = next - 1 + amount.length;
  if (wordOf(tokens, end) !== "ago") return undefined;
  const [near, far] = [Math.min(count, Number(more)), Math.max(count, Number(more))];
  const window = amount.fine
    ? { from: `now-${far}${unit}`, to: `now-${near}${unit}` }
    : { from: `now-${far}${unit}/d`, to: `now-${near}${unit}/d+1d` };
  return { window, length: end + 1 - at };
};

/** "2024 to 2025", "between 2024 and 2025". */
export const yearsAt: Rule = (tokens, at, reader) => {
  const lead = ["between", "from"].includes(wordOf(tokens, at)) ? 1 : 0;
  const pair = numberPairAt(tokens, at + lead);
  const [first, last] = [yearNumber(pair?.first ?? ""), yearNumber(pair?.last ?? "")];
  if (pair === undefined || first === undefined || last === undefined || first >= last) return undefined;
  // "Between 1900 and 2000" are clock times.
  if (first <= 2000 || last > today(reader).year || (pair.and && lead === 0)) return undefined;
  return { window: monthsFrom(first, 1, 12 * (last - first + 1)), length: pair.next - at };
};

/** "last 4 business days" runs to now, the "previous" ones end with yesterday; "last business day" is one day. */
export const businessAt: Rule = (tokens, at) => {
  const lead = ["in", "over", "for", "during", "the"].filter(
    (word, index) => wordOf(tokens, at + index) === word,
  );
  const start = at + Math.min(lead.length, 1) + (wordOf(tokens, at + 1) === "the" ? 1 : 0);
  const said = wordOf(tokens, start);
  if (!["last", "past", "previous", "prev", "prior", "preceding"].includes(said)) return undefined;
  const days = businessDaysAt(tokens, start + 1);
  if (days === undefined) return undefined;
  const length = start + 1 + days.length - at;
  const from = `now/d-${days.count}b`;
  if (days.count === 1) return { window: { from, to: `${from}+1d` }, length };
  return { window: { from, to: ["last", "past"].includes(said) ? "now" : "now/d" }, length };
};
