import { UserError } from "../errors.ts";

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
