import { createPhrases } from "../phrases.ts";
import { mostThresholds, type Having } from "../question.ts";
import { numberWords, units } from "../time/words.ts";
import {
  claim,
  fieldHere,
  isFree,
  isPlural,
  meaningHere,
  phraseHere,
  require,
  skip,
  wordAt,
  type Reading,
} from "./reading.ts";
import { readHuntWithin, readWatchEvery, readWithin } from "./within.ts";

type Bound = Pick<Having, "atLeast" | "atMost">;
interface Counted {
  readonly of: Having["of"];
  readonly length: number;
  readonly isNoun: boolean;
}

const above = (count: number): Bound => ({ atLeast: count + 1 });
const atLeast = (count: number): Bound => ({ atLeast: count });
const below = (count: number): Bound => ({ atMost: Math.max(0, count - 1) });
const atMost = (count: number): Bound => ({ atMost: count });

/** Words before a number, with the bound that they make of it. */
const bounds = createPhrases<(count: number) => Bound>([
  ...["more than", "over", "above", "greater than", "exceeding", "exceeds", "beyond"].map(
    (phrase) => [phrase, above] as const,
  ),
  ...["at least", "min", "minimum", "minimum of", "no fewer than", "no less than", "threshold"].map(
    (phrase) => [phrase, atLeast] as const,
  ),
  ...["fewer than", "less than", "under", "below"].map((phrase) => [phrase, below] as const),
  ...["at most", "max", "maximum", "no more than", "not more than"].map(
    (phrase) => [phrase, atMost] as const,
  ),
]);

/** Words for what is counted that are neither fields nor statuses. */
const countedNouns: ReadonlySet<string> = new Set(
  "times time x prompts prompt requests pushes challenges denials attempts attempt tries hits events rows".split(
    " ",
  ),
);
const adjectives: ReadonlySet<string> = new Set(
  "different distinct unique separate individual the".split(" "),
);

/**
 * Thresholds on groups: "ips with more than 5 users", "users with 10+ failures in 10 min", "at least 3 apps". A
 * threshold of a watch is about all that matches.
 */
export function readThresholds(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const bound = isFree(reading, at) ? boundAt(reading, at) : undefined;
    if (bound === undefined) continue;
    const counted = countedAt(reading, at + bound.length);
    const { draft } = reading;
    if (draft.intent === "watch") {
      readWatchThreshold(reading, at, bound, counted);
      // The number of a bound that a watch cannot have is not one by itself.
      at += bound.length - 1;
      continue;
    }
    // "Over 5 in": a number of nothing is no threshold, except where a hunt has one of its own.
    if (counted === undefined) continue;
    const one: Having = { of: counted.of, ...bound.bound };
    if (one.of === "failures" || one.of === "successes")
      draft.statusCounts = [...(draft.statusCounts ?? []), one];
    else if (!addThreshold(reading, one)) continue;
    claim(reading, at, bound.length + counted.length);
    readWithin(reading, at + bound.length + counted.length);
  }
  readHuntWithin(reading);
  readWatchEvery(reading);
}

/** "Over 5 failures": a watch counts sign-ins alone, and tells when there are many. */
function readWatchThreshold(
  reading: Reading,
  at: number,
  { bound: { atLeast: least }, length }: { bound: Bound; length: number },
  counted: Counted | undefined,
): void {
  const { of = "signIns" } = counted ?? {};
  if (least === undefined || !["signIns", "failures", "successes"].includes(of)) return;
  reading.draft.threshold = Math.max(1, least);
  if (of !== "signIns") require(reading, "status", [of === "failures" ? "failure" : "success"]);
  claim(reading, at, length + (counted?.isNoun === true ? counted.length : 0));
  readWithin(reading, at + length);
}

