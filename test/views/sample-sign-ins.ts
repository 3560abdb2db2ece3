import type { SignIn } from "../../src/signin/sign-in.ts";

/** A sign-in that the tests of this folder change: only what each one is about. */
export function signInWith(change: Partial<SignIn> = {}): SignIn {
  return {
    id: "66ea54eb-6301-4ee5-be62-ff5a759b0100",
    createdDateTime: "2026-11-19T19:21:52.000Z",
    type: "interactiveUser",
    status: { errorCode: 0 },
    ...change,
  };
}

/** A record that fills every section of the detail card. */
export function fullSignIn({ policies, steps }: { policies: number; steps: number }): SignIn {
  const results = ["notApplied", "success", "failure", "reportOnlyFailure", "reportOnlySuccess"];
  return signInWith({
    correlationId: "d79f5bee-5860-4832-928f-3133e22ae912",
    userId: "efccec2c-bfc2-4e8f-adbd-ea9967c48e77",
    userDisplayName: "Alice Ng",
    userPrincipalName: "alice@contoso.com",
    userType: "guest",
    signInIdentifier: "alice.ng@fabrikam.com",
    homeTenantId: "8c2f6a5e-1111-4a4a-8b8b-000000000001",
    homeTenantName: "Fabrikam",
    resourceTenantId: "8c2f6a5e-1111-4a4a-8b8b-000000000002",
    crossTenantAccessType: "b2bCollaboration",
    appDisplayName: "One Outlook Web",
    appId: "9199bf20-a13f-4107-85dc-02114787ef48",
    resourceDisplayName: "Office 365 Exchange Online",
    resourceId: "00000002-0000-0ff1-ce00-000000000000",
    ipAddress: "198.51.100.21",
    ipAddressFromResourceProvider: "198.51.100.22",
    autonomousSystemNumber: 64501,
    location: { city: "Berlin", state: "Berlin", countryOrRegion: "DE" },
    networkLocationDetails: [{ networkNames: ["Head office", "VPN"] }],
    clientAppUsed: "Browser",
    userAgent: "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)",
    deviceDetail: {
      deviceId: "5f6a2d3e-0000-4000-8000-00000000000d",
      displayName: "ALICE-IPAD",
      operatingSystem: "iOS 18.6",
      browser: "Safari 18.6",
      isCompliant: false,
      isManaged: true,
      trustType: "Azure AD registered",
    },
    status: {
      errorCode: 53003,
      failureReason: "Access has been blocked by Conditional Access policies.",
      additionalDetails: "MFA requirement satisfied by claim in the token",
    },
    conditionalAccessStatus: "failure",
    appliedConditionalAccessPolicies: Array.from({ length: policies }, (_, index) => ({
      displayName: `Policy ${index + 1}`,
      result: results[index % results.length],
      enforcedGrantControls: ["Mfa", "RequireCompliantDevice"],
      enforcedSessionControls: ["SignInFrequency"],
    })),
    authenticationRequirement: "multiFactorAuthentication",
    authenticationRequirementPolicies: [{ requirementProvider: "multiConditionalAccess", detail: "CA" }],
    authenticationDetails: Array.from({ length: steps }, (_, index) => ({
      authenticationStepDateTime: `2026-11-19T19:21:${10 + index}.000Z`,
      authenticationMethod: "Mobile app notification",
      authenticationMethodDetail: "Alice's phone",
      succeeded: index % 2 === 0,
      authenticationStepResultDetail: "MFA requirement satisfied by claim in the token",
      authenticationStepRequirement: "Multi-factor authentication",
    })),
    sessionLifetimePolicies: [
      { expirationRequirement: "signInFrequencyPeriodicReauthentication", detail: "Every 4 hours" },
    ],
    mfaDetail: { authMethod: "Text message", authDetail: "+49 XXXXXXX89" },
    riskLevelDuringSignIn: "high",
    riskLevelAggregated: "medium",
    riskState: "atRisk",
    riskEventTypes_v2: ["unfamiliarFeatures", "maliciousIPAddress"],
    authenticationProtocol: "oAuth2",
    incomingTokenType: "primaryRefreshToken",
    originalTransferMethod: "deviceCodeFlow",
    signInTokenProtectionStatus: "unbound",
    sessionId: "00aa11bb-0000-4000-8000-00000000000e",
    uniqueTokenIdentifier: "61TqZgFj7k6-Yv9adZsBAA",
    flaggedForReview: true,
    isThroughGlobalSecureAccess: true,
  });
}
