/**
 * The words in which the portal's CSV writes values of Graph, where they are known; other values stand as they are.
 * `ingest/spellings.ts` reads both.
 */
export function portalWord(property: string, value: string): string {
  return words.get(property)?.get(value) ?? value;
}

// Maps, as a hostile value may be the name of something that every object has.
const words: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "authenticationRequirement",
    new Map([
      ["singleFactorAuthentication", "Single-factor authentication"],
      ["multiFactorAuthentication", "Multifactor authentication"],
    ]),
  ],
  [
    "conditionalAccessStatus",
    new Map([
      ["success", "Success"],
      ["failure", "Failure"],
      ["notApplied", "Not Applied"],
    ]),
  ],
  [
    "incomingTokenType",
    new Map([
      ["none", "None"],
      ["primaryRefreshToken", "Primary refresh token"],
    ]),
  ],
  [
    "reportedStatus",
    new Map([
      ["success", "Success"],
      ["failure", "Failure"],
      ["interrupted", "Interrupted"],
    ]),
  ],
  ["tokenIssuerType", new Map([["AzureAD", "Azure AD"]])],
  [
    "userType",
    new Map([
      ["member", "Member"],
      ["guest", "Guest"],
    ]),
  ],
]);