/** What a number counts: distinct values of a field, sign-ins, failures or successes. */
function countedAt(reading: Reading, at: number): Counted | undefined {
  const gap = skip(reading, at, adjectives, 2);
  const next = at + gap;
  if (["once", "twice"].includes(wordAt(reading, at - 1))) return { of: "signIns", length: 0, isNoun: true };
  if (countedNouns.has(wordAt(reading, next)) && isFree(reading, next))
    return { of: "signIns", length: gap + 1, isNoun: true };
  const meaning = meaningHere(reading, next);
  const status = meaning?.value.is === "value" && meaning.value.field === "status" ? meaning : undefined;
  const named = fieldHere(reading, next);
  if (
    named !== undefined &&
    isPlural(reading, next, named) &&
    named.length >= (meaning?.value.is === "value" ? meaning.length : 0) &&
    status === undefined
  )
    return { of: named.value, length: gap + named.length, isNoun: true };
  if (status?.value.is === "value") {
    const noun = meaningHere(reading, next + status.length);
    const length = gap + status.length + (noun?.value.is === "noun" ? noun.length : 0);
    const [only] = status.value.values;
    if (only === "failure") return { of: "failures", length, isNoun: true };
    if (only === "success") return { of: "successes", length, isNoun: true };
  }
  if (meaning?.value.is === "noun") return { of: "signIns", length: gap + meaning.length, isNoun: true };
  // "5+ mfa prompts": what is counted is left for the rule that reads it.
  return isPromptAt(reading, next) || (meaning?.value.is === "value" && gap === 0)
    ? { of: "signIns", length: 0, isNoun: false }
    : undefined;
}

function isPromptAt(reading: Reading, at: number): boolean {
  return ["mfa", "2fa", "ca"].includes(wordAt(reading, at)) && isFree(reading, at);
}

const acrossWords: ReadonlySet<string> = new Set([
  "in",
  "from",
  "across",
  "over",
  "on",
  "with",
  "using",
  "to",
]);
/** Larger ones are error codes: "watch 50126 failures". */
const mostBare = 9_999;
const rankWords: ReadonlySet<string> = new Set(["top", "first", "last", "latest", "newest", "worst"]);
const multiple: ReadonlySet<string> = new Set(["multiple", "several", "many"]);

function boundAt(reading: Reading, at: number): { bound: Bound; length: number } | undefined {
  const glued = /^(>=|=>|<=|>|<|≥|≤)?(\d{1,6})(\+)?$/.exec(reading.tokens[at]?.text ?? "");
  if (glued !== null && (glued[1] !== undefined || glued[3] !== undefined)) {
    const count = Number(glued[2]);
    const by = {
      ">=": atLeast,
      "=>": atLeast,
      "≥": atLeast,
      "<=": atMost,
      "≤": atMost,
      ">": above,
      "<": below,
      "": atLeast,
    };
    return { bound: by[(glued[1] ?? "") as keyof typeof by](count), length: 1 };
  }
  const sign = /^(>=|=>|<=|>|<|≥|≤)$/.exec(reading.tokens[at]?.text ?? "")?.[1];
  if (sign !== undefined) {
    const count = countAt(reading, at + 1);
    const by = {
      ">=": atLeast,
      "=>": atLeast,
      "≥": atLeast,
      "<=": atMost,
      "≤": atMost,
      ">": above,
      "<": below,
    };
    return count === undefined ? undefined : { bound: by[sign as keyof typeof by](count), length: 2 };
  }
  const said = phraseHere(reading, at, bounds);
  const times = said === undefined ? undefined : { once: 1, twice: 2 }[wordAt(reading, at + said.length)];
  if (said !== undefined && times !== undefined) return { bound: said.value(times), length: said.length + 1 };
  if (said !== undefined) {
    const count = countAt(reading, at + said.length);
    if (count !== undefined) return { bound: said.value(count), length: said.length + 1 };
  }
  // "Several countries" is more than one of them.
  if (multiple.has(wordAt(reading, at))) {
    const named = fieldHere(reading, at + 1 + skip(reading, at + 1, adjectives, 1));
    return named === undefined || reading.draft.intent === "hunt"
      ? undefined
      : { bound: { atLeast: 2 }, length: 1 };
  }
  const count = countAt(reading, at);
  // "Users in 2 countries", "from 3 ips".
  if (count !== undefined && acrossWords.has(wordAt(reading, at - 1))) {
    const named = fieldHere(reading, at + 1);
    if (named !== undefined && isPlural(reading, at + 1, named))
      return { bound: { atLeast: count }, length: 1 };
  }
  // "Spray 5 users 10m", "alert me if bob fails 5 times": of a hunt or a watch a bare number is a threshold, too.
  if (
    count !== undefined &&
    (reading.draft.intent === "hunt" || (reading.draft.intent === "watch" && count <= mostBare)) &&
    !rankWords.has(wordAt(reading, at - 1)) &&
    countedAt(reading, at + 1)?.isNoun === true
  )
    return { bound: { atLeast: count }, length: 1 };
  if (count === undefined || !["or", "and"].includes(wordAt(reading, at + 1)) || !isFree(reading, at, 3))
    return undefined;
  const tail = wordAt(reading, at + 2);
  if (["more", "above", "up", "over", "higher"].includes(tail))
    return { bound: { atLeast: count }, length: 3 };
  return ["fewer", "less", "below"].includes(tail) ? { bound: { atMost: count }, length: 3 } : undefined;
}

