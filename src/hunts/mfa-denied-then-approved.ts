import { followedByEntry } from "./after.ts";
import { findBursts } from "./burst-findings.ts";
import { userLogs, type Hunt } from "./hunt.ts";
import { denials, distinctSteps } from "./mfa-steps.ts";
import { isNewPlace, places } from "./new-place.ts";

/** Denied so often, it was no slip. */
const often = 2;

/**
 * After reprise99's Identity-PotentialMFASpam.kql: denied, and then completed within a short time. Whoever lets a prompt
 * pass and approves the next does the same every day, so that a single one counts from where the user had not been.
 */
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
    "Prompts that were denied or let pass, then one that was approved: worn down, or one too many. A single prompt counts where the user had not been before; at their own places a slip of the thumb is usual.",
  thresholds: { having: [{ of: "failures", atLeast: 1 }], within: "PT10M", baseline: "P30D" },
  fixed: `followed by an approved prompt within the same time; denied at least ${often} times, or from an address and a network new for the user`,
  found: "denied an MFA prompt and then approved one",
  by: ["user"],
  logs: userLogs,
  reads: { ...denials, fields: [...denials.fields, "asn"] },
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
  past: {
    where: [{ field: "status", is: ["success"] }],
    of: places,
    judge: (finding, had) =>
      finding.events.length >= often || finding.events.some((event) => isNewPlace(event, had))
        ? finding
        : undefined,
  },
} as const satisfies Hunt;
