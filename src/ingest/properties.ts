import { clientAppName } from "../signin/client-apps.ts";
import type { SignIn } from "../signin/sign-in.ts";
import { locationOf } from "./location.ts";
import { policiesOf } from "./policies.ts";
import { spelled } from "./spellings.ts";
import { stepsOf } from "./steps.ts";
import {
  compact,
  eachOf,
  fieldsOf,
  type Fields,
  flagOf,
  idOf,
  lowerCase,
  numberOf,
  textOf,
  textsOf,
  wholeOf,
} from "./values.ts";

/** Everything of a sign-in that is a matter of bringing one value into its one notation: all but its id, type, times and outcome. */
export function propertiesOf(fields: Fields) {
  const get = (name: string): unknown => fields.get(lowerCase(name));
  const text = (name: string): string | undefined => textOf(get(name));
  const id = (name: string): string | undefined => idOf(get(name));
  const flag = (name: string): boolean | undefined => flagOf(get(name));
  const clientApp = text("clientAppUsed");
  const userType = spelled("userType", text("userType"));
  const access = spelled("conditionalAccessStatus", text("conditionalAccessStatus"));
  const riskEvents = textsOf(get("riskEventTypes_v2"));
  return {
    tenantId: id("tenantId"),
    isInteractive: flag("isInteractive"),
    correlationId: id("correlationId"),
    originalRequestId: id("originalRequestId"),

    userId: id("userId"),
    userPrincipalName: text("userPrincipalName")?.toLowerCase(),
    userDisplayName: text("userDisplayName"),
    userType: userType === "member" || userType === "guest" ? userType : undefined,
    signInIdentifier: text("signInIdentifier"),
    signInIdentifierType: text("signInIdentifierType"),

    appId: id("appId"),
    appDisplayName: text("appDisplayName"),
    appOwnerTenantId: id("appOwnerTenantId"),
    resourceId: id("resourceId"),
    resourceDisplayName: text("resourceDisplayName"),
    resourceTenantId: id("resourceTenantId"),
    resourceOwnerTenantId: id("resourceOwnerTenantId"),
    resourceServicePrincipalId: id("resourceServicePrincipalId"),
    homeTenantId: id("homeTenantId"),
    homeTenantName: text("homeTenantName"),

    servicePrincipalId: id("servicePrincipalId"),
    servicePrincipalName: text("servicePrincipalName"),
    servicePrincipalCredentialKeyId: id("servicePrincipalCredentialKeyId"),
    servicePrincipalCredentialThumbprint: text("servicePrincipalCredentialThumbprint"),
    clientCredentialType: spelled("clientCredentialType", text("clientCredentialType")),
    federatedCredentialId: id("federatedCredentialId"),
    managedServiceIdentity: managedIdentityOf(fieldsOf(get("managedServiceIdentity"))),

    ipAddress: text("ipAddress"),
    ipAddressFromResourceProvider: text("ipAddressFromResourceProvider"),
    autonomousSystemNumber: wholeOf(get("autonomousSystemNumber")) || undefined,
    isThroughGlobalSecureAccess: flag("isThroughGlobalSecureAccess"),
    globalSecureAccessIpAddress: text("globalSecureAccessIpAddress"),
    location: locationOf(get("location"), text("locationText")),
    networkLocationDetails: eachOf(get("networkLocationDetails"), (held) =>
      compact({
        networkType: textOf(held.get("networktype")),
        networkNames: textsOf(held.get("networknames")),
      }),
    ),

    clientAppUsed: clientApp === undefined ? undefined : clientAppName(clientApp),
    userAgent: text("userAgent"),
    deviceDetail: deviceOf(fieldsOf(get("deviceDetail"))),

    conditionalAccessStatus:
      access === "success" || access === "failure" || access === "notApplied" ? access : undefined,
    appliedConditionalAccessPolicies: policiesOf(get("appliedConditionalAccessPolicies")),
    authenticationContextClassReferences: eachOf(get("authenticationContextClassReferences"), (held) =>
      compact({ id: textOf(held.get("id")), detail: textOf(held.get("detail")) }),
    ),

    authenticationRequirement: spelled("authenticationRequirement", text("authenticationRequirement")),
    authenticationRequirementPolicies: eachOf(get("authenticationRequirementPolicies"), (held) =>
      compact({
        requirementProvider: textOf(held.get("requirementprovider")),
        detail: textOf(held.get("detail")),
      }),
    ),
    authenticationDetails: stepsOf(get("authenticationDetails")),
    authenticationMethodsUsed: textsOf(get("authenticationMethodsUsed")),
    authenticationProcessingDetails: eachOf(get("authenticationProcessingDetails"), (held) =>
      compact({ key: textOf(held.get("key")), value: textOf(held.get("value")) }),
    ),
    authenticationProtocol: spelled("authenticationProtocol", text("authenticationProtocol")),
    originalTransferMethod: spelled("originalTransferMethod", text("originalTransferMethod")),
    incomingTokenType: spelled("incomingTokenType", text("incomingTokenType")),
    tokenIssuerName: text("tokenIssuerName"),
    tokenIssuerType: spelled("tokenIssuerType", text("tokenIssuerType")),
    uniqueTokenIdentifier: text("uniqueTokenIdentifier"),
    signInTokenProtectionStatus: spelled("signInTokenProtectionStatus", text("signInTokenProtectionStatus")),
    sessionId: id("sessionId"),
    sessionLifetimePolicies: eachOf(get("sessionLifetimePolicies"), (held) =>
      compact({
        expirationRequirement: textOf(held.get("expirationrequirement")),
        detail: textOf(held.get("detail")),
      }),
    ),
    mfaDetail: mfaDetailOf(fieldsOf(get("mfaDetail"))),

    riskLevelDuringSignIn: text("riskLevelDuringSignIn"),
    riskLevelAggregated: text("riskLevelAggregated"),
    riskState: text("riskState"),
    riskDetail: text("riskDetail"),
    riskEventTypes_v2: riskEvents?.length ? riskEvents : (textsOf(get("riskEventTypes")) ?? riskEvents),

    crossTenantAccessType: spelled("crossTenantAccessType", text("crossTenantAccessType")),
    isTenantRestricted: flag("isTenantRestricted"),
    flaggedForReview: flag("flaggedForReview"),
    processingTimeInMilliseconds: numberOf(get("processingTimeInMilliseconds")),
    agent: agentOf(fieldsOf(get("agent"))),
  } satisfies Partial<SignIn>;
}

