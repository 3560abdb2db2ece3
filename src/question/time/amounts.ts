import type { Token } from "../lex.ts";
import { wordOf } from "./span.ts";
import { numberWords, units, type Unit } from "./words.ts";

/** A length of time as it is said. */
export interface Amount {
  /** What date-math takes off: "-7d", "-3M-2w". */
  readonly back: string;
  /** Hours or less: an exact length, not a number of days of the calendar. */
  readonly fine: boolean;
  /** How many tokens say it. */
  readonly length: number;
}

/** "7 days", "7d", "90 min", "two weeks", "a couple of hours", "2hr5min", "3 months and 2 weeks". */
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

function oneAt(tokens: readonly Token[], at: number): Amount | undefined {
  const glued = gluedAmounts(wordOf(tokens, at));
  if (glued !== undefined) return { ...glued, length: 1 };
  let next = at;
  if (["a", "the"].includes(wordOf(tokens, next)) && ["couple", "few"].includes(wordOf(tokens, next + 1)))
    next++;
  const word = wordOf(tokens, next);
  const count = /^\d{1,5}$/.test(word) ? Number(word) : numberWords.get(word);
  if (count === undefined || count === 0) return undefined;
  next++;
  if (wordOf(tokens, next) === "of") next++;
  const unit = units.get(wordOf(tokens, next));
  return unit === undefined ? undefined : { ...amountOf(count, unit), length: next + 1 - at };
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
  const date = of("y", "Y") + of("M", "M") + of("Q", "M", 3) + of("w", "W") + of("d", "D");
  const time = of("h", "H") + of("m", "M") + of("s", "S");
  return { duration: `P${date}${time === "" ? "" : `T${time}`}`, length: amount.length };
}
