/** A failure that a person can mend. Its message is shown as it is, so it says what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** What any thrown thing says, for a log line or the terminal. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
