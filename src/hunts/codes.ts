import { explainedCodes } from "../signin/error-codes/catalogue.ts";
import type { Category } from "../signin/error-codes/error-code.ts";

/** Error codes by what they tell a hunter; all from the catalogue of codes. */

/** What somebody sees who guesses: a wrong password, no such user, an account that is locked, disabled or has expired. */
export const guessCodes: readonly string[] = codesOf([
  "bad-password",
  "unknown-user",
  "locked",
  "disabled",
  "password-expired",
]);

/** What somebody sees who may not use an app: a policy refused it, or nobody has assigned it to them. */
export const deniedCodes: readonly string[] = codesOf(["conditional-access", "app-assignment"]);

/** A service principal came with a secret that is wrong, or with one that has expired. */
export const wrongSecret = "7000215";
export const expiredSecret = "7000222";
/** The account is disabled, or a guest's is in this tenant. */
export const disabledCodes = ["50057", "500571"] as const;

/** Refused before the password was judged. */
export const lockedCodes: readonly string[] = codesOf(["locked"]);

/** The password was right, and something else stopped the sign-in. */
export const acceptedCodes: ReadonlySet<string> = new Set(
  explainedCodes.filter(({ passwordAccepted }) => passwordAccepted === true).map(({ code }) => String(code)),
);

/**
 * The same of somebody who signs in: a session that was revoked tells nothing of a password, and nobody is asked for a
 * second factor (500121) whose first one was wrong.
 */
export const firstFactorCodes: readonly string[] = [
  ...[...acceptedCodes].filter((code) => !codesOf(["session-expired"]).includes(code)),
  "500121",
];

/** What stops somebody who should not get in: not the ends of sessions, nor what is wrong with an application. */
export const refusedCodes: readonly string[] = codesOf([
  "bad-password",
  "locked",
  "mfa",
  "identity-risk",
  "conditional-access",
  "device",
]);

function codesOf(categories: readonly Category[]): string[] {
  return explainedCodes
    .filter(({ category }) => categories.includes(category))
    .map(({ code }) => String(code));
}
