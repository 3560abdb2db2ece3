import type { SignInType } from "../../signin/sign-in.ts";

/** A table of sign-ins, as Entra's diagnostic settings fill it. */
export interface Table {
  readonly name: string;
  readonly type: SignInType;
}

/**
 * The four sign-in logs.
 * Source: https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs and its neighbours
 */
export const tables: readonly Table[] = [
  { name: "SigninLogs", type: "interactiveUser" },
  { name: "AADNonInteractiveUserSignInLogs", type: "nonInteractiveUser" },
  { name: "AADServicePrincipalSignInLogs", type: "servicePrincipal" },
  { name: "AADManagedIdentitySignInLogs", type: "managedIdentity" },
];

/**
 * The columns that fields are made of. `id`: GUIDs in lower case; `text`: without surrounding space; `json`: an object or
 * a list, which is of type dynamic in one table and a text in another, and a text here. `flag`: "true", "false" or "".
 */
export const rawColumns = {
  Id: "id",
  CorrelationId: "id",
  OriginalRequestId: "id",
  UserId: "id",
  UserPrincipalName: "text",
  UserDisplayName: "text",
  Identity: "text",
  UserType: "text",
  AppId: "id",
  AppDisplayName: "text",
  ResourceIdentity: "id",
  ResourceDisplayName: "text",
  ResourceTenantId: "id",
  HomeTenantId: "id",
  HomeTenantName: "text",
  ServicePrincipalId: "id",
  ServicePrincipalName: "text",
  IPAddress: "text",
  AutonomousSystemNumber: "text",
  Location: "text",
  LocationDetails: "json",
  NetworkLocationDetails: "json",
  ClientAppUsed: "text",
  UserAgent: "text",
  DeviceDetail: "json",
  Status: "json",
  ResultType: "text",
  ResultDescription: "text",
  ConditionalAccessStatus: "text",
  ConditionalAccessPolicies: "json",
  ConditionalAccessPoliciesV2: "json",
  AuthenticationRequirementPolicies: "json",
  AuthenticationDetails: "json",
  AuthenticationProtocol: "text",
  MfaDetail: "json",
  SessionId: "id",
  SessionLifetimePolicies: "json",
  RiskLevelDuringSignIn: "text",
  RiskLevelAggregated: "text",
  RiskState: "text",
  RiskEventTypes: "json",
  RiskEventTypes_V2: "json",
  FlaggedForReview: "flag",
  Agent: "json",
} as const satisfies Record<string, "id" | "text" | "json" | "flag">;

export type RawColumn = keyof typeof rawColumns;

export const rawColumnNames = Object.keys(rawColumns) as RawColumn[];
