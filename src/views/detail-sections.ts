import { countryName } from "../question/countries.ts";
import { clientKindOf } from "../signin/client-apps.ts";
import { promptReasonText } from "../signin/prompt-reasons.ts";
import { nameOrKnown } from "../signin/known-apps.ts";
import type { AppliedConditionalAccessPolicy, AuthenticationDetail, SignIn } from "../signin/sign-in.ts";
import { codeText } from "./reason.ts";
import { policyName } from "./verdict.ts";
import type { Reading } from "./rows.ts";
import type { Facts } from "./view.ts";
import { exactTime, listed, number } from "./words.ts";

type Line = readonly [label: string, value: string | undefined];

const typeNames: Readonly<Record<SignIn["type"], string>> = {
  interactiveUser: "Interactive user",
  nonInteractiveUser: "Non-interactive user",
  servicePrincipal: "Service principal",
  managedIdentity: "Managed identity",
};

/** A record this young (ms) may still miss steps and risk. */
const young = 60 * 60_000;
/** Policies that were not applied are folded into one line beyond so many. */
const shownPolicies = 8;

/** Everything the record holds, as the portal orders it: who, what, how. Empty sections are left out. */
export function detailSections(signIn: SignIn, reading: Reading): Facts[] {
  return [
    section("Basic info", basic(signIn, reading)),
    section("Who", who(signIn)),
    section("What", what(signIn)),
    section(
      "Location",
      place(signIn),
      "Addresses map to places only roughly: mobile networks, VPNs and proxies show up elsewhere.",
    ),
    section("Device and client", device(signIn)),
    section("Authentication details", steps(signIn, reading), youngNote(signIn, reading)),
    section(
      "Session lifetime policies",
      (signIn.sessionLifetimePolicies ?? []).map((p): Line => [
        p.detail ?? "Policy",
        p.expirationRequirement && promptReasonText(p.expirationRequirement),
      ]),
    ),
    section("Conditional access", policies(signIn)),
    section("Risk", risk(signIn)),
    section("Token", token(signIn)),
  ].filter((one) => one.facts.length > 0);
}

function section(title: string, lines: readonly Line[], note = ""): Facts {
  const facts = lines.flatMap(([label, value]) =>
    value === undefined || value === "" ? [] : [{ label, value }],
  );
  return { title, facts, note };
}

function basic(s: SignIn, { timezone }: Reading): Line[] {
  return [
    ["Date", exactTime(Date.parse(s.createdDateTime), timezone)],
    ["Log", typeNames[s.type]],
    ["Request ID", s.id],
    ["Correlation ID", s.correlationId],
    ["Error code", codeText(s.status.errorCode) ?? "unknown"],
    ["Failure reason", s.status.errorCode === 0 ? undefined : s.status.failureReason],
    ["Additional details", s.status.additionalDetails],
    ["Flagged for review", yes(s.flaggedForReview, true)],
  ];
}

function who(s: SignIn): Line[] {
  return [
    ["User", s.userDisplayName],
    ["User principal name", s.userPrincipalName],
    ["User ID", s.userId],
    ["User type", s.userType === "guest" ? "Guest" : undefined],
    ["Sign-in identifier", s.signInIdentifier === s.userPrincipalName ? undefined : s.signInIdentifier],
    ["Service principal", s.servicePrincipalName],
    ["Service principal ID", s.servicePrincipalId],
    [
      "Credential",
      [
        s.clientCredentialType === "none" ? undefined : s.clientCredentialType,
        s.servicePrincipalCredentialKeyId,
      ]
        .filter((x) => x !== undefined)
        .join(" "),
    ],
    ["Managed identity of", s.managedServiceIdentity?.associatedResourceId],
    [
      "Home tenant",
      s.homeTenantId === s.resourceTenantId
        ? undefined
        : [s.homeTenantName, s.homeTenantId].filter((x) => x !== undefined).join(" "),
    ],
    ["Cross-tenant access", s.crossTenantAccessType === "none" ? undefined : s.crossTenantAccessType],
    ["Agent", s.agent?.agentType === "notAgentic" ? undefined : s.agent?.agentType],
  ];
}

