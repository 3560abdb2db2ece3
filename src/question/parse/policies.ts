import { createPhrases } from "../phrases.ts";
import { findPhrase, claim, isFree, phraseHere, require, skip, wordAt, type Reading } from "./reading.ts";
import { notReports } from "./reports.ts";

const policyWords = createPhrases<"singular" | "plural">(
  [
    "policies",
    "ca policies",
    "conditional access policies",
    "ca policy",
    "conditional access policy",
    "policy",
    "ca results",
    "ca details",
    "conditional access results",
    "conditional access details",
  ].map((phrase) => [phrase, phrase.endsWith("s") ? "plural" : "singular"] as const),
);
const otherPolicies: ReadonlySet<string> = new Set(["session", "lifetime", "auth", "authentication"]);
const askWords: ReadonlySet<string> = new Set(["which", "what"]);
const blocks: ReadonlySet<string> = new Set(
  "block blocks blocked blocking fail fails failed failing failures failure deny denied denies stop stopped stops".split(
    " ",
  ),
);
const fillings: ReadonlySet<string> = new Set(
  "the most by is are was were did do does ranked sorted have has keep keeps".split(" "),
);

const reportOnly = createPhrases<true>(
  ["report-only", "report only"].flatMap((mode) =>
    [
      "policies",
      "policy",
      "ca policies",
      "ca policy",
      "conditional access policies",
      "conditional access",
    ].map((policies) => [`${mode} ${policies}`, true] as const),
  ),
);
const wouldWords: ReadonlySet<string> = new Set(
  "which what would will could have has be been the my our".split(" "),
);

/** "what would report-only policies have blocked", "sign-ins blocked by report-only policies". */
export function readReportOnly(reading: Reading): void {
  const found = findPhrase(reading, reportOnly);
  if (found === undefined) return;
  const end = found.at + found.length;
  const gap = skip(reading, end, wouldWords, 3);
  const isAfter = isFree(reading, end + gap) && blocks.has(wordAt(reading, end + gap));
  const by = wordAt(reading, found.at - 1) === "by" ? 1 : 0;
  const isBefore = blocks.has(wordAt(reading, found.at - 1 - by)) && isFree(reading, found.at - 1 - by);
  if (!isAfter && !isBefore) return;
  reading.draft.intent ??= "policies";
  require(reading, "policyResult", ["reportOnlyFailure"]);
  const start = isBefore ? found.at - 1 - by : found.at;
  claim(reading, start, (isAfter ? end + gap + 1 : end) - start);
}

/** "which policies blocked alice", "ca policies by failures", "conditional access policies last week", "policy impact". */
export function readPolicies(reading: Reading): void {
  if (reading.draft.intent !== undefined) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = phraseHere(reading, at, policyWords);
    if (found === undefined) continue;
    const asked = askWords.has(wordAt(reading, at - 1)) && isFree(reading, at - 1) ? 1 : 0;
    const before = wordAt(reading, at - 1);
    const named = reading.tokens[at + found.length]?.quoted === true;
    // "Top policies", "by policy", "blocked by ca policies" and "session policies" mean something else.
    if (named || notReports.has(before) || otherPolicies.has(before) || /^\d+$/.test(before)) continue;
    if (found.value === "singular" && asked === 0) continue;
    reading.draft.intent = "policies";
    claim(reading, at - asked, asked + found.length);
    readBlocks(reading, at + found.length);
    return;
  }
}

/** What the policies did: "blocked", "blocks the most", "by failures". */
function readBlocks(reading: Reading, at: number): void {
  const gap = skip(reading, at, fillings, 3);
  if (!isFree(reading, at + gap) || !blocks.has(wordAt(reading, at + gap))) return;
  // "By failures" ranks; "blocked alice" filters.
  const ranks = Array.from({ length: gap }, (_, index) => wordAt(reading, at + index)).includes("by");
  // A policy that only reports has stopped nobody.
  const isReportOnly = reading.draft.is.get("policyResult")?.includes("reportOnlyFailure") === true;
  if (!ranks && !isReportOnly) require(reading, "conditionalAccess", ["failure"]);
  const end = at + gap + 1;
  claim(reading, at, end + skip(reading, end, fillings, 2) - at);
}
