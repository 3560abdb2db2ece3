import type { AppliedConditionalAccessPolicy } from "../signin/sign-in.ts";
import type { App } from "./apps.ts";
import type { Account } from "./company.ts";
import type { Device } from "./devices.ts";
import type { Network } from "./places.ts";

/** What the policies look at. */
export interface Circumstances {
  readonly account: Account;
  readonly app: App;
  readonly network: Network;
  readonly device: Device;
  /** IMAP, POP, SMTP and their like. */
  readonly isLegacyClient: boolean;
}

interface Policy {
  readonly id: string;
  readonly displayName: string;
  readonly grantControls: readonly string[];
  readonly sessionControls: readonly string[];
  readonly authenticationStrength?: string;
  readonly isReportOnly?: true;
  /** By the log's name of the condition; all have to be met for the policy to apply. */
  readonly conditions: Readonly<Record<string, (circumstances: Circumstances) => boolean>>;
}

const always = (): boolean => true;
const homeCountries: ReadonlySet<string> = new Set(["DE", "GB", "IE", "SE", "ES", "BR", "IN", "NL"]);
const isMember = ({ account }: Circumstances): boolean =>
  account.userType === "member" && account.factor !== "none";

/** The tenant's conditional access policies. */
const policies = {
  mfaForAll: {
    id: "0d2c6a4e-91f3-4b58-a7c0-5e1d83f6b201",
    displayName: "Require MFA for all users",
    grantControls: ["Mfa"],
    sessionControls: [],
    conditions: {
      application: always,
      users: ({ account }) => account.factor !== "none",
      location: ({ network, app }) => network.namedLocation === undefined || app.group === "azure",
    },
  },
  mfaForAdmins: {
    id: "1e7b93d5-60a2-4c4f-8d19-2f84c0a7e302",
    displayName: "Require MFA for admins",
    grantControls: ["Mfa"],
    sessionControls: [],
    authenticationStrength: "Phishing-resistant MFA",
    conditions: { application: always, users: ({ account }) => account.isAdmin },
  },
  blockLegacy: {
    id: "2f4a8c16-37d9-4e60-b5e2-90c1d7f8a403",
    displayName: "Block legacy authentication",
    grantControls: ["Block"],
    sessionControls: [],
    conditions: {
      application: always,
      users: always,
      clientType: ({ isLegacyClient }) => isLegacyClient,
    },
  },
  compliantDevice: {
    id: "3a9e5d27-8c14-4f71-96f3-a1b2e8c9d504",
    displayName: "Require compliant device",
    grantControls: ["RequireCompliantDevice"],
    sessionControls: [],
    conditions: {
      application: ({ app }) => app.group === "office",
      users: isMember,
    },
  },
  signInFrequency: {
    id: "4b0f6e38-d925-4a82-87a4-b2c3f9d0e605",
    displayName: "Sign-in frequency for Azure management",
    grantControls: [],
    sessionControls: ["SignInFrequency"],
    conditions: { application: ({ app }) => app.group === "azure", users: isMember },
  },
  foreignCountries: {
    id: "5c1a7f49-ea36-4b93-98b5-c3d4a0e1f706",
    displayName: "Block countries we do not work in (report-only)",
    grantControls: ["Block"],
    sessionControls: [],
    isReportOnly: true,
    conditions: {
      application: always,
      users: always,
      location: ({ network }) => !homeCountries.has(network.place.countryOrRegion),
    },
  },
} as const satisfies Record<string, Policy>;

export type PolicyName = keyof typeof policies;

/** Whether a policy asks for a second factor. */
export function mfaIsRequired(circumstances: Circumstances): boolean {
  return [policies.mfaForAll, policies.mfaForAdmins].some(
    (policy) => unmetCondition(policy, circumstances) === undefined,
  );
}

/** What each policy came to. Those in `failing` were not met; every other one that applies was. */
export function evaluatePolicies(
  circumstances: Circumstances,
  failing: readonly PolicyName[] = [],
): AppliedConditionalAccessPolicy[] {
  return Object.entries<Policy>(policies).map(([name, policy]) => {
    const unmet = unmetCondition(policy, circumstances);
    const conditions = Object.keys(policy.conditions);
    return {
      id: policy.id,
      displayName: policy.displayName,
      enforcedGrantControls: [...policy.grantControls],
      enforcedSessionControls: [...policy.sessionControls],
      result: resultOf(policy, unmet === undefined, failing.includes(name as PolicyName)),
      conditionsSatisfied: unmet === undefined ? conditions : conditions.slice(0, conditions.indexOf(unmet)),
      conditionsNotSatisfied: unmet === undefined ? [] : [unmet],
      ...(policy.authenticationStrength && { authenticationStrength: policy.authenticationStrength }),
    };
  });
}

/** The first condition that is not met, as far as evaluation goes. */
function unmetCondition(policy: Policy, circumstances: Circumstances): string | undefined {
  return Object.entries(policy.conditions).find(([, holds]) => !holds(circumstances))?.[0];
}

function resultOf(policy: Policy, applies: boolean, fails: boolean): string {
  if (policy.isReportOnly) return applies ? "reportOnlyFailure" : "reportOnlyNotApplied";
  if (!applies) return "notApplied";
  return fails ? "failure" : "success";
}
