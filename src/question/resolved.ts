import type { FollowUp, Question, Window } from "./question.ts";
import { resolveEdge, type Clock, type Edge } from "./time/edge.ts";
import { resolveWindow } from "./time/window.ts";

/** A question or a follow-up with its ranges in absolute time: the public structure (\`signpost parse\`, \`ask --json\`). */
export function resolved(question: Question | FollowUp, clock: Clock): object {
  const { window, rangeDefaulted, having, baseline, notUnderstood, ...rest } = question;
  const iso = (edge: Edge): string => new Date(resolveEdge(edge, clock)).toISOString();
  return {
    ...rest,
    ...(baseline !== undefined && {
      baseline: typeof baseline === "string" ? baseline : rangeOf(baseline, clock),
    }),
    ...(having && {
      having: having.map((one) => (one.before === undefined ? one : { ...one, before: iso(one.before) })),
    }),
    ...(window !== undefined && said(window, clock)),
    ...(rangeDefaulted && { rangeDefaulted }),
    notUnderstood,
  };
}

function said(window: Window, clock: Clock): object {
  const range = resolveWindow(window, clock);
  return typeof range === "string" ? { rangeProblem: range } : { range: rangeOf(window, clock) };
}

/** No range ends in the future. */
function rangeOf({ from, to }: Window, clock: Clock): object {
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    ...(from !== undefined && { from: iso(resolveEdge(from, clock)) }),
    ...(to !== undefined && { to: iso(Math.min(resolveEdge(to, clock), clock.now.getTime())) }),
  };
}
