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
    "would block",
    "would have blocked",
    "that would block",
    "that would have blocked",
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

/** A policy with what it came to in one sign-in. */
export interface PolicyOutcome {
  /** "POLICYID result". */
  readonly id: string;
  /** "Require MFA: failure". */
  readonly name: string;
}

/** Each evaluated policy with its own result: lists of policies and of results alone do not tell which had which. */
export function policyOutcomes({ appliedConditionalAccessPolicies = [] }: SignIn): PolicyOutcome[] {
  return appliedConditionalAccessPolicies.flatMap(({ id, displayName, result }) => {
    const policy = id ?? displayName;
    if (policy === undefined || policy === "" || result === undefined || result === "") return [];
    return [{ id: `${policy} ${result}`, name: `${displayName ?? policy}: ${result}` }];
  });
}

/** The parts of an outcome's id, and the policy's name without the result. */
export function readPolicyOutcome(id: string, name = id): { policy: string; name: string; result: string } {
  const at = id.lastIndexOf(" ");
  const result = id.slice(at + 1);
  const ending = `: ${result}`;
  return {
    policy: id.slice(0, Math.max(at, 0)),
    name: name.endsWith(ending) ? name.slice(0, -ending.length) : name,
    result,
  };
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
