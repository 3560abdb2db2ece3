import { meaningAt } from "../vocabulary.ts";
import { nameAt } from "./prepositions.ts";
import { claim, isFree, isPhraseAt, require, wordAt, type Reading } from "./reading.ts";

/**
 * One run of words that mean nothing else is a user's name, if the text names no user and the run stands at its start
 * or beside a word for sign-ins: "alice failures", "failures alice 7d", "alice or bob failures".
 */
export function readBareName(reading: Reading): void {
  if (reading.draft.is.has("user")) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    const run = nameAt(reading, at);
    if (run === undefined || reading.tokens[at]?.quoted === true) continue;
    const names = [run.name];
    let end = at + run.length;
    for (;;) {
      const joint =
        ["and", "or", "vs", "versus"].includes(wordAt(reading, end)) && isFree(reading, end) ? 1 : 0;
      const another =
        joint === 1 || reading.tokens[end - 1]?.comma === true ? nameAt(reading, end + joint) : undefined;
      if (another === undefined) break;
      names.push(another.name);
      end += joint + another.length;
    }
    const beside = [overMarks(reading, at - 1, -1), overMarks(reading, end, 1)].some((neighbour) =>
      isSignInWord(reading, neighbour),
    );
    if (!isStart(reading, at) && !beside) {
      at = end - 1;
      continue;
    }
    require(reading, "user", names);
    return claim(reading, at, end - at);
  }
}

/** The next token with a letter or digit: "failures — Alice — yesterday". */
function overMarks({ tokens }: Reading, at: number, step: 1 | -1): number {
  let next = at;
  while (tokens[next] !== undefined && !/[\p{L}\p{N}]/u.test(tokens[next]?.text ?? "")) next += step;
  return next;
}

/** Nothing but small words stands before, or what makes it a watch: "alert me when carol signs in". */
function isStart(reading: Reading, at: number): boolean {
  const { claimed, draft } = reading;
  const start = draft.watched === true ? claimed.indexOf(false) : 0;
  for (let before = start; before < at; before++) {
    if (!isFree(reading, before) || meaningAt(reading.tokens, before)?.value.is !== "filler") return false;
  }
  return true;
}

function isSignInWord(reading: Reading, at: number): boolean {
  for (let start = Math.max(0, at - 3); start <= at; start++) {
    const found = meaningAt(reading.tokens, start);
    if (found === undefined || start + found.length <= at) continue;
    if (
      found.value.is === "noun" ||
      (found.value.is === "value" &&
        ["status", "errorCode", "mfa", "conditionalAccess"].includes(found.value.field))
    )
      return true;
  }
  return besideNames.has(wordAt(reading, at));
}

/** Words of other kinds beside which a bare name stands: "timeline alice", "last seen bob". */
const besideNames: ReadonlySet<string> = new Set(
  `summary overview report seen time timeline active chronology chronological order pattern patterns habits behaviour behavior profile
  baseline methods coverage export watch monitor investigate hunt compare where wheres accessed used uses opened reached visited touched tried`.split(
    /\s+/,
  ),
);

/** Words after which a bare name is left out: "everyone except alice", "but not bob", "excluding carol and dave". */
const exceptions: readonly (readonly string[])[] = [
  ["except", "for"],
  ["except"],
  ["but", "not"],
  ["and", "not"],
  ["other", "than"],
  ["apart", "from"],
  ["excluding"],
  ["excl"],
  ["exclude"],
  ["ignoring"],
  ["ignore"],
  ["leaving", "out"],
  ["besides"],
  ["without"],
  ["minus"],
  ["not"],
];
/** "how many people called alice", "users named bob". */
const introductions: readonly (readonly string[])[] = [["called"], ["named"]];

/** A name that is to be left out must never be let in by being dropped; nor one that is introduced. */
export function readExceptions(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const isHere = (one: readonly string[]): boolean =>
      isPhraseAt(reading, at, one) && one.every((_, index) => isFree(reading, at + index));
    const introduced = introductions.find(isHere);
    const words = introduced ?? exceptions.find(isHere);
    if (words === undefined) continue;
    let end = at + words.length;
    const names: string[] = [];
    for (let run = nameAt(reading, end); run !== undefined; run = nameAt(reading, end)) {
      names.push(run.name);
      end += run.length;
      const joint = ["and", "or"].includes(wordAt(reading, end)) ? 1 : 0;
      const isMore = joint > 0 || reading.tokens[end - 1]?.comma === true;
      if (!isMore || nameAt(reading, end + joint) === undefined) break;
      end += joint;
    }
    if (names.length === 0) continue;
    require(reading, "user", names, introduced === undefined);
    claim(reading, at, end - at);
  }
}
