import type { Token } from "../lex.ts";
import { dayMonthAt, monthAt, yearNumber } from "./dates.ts";
import { namedDayAt, unitAt, weekdayAt } from "./days.ts";
import { quarterAt } from "./quarters.ts";
import { monthsFrom, moved, wordOf, type PointRule, type Reader, type Span } from "./span.ts";
import { dayNames, numberWords, ordinalWords, units } from "./words.ts";

/** Parts of longer stretches: "end of last month", "first half of november", "third wednesday of the month". */

/** A stretch of the calendar with the unit that it is one of. */
interface Whole extends Span {
  readonly unit: "w" | "M" | "Q" | "y";
}

/** "november", "last month", "the week", "this year", "2014", "the year 2014". */
function wholeAt(tokens: readonly Token[], at: number, reader: Reader): Whole | undefined {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const year =
    yearNumber(wordOf(tokens, at + article)) ??
    (wordOf(tokens, at + article) === "year" ? yearNumber(wordOf(tokens, at + article + 1)) : undefined);
  if (year !== undefined) {
    const length = article + (wordOf(tokens, at + article) === "year" ? 2 : 1);
    return { ...monthsFrom(year, 1, 12), kind: "stretch", length, unit: "y" };
  }
  const unit = units.get(wordOf(tokens, at + 1));
  const calendar = unitAt(tokens, at, reader);
  if (calendar !== undefined && unit !== undefined && isWhole(unit)) {
    const back = calendar.from.includes("-1") ? "-1" : "";
    const from = back === "" ? `now/${unit}` : `now/${unit}-1${unit}`;
    return { from, to: `${from}+1${unit}`, kind: "stretch", length: 2, unit };
  }
  // "The week", and "week" in "start of week".
  const named = article === 1 || wordOf(tokens, at - 1) === "of";
  const bare = named ? units.get(wordOf(tokens, at + article)) : undefined;
  if (bare !== undefined && isWhole(bare))
    return {
      from: `now/${bare}`,
      to: `now/${bare}+1${bare}`,
      kind: "stretch",
      length: article + 1,
      unit: bare,
    };
  const month = monthAt(tokens, at, reader);
  if (month !== undefined) return { ...month, unit: "M" };
  const quarter = quarterAt(tokens, at, reader);
  return quarter && { ...quarter, unit: "Q" };
}

function isWhole(unit: string): unit is Whole["unit"] {
  return ["w", "M", "Q", "y"].includes(unit);
}

type Third = "early" | "mid" | "late";

const thirdWords: ReadonlyMap<string, Third> = new Map<string, Third>([
  ["beginning", "early"],
  ["start", "early"],
  ["early", "early"],
  ["earlier", "early"],
  ["middle", "mid"],
  ["mid", "mid"],
  ["end", "late"],
  ["late", "late"],
  ["later", "late"],
]);

/** Where the early, middle and late part of a unit lie, as operations on its start; the late part ends with it. */
const thirds: Readonly<Record<Whole["unit"], Readonly<Record<Third, readonly [from: string, to: string]>>>> =
  {
    w: { early: ["", "+3d"], mid: ["+2d", "+5d"], late: ["+4d", "+7d"] },
    M: { early: ["", "+10d"], mid: ["+10d", "+20d"], late: ["+20d", "+1M"] },
    Q: { early: ["", "+1M"], mid: ["+1M", "+2M"], late: ["+2M", "+3M"] },
    y: { early: ["", "+3M"], mid: ["+4M", "+8M"], late: ["+8M", "+12M"] },
  };

/** "end of last month", "early november", "mid-november", "the beginning of the year", "earlier previous week". */
export const thirdAt: PointRule = (tokens, at, reader) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const word = wordOf(tokens, at + article);
  const third = thirdWords.get(word) ?? (/^mid[a-z\d]/.test(word) ? "mid" : undefined);
  if (third === undefined) return undefined;
  const glued = /^mid([a-z]+|\d{4})$/.exec(word)?.[1];
  const year = yearNumber(glued ?? "");
  if (year !== undefined)
    return part({ ...monthsFrom(year, 1, 12), kind: "stretch", length: 1, unit: "y" }, third, article + 1);
  if (glued !== undefined && thirdWords.get(word) === undefined) {
    const month = monthAt(
      [{ ...(tokens[at + article] as Token), word: glued }, ...tokens.slice(at + article + 1)],
      0,
      reader,
    );
    return month && part({ ...month, unit: "M" }, third, article + month.length);
  }
  const of = ["of", "in"].includes(wordOf(tokens, at + article + 1)) ? 1 : 0;
  const whole = wholeAt(tokens, at + article + 1 + of, reader);
  return whole && part(whole, third, article + 1 + of + whole.length);
};

function part(whole: Whole, third: Third, length: number): Span {
  const [from, to] = thirds[whole.unit][third];
  return {
    from: from === "" ? whole.from : moved(whole.from, from),
    to: third === "late" ? whole.to : moved(whole.from, to),
    kind: "stretch",
    length,
  };
}

/** "first half of november", "second half of the year". */
export const halfOfAt: PointRule = (tokens, at, reader) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const second = { first: 0, "1st": 0, second: 1, "2nd": 1, last: 1 }[wordOf(tokens, at + article)];
  if (second === undefined || wordOf(tokens, at + article + 1) !== "half") return undefined;
  const of = wordOf(tokens, at + article + 2) === "of" ? 1 : 0;
  const whole = wholeAt(tokens, at + article + 2 + of, reader);
  if (whole === undefined) return undefined;
  const middle = moved(whole.from, { w: "+3d", M: "+15d", Q: "+45d", y: "+6M" }[whole.unit]);
  const length = article + 2 + of + whole.length;
  return second === 0
    ? { from: whole.from, to: middle, kind: "stretch", length }
    : { from: middle, to: whole.to, kind: "stretch", length };
};

