import { mostThresholds, type Having } from "../question.ts";
import { numberWords, units } from "../time/words.ts";
import { claim, fieldHere, isFree, isPhraseAt, meaningHere, wordAt, type Reading } from "./reading.ts";

/** Words before a number, with the bound that they make of it. */
const bounds: readonly (readonly [words: readonly string[], bound: (count: number) => Bound])[] = [
  [["more", "than"], (count) => ({ atLeast: count + 1 })],
  [["over"], (count) => ({ atLeast: count + 1 })],
  [["above"], (count) => ({ atLeast: count + 1 })],
  [["at", "least"], (count) => ({ atLeast: count })],
  [["min"], (count) => ({ atLeast: count })],
  [["minimum"], (count) => ({ atLeast: count })],
  [["fewer", "than"], (count) => ({ atMost: Math.max(0, count - 1) })],
  [["less", "than"], (count) => ({ atMost: Math.max(0, count - 1) })],
  [["under"], (count) => ({ atMost: Math.max(0, count - 1) })],
  [["below"], (count) => ({ atMost: Math.max(0, count - 1) })],
  [["at", "most"], (count) => ({ atMost: count })],
  [["max"], (count) => ({ atMost: count })],
];

type Bound = Pick<Having, "atLeast" | "atMost">;

/**
 * Thresholds on groups: "ips with more than 5 users", "users with 10+ failures", "at least 3 apps".
 */
export function readThresholds(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const bound = isFree(reading, at) ? boundAt(reading, at) : undefined;
    if (bound === undefined) continue;
    const named = fieldHere(reading, at + bound.length);
    const counted =
      named !== undefined && /s$|people/.test(wordAt(reading, at + bound.length + named.length - 1))
        ? named
        : undefined;
    const meaning = meaningHere(reading, at + bound.length);
    // "Over 5 in": a number of nothing is no threshold.
    if (counted === undefined && (meaning === undefined || meaning.meaning.is === "filler")) continue;
    const isStatus = meaning?.meaning.is === "value" && meaning.length >= (counted?.length ?? 0);
    const of = isStatus || counted === undefined ? "signIns" : counted.field;
    if (!add(reading, { of, ...bound.bound })) continue;
    // A word for sign-ins or their status is left for the rules that read those.
    claim(reading, at, bound.length + (isStatus ? 0 : (counted?.length ?? 0)));
  }
}

function boundAt(reading: Reading, at: number): { bound: Bound; length: number } | undefined {
  const glued = /^(>=|<=|>|<)?(\d{1,6})(\+)?$/.exec(reading.tokens[at]?.text ?? "");
  if (glued !== null && (glued[1] !== undefined || glued[3] !== undefined)) {
    const count = Number(glued[2]);
    const bound = {
      ">=": { atLeast: count },
      "<=": { atMost: count },
      ">": { atLeast: count + 1 },
      "<": { atMost: Math.max(0, count - 1) },
      "": { atLeast: count },
    }[glued[1] ?? ""];
    return bound && { bound, length: 1 };
  }
  for (const [words, bound] of bounds) {
    if (!isPhraseAt(reading, at, words)) continue;
    const count = countAt(reading, at + words.length);
    if (count !== undefined) return { bound: bound(count), length: words.length + 1 };
  }
  const count = countAt(reading, at);
  const tail = ["more", "fewer", "less"].indexOf(wordAt(reading, at + 2));
  if (count !== undefined && wordAt(reading, at + 1) === "or" && tail >= 0 && isFree(reading, at, 3)) {
    return { bound: tail === 0 ? { atLeast: count } : { atMost: count }, length: 3 };
  }
  return undefined;
}

function countAt(reading: Reading, at: number): number | undefined {
  if (!isFree(reading, at) || units.has(wordAt(reading, at + 1))) return undefined;
  const word = wordAt(reading, at);
  return /^\d{1,6}$/.test(word) ? Number(word) : word.length > 2 ? numberWords.get(word) : undefined;
}

const successes = ["success", "successes", "successful"];
const failures = ["failure", "failures", "fails", "failed"];

/** "Only failures", "no success": of groups, so only where the text groups. */
export function readAbsence(reading: Reading): void {
  if (reading.draft.by === undefined && reading.draft.having === undefined) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at, 2)) continue;
    const [word, next] = [wordAt(reading, at), wordAt(reading, at + 1)];
    const none = ["no", "without", "zero"].includes(word);
    const only = word === "only";
    if ((none && successes.includes(next)) || (only && failures.includes(next)))
      add(reading, { of: "successes", atMost: 0 });
    else if ((none && failures.includes(next)) || (only && successes.includes(next)))
      add(reading, { of: "failures", atMost: 0 });
    else continue;
    claim(reading, at, 2);
  }
}

/** Adds a threshold; false where there are as many as a question can have. */
function add({ draft }: Reading, one: Having): boolean {
  const held = draft.having ?? [];
  const known = held.some(
    (other) => other.of === one.of && other.atLeast === one.atLeast && other.atMost === one.atMost,
  );
  if (!known && held.length >= mostThresholds) return false;
  if (!known) draft.having = [...held, one];
  return true;
}

/** "legacy auth users", "ips with more than 5 users": a plural noun that stands alone is what is grouped by. */
export function readBareNouns(reading: Reading): void {
  if (
    reading.draft.by !== undefined ||
    (reading.draft.intent !== undefined && reading.draft.intent !== "top")
  )
    return;
  for (let at = 0; at < reading.tokens.length; at++) {
    const named = fieldHere(reading, at);
    if (named === undefined || !/s$|people/.test(wordAt(reading, at + named.length - 1))) continue;
    if (meaningHere(reading, at)?.meaning.is === "value") continue;
    reading.draft.by = [named.field];
    return claim(reading, at, named.length);
  }
}
