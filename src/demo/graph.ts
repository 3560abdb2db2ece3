import type { AppliedConditionalAccessPolicy, SignIn } from "../signin/sign-in.ts";

/**
 * The sign-in as Microsoft Graph (beta) would deliver it. What it lacks is null, an empty string or an empty list;
 * properties that mean nothing in its log are undefined, so that its JSON has none of them.
 * Source: https://learn.microsoft.com/graph/api/resources/signin?view=graph-rest-beta
 */
export function graphSignIn(signIn: SignIn): object {
  const isPerson = signIn.type === "interactiveUser" || signIn.type === "nonInteractiveUser";
  return {
    id: signIn.id,
    createdDateTime: signIn.createdDateTime,
    signInEventTypes: [signIn.type],
    isInteractive: signIn.isInteractive ?? false,
    correlationId: signIn.correlationId,
    originalRequestId: signIn.originalRequestId ?? "",
    appId: signIn.appId,
    appDisplayName: signIn.appDisplayName ?? null,
    appOwnerTenantId: signIn.appOwnerTenantId ?? "",
    resourceId: signIn.resourceId,
    resourceDisplayName: signIn.resourceDisplayName,
    resourceTenantId: signIn.resourceTenantId ?? "",
    resourceServicePrincipalId: signIn.resourceServicePrincipalId ?? "",
    homeTenantId: signIn.homeTenantId ?? "",
    ipAddress: signIn.ipAddress ?? "",
    autonomousSystemNumber: signIn.autonomousSystemNumber ?? 0,
    location: location(signIn.location ?? {}),
    networkLocationDetails: signIn.networkLocationDetails ?? [],
    status: status(signIn),
    conditionalAccessStatus: signIn.conditionalAccessStatus,
    appliedConditionalAccessPolicies: (signIn.appliedConditionalAccessPolicies ?? []).map(policy),
    authenticationProtocol: signIn.authenticationProtocol ?? "none",
    incomingTokenType: signIn.incomingTokenType ?? "none",
    tokenIssuerType: signIn.tokenIssuerType ?? "AzureAD",
    uniqueTokenIdentifier: signIn.uniqueTokenIdentifier ?? "",
    riskLevelDuringSignIn: signIn.riskLevelDuringSignIn ?? "none",
    riskLevelAggregated: signIn.riskLevelAggregated ?? "none",
    riskState: signIn.riskState ?? "none",
    riskDetail: signIn.riskDetail ?? "none",
    riskEventTypes_v2: signIn.riskEventTypes_v2 ?? [],
    flaggedForReview: signIn.flaggedForReview ?? false,
    processingTimeInMilliseconds: signIn.processingTimeInMilliseconds ?? 0,
    userId: signIn.userId,
    userPrincipalName: signIn.userPrincipalName,
    userDisplayName: signIn.userDisplayName,
    userType: signIn.userType,
    signInIdentifier: signIn.signInIdentifier,
    signInIdentifierType: signIn.signInIdentifierType,
    homeTenantName: signIn.homeTenantName,
    crossTenantAccessType: signIn.crossTenantAccessType,
    clientAppUsed: signIn.clientAppUsed,
    userAgent: isPerson ? (signIn.userAgent ?? "") : undefined,
    deviceDetail: signIn.deviceDetail && device(signIn.deviceDetail),
    authenticationRequirement: signIn.authenticationRequirement,
    authenticationRequirementPolicies: signIn.authenticationRequirementPolicies,
    authenticationDetails: signIn.authenticationDetails,
    originalTransferMethod: signIn.originalTransferMethod,
    sessionId: isPerson ? (signIn.sessionId ?? "") : undefined,
    sessionLifetimePolicies: signIn.sessionLifetimePolicies,
    mfaDetail: signIn.mfaDetail && { authMethod: signIn.mfaDetail.authMethod, authDetail: null },
    servicePrincipalId: signIn.servicePrincipalId,
    servicePrincipalName: signIn.servicePrincipalName,
    servicePrincipalCredentialKeyId: signIn.servicePrincipalCredentialKeyId,
    clientCredentialType: signIn.clientCredentialType,
    managedServiceIdentity: signIn.managedServiceIdentity,
    isTenantRestricted: signIn.isTenantRestricted,
    agent: signIn.agent ?? null,
  };
}

function location({ city, state, countryOrRegion, geoCoordinates }: NonNullable<SignIn["location"]>): object {
  return {
    city: city ?? "",
    state: state ?? "",
    countryOrRegion: countryOrRegion ?? "",
    geoCoordinates: geoCoordinates === undefined ? {} : { altitude: null, ...geoCoordinates },
  };
}

/** The log says "Other." where all went well. */
function status({ status: { errorCode, failureReason, additionalDetails } }: SignIn): object {
  return {
    errorCode,
    failureReason: failureReason ?? (errorCode === 0 ? "Other." : null),
    additionalDetails: additionalDetails ?? null,
  };
}

/** Conditions are one text with commas, the authentication strength an object. */
function policy(applied: AppliedConditionalAccessPolicy): object {
  return {
    id: applied.id,
    displayName: applied.displayName,
    enforcedGrantControls: applied.enforcedGrantControls,
    enforcedSessionControls: applied.enforcedSessionControls,
    result: applied.result,
    conditionsSatisfied: applied.conditionsSatisfied?.join(",") || "none",
    conditionsNotSatisfied: applied.conditionsNotSatisfied?.join(",") || "none",
    authenticationStrength: applied.authenticationStrength && { displayName: applied.authenticationStrength },
  };
}

function device(detail: NonNullable<SignIn["deviceDetail"]>): object {
  return {
    deviceId: detail.deviceId ?? "",
    displayName: detail.displayName ?? "",
    operatingSystem: detail.operatingSystem ?? "",
    browser: detail.browser ?? "",
    isCompliant: detail.isCompliant ?? null,
    isManaged: detail.isManaged ?? null,
    trustType: detail.trustType ?? "",
  };
}
