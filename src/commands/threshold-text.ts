import type { Hunt, Thresholds } from "../hunts/hunt.ts";
import { field } from "../question/fields.ts";
import type { Having } from "../question/question.ts";
import { durationText } from "../question/time/durations.ts";
import { inSentence, listed, number, plural } from "../views/words.ts";

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

/** Thresholds of a hunt, and what its findings are about. */
type Rule = Thresholds & { readonly by: Hunt["by"] };

/** "at least 10 users within 1 hour, by IP address". */
export function ruleText(
  { fixed }: Pick<Hunt, "fixed">,
  { having = [], within, baseline, by }: Rule,
): string {
  const thresholds = listed(having.map(thresholdText));
  return [
    `${thresholds}${within === undefined ? "" : ` within ${durationText(within)}`}`.trim(),
    fixed,
    baseline === undefined ? "" : `compared with the ${durationText(baseline)} before the range`,
    by.length === 0 ? "" : `by ${listed(by.map((name) => inSentence(field(name).label)))}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}
