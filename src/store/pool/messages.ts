import { StoreFailure, UserError } from "../../errors.ts";

/** What is asked of a worker, with a number by which its answer is known; arguments travel by structured clone. */
export type Request =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly method: string;
      readonly given: readonly unknown[];
    }
  | { readonly kind: "abort"; readonly id: number }
  | { readonly kind: "close" };

/** What a worker says. A result is one text: that crosses over many times faster than thousands of objects. */
export type Reply =
  | { readonly kind: "result"; readonly id: number; readonly json: string | undefined }
  | { readonly kind: "failure"; readonly id: number; readonly failure: Failure }
  /** Nothing can be asked of this worker, which ends: of all that was. */
  | { readonly kind: "unopened"; readonly failure: Failure };

/** An error as it crosses over: what a person can mend stays that. */
export interface Failure {
  readonly isUserError: boolean;
  /** What those are told who do not run Signpost, where the store did not answer. */
  readonly told?: string;
  readonly message: string;
  readonly stack: string | undefined;
}

export function describeFailure(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const told = error instanceof StoreFailure && { told: error.told };
  return { isUserError: error instanceof UserError, ...told, message, stack };
}

export function reviveFailure({ isUserError, told, message, stack }: Failure): Error {
  if (told !== undefined) return new StoreFailure(message, told);
  if (isUserError) return new UserError(message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
