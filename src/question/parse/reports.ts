import type { Intent } from "../question.ts";
import { createPhrases } from "../phrases.ts";
import { claim, findPhrase, isFree, phraseHere, require, skip, wordAt, type Reading } from "./reading.ts";

/** Phrases that ask for one kind of report, wherever they stand. */
const reports = createPhrases<Intent>([
  ...[
    "pattern",
    "patterns",
    "sign-in pattern",
    "sign-in patterns",
    "login pattern",
    "login patterns",
    "usual pattern",
    "usual patterns",
    "usual sign-in pattern",
    "normal pattern",
    "usage pattern",
    "habits",
    "sign-in habits",
    "behaviour",
    "behavior",
    "sign-in behaviour",
    "sign-in behavior",
    "what is normal",
    "whats normal",
    "what is usual",
    "whats usual",
    "what is typical",
    "normal behaviour",
    "normal behavior",
    "usual behaviour",
    "usual behavior",
    "normal activity",
    "usual activity",
    "typical activity",
    "typical sign-ins",
    "usual sign-ins",
    "normal sign-ins",
    "normal hours",
    "usual hours",
    "usual locations",
    "usual sign-in hours",
    "normal sign-in hours",
    "is this normal",
    "is that normal",
    "is it normal",
    "anything unusual",
    "anything strange",
    "anything odd",
    "anything weird",
    "anything out of the ordinary",
    "unusual activity",
    "unusual behaviour",
    "unusual behavior",
    "working hours",
    "baseline",
    "profile",
  ].map((phrase) => [phrase, "pattern"] as const),
  ...[
    "methods",
    "auth methods",
    "authentication methods",
    "authentication method usage",
    "auth method usage",
    "mfa methods",
    "mfa method usage",
    "method usage",
    "mfa success rate",
    "mfa failure rate",
    "mfa success rates",
    "methods usage",
    "auth method report",
    "methods report",
    "passwordless usage",
    "passwordless share",
    "passwordless adoption",
    "usage of auth methods",
    "usage of authentication methods",
    "share of passwordless",
  ].map((phrase) => [phrase, "methods"] as const),
  ...[
    "mfa coverage",
    "coverage",
    "mfa adoption",
    "mfa protection",
    "protected by mfa",
    "covered by mfa",
    "secured by mfa",
    "share with mfa",
    "percentage with mfa",
    "percent with mfa",
    "mfa share",
    "mfa rate",
    "mfa usage",
    "mfa percentage",
    "how much is protected by mfa",
    "not protected by mfa",
    "unprotected by mfa",
    "protected with mfa",
    "mfa registration coverage",
  ].map((phrase) => [phrase, "coverage"] as const),
]);

/** After these the name of a field groups, counts or filters. */
const notReports: ReadonlySet<string> = new Set(
  "by per top no any of for without and not an a count many number distinct unique different".split(" "),
);

const countWords: ReadonlySet<string> = new Set(
  "how many much what which percentage percent share proportion of the sign-ins signins logins users are is were".split(
    " ",
  ),
);

/** "sign-in pattern of alice", "auth methods last month", "how many sign-ins are protected by mfa". */
export function readReports(reading: Reading): void {
  if (reading.draft.intent !== undefined) return;
  const found = findPhrase(reading, reports);
  if (found === undefined) return readShare(reading);
  // "Which methods", "by auth method" and "top methods" group by the field.
  const before = wordAt(reading, found.at - 1);
  if (found.value === "methods" && (notReports.has(before) || ["which", "what", "new"].includes(before)))
    return;
  if (found.value === "methods" && /^\d+$/.test(before)) return;
  reading.draft.intent = found.value;
  let start = found.at;
  if (found.value === "coverage")
    while (start > 0 && isFree(reading, start - 1) && countWords.has(wordAt(reading, start - 1))) start--;
  claim(reading, start, found.at + found.length - start);
}

const shares: ReadonlySet<string> = new Set([
  "share",
  "percentage",
  "percent",
  "proportion",
  "fraction",
  "portion",
]);
const mfaWords: ReadonlySet<string> = new Set(["mfa", "2fa", "multifactor"]);
const usedWords: ReadonlySet<string> = new Set(
  "used use using with had have has by did do did protected covered were was are is that".split(" "),
);

/** "what share of sign-ins used mfa", "percentage of logins with mfa". */
function readShare(reading: Reading): void {
  const at = reading.tokens.findIndex(
    (_, index) =>
      isFree(reading, index) && (shares.has(wordAt(reading, index)) || reading.tokens[index]?.text === "%"),
  );
  const subject = reading.tokens.findIndex(
    (_, index) => isFree(reading, index) && mfaWords.has(wordAt(reading, index)),
  );
  if (at < 0 || subject < 0) return;
  reading.draft.intent = "coverage";
  claim(reading, at);
  let start = subject;
  while (start > 0 && isFree(reading, start - 1) && usedWords.has(wordAt(reading, start - 1))) start--;
  claim(reading, start, subject + 1 - start);
}

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
const askWords: ReadonlySet<string> = new Set(["which", "what"]);
const blocks: ReadonlySet<string> = new Set(
  "block blocks blocked blocking fail fails failed failing failures failure deny denied denies stop stopped stops".split(
    " ",
  ),
);
const fillings: ReadonlySet<string> = new Set(
  "the most by is are was were did do does ranked sorted have has keep keeps".split(" "),
);

/** "which policies blocked alice", "ca policies by failures", "conditional access policies last week", "policy impact". */
export function readPolicies(reading: Reading): void {
  if (reading.draft.intent !== undefined) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = phraseHere(reading, at, policyWords);
    if (found === undefined) continue;
    const asked = askWords.has(wordAt(reading, at - 1)) && isFree(reading, at - 1) ? 1 : 0;
    const before = wordAt(reading, at - 1);
    const named = reading.tokens[at + found.length]?.quoted === true;
    // "Top policies", "by policy" and "blocked by ca policies" mean something else.
    if (named || notReports.has(before) || /^\d+$/.test(before)) continue;
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
  if (!ranks) require(reading, "conditionalAccess", ["failure"]);
  const end = at + gap + 1;
  claim(reading, at, end + skip(reading, end, fillings, 2) - at);
}
