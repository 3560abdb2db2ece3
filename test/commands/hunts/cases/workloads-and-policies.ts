import {
  app,
  blockedAt,
  deviceRegistration,
  gated,
  guestAt,
  laptop,
  managedIdentity,
  phished,
  ropcSignIn,
  secret,
  toolRun,
  ungated,
} from "../app-fixtures.ts";
import { guid, servicePrincipal, signIn, times, tokyo } from "../fixtures.ts";
import { nobodyIn, type Case } from "./case.ts";

const day = 1440;
/** Alice was there before. */
const known = signIn(-20 * day, 0, tokyo);
const alice = /^alice <alice@contoso\.com>$/;

export const workloadAndPolicyCases = {
  aitm: {
    finds: [signIn(-20 * day, 0), ...phished(0)],
    misses: [known, ...phished(0)],
    subject: alice,
    says: /^2 sign-ins\nIP address: 198\.51\.100\.9/,
    verdict: /^Got in: alice, 1 success/,
  },
  "guest-denied": {
    finds: times(3, (i) => guestAt(i * 30, `app${i}`)),
    misses: times(3, (i) => guestAt(i * 31, `app${i}`)),
    subject: /^gail <gail@contoso\.com>$/,
    says: /^3 applications/,
    verdict: /^Password accepted: gail\. Nobody got in\.$/,
  },
  "sp-secrets": {
    finds: [...times(3, (i) => secret(i, 7000222)), secret(60, 0, tokyo)],
    misses: [...times(2, (i) => secret(i, 7000222)), secret(60, 0, tokyo)],
    subject: /^ci-deploy$/,
    says: /^3 failures\n30 Mar 11:00: then in from another address · 198\.51\.100\.9 · Tokyo/,
    verdict: /^Got in: 1 success,/,
  },
  "sp-guessing": {
    finds: times(10, (i) => secret(i * 6, 7000215, tokyo)),
    misses: times(10, (i) => secret(i * 7, 7000215, tokyo)),
    subject: /^ci-deploy · 198\.51\.100\.9$/,
    says: /^10 failures/,
    verdict: nobodyIn,
  },
  "sp-new-country": {
    finds: [servicePrincipal(0, tokyo)],
    misses: [servicePrincipal(-20 * day, tokyo), servicePrincipal(0, tokyo)],
    subject: /^ci-deploy · Japan$/,
    says: /^1 sign-in/,
    verdict: /^Got in: 1 success/,
  },
  "mi-new-resource": {
    finds: [managedIdentity(-20 * day, "Storage"), managedIdentity(0, "Key Vault")],
    misses: [managedIdentity(-20 * day, "Storage"), managedIdentity(0, "Storage")],
    subject: /^vm-backup · Key Vault$/,
    says: /^1 sign-in/,
    verdict: /^Got in: 1 success/,
  },
  "ca-blocks": {
    finds: [...times(3, (i) => blockedAt(i * 60, `app${i}`)), signIn(150, 0, tokyo)],
    misses: [...times(3, (i) => blockedAt(i * 61, `app${i}`)), signIn(150, 0, tokyo)],
    subject: alice,
    says: /^3 applications/,
    verdict: /^Got in: alice, 1 success/,
  },
  "ca-gap": {
    finds: [gated, ungated(0)],
    misses: [gated, known, ungated(0)],
    subject: /^alice <alice@contoso\.com> · Portal$/,
    says: /policy: Require MFA for all users · /,
    verdict: /^Got in: alice, 1 success/,
  },
  ropc: {
    finds: [ropcSignIn(0, 0)],
    misses: [ropcSignIn(-20 * day, 0), ropcSignIn(0, 0)],
    subject: /^alice <alice@contoso\.com> · Portal$/,
    says: /^1 sign-in/,
    verdict: /^Got in: alice, 1 success/,
  },
  "attack-tools": {
    finds: [signIn(0, 0, { userAgent: "python-requests/2.32.3" })],
    misses: [
      signIn(-20 * day, 0, { userAgent: "python-requests/2.31.0" }),
      signIn(0, 0, { userAgent: "python-requests/2.32.3" }),
    ],
    subject: /^alice <alice@contoso\.com> · python-requests$/,
    says: /^1 sign-in/,
    verdict: /^Got in: alice, 1 success/,
  },
  "tool-spray": {
    finds: toolRun(6, 3),
    misses: toolRun(5, 3),
    subject: /^alice <alice@contoso\.com> · 198\.51\.100\.9$/,
    says: /^6 user agents · 3 applications/,
    verdict: /^Got in: alice, 1 success/,
  },
  "device-registration": {
    finds: [signIn(-20 * day, 0), deviceRegistration(0, tokyo)],
    misses: [known, deviceRegistration(0, tokyo)],
    subject: alice,
    says: /application: Microsoft Authentication Broker/,
    verdict: /^Got in: alice, 1 success/,
  },
} as const satisfies Readonly<Record<string, Case>>;