function countAt(reading: Reading, at: number): number | undefined {
  if (!isFree(reading, at) || units.has(wordAt(reading, at + 1))) return undefined;
  const word = wordAt(reading, at);
  return /^\d{1,6}$/.test(word) ? Number(word) : word.length > 2 ? numberWords.get(word) : undefined;
}

const successes = ["success", "successes", "successful"];
const failures = ["failure", "failures", "fails", "failed"];

/** "Only failures", "no success": of groups, so only where the text groups. Then thresholds on statuses are settled. */
export function readAbsence(reading: Reading): void {
  const { draft } = reading;
  if (draft.by !== undefined || draft.having !== undefined || draft.statusCounts !== undefined) {
    for (let at = 0; at < reading.tokens.length; at++) {
      if (!isFree(reading, at, 2)) continue;
      const [word, next] = [wordAt(reading, at), wordAt(reading, at + 1)];
      const none = ["no", "without", "zero", "never"].includes(word);
      const only = word === "only" || word === "just";
      const one: Having | undefined =
        (none && successes.includes(next)) || (only && failures.includes(next))
          ? { of: "successes", atMost: 0 }
          : (none && failures.includes(next)) || (only && successes.includes(next))
            ? { of: "failures", atMost: 0 }
            : undefined;
      if (one === undefined) continue;
      draft.statusCounts = [...(draft.statusCounts ?? []), one];
      const noun = meaningHere(reading, at + 2);
      claim(reading, at, 2 + (noun?.value.is === "noun" ? noun.length : 0));
    }
  }
  settle(reading);
}

/**
 * "Users with 10+ failures" are those with ten failed sign-ins; only where a question also counts the other status, or
 * the absence of one, do groups hold all sign-ins and count each status apart.
 */
function settle(reading: Reading): void {
  const { draft } = reading;
  const counts = draft.statusCounts ?? [];
  delete draft.statusCounts;
  const kinds = new Set(counts.map(({ of }) => of));
  const isAbsence = counts.some(({ atMost }) => atMost === 0);
  const whole = draft.intent === "hunt" || kinds.size > 1 || isAbsence;
  for (const one of counts) {
    if (!whole) require(reading, "status", [one.of === "failures" ? "failure" : "success"]);
    addThreshold(reading, whole ? one : { ...one, of: "signIns" });
  }
}

/** Adds a threshold; false where there are as many as a question can have. */
export function addThreshold({ draft }: Reading, one: Having): boolean {
  const held = draft.having ?? [];
  const known = held.some(
    (other) =>
      other.of === one.of &&
      other.atLeast === one.atLeast &&
      other.atMost === one.atMost &&
      other.before === one.before,
  );
  if (!known && held.length >= mostThresholds) return false;
  if (!known) draft.having = [...held, one];
  return true;
}
