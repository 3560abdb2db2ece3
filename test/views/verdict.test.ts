import { expect, test } from "vitest";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { mfaText, verdictOf } from "../../src/views/verdict.ts";
import { signInWith } from "./sample-sign-ins.ts";

const password = { authenticationMethod: "Password", succeeded: true };
const push = {
  authenticationMethod: "Mobile app notification",
  authenticationStepRequirement: "Multi-factor authentication",
};
const stopped = { displayName: "Require MFA", result: "failure" };

const cases: readonly (readonly [string, Partial<SignIn>, string])[] = [
  ["a plain success", {}, "got in · no MFA"],
  [
    "a success with MFA by prompt",
    {
      authenticationDetails: [
        password,
        { ...push, succeeded: true, authenticationStepResultDetail: "MFA completed in Azure AD" },
      ],
      conditionalAccessStatus: "success",
      deviceDetail: { isCompliant: true, isManaged: true },
    },
    "got in · MFA passed (Mobile app notification) · CA passed · compliant device",
  ],
  [
    "a success by the claim of a token",
    { status: { errorCode: 0, additionalDetails: "MFA requirement satisfied by claim in the token" } },
    "got in · MFA by claim in the token",
  ],
  [
    "MFA skipped by rule",
    { status: { errorCode: 0, additionalDetails: "MFA requirement skipped due to remembered device" } },
    "got in · MFA skipped by rule",
  ],
  ["a wrong password", { status: { errorCode: 50126 } }, "wrong password or name"],
  [
    "MFA denied on the phone",
    {
      status: { errorCode: 500121 },
      authenticationDetails: [
        password,
        {
          ...push,
          succeeded: false,
          authenticationStepResultDetail: "MFA denied; user declined the authentication",
        },
      ],
    },
    "password right · MFA denied (Mobile app notification)",
  ],
  [
    "MFA asked for and left unanswered",
    { status: { errorCode: 50074 }, authenticationDetails: [password] },
    "password right · MFA required, not completed",
  ],
  [
    "a password that was right, stopped by a policy",
    {
      status: { errorCode: 53003 },
      conditionalAccessStatus: "failure",
      appliedConditionalAccessPolicies: [
        { displayName: "Report only", result: "reportOnlyFailure" },
        stopped,
        { displayName: "Not for you", result: "notApplied" },
      ],
      deviceDetail: { isManaged: false },
    },
    "password right · stopped by CA Require MFA · unmanaged device",
  ],
  [
    "several policies that stopped it: the first two",
    {
      status: { errorCode: 53003 },
      appliedConditionalAccessPolicies: [
        stopped,
        { id: "b1", result: "failure" },
        { displayName: "Third", result: "failure" },
      ],
    },
    "password right · stopped by CA Require MFA and b1",
  ],
  [
    "a policy without a name",
    { status: { errorCode: 53003 }, appliedConditionalAccessPolicies: [{ result: "failure" }] },
    "password right · stopped by CA unnamed policy",
  ],
  [
    "stopped, and the record lists no policies",
    { status: { errorCode: 53003 }, conditionalAccessStatus: "failure" },
    "password right · stopped by conditional access",
  ],
  [
    "a policy that only reports",
    {
      conditionalAccessStatus: "success",
      appliedConditionalAccessPolicies: [{ displayName: "Block legacy", result: "reportOnlyFailure" }],
    },
    "got in · no MFA · report-only CA Block legacy would have stopped it",
  ],
  [
    "a legacy client",
    { status: { errorCode: 50126 }, clientAppUsed: "IMAP4" },
    "wrong password or name · legacy client IMAP4",
  ],
  ["risk", { riskLevelDuringSignIn: "low", riskLevelAggregated: "high" }, "got in · no MFA · high risk"],
  ["risk that the licence hides", { riskLevelDuringSignIn: "hidden" }, "got in · no MFA"],
  ["no risk", { riskLevelDuringSignIn: "none", riskLevelAggregated: "none" }, "got in · no MFA"],
  [
    "a managed identity, for which a low aggregated risk is no finding",
    { type: "managedIdentity", riskLevelAggregated: "low" },
    "got in",
  ],
  [
    "a service principal whose secret expired",
    { type: "servicePrincipal", status: { errorCode: 7000222 } },
    "the client secret has expired",
  ],
  ["a failure that nothing is known of", { status: { errorCode: 999_999 } }, ""],
  ["a failure without a number", { status: { errorCode: -1 }, reportedStatus: "failure" }, ""],
];

test.each(cases)("%s", (_, change, verdict) => {
  expect(verdictOf(signInWith(change))).toBe(verdict);
});

test("a non-interactive success without MFA is not called one without MFA: it had no prompt", () => {
  expect(mfaText(signInWith({ type: "nonInteractiveUser" }))).toBe("");
});