function what(s: SignIn): Line[] {
  return [
    ["Application", nameOrKnown(s.appId, s.appDisplayName)],
    ["Application ID", s.appId],
    ["Resource", s.resourceDisplayName],
    ["Resource ID", s.resourceId],
  ];
}

function place(s: SignIn): Line[] {
  const { location } = s;
  const country = location?.countryOrRegion === undefined ? undefined : countryName(location.countryOrRegion);
  return [
    ["IP address", s.ipAddress],
    [
      "Seen by resource",
      s.ipAddressFromResourceProvider === s.ipAddress ? undefined : s.ipAddressFromResourceProvider,
    ],
    [
      "Place",
      [...new Set([location?.city, location?.state, country])]
        .filter((part) => part !== undefined)
        .join(", "),
    ],
    ["Autonomous system", s.autonomousSystemNumber?.toString()],
    [
      "Named locations",
      listed((s.networkLocationDetails ?? []).flatMap((network) => network.networkNames ?? [])),
    ],
    ["Global Secure Access", yes(s.isThroughGlobalSecureAccess, true)],
  ];
}

function device(s: SignIn): Line[] {
  const { deviceDetail } = s;
  const client =
    s.clientAppUsed === undefined
      ? undefined
      : `${s.clientAppUsed}${clientKindOf(s.clientAppUsed) === "legacy" ? " (legacy: cannot do MFA)" : ""}`;
  return [
    ["Client app", client],
    ["Device", deviceDetail?.displayName],
    ["Device ID", deviceDetail?.deviceId],
    ["Operating system", deviceDetail?.operatingSystem],
    ["Browser", deviceDetail?.browser],
    ["Compliant", yes(deviceDetail?.isCompliant)],
    ["Managed", yes(deviceDetail?.isManaged)],
    ["Join type", deviceDetail?.trustType],
    ["User agent", s.userAgent],
  ];
}

function steps(s: SignIn, { timezone }: Reading): Line[] {
  const requirement = {
    singleFactorAuthentication: "Single factor",
    multiFactorAuthentication: "Multifactor",
  }[s.authenticationRequirement ?? ""];
  return [
    ["Requirement", requirement ?? s.authenticationRequirement],
    [
      "Required by",
      listed(
        (s.authenticationRequirementPolicies ?? []).map(
          (policy) => policy.detail ?? policy.requirementProvider ?? "policy",
        ),
      ),
    ],
    ["MFA", [s.mfaDetail?.authMethod, s.mfaDetail?.authDetail].filter((x) => x !== undefined).join(" ")],
    ...(s.authenticationDetails ?? []).map((step, index): Line => [
      `Step ${index + 1}`,
      stepText(step, timezone),
    ]),
  ];
}

