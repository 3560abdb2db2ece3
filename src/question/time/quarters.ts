import type { Token } from "../lex.ts";
import { yearAfter, yearNumber } from "./dates.ts";
import { dateSpan, today, wordOf, type PointRule, type Reader } from "./span.ts";
import { ordinalWords } from "./words.ts";

/** q3, q3 2026, Q3 this year, 2026Q3, Q3/26, last year's Q3, third quarter 2025, H1 2026. */
export const quarterAt: PointRule = (tokens, at, reader) => {
  const before = yearBefore(tokens, at, reader);
  const named = namedAt(tokens, at + before.length);
  if (named === undefined) return undefined;
  const end = at + before.length + named.length;
  const after = named.year ?? before.said?.year;
  const { said, length } =
    after === undefined ? yearAfter(tokens, end, reader) : { said: { year: after }, length: 0 };
  // "H1" alone is too likely something else.
  if (named.months === 6 && said === undefined) return undefined;
  const month = named.months * (named.number - 1) + 1;
  return dateSpan({ ...said, month, months: named.months }, end + length - at, reader);
};

function yearBefore(
  tokens: readonly Token[],
  at: number,
  reader: Reader,
): { said?: { year: number }; length: number } {
  const year = yearNumber(wordOf(tokens, at));
  if (year !== undefined) return { said: { year }, length: 1 };
  const back = { this: 0, last: 1, previous: 1 }[wordOf(tokens, at)];
  if (back === undefined || wordOf(tokens, at + 1) !== "year") return { length: 0 };
  return { said: { year: today(reader).year - back }, length: 2 };
}

interface Named {
  readonly number: number;
  readonly months: 3 | 6;
  readonly year?: number;
  readonly length: number;
}

const glued = /^(?:(20\d{2})[-/]?)?(?:q([1-4])|h([12]))(?:[-/'’]?(20\d{2})|[-/'’](\d{2}))?$/i;

function namedAt(tokens: readonly Token[], at: number): Named | undefined {
  const match = wordOf(tokens, at) === "" ? null : glued.exec(tokens[at]?.text ?? "");
  if (match !== null) {
    const [, first, quarter, half, last, short] = match;
    const year = first ?? last ?? (short === undefined ? undefined : `20${short}`);
    return {
      number: Number(quarter ?? half),
      months: quarter === undefined ? 6 : 3,
      ...(year !== undefined && { year: Number(year) }),
      length: 1,
    };
  }
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  const word = wordOf(tokens, at + article);
  const number = ordinalWords.get(word) ?? Number(/^([1-4])(?:st|nd|rd|th)$/.exec(word)?.[1] ?? Number.NaN);
  if (!(number <= 4) || !["quarter", "qtr"].includes(wordOf(tokens, at + article + 1))) return undefined;
  return { number, months: 3, length: article + 2 };
}
