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

/** The password was right, and something else stopped the sign-in. */
export const acceptedCodes: ReadonlySet<string> = new Set(
  explainedCodes.filter(({ passwordAccepted }) => passwordAccepted === true).map(({ code }) => String(code)),
);

function codesOf(categories: readonly Category[]): string[] {
  return explainedCodes
    .filter(({ category }) => categories.includes(category))
    .map(({ code }) => String(code));
}
