import { field } from "../question/fields.ts";
import type { Having } from "../question/question.ts";
import { inSentence, number, plural } from "../views/words.ts";

/** "at least 5 users", "at most 0 successes". */
export function thresholdText({ of, atLeast, atMost }: Pick<Having, "of" | "atLeast" | "atMost">): string {
  const bound = atLeast ?? atMost ?? 0;
  return `at ${atLeast === undefined ? "most" : "least"} ${countedText(of, bound)}`;
}

/** "1 user", "14 failures". */
export function countedText(of: Having["of"], count: number): string {
  switch (of) {
    case "signIns":
      return plural(count, "sign-in");
    case "successes":
      return plural(count, "success", "successes");
    case "failures":
      return plural(count, "failure");
    case "lastSeen":
      return number(count);
    default:
      return plural(count, inSentence(field(of).label), field(of).plural);
  }
}
