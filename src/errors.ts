/** A failure that a person can mend. Its message is shown as it is, so it says what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
}

const nobodyElse =
  "The store of the sign-ins can't answer at the moment. Whoever runs Signpost finds the reason in its log.";

/**
 * A store that did not answer. The message is for whoever runs Signpost: it names the store and what to do about it.
 * `told` is for everybody else, and says what they can do, if anything.
 */
export class StoreFailure extends UserError {
  readonly told: string;

  constructor(message: string, told = nobodyElse) {
    super(message);
    this.told = told;
  }
}

/** Whether a failure is one that whoever asked can mend, and not one of the store. */
export function isMendable(error: unknown): error is UserError {
  return error instanceof UserError && !(error instanceof StoreFailure);
}

/** What any thrown thing says, for a log line or the terminal. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
