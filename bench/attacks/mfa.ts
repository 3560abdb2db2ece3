import type { SignIn } from "../../src/signin/sign-in.ts";

/** How a second factor went, as far as it differs from an ordinary sign-in. */

const prompt = "Mobile app notification";
const code = "OATH verification code";

/** With code 500121: a prompt that was denied, or let pass. */
export function denied(at: number, byTime = false): Partial<SignIn> {
  return failed(
    at,
    prompt,
    byTime
      ? "MFA denied; user did not respond to mobile app notification"
      : "MFA denied; user declined the authentication",
  );
}

/** With code 500121: a prompt that was reported. */
export function reported(at: number): Partial<SignIn> {
  return failed(at, prompt, "MFA denied; Fraud Code Entered");
}

/** With code 500121: a one-time code that was wrong, or the number of a prompt. */
export function wrongCode(at: number, isNumber = false): Partial<SignIn> {
  return isNumber
    ? failed(at, prompt, "MFA denied; user did not select the correct number")
    : failed(at, code, "MFA denied; invalid verification code");
}

/** With code 0: a prompt that was answered. */
export function approved(at: number): Partial<SignIn> {
  const detail = "MFA completed in Azure AD";
  return { status: { errorCode: 0, additionalDetails: detail }, ...stepOf(at, prompt, true, detail) };
}

/** With code 0: nobody asked for a second factor. */
export function passwordAlone(at: number): Partial<SignIn> {
  return {
    status: { errorCode: 0 },
    authenticationRequirement: "singleFactorAuthentication",
    authenticationDetails: [
      {
        authenticationStepDateTime: new Date(at).toISOString(),
        authenticationMethod: "Password",
        succeeded: true,
        authenticationStepResultDetail: "Correct password",
        authenticationStepRequirement: "Primary authentication",
      },
    ],
  };
}

function failed(at: number, method: string, detail: string): Partial<SignIn> {
  return {
    status: {
      errorCode: 500121,
      failureReason: "Authentication failed during strong authentication request.",
      additionalDetails: detail,
    },
    ...stepOf(at, method, false, detail),
  };
}

function stepOf(at: number, method: string, succeeded: boolean, detail: string): Partial<SignIn> {
  return {
    authenticationRequirement: "multiFactorAuthentication",
    authenticationDetails: [
      {
        authenticationStepDateTime: new Date(at).toISOString(),
        authenticationMethod: method,
        succeeded,
        authenticationStepResultDetail: detail,
        authenticationStepRequirement: "Multi-factor authentication",
      },
    ],
  };
}