function stepText(step: AuthenticationDetail, timezone: string): string {
  const time =
    step.authenticationStepDateTime === undefined ? Number.NaN : Date.parse(step.authenticationStepDateTime);
  return [
    step.authenticationMethod ?? "Unnamed method",
    step.authenticationMethodDetail === undefined ? "" : `(${step.authenticationMethodDetail})`,
    step.succeeded === undefined ? "" : step.succeeded ? "– succeeded" : "– failed",
    step.authenticationStepResultDetail === undefined ? "" : `– ${step.authenticationStepResultDetail}`,
    step.authenticationStepRequirement === undefined ? "" : `[${step.authenticationStepRequirement}]`,
    Number.isNaN(time) ? "" : exactTime(time, timezone).replace(/^\w+ \d+ \w+ \d+ /, "at "),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function youngNote(signIn: SignIn, { now }: Reading): string {
  return now - Date.parse(signIn.createdDateTime) < young
    ? "This record is less than an hour old: steps, results and risk may still be incomplete."
    : "";
}

const order = [
  "failure",
  "reportOnlyFailure",
  "reportOnlyInterrupted",
  "success",
  "reportOnlySuccess",
  "unknown",
];
const resultNames: Readonly<Record<string, string>> = {
  failure: "Failure",
  success: "Success",
  notApplied: "Not applied",
  notEnabled: "Not enabled",
  reportOnlyFailure: "Report-only: would have failed",
  reportOnlySuccess: "Report-only: would have passed",
  reportOnlyInterrupted: "Report-only: would have asked the user",
  reportOnlyNotApplied: "Report-only: not applied",
};

/** Failing ones first, then passed, report-only; those that did not apply are one line. */
function policies(s: SignIn): Line[] {
  const all = s.appliedConditionalAccessPolicies ?? [];
  const idle = all.filter((policy) => isIdle(policy));
  const active = all.filter((policy) => !isIdle(policy)).sort((a, b) => rank(a) - rank(b));
  const names = { success: "Success", failure: "Failure", notApplied: "Not applied" } as const;
  return [
    ["Status", s.conditionalAccessStatus === undefined ? undefined : names[s.conditionalAccessStatus]],
    ...active
      .slice(0, shownPolicies)
      .map((policy): Line => [
        resultNames[policy.result ?? ""] ?? policy.result ?? "Unknown",
        policyText(policy),
      ]),
    [
      "More",
      active.length > shownPolicies
        ? `${number(active.length - shownPolicies)} more policies applied`
        : undefined,
    ],
    [
      "Not applied",
      idle.length === 0
        ? undefined
        : idle.length > 3
          ? `${number(idle.length)} policies`
          : listed(idle.map(policyName)),
    ],
  ];
}

function isIdle({ result }: AppliedConditionalAccessPolicy): boolean {
  return result === "notApplied" || result === "notEnabled" || result === "reportOnlyNotApplied";
}

function rank({ result }: AppliedConditionalAccessPolicy): number {
  const at = order.indexOf(result ?? "unknown");
  return at < 0 ? order.length : at;
}

function policyText(policy: AppliedConditionalAccessPolicy): string {
  const controls = [...(policy.enforcedGrantControls ?? []), ...(policy.enforcedSessionControls ?? [])];
  const strength =
    policy.authenticationStrength === undefined ? [] : [`strength ${policy.authenticationStrength}`];
  const all = [...controls, ...strength];
  return all.length === 0 ? policyName(policy) : `${policyName(policy)} (${all.join(", ")})`;
}

function risk(s: SignIn): Line[] {
  const said = (level: string | undefined): string | undefined =>
    level === "hidden" ? "unknown (needs Entra ID P2)" : level;
  const none = [s.riskLevelDuringSignIn, s.riskLevelAggregated].every(
    (level) => level === undefined || level === "none",
  );
  if (none && (s.riskState ?? "none") === "none" && (s.riskEventTypes_v2 ?? []).length === 0) return [];
  return [
    ["During sign-in", said(s.riskLevelDuringSignIn)],
    ["Aggregated", said(s.riskLevelAggregated)],
    ["State", s.riskState === "none" ? undefined : s.riskState],
    ["Detail", s.riskDetail === "none" || s.riskDetail === "hidden" ? undefined : s.riskDetail],
    ["Detections", listed(s.riskEventTypes_v2 ?? [])],
  ];
}

function token(s: SignIn): Line[] {
  const given = (value: string | undefined): string | undefined => (value === "none" ? undefined : value);
  return [
    ["Protocol", given(s.authenticationProtocol)],
    ["Incoming token", given(s.incomingTokenType)],
    ["Transfer method", given(s.originalTransferMethod)],
    ["Token protection", given(s.signInTokenProtectionStatus)],
    ["Session ID", s.sessionId],
    ["Unique token ID", s.uniqueTokenIdentifier],
  ];
}

function yes(value: boolean | undefined, onlyTrue = false): string | undefined {
  if (value === undefined || (onlyTrue && !value)) return undefined;
  return value ? "Yes" : "No";
}
