import { expect, test } from "vitest";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { detailSections } from "../../src/views/detail-sections.ts";
import { fullSignIn, signInWith } from "./sample-sign-ins.ts";
import { reading } from "./sample-views.ts";

const titles = (signIn: SignIn): string[] => detailSections(signIn, reading).map(({ title }) => title);
const section = (change: Partial<SignIn>, wanted: string): (readonly [string, string])[] =>
  detailSections(signInWith(change), reading)
    .filter(({ title }) => title === wanted)
    .flatMap(({ facts }) => facts.map(({ label, value }) => [label, value] as const));

test("a full record is shown as the portal orders it", () => {
  expect(titles(fullSignIn({ policies: 3, steps: 2 }))).toEqual([
    "Basic info",
    "Who",
    "What",
    "Location",
    "Device and client",
    "Authentication details",
    "Session lifetime policies",
    "Conditional access",
    "Risk",
    "Token",
  ]);
});

test("sections that the record has nothing for are left out", () => {
  expect(titles(signInWith())).toEqual(["Basic info"]);
});

test.each([
  ["nothing said", {}],
  [
    "none",
    { riskLevelDuringSignIn: "none", riskLevelAggregated: "none", riskState: "none", riskDetail: "none" },
  ],
])("risk is left out where it is %s", (_, change) => {
  expect(section(change, "Risk")).toEqual([]);
});

test("risk that the licence hides is unknown, not none", () => {
  expect(section({ riskLevelDuringSignIn: "hidden", riskDetail: "hidden" }, "Risk")).toEqual([
    ["During sign-in", "unknown (needs Entra ID P2)"],
  ]);
});

test("values that mean none are no facts", () => {
  const none = {
    incomingTokenType: "none",
    originalTransferMethod: "none",
    authenticationProtocol: "none",
    clientCredentialType: "none",
    crossTenantAccessType: "none",
    agent: { agentType: "notAgentic" },
    userType: "member",
    flaggedForReview: false,
    isThroughGlobalSecureAccess: false,
  } as const;
  expect(titles(signInWith(none))).toEqual(["Basic info"]);
});

test("facts that repeat others are left out", () => {
  const change = {
    userPrincipalName: "alice@contoso.com",
    signInIdentifier: "alice@contoso.com",
    homeTenantId: "t1",
    resourceTenantId: "t1",
    homeTenantName: "Contoso",
    ipAddress: "203.0.113.7",
    ipAddressFromResourceProvider: "203.0.113.7",
    location: { city: "Berlin", state: "Berlin", countryOrRegion: "DE" },
  };
  expect(section(change, "Who")).toEqual([["User principal name", "alice@contoso.com"]]);
  expect(section(change, "Location")).toEqual([
    ["IP address", "203.0.113.7"],
    ["Place", "Berlin, Germany"],
  ]);
});

test("a failure whose source gave no code has an unknown one", () => {
  expect(section({ status: { errorCode: -1 } }, "Basic info")).toContainEqual(["Error code", "unknown"]);
  expect(section({ status: { errorCode: 0 } }, "Basic info")).toContainEqual(["Error code", "0"]);
});

const policy = (displayName: string, result?: string) => ({ displayName, result });

test("policies: failing first, then report-only failures, passed and unknown; those that did not apply in a line", () => {
  const policies = [
    policy("Idle", "notApplied"),
    policy("Passed", "success"),
    policy("New result", "somethingNew"),
    policy("Would ask", "reportOnlyInterrupted"),
    policy("Would block", "reportOnlyFailure"),
    policy("Off", "notEnabled"),
    policy("No result"),
    policy("Would pass", "reportOnlySuccess"),
    policy("Stopped", "failure"),
  ];
  expect(
    section(
      { conditionalAccessStatus: "failure", appliedConditionalAccessPolicies: policies },
      "Conditional access",
    ),
  ).toEqual([
    ["Status", "Failure"],
    ["Failure", "Stopped"],
    ["Report-only: would have failed", "Would block"],
    ["Report-only: would have asked the user", "Would ask"],
    ["Success", "Passed"],
    ["Report-only: would have passed", "Would pass"],
    ["Unknown", "No result"],
    ["somethingNew", "New result"],
    ["Not applied", "Idle and Off"],
  ]);
});

test("eight policies are shown and the rest counted, on either side", () => {
  const many = (count: number, result: string) =>
    Array.from({ length: count }, (_, index) => policy(`${result} ${index}`, result));
  const shown = section(
    {
      appliedConditionalAccessPolicies: [
        ...many(12, "success"),
        ...many(20, "notApplied"),
        policy("Last", "failure"),
      ],
    },
    "Conditional access",
  );
  expect(shown[0]).toEqual(["Failure", "Last"]);
  expect(shown.slice(-2)).toEqual([
    ["More", "5 more policies applied"],
    ["Not applied", "20 policies"],
  ]);
  expect(shown).toHaveLength(10);
});

test("controls and the strength of a policy stand behind its name", () => {
  const applied = {
    ...policy("Admins", "failure"),
    enforcedGrantControls: ["Mfa"],
    enforcedSessionControls: ["SignInFrequency"],
    authenticationStrength: "Phishing-resistant MFA",
  };
  expect(section({ appliedConditionalAccessPolicies: [applied] }, "Conditional access")).toEqual([
    ["Failure", "Admins (Mfa, SignInFrequency, strength Phishing-resistant MFA)"],
  ]);
});

test("steps of the authentication, in their order, as far as they are known", () => {
  const steps = [
    {
      authenticationStepDateTime: "2026-11-19T19:21:50Z",
      authenticationMethod: "Password",
      authenticationMethodDetail: "Password in the cloud",
      succeeded: true,
      authenticationStepResultDetail: "Correct password",
      authenticationStepRequirement: "Primary authentication",
    },
    { authenticationMethod: "Mobile app notification", succeeded: false },
    { authenticationStepDateTime: "no time" },
  ];
  expect(
    section(
      { authenticationRequirement: "multiFactorAuthentication", authenticationDetails: steps },
      "Authentication details",
    ),
  ).toEqual([
    ["Requirement", "Multifactor"],
    [
      "Step 1",
      "Password (Password in the cloud) – succeeded – Correct password [Primary authentication] at 20:21:50 CET",
    ],
    ["Step 2", "Mobile app notification – failed"],
    ["Step 3", "Unnamed method"],
  ]);
});

test.each([
  [59, "This record is less than an hour old: steps, results and risk may still be incomplete."],
  [61, ""],
])("a record %i minutes old: %j", (minutes, note) => {
  const createdDateTime = new Date(reading.now - minutes * 60_000).toISOString();
  const [, steps] = detailSections(
    signInWith({ createdDateTime, authenticationRequirement: "singleFactorAuthentication" }),
    reading,
  );
  expect(steps).toMatchObject({ title: "Authentication details", note });
});

test("a legacy client and a place are taken with their caution", () => {
  expect(section({ clientAppUsed: "IMAP4" }, "Device and client")).toEqual([
    ["Client app", "IMAP4 (legacy: cannot do MFA)"],
  ]);
  const [, location] = detailSections(signInWith({ ipAddress: "203.0.113.7" }), reading);
  expect(location?.note).toMatch(/only roughly/);
});
