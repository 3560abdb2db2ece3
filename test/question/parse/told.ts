import type { FollowUp, Question } from "../../../src/question/question.ts";

/**
 * A question, or a follow-up, in one line: its intent, its conditions as `field:a|b` and `-field:a`, its range between
 * brackets (`~` where it is the usual one), what else it says as JSON, and after `??` what was not understood.
 */
export function told({
  intent,
  where,
  window,
  rangeDefaulted,
  notUnderstood,
  ...rest
}: Question | FollowUp): string {
  const conditions = (where ?? []).map(
    ({ field, is, isNot }) => `${is === undefined ? "-" : ""}${field}:${(is ?? isNot ?? []).join("|")}`,
  );
  const range =
    window === undefined || rangeDefaulted === true ? "" : `[${window.from ?? ""}..${window.to ?? ""}]`;
  return [
    intent ?? "",
    ...conditions,
    range,
    rangeDefaulted === true ? "~" : "",
    Object.keys(rest).length === 0 ? "" : JSON.stringify(rest),
    notUnderstood.length === 0 ? "" : `?? ${notUnderstood.join(" ")}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
