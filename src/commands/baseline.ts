import { UserError } from "../errors.ts";
import type { Question, Window } from "../question/question.ts";
import { resolveEdge, type Clock } from "../question/time/edge.ts";
import { resolveWindow, type Range } from "../question/time/window.ts";
import type { Coverage } from "../store/store.ts";
import type { Task } from "./command.ts";

/** A stretch of time with two ends, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** The range with its open ends closed: from the oldest record, until now. Undefined for all time and for none. */
export function spanOf({ from, to }: Range, { oldest }: Coverage, now: number): Span | undefined {
  if (from === undefined && to === undefined) return undefined;
  const start = from ?? Math.min(oldest ?? 0, to ?? now);
  const end = to ?? now;
  return start < end ? { from: start, to: end, length: end - start } : undefined;
}

/**
 * The range to compare with: the one that was named, a length of time before the range, or as much before it as it is
 * long. The window says it in the notation of questions.
 * @throws UserError where it lies in the future or ends before it starts
 */
export function baselineOf({ question, scope, coverage }: Task, range: Span): Span & { window: Window } {
  const window = windowOf(question, range, scope.clock);
  const found = resolveWindow(window, scope.clock);
  if (found === "future" || found === "reversed") {
    throw new UserError(
      found === "future"
        ? "The range to compare with lies in the future, so there is nothing to compare."
        : "The range to compare with ends before it starts. Swap its two times and ask again.",
    );
  }
  const span = spanOf(found, coverage, scope.now);
  if (span === undefined)
    throw new UserError('Say which range to compare with, for example "this week vs last week".');
  return { ...span, window };
}

function windowOf({ baseline }: Question, { from, length }: Span, clock: Clock): Window {
  if (typeof baseline === "object") return baseline;
  const start = baseline === undefined ? Math.max(0, from - length) : lengthBefore(baseline, from, clock);
  return { from: new Date(start).toISOString(), to: new Date(from).toISOString() };
}

/** The moment that lies an ISO 8601 duration before another, by the asker's calendar. */
export function lengthBefore(duration: string, at: number, clock: Clock): number {
  const [days = "", time = ""] = duration.slice(1).split("T");
  const moves = (text: string, units: Readonly<Record<string, string>>): string =>
    [...text.matchAll(/(\d+)([A-Z])/g)].map(([, amount, unit = ""]) => `-${amount}${units[unit]}`).join("");
  const back = `${moves(days, { Y: "y", M: "M", W: "w", D: "d" })}${moves(time, { H: "h", M: "m", S: "s" })}`;
  return Math.max(0, resolveEdge(`now${back}`, { ...clock, now: new Date(at) }));
}
