import { createPhrases } from "../phrases.ts";
import { phraseAt } from "../time/phrases.ts";
import { groupHere, claim, isFree, isPlural, phraseHere, skip, type Reading } from "./reading.ts";
import { addThreshold } from "./thresholds.ts";

const inactivity = createPhrases<true>([
  ...["inactive", "dormant", "idle", "stale", "unused", "abandoned"].map((word) => [word, true] as const),
  ...[
    "not",
    "havent",
    "hasnt",
    "have not",
    "has not",
    "didnt",
    "did not",
    "who didnt",
    "never",
    "no",
    "nobody",
    "noone",
    "no one",
    "nobody has",
    "no one has",
    "without",
    "without any",
    "no longer",
    "wasnt",
    "werent",
  ].flatMap((negation) =>
    [
      "signed in",
      "sign in",
      "sign-ins",
      "logged in",
      "login",
      "logins",
      "logged on",
      "been seen",
      "been used",
      "been active",
      "seen",
      "used",
      "active",
      "activity",
      "usage",
      "use",
      "uses",
    ].map((verb) => [`${negation} ${verb}`, true] as const),
  ),
  ["last seen before", true],
  ["last seen more than", true],
  ["not since", true],
]);
const since: ReadonlySet<string> = new Set(["for", "since", "over", "more", "than", "at", "least"]);

/** "inactive 60 days", "apps nobody used in 30 days", "who hasn't signed in this month": absence is a threshold too. */
export function readInactivity(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = phraseHere(reading, at, inactivity);
    if (found === undefined) continue;
    const next = at + found.length;
    for (const lead of [0, skip(reading, next, since, 3)]) {
      const phrase = isFree(reading, next + lead)
        ? phraseAt(reading.tokens, next + lead, reading.reader)
        : undefined;
      const before = phrase?.window?.from ?? (phrase === undefined ? undefined : phrase.window?.to);
      if (phrase === undefined || before === undefined || !isFree(reading, next + lead, phrase.length))
        continue;
      if (!addThreshold(reading, { of: "lastSeen", before })) return;
      reading.draft.timed = true;
      return claim(reading, at, found.length + lead + phrase.length);
    }
    // "Users inactive": the words before the amount may stand apart ("inactive users 60 days").
    if (found.length === 1) return readInactiveNoun(reading, at);
  }
}

/** "inactive users 60 days", "stale apps 90d". */
function readInactiveNoun(reading: Reading, at: number): void {
  const named = groupHere(reading, at + 1);
  if (named === undefined || !isPlural(reading, at + 1, named)) return;
  const next = at + 1 + named.length;
  const lead = skip(reading, next, since, 3);
  const phrase = [0, lead]
    .map((length) => ({ length, phrase: phraseAt(reading.tokens, next + length, reading.reader) }))
    .find(({ phrase }) => phrase?.window?.from !== undefined);
  if (phrase?.phrase?.window?.from === undefined) return;
  if (!addThreshold(reading, { of: "lastSeen", before: phrase.phrase.window.from })) return;
  reading.draft.timed = true;
  reading.draft.by ??= [named.value];
  claim(reading, at, 1 + named.length + phrase.length + phrase.phrase.length);
}
