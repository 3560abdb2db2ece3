import { createPhrases } from "../phrases.ts";
import { claim, findPhrase, isFree, meaningHere, wordAt, type Reading } from "./reading.ts";

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
export function readWhyPrompted(reading: Reading): boolean {
  const why = reading.tokens.findIndex(
    (_, at) => isFree(reading, at) && ["why", "reason", "reasons"].includes(wordAt(reading, at)),
  );
  const prompted = why < 0 ? undefined : findPhrase(reading, promptWords);
  if (prompted === undefined) return false;
  reading.draft.intent = "methods";
  claim(reading, why);
  claim(reading, prompted.at, prompted.length);
  for (let at = why + 1; at < prompted.at; at++) if (everybody.has(wordAt(reading, at))) claim(reading, at);
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
    [
      "claim",
      "claims",
      "a claim",
      "token claim",
      "token claims",
      "a token claim",
      "claim in token",
      "claim in the token",
      "a claim in the token",
      "claims in the token",
    ].map((claim) => [`${satisfied} by ${claim}`, "claim"] as const),
  ),
]);
const usedWords: ReadonlySet<string> = new Set(
  "used use using with had have has by did do did protected covered were was are is that authentication requirement requirements".split(
    " ",
  ),
);

/** "what share of sign-ins used mfa", "how often are requirements satisfied by token claims". */
export function readShare(reading: Reading): void {
  const lead = findPhrase(reading, shareLeads);
  const subject = findPhrase(reading, shareSubjects);
  if (lead !== undefined && subject === undefined) return readShareOfMethod(reading, lead);
  if (lead === undefined || subject === undefined) return;
  // "How often did alice use mfa" counts.
  if (subject.value === "mfa" && /^(how|frequency)/.test(wordAt(reading, lead.at))) return;
  reading.draft.intent = "coverage";
  claim(reading, lead.at, lead.length);
  // "What share of mfa was satisfied by claim": both are what is told apart, and neither is a filter.
  for (
    let one = findPhrase(reading, shareSubjects);
    one !== undefined;
    one = findPhrase(reading, shareSubjects)
  ) {
    let start = one.at;
    while (start > 0 && isFree(reading, start - 1) && usedWords.has(wordAt(reading, start - 1))) start--;
    claim(reading, start, one.at + one.length - start);
  }
}

/** "what percentage of sign-ins use fido2": the report of methods has the share of each. */
function readShareOfMethod(reading: Reading, lead: { readonly at: number; readonly length: number }): void {
  if (/^(how|frequency)/.test(wordAt(reading, lead.at))) return;
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = isFree(reading, at) ? meaningHere(reading, at) : undefined;
    if (found?.value.is !== "value" || found.value.field !== "authMethod") continue;
    reading.draft.intent = "methods";
    claim(reading, lead.at, lead.length);
    return claim(reading, at, found.length);
  }
}
