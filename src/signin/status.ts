import type { SignIn, Status } from "./sign-in.ts";

/**
 * Codes that pause a sign-in to ask for something (a second factor, consent, a choice of account) and are no failure.
 * No official list exists; these are the 26 that Microsoft's own sign-in workbooks call pending: twenty in every
 * query and, in its newer ones, six more (29200, 50019, 50076, 50097, 50158, 165100).
 * Source: microsoft/Application-Insights-Workbooks, SignIns.workbook.
 */
export const interruptCodes: ReadonlySet<number> = new Set([
  16000, 16001, 16003, 50055, 50058, 50059, 50072, 50074, 50125, 50127, 50129, 50140, 50143, 50144, 51006,
  52004, 65001, 81010, 81012, 81014, 29200, 50019, 50076, 50097, 50158, 165100,
]);

/** Stands for the code of a failure whose source gave none: no code of Entra ID is negative. */
export const unknownErrorCode = -1;

/** The state that an error code alone means. */
export function statusOfCode(errorCode: number): Status {
  if (errorCode === 0) return "success";
  return interruptCodes.has(errorCode) ? "interrupted" : "failure";
}

/** Success, failure or interrupted, as the portal would show it: the source's own verdict if it gave one. */
export function statusOf(signIn: Pick<SignIn, "status" | "reportedStatus">): Status {
  return signIn.reportedStatus ?? statusOfCode(signIn.status.errorCode);
}