/** A type of "none" says that the sign-in is not one of a managed identity. */
function managedIdentityOf(held: Fields): SignIn["managedServiceIdentity"] {
  const msiType = spelled("msiType", textOf(held.get("msitype")));
  return compact({
    msiType: msiType === "none" ? undefined : msiType,
    associatedResourceId: idOf(held.get("associatedresourceid")),
    federatedTokenId: idOf(held.get("federatedtokenid")),
    federatedTokenIssuer: textOf(held.get("federatedtokenissuer")),
  });
}

function deviceOf(held: Fields): SignIn["deviceDetail"] {
  return compact({
    deviceId: idOf(held.get("deviceid")),
    displayName: textOf(held.get("displayname")),
    operatingSystem: textOf(held.get("operatingsystem")),
    browser: textOf(held.get("browser")),
    isCompliant: flagOf(held.get("iscompliant")),
    isManaged: flagOf(held.get("ismanaged")),
    trustType: spelled("trustType", textOf(held.get("trusttype"))),
  });
}

function mfaDetailOf(held: Fields): SignIn["mfaDetail"] {
  return compact({
    authMethod: textOf(held.get("authmethod")),
    authDetail: textOf(held.get("authdetail")),
  });
}

function agentOf(held: Fields): SignIn["agent"] {
  return compact({
    agentType: textOf(held.get("agenttype")),
    agentSubjectType: textOf(held.get("agentsubjecttype")),
    parentAppId: idOf(held.get("parentappid")),
  });
}
