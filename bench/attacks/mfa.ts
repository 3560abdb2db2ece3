import type { SignIn } from "../../src/signin/sign-in.ts";

/** How a second factor went, as far as it differs from an ordinary sign-in. */

const method = "Mobile app notification";

/** With code 500121: a prompt that was denied, or let pass. */
export function denied(at: number, byTime = false): Partial<SignIn> {
  const detail = byTime
    ? "MFA denied; user did not respond to mobile app notification"
    : "MFA denied; user declined the authentication";
  return {
    status: {
      errorCode: 500121,
      failureReason: "Authentication failed during strong authentication request.",
      additionalDetails: detail,
    },
    ...stepOf(at, false, detail),
  };
}

/** With code 0: a prompt that was answered. */
export function approved(at: number): Partial<SignIn> {
  const detail = "MFA completed in Azure AD";
  return { status: { errorCode: 0, additionalDetails: detail }, ...stepOf(at, true, detail) };
}

function stepOf(at: number, succeeded: boolean, detail: string): Partial<SignIn> {
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
