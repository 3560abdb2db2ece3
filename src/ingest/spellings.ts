import { squeeze } from "./values.ts";

/** Graph's own spelling of enumerated values. Portal downloads write them in words ("Primary refresh token"). */
const enumerations = {
  authenticationProtocol: [
    "none",
    "oAuth2",
    "ropc",
    "wsFederation",
    "saml20",
    "deviceCode",
    "authenticationTransfer",
    "nativeAuth",
  ],
  authenticationRequirement: ["singleFactorAuthentication", "multiFactorAuthentication"],
  clientCredentialType: [
    "none",
    "clientSecret",
    "clientAssertion",
    "federatedIdentityCredential",
    "managedIdentity",
    "certificate",
  ],
  conditionalAccessStatus: ["success", "failure", "notApplied"],
  crossTenantAccessType: [
    "none",
    "b2bCollaboration",
    "b2bDirectConnect",
    "microsoftSupport",
    "serviceProvider",
    "passthrough",
  ],
  incomingTokenType: [
    "none",
    "primaryRefreshToken",
    "saml11",
    "saml20",
    "remoteDesktopToken",
    "refreshToken",
  ],
  originalTransferMethod: ["none", "deviceCodeFlow", "authenticationTransfer"],
  msiType: ["none", "userAssigned", "systemAssigned"],
  signInTokenProtectionStatus: ["none", "bound", "unbound"],
  tokenIssuerType: [
    "AzureAD",
    "ADFederationServices",
    "AzureADBackupAuth",
    "ADFederationServicesMFAAdapter",
    "NPSExtension",
  ],
  trustType: ["Azure AD joined", "Azure AD registered", "Hybrid Azure AD joined"],
  userType: ["member", "guest"],
} as const satisfies Record<string, readonly string[]>;

type Enumeration = keyof typeof enumerations;

const known: Readonly<Record<Enumeration, readonly string[]>> = enumerations;

/** Other words for the same values, squeezed, with the value they stand for. */
const others: Readonly<Partial<Record<Enumeration, Readonly<Record<string, string>>>>> = {
  authenticationProtocol: { oauth20: "oAuth2", nativeauthentication: "nativeAuth" },
  authenticationRequirement: {
    authentificationmultifacteur: "multiFactorAuthentication",
    authentificationaunseulfacteur: "singleFactorAuthentication",
    autenticacionmultifactor: "multiFactorAuthentication",
    autenticaciondeunsolofactor: "singleFactorAuthentication",
  },
  conditionalAccessStatus: {
    operationreussie: "success",
    echec: "failure",
    nonapplique: "notApplied",
    correcto: "success",
    error: "failure",
    noaplicado: "notApplied",
  },
  trustType: {
    azuread: "Azure AD joined",
    microsoftentrajoined: "Azure AD joined",
    workplace: "Azure AD registered",
    microsoftentraregistered: "Azure AD registered",
    serverad: "Hybrid Azure AD joined",
    microsoftentrahybridjoined: "Hybrid Azure AD joined",
  },
};

const bySqueezed = new Map(
  Object.entries(enumerations).map(([name, values]) => [
    name,
    new Map([
      ...values.map((value) => [squeeze(value), value] as const),
      ...Object.entries(others[name as Enumeration] ?? {}),
    ]),
  ]),
);

/** Every squeezed word of an enumeration with the value that it stands for. */
export function spellingsOf(enumeration: Enumeration): ReadonlyMap<string, string> {
  return bySqueezed.get(enumeration) ?? new Map();
}

/** The value as Graph spells it; what is not known stays as it is. */
export function spelled(enumeration: Enumeration, text: string | undefined): string | undefined {
  if (text === undefined || known[enumeration].includes(text)) return text;
  return bySqueezed.get(enumeration)?.get(squeeze(text)) ?? text;
}
