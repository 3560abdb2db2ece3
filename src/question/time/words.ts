/** Words of time, each with what it stands for. */

export type Unit = "s" | "m" | "h" | "d" | "w" | "M" | "Q" | "y";

export const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries({
    s: ["s", "sec", "secs", "second", "seconds"],
    m: ["m", "min", "mins", "minute", "minutes"],
    h: ["h", "hr", "hrs", "hour", "hours"],
    d: ["d", "day", "days"],
    w: ["w", "wk", "wks", "week", "weeks"],
    M: ["mo", "mos", "mth", "mths", "month", "months"],
    Q: ["q", "qtr", "quarter", "quarters"],
    y: ["y", "yr", "yrs", "year", "years"],
  } satisfies Record<Unit, string[]>).flatMap(([unit, words]) =>
    words.map((word) => [word, unit as Unit] as const),
  ),
);

/** Month number, 1 to 12. */
export const months: ReadonlyMap<string, number> = new Map(
  [
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sep sept",
    "october oct",
    "november nov",
    "december dec",
  ].flatMap((words, index) => words.split(" ").map((word) => [word, index + 1] as const)),
);

/** The short form that date-math uses. */
export const dayNames: ReadonlyMap<string, string> = new Map(
  [
    "monday mon",
    "tuesday tue tues",
    "wednesday wed weds",
    "thursday thu thur thurs",
    "friday fri",
    "saturday sat",
    "sunday sun",
  ].flatMap((words) => words.split(" ").map((word) => [word, words.split(" ")[1] ?? word] as const)),
);

const teens = {
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
export const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
export const ones: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
};

export const numberWords: ReadonlyMap<string, number> = new Map(
  Object.entries({
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    couple: 2,
    three: 3,
    few: 3,
    several: 7,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    dozen: 12,
    ...teens,
    ...Object.fromEntries(
      Object.entries(tens).flatMap(([word, ten]) => [
        [word, ten],
        // "Twenty-one" is one word once its hyphen is gone.
        ...Object.entries(ones).map(([one, value]) => [word + one, ten + value]),
      ]),
    ),
  }),
);

/** Days of the month in words. */
export const ordinalWords: ReadonlyMap<string, number> = new Map(
  [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twentyfirst",
    "twentysecond",
    "twentythird",
    "twentyfourth",
    "twentyfifth",
    "twentysixth",
    "twentyseventh",
    "twentyeighth",
    "twentyninth",
    "thirtieth",
    "thirtyfirst",
  ].map((word, index) => [word, index + 1] as const),
);

/** Words of time that are long enough to be mended when mistyped. */
export const timeWords: readonly string[] = [
  ...numberWords.keys(),
  ...units.keys(),
  ...months.keys(),
  ...dayNames.keys(),
  ...ordinalWords.keys(),
  "today",
  "yesterday",
  "weekend",
  "previous",
  "fortnight",
  "several",
  "preceding",
  "overnight",
  "beginning",
  "middle",
  "earlier",
  "half",
  "quarter",
  "starting",
  "ending",
  "christmas",
  "tonight",
  "weekends",
  "whole",
  "entire",
  "current",
  "morning",
  "afternoon",
  "evening",
  "between",
  "since",
  "until",
  "before",
  "after",
].filter((word) => word.length >= 5);

/** Words before a time that is not exact. */
export const roughly: ReadonlySet<string> = new Set(
  "around about approximately approx circa roughly near".split(" "),
);

/** Hours of the day, `[from, to)`: the contract's day parts. */
export const dayParts: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["morning", [0, 12]],
  ["afternoon", [12, 18]],
  ["evening", [18, 24]],
  ["night", [18, 30]],
  ["nite", [18, 30]],
  ["lunchtime", [12, 14]],
  ["am", [0, 12]],
  ["pm", [12, 24]],
]);
