import type { AppliedConditionalAccessPolicy, SignIn } from "../signin/sign-in.ts";
import { type App, type Resource, tenantId } from "./apps.ts";
import type { Account } from "./company.ts";
import type { Device } from "./devices.ts";
import type { Outcome } from "./outcomes.ts";
import type { Network } from "./places.ts";
import { evaluatePolicies } from "./policies.ts";
import { type Random, seededRandom } from "./random.ts";

/** Who tries to sign in to what, when, from where and with what. */
export interface Attempt {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly account: Account;
  readonly app: App;
  /** The app's usual resource unless given. */
  readonly resource?: Resource;
  readonly network: Network;
  readonly device: Device;
  readonly isInteractive: boolean;
  /** "Browser" or "Mobile Apps and Desktop clients" (the usual one in the background) unless given. */
  readonly clientAppUsed?: string;
  readonly correlationId?: string;
  readonly sessionId?: string;
  readonly authenticationProtocol?: string;
  /** Anything else that is particular about it. */
  readonly also?: Partial<SignIn>;
}

const modernClients: ReadonlySet<string> = new Set(["Browser", "Mobile Apps and Desktop clients"]);

/** The record of a person's attempt, without `raw`. */
export function userSignIn(attempt: Attempt, outcome: Outcome, random: Random): SignIn {
  const { account, app, network, device, isInteractive } = attempt;
  const resource = attempt.resource ?? app.resource;
  const clientAppUsed =
    attempt.clientAppUsed ?? (isInteractive ? "Browser" : "Mobile Apps and Desktop clients");
  const id = random.guid();
  const createdDateTime = new Date(attempt.at).toISOString();
  const isForeign = account.homeTenant.id !== tenantId;
  return {
    id,
    createdDateTime,
    type: isInteractive ? "interactiveUser" : "nonInteractiveUser",
    tenantId,
    isInteractive,
    correlationId: attempt.correlationId ?? random.guid(),
    originalRequestId: id,
    userId: account.id,
    userPrincipalName: account.userPrincipalName,
    userDisplayName: account.displayName,
    userType: account.userType,
    signInIdentifier: isInteractive ? account.userPrincipalName : undefined,
    signInIdentifierType: isInteractive ? "userPrincipalName" : undefined,
    appId: app.id,
    appDisplayName: app.name,
    appOwnerTenantId: app.ownerTenantId,
    resourceId: resource.id,
    resourceDisplayName: resource.name,
    resourceTenantId: tenantId,
    resourceServicePrincipalId: servicePrincipalIdOf(resource),
    homeTenantId: account.homeTenant.id,
    homeTenantName: account.homeTenant.name,
    crossTenantAccessType: isForeign ? "b2bCollaboration" : "none",
    ...whereFrom(network),
    clientAppUsed,
    userAgent: device.userAgent,
    deviceDetail: {
      deviceId: device.id,
      displayName: device.displayName,
      operatingSystem: device.operatingSystem,
      browser: clientAppUsed === "Browser" ? device.browser : undefined,
      isCompliant: device.isCompliant,
      isManaged: device.isManaged,
      trustType: device.trustType,
    },
    status: outcome.status,
    ...conditionalAccess(attempt, clientAppUsed, outcome),
    authenticationRequirement: outcome.authenticationRequirement,
    authenticationRequirementPolicies:
      outcome.authenticationRequirement === "multiFactorAuthentication" ? [requiredByPolicy] : [],
    // In the background nobody takes a step: the log has the summary alone.
    authenticationDetails: isInteractive
      ? outcome.authenticationDetails?.map((step) => ({
          authenticationStepDateTime: createdDateTime,
          ...step,
        }))
      : [],
    authenticationProtocol: attempt.authenticationProtocol ?? "oAuth2",
    originalTransferMethod: "none",
    incomingTokenType: isInteractive
      ? "none"
      : device.id === undefined
        ? "refreshToken"
        : "primaryRefreshToken",
    tokenIssuerType: "AzureAD",
    uniqueTokenIdentifier: outcome.status.errorCode === 0 ? tokenIdentifier(id) : undefined,
    sessionId: attempt.sessionId,
    sessionLifetimePolicies:
      isInteractive && outcome.authenticationRequirement === "multiFactorAuthentication"
        ? [app.group === "azure" ? signInFrequency : rememberMfa]
        : [],
    mfaDetail: outcome.mfaDetail,
    ...noRisk,
    isTenantRestricted: false,
    flaggedForReview: false,
    processingTimeInMilliseconds: random.whole(38, 420),
    agent: { agentType: "notAgentic" },
    ...attempt.also,
  };
}

const requiredByPolicy = { requirementProvider: "multiConditionalAccess", detail: "Conditional Access" };

/** Why whoever signed in before is asked again. */
const signInFrequency = {
  expirationRequirement: "signInFrequencyPeriodicReauthentication",
  detail: "Sign-in frequency is 12 hours",
};
const rememberMfa = {
  expirationRequirement: "rememberMultifactorAuthenticationOnTrustedDevices",
  detail: "Remember MFA",
};

/** No finding, in a tenant that has the licence to look for one. */
export const noRisk = {
  riskLevelDuringSignIn: "none",
  riskLevelAggregated: "none",
  riskState: "none",
  riskDetail: "none",
  riskEventTypes_v2: [] as string[],
} as const;

/** Address, place and named location as a sign-in tells them. */
export function whereFrom(
  network: Network,
): Pick<SignIn, "ipAddress" | "autonomousSystemNumber" | "location" | "networkLocationDetails"> {
  const { city, state, countryOrRegion, latitude, longitude } = network.place;
  return {
    ipAddress: network.address,
    autonomousSystemNumber: network.asn,
    location: { city, state: state || undefined, countryOrRegion, geoCoordinates: { latitude, longitude } },
    networkLocationDetails:
      network.namedLocation === undefined
        ? []
        : [{ networkType: "trustedNamedLocation", networkNames: [network.namedLocation] }],
  };
}

/** The id of the tenant's service principal of a resource: the same every time. */
export function servicePrincipalIdOf(resource: Resource): string {
  const known = servicePrincipalIds.get(resource.id);
  if (known !== undefined) return known;
  const made = seededRandom(`service principal of ${resource.id}`).guid();
  servicePrincipalIds.set(resource.id, made);
  return made;
}

const servicePrincipalIds = new Map<string, string>();

/** Base64url of the request id, which is how such identifiers look. */
export function tokenIdentifier(id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
}

/**
 * Policies are looked at once the first factor is there; what stops earlier, or only asks, has none applied. A block
 * lists all of them, a success those that applied.
 */
function conditionalAccess(
  attempt: Attempt,
  clientAppUsed: string,
  outcome: Outcome,
): Pick<SignIn, "conditionalAccessStatus" | "appliedConditionalAccessPolicies"> {
  const failing = outcome.failedPolicies ?? [];
  if (outcome.status.errorCode !== 0 && failing.length === 0) {
    return { conditionalAccessStatus: "notApplied", appliedConditionalAccessPolicies: [] };
  }
  const policies = evaluatePolicies(
    { ...attempt, isLegacyClient: !modernClients.has(clientAppUsed) },
    failing,
  );
  return failing.length > 0
    ? { conditionalAccessStatus: "failure", appliedConditionalAccessPolicies: policies }
    : { conditionalAccessStatus: "success", appliedConditionalAccessPolicies: policies.filter(hasApplied) };
}

function hasApplied({ result }: AppliedConditionalAccessPolicy): boolean {
  return result !== "notApplied" && result !== "reportOnlyNotApplied";
}
