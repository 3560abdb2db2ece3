import { z } from "zod";

/**
 * What a sign-in is. Names and shapes are those of the Microsoft Graph `signIn` resource (beta); what Graph does not
 * have says so. Readers in `ingest/` drop nulls, empty strings and all-zero GUIDs, so that absent means unknown.
 * Source: https://learn.microsoft.com/graph/api/resources/signin?view=graph-rest-beta
 */

/** The four sign-in logs of the portal, as Graph names them in `signInEventTypes`. */
export const signInTypes = [
  "interactiveUser",
  "nonInteractiveUser",
  "servicePrincipal",
  "managedIdentity",
] as const;
export type SignInType = (typeof signInTypes)[number];

/** The portal's three states of a sign-in. Graph has no such property: see `status.ts`. */
export const statuses = ["success", "failure", "interrupted"] as const;
export type Status = (typeof statuses)[number];

const text = z.string().optional();
const flag = z.boolean().optional();

export const AuthenticationDetail = z.object({
  authenticationStepDateTime: text,
  authenticationMethod: text,
  authenticationMethodDetail: text,
  succeeded: flag,
  authenticationStepResultDetail: text,
  authenticationStepRequirement: text,
});
export type AuthenticationDetail = z.infer<typeof AuthenticationDetail>;

export const AppliedConditionalAccessPolicy = z.object({
  id: text,
  displayName: text,
  /** success, failure, notApplied, notEnabled, unknown, reportOnlySuccess, reportOnlyFailure, … */
  result: text,
  enforcedGrantControls: z.array(z.string()).optional(),
  enforcedSessionControls: z.array(z.string()).optional(),
  /** Names of the conditions, e.g. "application", "users", whatever the source's notation was. */
  conditionsSatisfied: z.array(z.string()).optional(),
  conditionsNotSatisfied: z.array(z.string()).optional(),
  authenticationStrength: text,
});
export type AppliedConditionalAccessPolicy = z.infer<typeof AppliedConditionalAccessPolicy>;

export const SignIn = z.object({
  /** The portal's "Request ID". */
  id: z.string().min(1),
  /** When the sign-in happened: UTC, ISO 8601 with milliseconds and "Z". */
  createdDateTime: z.iso.datetime(),
  /** When the source wrote this copy of the record (not in Graph). Of two copies the later one is the newer. */
  observedDateTime: z.iso.datetime().optional(),
  /** Which log it stands in: the first of Graph's `signInEventTypes`. */
  type: z.enum(signInTypes),
  /** The tenant whose log it is (not in Graph). */
  tenantId: text,
  isInteractive: flag,
  correlationId: text,
  originalRequestId: text,

  userId: text,
  /** Always lower case. */
  userPrincipalName: text,
  userDisplayName: text,
  userType: z.enum(["member", "guest"]).optional(),
  signInIdentifier: text,
  signInIdentifierType: text,

  appId: text,
  appDisplayName: text,
  appOwnerTenantId: text,
  resourceId: text,
  resourceDisplayName: text,
  resourceTenantId: text,
  resourceOwnerTenantId: text,
  resourceServicePrincipalId: text,
  homeTenantId: text,
  homeTenantName: text,

  /** For a managed identity this is its own service principal. */
  servicePrincipalId: text,
  servicePrincipalName: text,
  servicePrincipalCredentialKeyId: text,
  servicePrincipalCredentialThumbprint: text,
  clientCredentialType: text,
  federatedCredentialId: text,
  managedServiceIdentity: z
    .object({
      msiType: text,
      associatedResourceId: text,
      federatedTokenId: text,
      federatedTokenIssuer: text,
    })
    .optional(),

  ipAddress: text,
  ipAddressFromResourceProvider: text,
  autonomousSystemNumber: z.int().optional(),
  isThroughGlobalSecureAccess: flag,
  globalSecureAccessIpAddress: text,
  location: z
    .object({
      city: text,
      state: text,
      /** ISO 3166-1 alpha-2, upper case. */
      countryOrRegion: text,
      geoCoordinates: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
    })
    .optional(),
  networkLocationDetails: z
    .array(z.object({ networkType: text, networkNames: z.array(z.string()).optional() }))
    .optional(),

  clientAppUsed: text,
  userAgent: text,
  deviceDetail: z
    .object({
      deviceId: text,
      displayName: text,
      operatingSystem: text,
      browser: text,
      isCompliant: flag,
      isManaged: flag,
      trustType: text,
    })
    .optional(),

  status: z.object({
    /** 0 is success. */
    errorCode: z.int(),
    failureReason: text,
    additionalDetails: text,
  }),
  /** The source's own verdict (the portal's CSV has one, Graph has none). It wins over what the code says. */
  reportedStatus: z.enum(statuses).optional(),

  conditionalAccessStatus: z.enum(["success", "failure", "notApplied"]).optional(),
  appliedConditionalAccessPolicies: z.array(AppliedConditionalAccessPolicy).optional(),
  authenticationContextClassReferences: z.array(z.object({ id: text, detail: text })).optional(),

  /** singleFactorAuthentication or multiFactorAuthentication: the highest level that was needed. */
  authenticationRequirement: text,
  authenticationRequirementPolicies: z
    .array(z.object({ requirementProvider: text, detail: text }))
    .optional(),
  authenticationDetails: z.array(AuthenticationDetail).optional(),
  authenticationMethodsUsed: z.array(z.string()).optional(),
  authenticationProcessingDetails: z.array(z.object({ key: text, value: text })).optional(),
  authenticationProtocol: text,
  originalTransferMethod: text,
  incomingTokenType: text,
  tokenIssuerName: text,
  tokenIssuerType: text,
  uniqueTokenIdentifier: text,
  signInTokenProtectionStatus: text,
  sessionId: text,
  sessionLifetimePolicies: z.array(z.object({ expirationRequirement: text, detail: text })).optional(),
  mfaDetail: z.object({ authMethod: text, authDetail: text }).optional(),

  /** none, low, medium, high or hidden; hidden (no P2 licence) is unknown, never none. */
  riskLevelDuringSignIn: text,
  riskLevelAggregated: text,
  riskState: text,
  riskDetail: text,
  riskEventTypes_v2: z.array(z.string()).optional(),

  crossTenantAccessType: text,
  isTenantRestricted: flag,
  flaggedForReview: flag,
  processingTimeInMilliseconds: z.number().optional(),
  agent: z.object({ agentType: text, agentSubjectType: text, parentAppId: text }).optional(),

  /** The complete record as the source delivered it: JSON in one line. */
  raw: text,
});
export type SignIn = z.infer<typeof SignIn>;
