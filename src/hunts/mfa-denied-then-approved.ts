import { followedByEntry } from "./after.ts";
import { findBursts } from "./burst-findings.ts";
import { userLogs, type Hunt } from "./hunt.ts";
import { denials, distinctSteps } from "./mfa-steps.ts";

/** After reprise99's Identity-PotentialMFASpam.kql: denied, and then completed within a short time. */
export const mfaDeniedThenApproved = {
  name: "mfa-denied-then-approved",
  words: [
    "mfa denied then approved",
    "mfa denied then accepted",
    "mfa denied and then approved",
    "denied then approved",
    "mfa rejected then approved",
    "mfa declined then approved",
  ],
  summary: "A user denies an MFA prompt and approves one soon after.",
  explanation:
    "A prompt that was denied or let pass, then one that was approved. A slip of the thumb is usual; an approval from the address that was denied may be one too many.",
  thresholds: { having: [{ of: "failures", atLeast: 1 }], within: "PT1H" },
  fixed: "followed by an approved prompt within the same time",
  found: "denied an MFA prompt and then approved one",
  by: ["user"],
  logs: userLogs,
  reads: denials,
  find: (events, settings) => ({
    findings: findBursts(distinctSteps(events), settings, {
      values: ["mfaDetail", "ip", "country"],
      allFailed: true,
    }),
  }),
  aftermath: {
    where: [
      { field: "status", is: ["success"] },
      { field: "mfaHow", is: ["prompt"] },
    ],
    fields: ["user", "ip", "city", "country", "status", "errorCode"],
    source: "any",
    length: "within",
    judge: followedByEntry("approved"),
  },
} as const satisfies Hunt;
