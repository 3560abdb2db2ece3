import { expect, test } from "vitest";
import { mfaVerdict, type MfaVerdict } from "../../src/signin/mfa.ts";
import type { AuthenticationDetail, SignIn } from "../../src/signin/sign-in.ts";

const signIn = (
  errorCode: number,
  additionalDetails: string | undefined,
  ...steps: AuthenticationDetail[]
): SignIn => ({
  id: "1",
  createdDateTime: "2026-11-22T10:00:00.000Z",
  type: "interactiveUser",
  authenticationRequirement: "singleFactorAuthentication",
  status: { errorCode, additionalDetails },
  authenticationDetails: steps,
});

const password: AuthenticationDetail = {
  authenticationMethod: "Password",
  succeeded: true,
  authenticationStepResultDetail: "Correct password",
  authenticationStepRequirement: "Primary authentication",
};
const push: AuthenticationDetail = {
  authenticationMethod: "Mobile app notification",
  authenticationStepRequirement: "Multi-factor authentication",
};

test.each<[string, SignIn, Partial<MfaVerdict>]>([
  ["a password alone", signIn(0, undefined, password), { result: "none" }],
  [
    "a prompt that was answered",
    signIn(0, "MFA completed in Azure AD", password, { ...push, succeeded: true }),
    { result: "satisfied", how: "prompt", method: "Mobile app notification" },
  ],
  [
    "a step that succeeded, whatever the requirement says",
    signIn(0, undefined, password, { ...push, succeeded: true }),
    { result: "satisfied", how: "prompt" },
  ],
  [
    "a claim in the token, though the requirement is single factor",
    signIn(0, "MFA requirement satisfied by claim in the token"),
    { result: "satisfied", how: "claim" },
  ],
  [
    "a rule that skipped it",
    signIn(0, "MFA requirement skipped due to remembered device"),
    { result: "satisfied", how: "skipped" },
  ],
  [
    "a user who declined",
    signIn(500121, "MFA denied; user declined the authentication", password, { ...push, succeeded: false }),
    { result: "failed", how: "denied", method: "Mobile app notification" },
  ],
  [
    "fraud reported",
    signIn(500121, "MFA denied; Phone App Reported Fraud"),
    { result: "failed", how: "denied" },
  ],
  ["a code that failed without words", signIn(500121, undefined), { result: "failed", how: "denied" }],
  [
    "asked for and not answered yet",
    signIn(50074, "MFA required in Azure AD", password),
    { result: "failed", how: "notCompleted" },
  ],
  ["a challenge to a silent request", signIn(50076, undefined), { result: "failed", how: "notCompleted" }],
  [
    "a retry that succeeded after a denial",
    signIn(
      0,
      "MFA completed in Azure AD",
      { ...push, succeeded: false, authenticationStepResultDetail: "MFA denied; user did not respond" },
      { ...push, succeeded: true },
    ),
    { result: "satisfied", how: "prompt" },
  ],
  [
    "a security key, two factors in one step",
    signIn(0, undefined, {
      ...password,
      authenticationMethod: "FIDO2 security key",
      authenticationStepResultDetail: undefined,
    }),
    { result: "satisfied", how: "prompt", method: "FIDO2 security key" },
  ],
  [
    "the deprecated detail alone",
    { ...signIn(0, undefined), mfaDetail: { authMethod: "Text message" } },
    { result: "satisfied", method: "Text message" },
  ],
  ["a wrong password", signIn(50126, undefined, { ...password, succeeded: false }), { result: "none" }],
])("%s", (_, record, expected) => {
  expect(mfaVerdict(record)).toMatchObject(expected);
});
