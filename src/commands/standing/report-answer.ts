import type { Audience } from "../../access/access.ts";
import { limits } from "../../limits.ts";
import { parse } from "../../question/parse/parse.ts";
import type { Question } from "../../question/question.ts";
import type { Watch } from "../../state/state.ts";
import type { View } from "../../views/view.ts";
import { answerQuestion } from "../answer.ts";
import type { Deps } from "../command.ts";
import { permissionFor } from "../prepare.ts";
import { askOf, isUnknown } from "./watch-check.ts";

/** The time since the last report: milliseconds since 1970. */
export interface ReportRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Answers the question of a report as its maker may see it now; where it names no time, about the time since the last
 * one. "not known": the directory does not say what they may see.
 */
export type MakeReport = (
  watch: Watch,
  range: ReportRange,
  now: Date,
  signal?: AbortSignal,
) => Promise<{ readonly view: View; readonly audience: Audience } | "not permitted" | "not known">;

export function createReports(deps: Deps, timezone: string): MakeReport {
  return async (watch, range, now, signal) => {
    const ask = askOf(watch, now, timezone);
    const clock = { now, timezone: ask.timezone, weekStart: "monday" } as const;
    const asked = parse(watch.question.command ?? "", { ...clock, locale: ask.locale });
    const stop = AbortSignal.any([
      AbortSignal.timeout(limits.reportTime),
      ...(signal === undefined ? [] : [signal]),
    ]);
    const permission = await permissionFor(asked, ask, deps, stop);
    if (permission.may !== "all" && (await isUnknown(watch.person, deps))) return "not known";
    if (permission.may === "nothing") return "not permitted";
    const { view } = await answerQuestion(since(asked, range), {
      ask,
      deps: { ...deps, huntingTime: limits.reportTime / 2 },
      memory: undefined,
      clock,
      signal: stop,
    });
    return { view, audience: view.audience ?? "conversation" };
  };
}

/** The question about the time of the report, where it names none. */
function since(asked: Question, { from, to }: ReportRange): Question {
  const { rangeDefaulted, window, ...question } = asked;
  if (window !== undefined && rangeDefaulted === undefined) return asked;
  return { ...question, window: { from: new Date(from).toISOString(), to: new Date(to).toISOString() } };
}
