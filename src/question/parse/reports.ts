import type { Intent } from "../question.ts";
import { createPhrases } from "../phrases.ts";
import { claim, findPhrase, isFree, wordAt, type Reading } from "./reading.ts";
import { readShare, readWhyPrompted } from "./shares.ts";

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
    "heat map",
    "heatmap",
    "sign-in heat map",
    "usual sign-in times",
    "usual sign-in time",
    "usually sign in",
    "usually log in",
    "normally sign in",
    "normally log in",
    "typically sign in",
    "typically log in",
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
    ...[
      "success rate",
      "success rates",
      "failure rate",
      "failure rates",
      "usage and success rate",
      "usage",
    ].flatMap((rate) =>
      ["by", "of", "per", "of each", "for each", "of every"].flatMap((by) =>
        [
          "method",
          "methods",
          "auth method",
          "auth methods",
          "authentication method",
          "authentication methods",
          "mfa method",
          "mfa methods",
        ].map((method) => `${rate} ${by} ${method}`),
      ),
    ),
    ...["mfa method", "auth method", "authentication method", "method"].flatMap((method) => [
      `${method} success rate`,
      `${method} success rates`,
      `${method} failure rate`,
    ]),
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
    ...["", "mfa ", "mfa by ", "by ", "satisfied by "].flatMap((mfa) =>
      ["vs", "versus", "against", "or", "and"].flatMap((vs) => [
        `${mfa}claim ${vs} prompt`,
        `${mfa}claims ${vs} prompts`,
        `${mfa}prompt ${vs} claim`,
        `${mfa}prompts ${vs} claims`,
      ]),
    ),
  ].map((phrase) => [phrase, "coverage"] as const),
]);

/** After these the name of a field groups, counts or filters. */
export const notReports: ReadonlySet<string> = new Set(
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
