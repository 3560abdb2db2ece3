import { isAboutSignIns } from "../question/keys.ts";
import type { Question, Window } from "../question/question.ts";
import { resolveEdge, type Clock } from "../question/time/edge.ts";
import { resolveWindow } from "../question/time/window.ts";
import type { Task } from "./command.ts";

/**
 * The question of a task as it finds the same sign-ins whenever it is asked: its names are ids by now, and its times
 * become moments. "Until now" is until the moment when it was answered.
 */
export function lasting({ question, scope }: Pick<Task, "question" | "scope">): Question {
  const { rangeDefaulted: _defaulted, window: _window, baseline, having, ...rest } = question;
  const asked = { ...rest, notUnderstood: [] };
  if (!isAboutSignIns(question.intent) || question.codes !== undefined) return asked;
  const { clock, range, now } = scope;
  return {
    ...asked,
    window: windowOf(range.from, range.to ?? now),
    ...(having && {
      having: having.map((one) =>
        one.before === undefined ? one : { ...one, before: moment(resolveEdge(one.before, clock)) },
      ),
    }),
    ...(baseline !== undefined && {
      baseline: typeof baseline === "string" ? baseline : moments(baseline, clock),
    }),
  };
}

/** A range that cannot be asked about stays as it was said: its answer tells why. */
function moments(window: Window, clock: Clock): Window {
  const range = resolveWindow(window, clock);
  return typeof range === "string" ? window : windowOf(range.from, range.to ?? clock.now.getTime());
}

function windowOf(from: number | undefined, to: number): Window {
  return { ...(from !== undefined && { from: moment(from) }), to: moment(to) };
}

/** Milliseconds are said where there are any. */
function moment(at: number): string {
  return new Date(at).toISOString().replace(/\.000Z$/, "Z");
}
