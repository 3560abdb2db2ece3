import { hunts, type HuntName } from "../../hunts/hunts.ts";
import { field } from "../fields.ts";
import { createPhrases } from "../phrases.ts";
import {
  claim,
  findPhrase,
  groupHere,
  isFree,
  isPlural,
  meaningHere,
  phraseHere,
  skip,
  wordAt,
  type Reading,
} from "./reading.ts";

const phrases = createPhrases<HuntName>(
  hunts.flatMap(({ name, words }) => words.map((phrase) => [phrase, name] as const)),
);
/** A hunt's own name needs the word "hunt": "device code" alone is a protocol. */
const names = createPhrases<HuntName>(
  hunts.flatMap(({ name }) =>
    [`hunt ${name}`, `detect ${name}`, `hunt for ${name}`].map((phrase) => [phrase, name] as const),
  ),
);

const leads: ReadonlySet<string> = new Set([
  "hunt",
  "hunts",
  "hunting",
  "detect",
  "detection",
  "signs",
  "for",
  "of",
  "any",
  "possible",
  "the",
  "a",
]);
const tails: ReadonlySet<string> = new Set([
  "attack",
  "attacks",
  "hunt",
  "detection",
  "detections",
  "sign-ins",
  "activity",
  "attempts",
  "check",
  "users",
  "events",
]);

/** "password spray last 24h", "any impossible travel", "hunt mfa-fatigue". */
export function readHunts(reading: Reading): void {
  const found = findPhrase(reading, names) ?? findPhrase(reading, phrases) ?? findName(reading);
  if (
    found === undefined ||
    (found.value === "first-seen" && !["hunt", "firstseen"].includes(wordAt(reading, found.at)))
  )
    return readFirstSeen(reading);
  // "Impossible travel detections" is Microsoft's risk event where a longer phrase says so.
  reading.draft.intent = "hunt";
  reading.draft.hunt = found.value;
  let start = found.at;
  while (
    start > 0 &&
    isFree(reading, start - 1) &&
    leads.has(wordAt(reading, start - 1)) &&
    wordAt(reading, start - 1) !== "for"
  )
    start--;
  if (wordAt(reading, start - 1) === "for" && leads.has(wordAt(reading, start - 2))) start -= 2;
  const end = found.at + found.length;
  claim(reading, Math.max(0, start), end + skip(reading, end, tails, 1) - Math.max(0, start));
}

const huntNamesAsTyped: ReadonlyMap<string, HuntName> = new Map(hunts.map(({ name }) => [name, name]));

/** "guest-denied last week": with its hyphen a name is no word of any other sentence; one of one word is where it is watched. */
function findName(reading: Reading): { value: HuntName; at: number; length: number } | undefined {
  const at = reading.tokens.findIndex(({ text, quoted }, index) => {
    const isName = huntNamesAsTyped.has(text.toLowerCase()) && !quoted && isFree(reading, index);
    return isName && (reading.draft.watched === true || text.includes("-"));
  });
  const value = huntNamesAsTyped.get(reading.tokens[at]?.text.toLowerCase() ?? "");
  if (value === undefined || (value === "first-seen" && groupHere(reading, at + 1) !== undefined))
    return undefined;
  return { value, at, length: 1 };
}

const newWords: ReadonlySet<string> = new Set(["new", "unseen", "newly", "unfamiliar", "firsttime"]);

const neverSeen = createPhrases<true>(
  [
    "never seen before",
    "not seen before",
    "never seen",
    "first seen",
    "not seen earlier",
    "seen for the first time",
    "that are new",
  ].map((phrase) => [phrase, true] as const),
);

/** "new countries for alice", "first seen ips", "ips never seen before", "sign-ins from new cities". */
function readFirstSeen(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at)) continue;
    // "Ips never seen before": the field stands in front.
    const tail = phraseHere(reading, at, neverSeen);
    if (tail !== undefined && readBefore(reading, at, tail.length)) return;
    const lead = newWords.has(wordAt(reading, at)) ? 1 : isFirstTime(reading, at) ? 2 : 0;
    if (lead === 0) continue;
    const guests = meaningHere(reading, at + lead)?.value;
    if (lead === 1 && guests?.is === "value" && guests.field === "userType") {
      // "New guests" are users; the value is read by its own rule.
      reading.draft.intent = "hunt";
      reading.draft.hunt = "first-seen";
      reading.draft.by = ["user"];
      return claim(reading, at);
    }
    const named = groupHere(reading, at + lead);
    if (named === undefined || !field(named.value).groups) continue;
    // "New user agent" and "new device" are said in the singular too; "new user" is not.
    if (
      !isPlural(reading, at + lead, named) &&
      !["device", "country", "app", "city", "ip", "userAgent"].includes(named.value)
    )
      continue;
    reading.draft.intent = "hunt";
    reading.draft.hunt = "first-seen";
    reading.draft.by = [named.value];
    const from = ["from", "with", "on"].includes(wordAt(reading, at - 1)) && isFree(reading, at - 1) ? 1 : 0;
    return claim(reading, at - from, from + lead + named.length);
  }
}

function readBefore(reading: Reading, at: number, length: number): boolean {
  for (const back of [1, 2]) {
    const named = groupHere(reading, at - back);
    if (named?.length !== back || !isPlural(reading, at - back, named)) continue;
    reading.draft.intent = "hunt";
    reading.draft.hunt = "first-seen";
    reading.draft.by = [named.value];
    claim(reading, at - back, back + length);
    return true;
  }
  return false;
}

function isFirstTime(reading: Reading, at: number): boolean {
  return wordAt(reading, at) === "first" && ["time", "seen"].includes(wordAt(reading, at + 1));
}
