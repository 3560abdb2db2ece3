import type { SignIn } from "./sign-in.ts";

/** Results of one conditional access policy, each with the phrases that mean it. Report-only results are no outcomes. */
export const policyResults = {
  success: [],
  failure: [],
  notApplied: [],
  notEnabled: [],
  reportOnlySuccess: [
    "report-only would have allowed",
    "report-only would have passed",
    "report-only success",
    "report-only successes",
  ],
  reportOnlyFailure: [
    "report-only would have blocked",
    "report-only would block",
    "report-only would have failed",
    "would have been blocked by report-only",
    "would have been blocked",
    "would be blocked",
    "report-only failure",
    "report-only failures",
    "report-only blocks",
    "report-only failed",
    "failed report-only",
    "blocked by report-only",
  ],
  reportOnlyInterrupted: [
    "report-only would have prompted",
    "report-only interrupted",
    "report-only user action required",
  ],
  reportOnlyNotApplied: ["report-only not applied"],
} as const satisfies Record<string, readonly string[]>;

/** What conditional access did: the record's own status. Source of the meaning: Entra's "sign-in log activity details". */
export function conditionalAccessResult(signIn: SignIn): "success" | "failure" | "notApplied" | undefined {
  return signIn.conditionalAccessStatus;
}

const riskLevels = ["none", "low", "medium", "high"] as const;
export type RiskLevel = (typeof riskLevels)[number];

/**
 * The risk of a sign-in. `hidden` (the tenant lacks the licence) and anything unheard of is unknown, never none. A
 * managed identity is "low" by default in exports, which is no finding: only the level during sign-in counts for it.
 */
export function riskLevel(signIn: SignIn): RiskLevel | undefined {
  const candidates =
    signIn.type === "managedIdentity"
      ? [signIn.riskLevelDuringSignIn]
      : [signIn.riskLevelDuringSignIn, signIn.riskLevelAggregated];
  return candidates
    .map((level) => riskLevels.find((known) => known === level))
    .filter((level) => level !== undefined)
    .sort((a, b) => riskLevels.indexOf(b) - riskLevels.indexOf(a))[0];
}
