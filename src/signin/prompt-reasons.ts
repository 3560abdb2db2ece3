/**
 * Session lifetime policies that make Entra ID ask again, by their name in sessionLifetimePolicies.expirationRequirement,
 * in words. Source: https://learn.microsoft.com/graph/api/resources/sessionlifetimepolicy?view=graph-rest-beta
 */
const sessionPolicies: Readonly<Record<string, string>> = {
  rememberMultifactorAuthenticationOnTrustedDevices: "Remember MFA on trusted devices",
  tenantTokenLifetimePolicy: "Token lifetime policy of the tenant",
  audienceTokenLifetimePolicy: "Token lifetime policy of the application",
  signInFrequencyPeriodicReauthentication: "Sign-in frequency, periodic",
  signInFrequencyEveryTime: "Sign-in frequency, every time",
  ngcMfa: "MFA for Windows Hello for Business",
};

/**
 * Who can require MFA, by the name in authenticationRequirementPolicies.requirementProvider, in words. Source:
 * https://learn.microsoft.com/graph/api/resources/authenticationrequirementpolicy?view=graph-rest-beta
 */
const requirementProviders: Readonly<Record<string, string>> = {
  user: "Per-user MFA",
  request: "The application's request",
  servicePrincipal: "The application",
  v1ConditionalAccess: "Conditional access, older kind",
  multiConditionalAccess: "Conditional access",
  tenantSessionRiskPolicy: "Sign-in risk policy",
  accountCompromisePolicies: "User risk policy",
  riskBasedPolicy: "Risk-based policy",
  securityDefaults: "Security defaults",
  baselineProtection: "Baseline protection",
  enforcedForCspAdmins: "Enforced for partners' admins",
  authenticationStrengths: "Authentication strength",
  mfaRegistrationRequiredByIdentityProtectionPolicy: "MFA registration policy",
  mfaRegistrationRequiredByMultiConditionalAccess: "MFA registration, by conditional access",
  mfaRegistrationRequiredBySecurityDefaults: "MFA registration, by security defaults",
  mfaRegistrationRequiredByBaselineProtection: "MFA registration, by baseline protection",
  crossTenantOutboundRule: "Cross-tenant access settings",
  gpsLocationCondition: "Location by GPS",
};

/** A policy's name in words; one that is not known here as it is. */
export function promptReasonText(policy: string): string {
  return sessionPolicies[policy] ?? requirementProviders[policy] ?? policy;
}
