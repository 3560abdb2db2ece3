import type { Token } from "../lex.ts";
import { wordOf } from "./span.ts";
import { numberWords, ones, tens, units, type Unit } from "./words.ts";

/** A length of time as it is said. */
export interface Amount {
  /** What date-math takes off: "-7d", "-3M-2w". */
  readonly back: string;
  /** Hours or less: an exact length, not a number of days of the calendar. */
  readonly fine: boolean;
  /** How many tokens say it. */
  readonly length: number;
}

/** "7 days", "7d", "90 min", "two weeks", "half an hour", "1.5 hours", "2hr5min", "3 months and 2 weeks". */
export function amountAt(tokens: readonly Token[], at: number): Amount | undefined {
  const first = oneAt(tokens, at);
  if (first === undefined) return undefined;
  let { back, fine, length } = first;
  for (;;) {
    const joint = wordOf(tokens, at + length) === "and" ? 1 : 0;
    const more = oneAt(tokens, at + length + joint);
    if (more === undefined) return { back, fine, length };
    back += more.back;
    fine = fine && more.fine;
    length += joint + more.length;
  }
}

/** An amount as an ISO 8601 duration: "10 min" is PT10M, "an hour" PT1H, "2 weeks" P2W. */
export function durationAt(
  tokens: readonly Token[],
  at: number,
): { duration: string; length: number } | undefined {
  const amount = amountAt(tokens, at);
  if (amount === undefined) return undefined;
  const parts = [...amount.back.matchAll(/-(\d+)([a-zA-Z])/g)].map(
    ([, count, unit]) => [Number(count), unit] as const,
  );
  const of = (unit: string, name: string, times = 1): string => {
    const sum = parts.filter(([, one]) => one === unit).reduce((total, [count]) => total + count * times, 0);
    return sum === 0 ? "" : `${sum}${name}`;
  };
  const date = of("y", "Y") + (of("M", "M") || of("Q", "M", 3)) + of("w", "W") + of("d", "D");
  const time = of("h", "H") + of("m", "M") + of("s", "S");
  return { duration: `P${date}${time === "" ? "" : `T${time}`}`, length: amount.length };
}

function oneAt(tokens: readonly Token[], at: number): Amount | undefined {
  const glued = gluedAmounts(wordOf(tokens, at));
  if (glued !== undefined) return { ...glued, length: 1 };
  return halfAt(tokens, at) ?? countedAt(tokens, at);
}

/** "half an hour", "half hour", "a quarter of an hour". */
function halfAt(tokens: readonly Token[], at: number): Amount | undefined {
  let next = at + (["a", "the"].includes(wordOf(tokens, at)) ? 1 : 0);
  const share = { half: 0.5, quarter: 0.25 }[wordOf(tokens, next)];
  if (share === undefined) return undefined;
  next++;
  while (["of", "a", "an"].includes(wordOf(tokens, next)) && next - at < 4) next++;
  const unit = unitAt(tokens, next);
  const amount = unit && fraction(share * unit.times, unit.unit);
  return amount && { ...amount, length: next + 1 - at };
}

function countedAt(tokens: readonly Token[], at: number): Amount | undefined {
  const article =
    ["a", "the"].includes(wordOf(tokens, at)) && ["couple", "few", "dozen"].includes(wordOf(tokens, at + 1));
  let next = at + (article ? 1 : 0);
  const number = numberAt(tokens, next);
  if (number === undefined) return undefined;
  let { count } = number;
  next += number.length;
  // "Two and a half hours".
  if (isHalf(tokens, next)) {
    count += 0.5;
    next += 3;
  }
  if (wordOf(tokens, next) === "of") next++;
  const unit = unitAt(tokens, next);
  if (unit === undefined || count === 0) return undefined;
  next++;
  // "An hour and a half".
  if (isHalf(tokens, next) && unitAt(tokens, next + 3) === undefined) {
    count += 0.5;
    next += 3;
  }
  const amount = fraction(count * unit.times, unit.unit);
  return amount && { ...amount, length: next - at };
}

/** "hour and a half" after "past". */
export function unitAndHalfAt(tokens: readonly Token[], at: number): Amount | undefined {
  const unit = isHalf(tokens, at + 1) ? unitAt(tokens, at) : undefined;
  const amount = unit && fraction(1.5 * unit.times, unit.unit);
  return amount && { ...amount, length: 4 };
}

function isHalf(tokens: readonly Token[], at: number): boolean {
  return ["and", "a", "half"].every((word, index) => wordOf(tokens, at + index) === word);
}

/** "7", "1.5", "seven", "forty five", "forty-five". */
function numberAt(tokens: readonly Token[], at: number): { count: number; length: number } | undefined {
  const word = wordOf(tokens, at);
  // "0930 hours" is a clock time.
  if (/^(?!0\d)\d{1,5}(\.\d{1,2})?$/.test(word)) return { count: Number(word), length: 1 };
  const count = numberWords.get(word);
  if (count === undefined) return undefined;
  const one = tens[word] === undefined ? undefined : ones[wordOf(tokens, at + 1)];
  return one === undefined ? { count, length: 1 } : { count: count + one, length: 2 };
}

function unitAt(tokens: readonly Token[], at: number): { unit: Unit; times: number } | undefined {
  const word = wordOf(tokens, at);
  if (["fortnight", "fortnights"].includes(word)) return { unit: "w", times: 2 };
  if (["decade", "decades"].includes(word)) return { unit: "y", times: 10 };
  const unit = units.get(word);
  return unit === undefined ? undefined : { unit, times: 1 };
}

/** How many of which smaller unit a part of a unit is. */
const smaller: Readonly<Partial<Record<Unit, readonly [times: number, unit: Unit]>>> = {
  m: [60, "s"],
  h: [60, "m"],
  d: [24, "h"],
  w: [7, "d"],
  y: [12, "M"],
};

/** A count that may have a fraction: "1.5 hours" is 90 minutes, "half a year" six months. */
function fraction(count: number, unit: Unit): { back: string; fine: boolean } | undefined {
  if (Number.isInteger(count)) return amountOf(count, unit);
  const [times, finer] = smaller[unit] ?? [];
  if (times === undefined || finer === undefined) return undefined;
  return fraction(Math.round(count * times * 100) / 100, finer);
}

/** "24h", "7d", "2hr5min". A capital M is no month here: the log's people write 30m for minutes. */
export function gluedAmounts(word: string): Pick<Amount, "back" | "fine"> | undefined {
  if (!/^(\d{1,5}[a-z]+){1,4}$/.test(word)) return undefined;
  const parts = [...word.matchAll(/(\d+)([a-z]+)/g)].map(([, count, name]) => ({
    count: Number(count),
    unit: units.get(name ?? ""),
  }));
  const amounts = parts.flatMap(({ count, unit }) =>
    unit === undefined || count === 0 ? [] : [amountOf(count, unit)],
  );
  if (amounts.length !== parts.length) return undefined;
  return { back: amounts.map(({ back }) => back).join(""), fine: amounts.every(({ fine }) => fine) };
}

function amountOf(count: number, unit: Unit): { back: string; fine: boolean } {
  return { back: `-${count}${unit}`, fine: "smh".includes(unit) };
}
