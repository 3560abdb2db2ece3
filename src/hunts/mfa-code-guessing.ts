import { findBursts } from "./burst-findings.ts";
import { gotInFromThere } from "./entry.ts";
import { distinctKeys } from "./events.ts";
import { userLogs, type Event, type Hunt } from "./hunt.ts";
import { denials, distinctSteps } from "./mfa-steps.ts";

/** After reprise99's Identity-PotentialMFANumberMatchingAbuse.kql and Elastic's rule on one-time codes, as one. */
export const mfaCodeGuessing = {
  name: "mfa-code-guessing",
  words: [
    "mfa code guessing",
    "mfa guessing",
    "guessing mfa codes",
    "mfa brute force",
    "wrong mfa code",
    "wrong mfa codes",
    "wrong mfa number",
    "wrong mfa numbers",
    "number matching abuse",
    "totp brute force",
    "otp brute force",
    "otp guessing",
    "one-time code guessing",
  ],
  summary: "Wrong one-time codes or numbers of one user again and again.",
  explanation:
    "A code or the number of a prompt was wrong many times in a short time: somebody has the password and guesses the rest. A phone whose clock is wrong makes wrong codes, too, but from the user's own places.",
  thresholds: { having: [{ of: "failures", atLeast: 5 }], within: "PT1H" },
  fixed: "a wrong code or number",
  found: "met many wrong MFA codes",
  by: ["user"],
  logs: userLogs,
  reads: { ...denials, fields: [...denials.fields, "authMethod"] },
  finds: "bursts",
  find: (events, settings) => ({
    findings: findBursts(distinctSteps(events.filter(isWrongCode)), settings, {
      values: ["mfaDetail", "authMethod", "ip", "country", "app"],
      allFailed: true,
    }),
  }),
  aftermath: gotInFromThere,
} as const satisfies Hunt;

const wrong =
  /correct number|incorrect (code|pin)|invalid (mobile app )?verification code|code already used|wrong code/i;
/** Answers that are no guess, whatever method was asked for. */
const noGuess =
  /declined|fraud|did not respond|didn't respond|never entered|hung up|unable|blocked|timed out/i;
const codes = /oath|verification code/i;

/** By the log's own words; of a method that takes codes, whatever they do not tell otherwise. */
function isWrongCode(event: Event): boolean {
  const details = distinctKeys([event], "mfaDetail");
  if (details.some((detail) => wrong.test(detail))) return true;
  return (
    distinctKeys([event], "authMethod").some((method) => codes.test(method)) &&
    !details.some((detail) => noGuess.test(detail))
  );
}
