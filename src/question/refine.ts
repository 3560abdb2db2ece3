import type { FollowUp, Question } from "./question.ts";

/** The question that a follow-up makes of the one before it. */
export function refine(last: Question, { follows: _, ...change }: FollowUp): Question {
  return { ...last, ...change };
}
