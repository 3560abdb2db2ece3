import type { AuthenticationDetail, SignIn } from "./sign-in.ts";

/** `satisfied` and `failed` together are "MFA was required"; `none` is neither required nor asked for, as far as the record tells. */
export const mfaResults = ["satisfied", "failed", "none"] as const;
export type MfaResult = (typeof mfaResults)[number];

export interface MfaVerdict {
  readonly result: MfaResult;
  /** Satisfied: by a prompt just answered, by a claim in a token, or skipped by rule. Failed: denied, or not (yet) completed. */
  readonly how?: "prompt" | "claim" | "skipped" | "denied" | "notCompleted";
  /** The second factor as the log names it, e.g. "Mobile app notification". */
  readonly method?: string;
  /** The log's own words, e.g. "MFA denied; user declined the authentication". */
  readonly detail?: string;
}

/** Parts of the log's own words about a second factor, each with the phrases that mean them. */
export const mfaDetails = {
  declined: ["mfa declined", "declined mfa", "user declined", "declined the mfa", "declined the prompt"],
  fraud: [
    "reported fraud",
    "mfa fraud reports",
    "mfa fraud report",
    "fraud reports",
    "fraud report",
    "fraud reported",
    "mfa fraud",
    "fraud alerts",
  ],
  "did not respond": [
    "did not respond",
    "mfa timed out",
    "mfa timeout",
    "mfa timeouts",
    "no response to mfa",
    "mfa not answered",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Codes with which Entra ID asks for a second factor or its registration. */
export const mfaRequiredCodes: ReadonlySet<number> = new Set([50072, 50074, 50076, 50079, 50158, 500121]);

/** The code of a second factor that was asked for and not passed. */
export const mfaDeniedCode = 500121;

/** The words by which records tell of MFA; a store that reads records where they are needs them, too. */
export const mfaWords = {
  denied: /mfa denied|user declined|reported fraud/i,
  required: /mfa required/i,
  completed: /mfa (completed|successfully completed)|satisfied by strong authentication/i,
  claim: /mfa requirement satisfied by claim/i,
  skipped: /mfa requirement skipped/i,
  /** In the result of a step, or in its requirement: it answers a second factor. */
  secondResult: /(^|[^0-9a-z_])mfa([^0-9a-z_]|$)/i,
  secondRequirement: /multi-?factor|conditional access|per-user mfa|security defaults/i,
  /** A method that is two factors in one: there is no second step then. */
  strongMethod: /fido2|passkey|windows hello|x\.?509|certificate/i,
  /** In the method of a step, or in its result: a token answered. */
  claimMethod: /previously satisfied/i,
  claimResult: /by claim/i,
} as const;

/**
 * Reads the MFA verdict out of a sign-in. The requirement alone is not trusted: a row may say single-factor and yet be
 * satisfied by a claim in the token.
 * Source of the wording: https://learn.microsoft.com/entra/identity/authentication/howto-mfa-reporting
 */
export function mfaVerdict(signIn: SignIn): MfaVerdict {
  const second = (signIn.authenticationDetails ?? []).filter(isSecondFactor);
  const details = [
    signIn.status.additionalDetails,
    ...second.map((step) => step.authenticationStepResultDetail),
  ].filter((detail) => detail !== undefined);
  const find = (pattern: RegExp): string | undefined => details.find((detail) => pattern.test(detail));
  const method = second.findLast((step) => step.authenticationMethod && !isClaim(step))?.authenticationMethod;
  const succeeded = signIn.status.errorCode === 0;

  const denied = find(mfaWords.denied);
  if (!succeeded && (denied !== undefined || signIn.status.errorCode === mfaDeniedCode)) {
    return {
      result: "failed",
      how: "denied",
      method: method ?? signIn.mfaDetail?.authMethod,
      detail: denied ?? details[0],
    };
  }
  if (
    !succeeded &&
    (mfaRequiredCodes.has(signIn.status.errorCode) || find(mfaWords.required) !== undefined)
  ) {
    return { result: "failed", how: "notCompleted", method, detail: find(mfaWords.required) };
  }
  const completed = find(mfaWords.completed);
  const strong = (signIn.authenticationDetails ?? []).find(
    (step) => step.succeeded === true && isStrong(step),
  );
  const prompted =
    second.findLast((step) => step.succeeded === true && !isClaim(step)) ?? (succeeded ? strong : undefined);
  if (
    completed !== undefined ||
    prompted !== undefined ||
    (succeeded && signIn.mfaDetail?.authMethod !== undefined)
  ) {
    return {
      result: "satisfied",
      how: "prompt",
      method: prompted?.authenticationMethod ?? method ?? signIn.mfaDetail?.authMethod,
      detail: completed ?? prompted?.authenticationStepResultDetail,
    };
  }
  const claim = find(mfaWords.claim);
  if (claim !== undefined) return { result: "satisfied", how: "claim", detail: claim };
  const skipped = find(mfaWords.skipped);
  if (skipped !== undefined) return { result: "satisfied", how: "skipped", detail: skipped };
  const failedStep = second.findLast((step) => step.succeeded === false);
  if (failedStep !== undefined) {
    return {
      result: "failed",
      how: "notCompleted",
      method,
      detail: failedStep.authenticationStepResultDetail,
    };
  }
  return { result: "none" };
}

/** True for a step that answers a second factor: its requirement says so, or its result speaks of MFA. */
function isSecondFactor(step: AuthenticationDetail): boolean {
  return (
    mfaWords.secondResult.test(step.authenticationStepResultDetail ?? "") ||
    mfaWords.secondRequirement.test(step.authenticationStepRequirement ?? "")
  );
}

function isStrong(step: AuthenticationDetail): boolean {
  return mfaWords.strongMethod.test(step.authenticationMethod ?? "");
}

function isClaim(step: AuthenticationDetail): boolean {
  return (
    mfaWords.claimMethod.test(step.authenticationMethod ?? "") ||
    mfaWords.claimResult.test(step.authenticationStepResultDetail ?? "")
  );
}
