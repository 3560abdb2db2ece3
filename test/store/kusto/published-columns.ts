type KqlType = "string" | "datetime" | "dynamic" | "bool" | "long" | "real";

const strings = (names: string): Record<string, KqlType> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, "string"]),
  );

/** Columns of all four tables. */
const common: Record<string, KqlType> = {
  ...strings(`AppId AuthenticationContextClassReferences AuthenticationProcessingDetails Category
    ConditionalAccessStatus CorrelationId Id Identity IPAddress Level Location OperationName OperationVersion
    ResourceDisplayName ResourceGroup ResourceIdentity ResourceServicePrincipalId ResultDescription ResultSignature
    ResultType SourceSystem TenantId Type UniqueTokenIdentifier`),
  DurationMs: "long",
  TimeGenerated: "datetime",
};

/** Columns of the logs of users. */
const users: Record<string, KqlType> = {
  ...common,
  ...strings(`AlternateSignInName AppDisplayName AuthenticationDetails AuthenticationMethodsUsed AuthenticationProtocol
    AuthenticationRequirement AuthenticationRequirementPolicies AutonomousSystemNumber ClientAppUsed CrossTenantAccessType
    HomeTenantId NetworkLocationDetails OriginalRequestId ResourceTenantId RiskDetail RiskEventTypes RiskEventTypes_V2
    RiskLevelAggregated RiskLevelDuringSignIn RiskState ServicePrincipalId SessionLifetimePolicies SignInIdentifierType
    TokenIssuerName TokenIssuerType UserAgent UserDisplayName UserId UserPrincipalName UserType`),
  CreatedDateTime: "datetime",
};

/** Columns of the logs of workload identities. */
const workloads: Record<string, KqlType> = {
  ...common,
  ConditionalAccessPoliciesV2: "dynamic",
  ...strings(`ConditionalAccessPolicies FederatedCredentialId LocationDetails ServicePrincipalCredentialKeyId
    ServicePrincipalCredentialThumbprint ServicePrincipalId ServicePrincipalName`),
};

/**
 * The columns of the four tables and their types as they are published; what is of type dynamic in one is a text in
 * another.
 * Source: https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs and its neighbours
 */
export const publishedColumns: Readonly<Record<string, Readonly<Record<string, KqlType>>>> = {
  SigninLogs: {
    ...users,
    ...strings(`AADTenantId AppOwnerTenantId ClientCredentialType FlaggedForReview HomeTenantName
      IPAddressFromResourceProvider IsTenantRestricted OriginalTransferMethod ProcessingTimeInMilliseconds Resource
      ResourceOwnerTenantId ResourceProvider ServicePrincipalName SessionId SignInIdentifier`),
    Agent: "dynamic",
    ConditionalAccessPolicies: "dynamic",
    DeviceDetail: "dynamic",
    FlaggedForReview: "bool",
    IsInteractive: "bool",
    IsRisky: "bool",
    LocationDetails: "dynamic",
    MfaDetail: "dynamic",
    Status: "dynamic",
  },
  AADNonInteractiveUserSignInLogs: {
    ...users,
    ...strings(`ConditionalAccessPolicies DeviceDetail LocationDetails MfaDetail ProcessingTimeInMs SessionId
      SignInEventTypes Status`),
    AppliedEventListeners: "dynamic",
    ConditionalAccessPoliciesV2: "dynamic",
    IsInteractive: "bool",
    IsRisky: "bool",
  },
  AADServicePrincipalSignInLogs: workloads,
  AADManagedIdentitySignInLogs: workloads,
};
