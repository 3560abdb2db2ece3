import type { Token } from "../lex.ts";
import { madeToken, wordOf } from "./span.ts";
import { dayNames, months } from "./words.ts";

/** Words between the two ends of a range. */
export const joints: readonly string[] = [
  "to",
  "until",
  "till",
  "through",
  "thru",
  "and",
  "-",
  "–",
  "—",
  "..",
];

/** Those that alone make a range; "and" does only after "between" or "from". */
export const plainJoints: readonly string[] = joints.filter((joint) => joint !== "and");

/** The nearest joint that a point can stand before. */
export function jointAfter(
  tokens: readonly Token[],
  at: number,
  among: readonly string[],
): number | undefined {
  for (let index = at + 1; index <= at + 6; index++) {
    const token = tokens[index];
    if (token !== undefined && (among.includes(token.word) || among.includes(token.text))) return index;
  }
  return undefined;
}

/** Two numbers with a joint between them: "2 to 4", "9-11". */
export interface NumberPair {
  readonly first: string;
  readonly last: string;
  /** Joined by "and", which makes a range only after "between" or "from". */
  readonly and: boolean;
  /** The token after it. */
  readonly next: number;
}

export function numberPairAt(tokens: readonly Token[], at: number): NumberPair | undefined {
  const [, left, right] = /^(\d{1,4})[-–—](\d{1,4})$/.exec(tokens[at]?.text ?? "") ?? [];
  if (left !== undefined && right !== undefined && wordOf(tokens, at) !== "")
    return { first: left, last: right, and: false, next: at + 1 };
  const joint = tokens[at + 1];
  if (joint === undefined || (!joints.includes(joint.word) && !joints.includes(joint.text))) return undefined;
  const [first, last] = [wordOf(tokens, at), wordOf(tokens, at + 2)];
  return { first, last, and: joint.word === "and", next: at + 3 };
}

/**
 * "14:00-15:30", "9am-5pm", "mon-fri" and "18-dec" come as one word: here as three. ISO dates and days such as
 * 22-jan-2019 stay.
 */
export function withoutDashes(
  tokens: readonly Token[],
  at: number,
): { tokens: readonly Token[]; added: number } {
  for (let index = at; index < Math.min(at + 3, tokens.length); index++) {
    const token = tokens[index];
    const parts = /^([\da-z:./]{1,12})[-–—]([\da-z:./]{1,12})$/i.exec(token?.text ?? "");
    if (token === undefined || token.quoted || parts === null) continue;
    const [, left = "", right = ""] = parts;
    const isCalendar = [left, right].every(
      (half) => dayNames.has(half.toLowerCase()) || months.has(half.toLowerCase()),
    );
    if (!/\d/.test(token.text) && !isCalendar) continue;
    // "22-jan" is one day where nothing before it makes it the end of another.
    if (index === at && /^\d{1,2}$/.test(left) && /^[a-z]+$/i.test(right)) continue;
    return {
      tokens: [
        ...tokens.slice(0, index),
        madeToken(left),
        madeToken("-"),
        madeToken(right),
        ...tokens.slice(index + 1),
      ],
      added: 2,
    };
  }
  return { tokens, added: 0 };
}