/** One that is not there every day. */
const rarely = { servicePrincipalId: guid("rarely"), servicePrincipalName: "rarely" };

/** Of each hunt what lacks one of its conditions alone. */
export const lacking = [
  ["aitm", "the device is a known one", phished(0, laptop)],
  ["aitm", "the app is another", phished(0, app("Portal"))],
  ["aitm", "nothing came of it", phished(0).slice(0, 1)],
  ["aitm", "there was no interrupt", phished(0).slice(1)],
  ["aitm", "the two belong to other requests", [...phished(0).slice(0, 1), ...phished(5).slice(1)]],
  [
    "aitm",
    "the network is known, by another address",
    [{ ...known, ipAddress: "198.51.100.77" }, ...phished(0)],
  ],
  ["guest-denied", "it is a member", times(3, (i) => guestAt(i, `app${i}`, { userType: "member" }))],
  ["guest-denied", "it is the same app", times(3, (i) => guestAt(i, "app"))],
  ["sp-secrets", "no success follows", times(3, (i) => secret(i, 7000222))],
  ["sp-secrets", "the success was before", [secret(-5, 0), ...times(3, (i) => secret(i, 7000222))]],
  [
    "sp-secrets",
    "the success follows too late",
    [...times(3, (i) => secret(i, 7000222, rarely)), secret(day + 1, 0, rarely)],
  ],
  ["sp-guessing", "the secrets had only expired", times(10, (i) => secret(i, 7000222, tokyo))],
  ["mi-new-resource", "it got no token", [managedIdentity(-20 * day, "A"), managedIdentity(0, "B", 53003)]],
  ["ca-blocks", "the device is a known one", times(3, (i) => blockedAt(i, `app${i}`, laptop))],
  ["ca-blocks", "it is the same app", times(3, (i) => blockedAt(i, "app"))],
  [
    "ca-blocks",
    "they were only asked for MFA",
    times(3, (i) => blockedAt(i, `app${i}`, { status: { errorCode: 50076 } })),
  ],
  [
    "ca-gap",
    "the policies have nothing to do with MFA",
    [
      gated,
      ungated(0, {
        appliedConditionalAccessPolicies: [{ id: "p2", displayName: "Block legacy", result: "notApplied" }],
      }),
    ],
  ],
  [
    "ca-gap",
    "the MFA policy applied",
    [
      gated,
      ungated(0, {
        appliedConditionalAccessPolicies: [
          { id: "p1", displayName: "Require MFA", result: "success" },
          { id: "p2", displayName: "Block legacy", result: "notApplied" },
        ],
      }),
    ],
  ],
  [
    "ca-gap",
    "the place is trusted",
    [gated, ungated(0, { networkLocationDetails: [{ networkType: "trusted" }] })],
  ],
  ["ca-gap", "it was no password", [gated, ungated(0, { authenticationDetails: [] })]],
  ["ca-gap", "the policy never applied to the user", [signIn(-20 * day, 0), ungated(0)]],
  ["ca-gap", "it applied to somebody else", [{ ...gated, userId: guid("bob") }, ungated(0)]],
  ["ropc", "the password was wrong", [ropcSignIn(0, 50126)]],
  ["ropc", "the protocol is another", [ropcSignIn(0, 0, { authenticationProtocol: "oAuth2" })]],
  ["attack-tools", "the password was wrong", [signIn(0, 50126, { userAgent: "curl/8.5" })]],
  ["attack-tools", "it is a browser", [signIn(0, 0, { userAgent: "Mozilla/5.0 curly" })]],
  ["tool-spray", "there are two apps", toolRun(6, 2)],
  [
    "tool-spray",
    "it takes longer",
    toolRun(6, 3).map((one, i) => ({ ...one, createdDateTime: signIn(i * 1.1, 0).createdDateTime })),
  ],
  ["device-registration", "the device is a known one", [deviceRegistration(0, { ...tokyo, ...laptop })]],
  [
    "device-registration",
    "it is another resource",
    [deviceRegistration(0, { ...tokyo, resourceId: "other" })],
  ],
  ["device-registration", "it is no broker", [deviceRegistration(0, { ...tokyo, ...app("Portal") })]],
] as const;
