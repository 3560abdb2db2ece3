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
    "prompt reasons",
    "mfa prompt reasons",
    "authentication prompt reasons",
    ...["reason", "reasons"].flatMap((reason) =>
      ["for", "of", "behind"].flatMap((of) =>
        ["", "the ", "mfa ", "the mfa ", "authentication ", "the authentication "].flatMap((which) =>
          ["prompt", "prompts"].map((prompt) => `${reason} ${of} ${which}${prompt}`),
        ),
      ),
    ),
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
  if (found === undefined) {
    if (!readWhyPrompted(reading)) readShare(reading);
    return;
  }
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

const promptWords = createPhrases<true>(
  [
    ...["prompted", "challenged", "asked"].flatMap((asked) =>
      [
        "mfa",
        "multifactor",
        "authentication",
        "a second factor",
        "the second factor",
        "reauthentication",
      ].map((what) => `${asked} for ${what}`),
    ),
    "prompted",
    "challenged",
    "prompted again",
    "mfa prompted",
    "mfa prompts",
    "mfa required",
  ].map((phrase) => [phrase, true] as const),
);
/** They stand for everybody. */
const everybody: ReadonlySet<string> = new Set(["people", "users", "everyone", "everybody", "we", "us"]);

/** "why was alice prompted for mfa": what made Entra ID ask stands in the report of methods. */
function readWhyPrompted(reading: Reading): boolean {
  const prompted = wordAt(reading, 0) === "why" ? findPhrase(reading, promptWords) : undefined;
  if (prompted === undefined) return false;
  reading.draft.intent = "methods";
  claim(reading, 0);
  claim(reading, prompted.at, prompted.length);
  for (let at = 1; at < prompted.at; at++) if (everybody.has(wordAt(reading, at))) claim(reading, at);
  return true;
}

const shareLeads = createPhrases<true>(
  [
    "share",
    "percentage",
    "percent",
    "proportion",
    "fraction",
    "portion",
    "%",
    "how often",
    "how frequently",
    "frequency",
  ].map((phrase) => [phrase, true] as const),
);
const shareSubjects = createPhrases<"mfa" | "claim">([
  ...["mfa", "2fa", "multifactor"].map((phrase) => [phrase, "mfa"] as const),
  ...["satisfied", "met", "satisfy", "are satisfied", "is satisfied"].flatMap((satisfied) =>
    ["claim", "claims", "a claim", "token claim", "token claims", "a token claim", "claims in the token"].map(
      (claim) => [`${satisfied} by ${claim}`, "claim"] as const,
    ),
  ),
]);
const usedWords: ReadonlySet<string> = new Set(
  "used use using with had have has by did do did protected covered were was are is that authentication requirement requirements".split(
    " ",
  ),
);

/** "what share of sign-ins used mfa", "how often are requirements satisfied by token claims". */
function readShare(reading: Reading): void {
  const lead = findPhrase(reading, shareLeads);
  const subject = findPhrase(reading, shareSubjects);
  if (lead === undefined || subject === undefined) return;
  // "How often did alice use mfa" counts.
  if (subject.value === "mfa" && /^(how|frequency)/.test(wordAt(reading, lead.at))) return;
  reading.draft.intent = "coverage";
  claim(reading, lead.at, lead.length);
  let start = subject.at;
  while (start > 0 && isFree(reading, start - 1) && usedWords.has(wordAt(reading, start - 1))) start--;
  claim(reading, start, subject.at + subject.length - start);
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
  if (!ranks) require(reading, "conditionalAccess", ["failure"]);
  const end = at + gap + 1;
  claim(reading, at, end + skip(reading, end, fillings, 2) - at);
}
