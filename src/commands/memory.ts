import { showsNoSignIns } from "../access/access.ts";
import { UserError } from "../errors.ts";
import { isAboutSignIns } from "../question/keys.ts";
import type { Question } from "../question/question.ts";
import type { Place, State } from "../state/state.ts";

/** Where what the asker said last is remembered; absent where nobody can be told from anybody else. */
export interface Memory {
  readonly state: State;
  readonly place: Place;
}

/** @throws UserError where the asker cannot be told from others, or nothing is remembered here */
export function memoryOf({ memory }: { readonly memory: Memory | undefined }): Memory {
  if (memory !== undefined) return memory;
  throw new UserError("I cannot keep anything here, because I cannot tell who is asking.");
}

/**
 * Keeps a question that was answered, for what follows on it. What an error code means is no question about sign-ins:
 * the one before it stays. An answer is not lost because it could not be remembered.
 * @returns what to say of that
 */
export async function remember(
  memory: Memory | undefined,
  question: Question,
  now: number,
): Promise<readonly string[]> {
  if (memory === undefined || !isAboutSignIns(question.intent)) return [];
  if (question.intent === "watch" || showsNoSignIns(question)) return [];
  try {
    await memory.state.rememberQuestion(memory.place, { ...question, notUnderstood: [] }, now);
    return [];
  } catch {
    return ["I could not remember this question, so nothing can follow on it."];
  }
}