/** "first ten days of last year", "last week of july", "last day of february", "second week of november". */
export const firstOfAt: PointRule = (tokens, at, reader) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const word = wordOf(tokens, at + article);
  const last = ["last", "final"].includes(word);
  const nth = last ? 1 : ordinal(word);
  if (nth === undefined) return undefined;
  let next = at + article + 1;
  const count = countOf(wordOf(tokens, next));
  if (count !== undefined) next++;
  const unit = units.get(wordOf(tokens, next));
  const weekend = wordOf(tokens, next) === "weekend" && count === undefined;
  if (!["of", "in"].includes(wordOf(tokens, next + 1))) return undefined;
  if (!weekend && (unit === undefined || !"hdwMQ".includes(unit))) return undefined;
  if (count !== undefined && nth !== 1) return undefined;
  // Only a day is counted by its hours.
  const whole = unit === "h" ? dayAt(tokens, next + 2, reader) : wholeAt(tokens, next + 2, reader);
  if (whole === undefined) return undefined;
  if (weekend) return weekendOf(whole, last ? undefined : nth, next + 2 + whole.length - at);
  const length = next + 2 + whole.length - at;
  const steps = count ?? 1;
  if (unit === "w" && count === undefined) {
    // A week belongs to the month that holds most of its days.
    const from = last
      ? moved(whole.to, "-4d/w")
      : moved(moved(whole.from, "+3d/w"), nth === 1 ? "" : `+${nth - 1}w`);
    return { from, to: moved(from, "+1w"), kind: "stretch", length };
  }
  const kind = unit === "d" && steps === 1 ? "day" : "stretch";
  if (last) return { from: moved(whole.to, `-${steps}${unit}`), to: whole.to, kind, length };
  const from = nth === 1 ? whole.from : moved(whole.from, `+${nth - 1}${unit}`);
  return { from, to: moved(from, `+${steps}${unit}`), kind, length };
};

function dayAt(tokens: readonly Token[], at: number, reader: Reader): Span | undefined {
  const days = [namedDayAt, weekdayAt, dayMonthAt].map((rule) => rule(tokens, at, reader));
  return days.find((span) => span?.kind === "day");
}

/** A weekend that lies within a stretch; without a number the last one. */
function weekendOf(whole: Span, nth: number | undefined, length: number): Span {
  const first = moved(whole.from, "+6d/sat");
  const from =
    nth === undefined ? moved(whole.to, "-2d/sat") : nth === 1 ? first : moved(first, `+${nth - 1}w`);
  return { from, to: moved(from, "+2d"), kind: "stretch", length };
}

/** "third wednesday of previous month", "last friday of november". */
export const weekdayOfAt: PointRule = (tokens, at, reader) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const word = wordOf(tokens, at + article);
  const last = ["last", "final"].includes(word);
  const nth = last ? 1 : ordinal(word);
  const day = dayNames.get(wordOf(tokens, at + article + 1));
  if (nth === undefined || day === undefined || !["of", "in"].includes(wordOf(tokens, at + article + 2)))
    return undefined;
  const whole = wholeAt(tokens, at + article + 3, reader);
  if (whole === undefined || whole.unit === "w") return undefined;
  const first = moved(whole.from, `+6d/${day}`);
  const from = last ? moved(whole.to, `-1d/${day}`) : nth === 1 ? first : moved(first, `+${nth - 1}w`);
  return { from, to: moved(from, "+1d"), kind: "day", length: article + 3 + whole.length };
};

/** "second quarter of 2016", "Q1 of last year", "first quarter". */
export const quarterOfAt: PointRule = (tokens, at, reader) => {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const word = wordOf(tokens, at + article);
  const named = Number(/^q([1-4])$/.exec(word)?.[1] ?? Number.NaN);
  const spelled =
    wordOf(tokens, at + article + 1) === "quarter"
      ? ["last", "final"].includes(word)
        ? 4
        : ordinal(word)
      : undefined;
  const number = named >= 1 ? named : spelled;
  if (number === undefined || number > 4) return undefined;
  const next = at + article + (named >= 1 ? 1 : 2);
  const of = ["of", "in"].includes(wordOf(tokens, next)) ? 1 : 0;
  const whole = wholeAt(tokens, next + of, reader);
  // "Last quarter this year" is the quarter before this one.
  const dated = yearNumber(wordOf(tokens, next)) !== undefined;
  if (whole?.unit !== "y" || (word === "last" && of === 0 && !dated)) return undefined;
  const from = number === 1 ? whole.from : moved(whole.from, `+${3 * (number - 1)}M`);
  return {
    from,
    to: moved(whole.from, `+${3 * number}M`),
    kind: "stretch",
    length: next + of + whole.length - at,
  };
};

function ordinal(word: string): number | undefined {
  const number = ordinalWords.get(word) ?? Number(/^(\d{1,2})(?:st|nd|rd|th)$/.exec(word)?.[1] ?? Number.NaN);
  return number >= 1 ? number : undefined;
}

function countOf(word: string): number | undefined {
  const count = /^\d{1,3}$/.test(word) ? Number(word) : word.length > 2 ? numberWords.get(word) : undefined;
  return count === undefined || count < 1 ? undefined : count;
}
