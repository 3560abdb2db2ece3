import type { AuthenticationDetail, SignIn } from "../signin/sign-in.ts";
import type { Factor } from "./company.ts";
import type { PolicyName } from "./policies.ts";

/** What came of an attempt and how it was authenticated: all of a sign-in that is not who, when, where and with what. */
export interface Outcome extends Pick<SignIn, "status"> {
  readonly authenticationDetails?: readonly Step[];
  readonly authenticationRequirement?: "singleFactorAuthentication" | "multiFactorAuthentication";
  readonly mfaDetail?: SignIn["mfaDetail"];
  /** The policies that were not met; a success or `[]` means that all were looked at and met. */
  readonly failedPolicies?: readonly PolicyName[];
}

/** A step without its time. */
type Step = Omit<AuthenticationDetail, "authenticationStepDateTime">;

const single = "singleFactorAuthentication";
const multi = "multiFactorAuthentication";
const claim = "MFA requirement satisfied by claim in the token";

export const secondFactors: Readonly<Record<Factor, string>> = {
  notification: "Mobile app notification",
  hello: "Windows Hello for Business",
  fido2: "FIDO2 security key",
  none: "Password",
};

/** A token from before did for everything that was asked. */
export function satisfiedByToken(withMfa: boolean): Outcome {
  const first = previously("First factor requirement satisfied by claim in the token");
  return withMfa
    ? {
        status: { errorCode: 0, additionalDetails: claim },
        authenticationRequirement: multi,
        authenticationDetails: [
          first,
          { ...previously(claim), authenticationStepRequirement: "Multi-factor authentication" },
        ],
      }
    : { status: { errorCode: 0 }, authenticationRequirement: single, authenticationDetails: [first] };
}

/** A password alone sufficed. */
export function passwordAccepted(): Outcome {
  return {
    status: { errorCode: 0 },
    authenticationRequirement: single,
    authenticationDetails: [password(true)],
  };
}

/** Somebody answered a prompt with their second factor. Windows Hello and security keys need no password. */
export function promptAnswered(factor: Factor): Outcome {
  const detail =
    factor === "notification"
      ? "MFA completed in Azure AD"
      : "MFA requirement satisfied by strong authentication";
  const answered: Step = {
    authenticationMethod: secondFactors[factor],
    succeeded: true,
    authenticationStepResultDetail: detail,
    authenticationStepRequirement:
      factor === "notification" ? "Multi-factor authentication" : "Primary authentication",
  };
  return {
    status: { errorCode: 0, additionalDetails: detail },
    authenticationRequirement: multi,
    authenticationDetails: factor === "notification" ? [password(true), answered] : [answered],
    mfaDetail: { authMethod: secondFactors[factor] },
  };
}

/** Entra ID asked for a second factor; the answer stands in another record of the same correlation id, if there is one. */
export function promptShown(errorCode: 50074 | 50076): Outcome {
  return {
    status: {
      errorCode,
      failureReason:
        errorCode === 50074
          ? "Strong authentication is required and the user did not pass the MFA challenge."
          : "A change of configuration or of place makes multi-factor authentication necessary for this resource.",
      additionalDetails: "MFA required in Azure AD",
    },
    authenticationRequirement: multi,
    authenticationDetails: [password(true)],
  };
}

/** The person turned the prompt down, or let it pass. */
export function promptDenied(answer: "declined" | "ignored"): Outcome {
  const detail =
    answer === "declined"
      ? "MFA denied; user declined the authentication"
      : "MFA denied; user did not respond to mobile app notification";
  return {
    status: {
      errorCode: 500121,
      failureReason: "Authentication failed during strong authentication request.",
      additionalDetails: detail,
    },
    authenticationRequirement: multi,
    failedPolicies: ["mfaForAll"],
    authenticationDetails: [
      password(true),
      {
        authenticationMethod: secondFactors.notification,
        succeeded: false,
        authenticationStepResultDetail: detail,
        authenticationStepRequirement: "Multi-factor authentication",
      },
    ],
    mfaDetail: { authMethod: secondFactors.notification },
  };
}

export function passwordWrong(): Outcome {
  return {
    status: {
      errorCode: 50126,
      failureReason: "Error validating credentials due to invalid username or password.",
    },
    authenticationRequirement: single,
    authenticationDetails: [password(false)],
  };
}

/** The sign-in would have succeeded as given, but a policy said no. */
export function blockedByPolicy(
  policy: PolicyName,
  errorCode: 53000 | 53003,
  authenticated: Outcome,
): Outcome {
  return {
    ...authenticated,
    status: {
      ...authenticated.status,
      errorCode,
      failureReason:
        errorCode === 53000
          ? "The device is not in the state that is required: conditional access asks for a compliant device."
          : "Access has been blocked by conditional access policies. The access policy does not allow token issuance.",
    },
    failedPolicies: [policy],
  };
}

/** A failure or interrupt that is told by its code and its sentence alone. */
export function stopped(errorCode: number, failureReason: string): Outcome {
  return { status: { errorCode, failureReason }, authenticationRequirement: single };
}

/** Ends of a token's life, which nobody has to do anything about. */
export const tokenEnds = {
  frequency: stopped(
    70043,
    "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
  ),
  inactivity: stopped(700082, "The refresh token has expired due to inactivity."),
} as const;

function password(succeeded: boolean): Step {
  return {
    authenticationMethod: "Password",
    authenticationMethodDetail: "Password in the cloud",
    succeeded,
    authenticationStepResultDetail: succeeded ? "Correct password" : "Invalid username or password",
    authenticationStepRequirement: "Primary authentication",
  };
}

function previously(detail: string): Step {
  return {
    authenticationMethod: "Previously satisfied",
    succeeded: true,
    authenticationStepResultDetail: detail,
    authenticationStepRequirement: "Primary authentication",
  };
}
