import type { Token } from "../lex.ts";
import { clockAt, halfOfDayAt } from "./clocks.ts";
import { numberPairAt } from "./joints.ts";
import { pointAt } from "./points.ts";
import { clockOn, madeToken, today, wordOf, type Phrase, type Reader, type Span } from "./span.ts";
import { numberWords } from "./words.ts";

/**
 * Two bare hours, of a day or a half of the day that is said: "between 3 and 8 yesterday", "from 9 to 5 on monday",
 * "yesterday 9-11", "between 2 and 4 last night", "nine to eleven in the morning".
 */
export function hoursAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const before = pointAt(tokens, at, reader);
  const lead = before?.kind === "day" ? before.length : 0;
  const opened = ["between", "from"].includes(wordOf(tokens, at + lead)) ? 1 : 0;
  const pair = numberPairAt(tokens, at + lead + opened);
  const [first, last] = [hourOf(pair?.first ?? ""), hourOf(pair?.last ?? "")];
  if (pair === undefined || first === undefined || last === undefined) return undefined;
  // "And" alone joins too much else.
  if (pair.and && opened === 0) return undefined;
  const half = halfOfDayAt(tokens, pair.next);
  // "Ten to five" is a clock time.
  if (opened + lead === 0 && !/\d/.test(pair.first) && half?.length === 1) return undefined;
  const next = pair.next + (half?.length ?? 0);
  const on = wordOf(tokens, next) === "on" ? 1 : 0;
  const after = lead > 0 ? undefined : pointAt(tokens, next + on, reader);
  const length = (day?: Span): number => next - at + (day === undefined ? 0 : on + day.length);
  if (after?.part !== undefined && half === undefined) {
    const [from, to] = insidePart(first * 60, last * 60, after.part);
    return {
      window: { from: clockOn(after.part.day, from), to: clockOn(after.part.day, to) },
      length: length(after),
    };
  }
  const day = lead > 0 ? before : after?.kind === "day" ? after : undefined;
  if (day === undefined && half === undefined) return undefined;
  const [from, to] = half === undefined ? workday(first, last) : inHalf(first, last, half.half);
  if (to <= from || to > 24) return undefined;
  const date = day?.from ?? (from * 60 > today(reader).minutes ? "now/d-1d" : "now/d");
  return {
    window: { from: clockOn(date, from * 60), to: clockOn(date, to * 60) },
    length: length(lead > 0 ? undefined : day),
  };
}

/** "From 9 to 5" ends in the afternoon. */
function workday(first: number, last: number): [from: number, to: number] {
  return [first, last <= first && last <= 12 ? last + 12 : last];
}

/** "11 to 1 in the afternoon" begins before noon. */
function inHalf(first: number, last: number, half: "am" | "pm"): [from: number, to: number] {
  const later = half === "pm" ? 12 : 0;
  const to = (last % 12) + later;
  const from = (first % 12) + later;
  return [from < to ? from : first % 12, to];
}

/** Minutes of two hours as the part of a day has them: "2 to 4" last night is after midnight. */
function insidePart(
  first: number,
  last: number,
  part: NonNullable<Span["part"]>,
): [from: number, to: number] {
  const place = (minutes: number, least: number): number =>
    [0, 720, 1440].map((later) => minutes + later).find((one) => one >= least && one <= part.to) ?? minutes;
  const from = place(first, part.from);
  return [from, place(last, from + 1)];
}

function hourOf(word: string): number | undefined {
  const hour = /^\d{1,2}$/.test(word) ? Number(word) : word.length > 2 ? numberWords.get(word) : undefined;
  return hour === undefined || hour > 24 ? undefined : hour;
}

/** In "from 2 to 2:30 pm" and "between 4 and 5pm" the first hour takes the second's half of the day. */
export function bareHour(tokens: readonly Token[], at: number, secondAt: number): Span | undefined {
  const word = wordOf(tokens, at);
  if (!/^\d{1,2}(:\d{2})?$/.test(word)) return undefined;
  const end = clockAt(tokens, secondAt, anyReader);
  const halved = /[ap]m$/.test(wordOf(tokens, secondAt)) || halfOfDayAt(tokens, secondAt + 1) !== undefined;
  if (end?.minutes === undefined || !halved) return undefined;
  // "11 to 1pm" begins before noon.
  const halves = end.minutes >= 720 ? ["pm", "am"] : ["am"];
  return halves
    .map((half) => clockAt([madeToken(`${word}${half}`)], 0, anyReader))
    .find((clock) => clock?.minutes !== undefined && clock.minutes < (end.minutes ?? 0));
}

/** Times of day are read alike for everybody. */
const anyReader: Reader = { now: new Date(0), timezone: "UTC", weekStart: "monday", locale: "en-GB" };
