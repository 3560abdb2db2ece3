import type { MakeReport } from "../commands/standing/report-answer.ts";
import { limits } from "../limits.ts";
import { logFailure, type Log } from "../log.ts";
import { lastDue } from "../question/time/schedule.ts";
import type { State, Watch } from "../state/state.ts";
import { askNow } from "../commands/standing/watched.ts";
import type { View } from "../views/view.ts";
import { fullTime } from "../views/words.ts";
import { createTeller, isReadable, progressOf, type TellerOptions } from "./teller.ts";

export interface ReportRoundsOptions extends TellerOptions {
  readonly state: Pick<State, "allWatches" | "watch" | "followWatch" | "personalChat">;
  readonly make: MakeReport;
  readonly log: Log;
  /** IANA name for those whose own zone is not known. */
  readonly timezone: string;
}

/**
 * Makes the reports that are due, one after another: each about the time since the last one, and an hour more, because
 * sign-ins come late. One that cannot be made is tried again for an hour; then its maker is told so, and the next one is
 * about its time as well. Of those that fell due while nobody was there, one is made.
 */
export function createReportRounds(options: ReportRoundsOptions): (signal: AbortSignal) => Promise<void> {
  const { state, make, log, timezone, clock = Date.now } = options;
  const tell = createTeller(options);
  /** By watch, what fell due and was given up. */
  const givenUp = new Map<string, number>();
  return async (signal) => {
    for (const { id, question } of await state.allWatches()) {
      if (signal.aborted) return;
      const watch = question?.intent === "report" ? await state.watch(id) : undefined;
      if (watch !== undefined && isReadable(watch)) await lookAt(watch, signal);
    }
  };

  async function lookAt(watch: Watch, signal: AbortSignal): Promise<void> {
    const { id, since, toldUpTo } = watch;
    const now = new Date(clock());
    const zone = watch.timezone === "" ? timezone : watch.timezone;
    const { due, before } = lastDue(watch.question, { now, timezone: zone, weekStart: "monday" });
    if (due <= Math.max(since, toldUpTo) || givenUp.get(id) === due) return;
    const isLate = now.getTime() - due > limits.reportLate;
    try {
      const made = await make(watch, { from: startOf(watch, before, due), to: due }, now, signal);
      if (made === "not permitted") {
        log.info({ watch: id }, "A report is not made: whoever wants it may not see it");
        await state.followWatch(id, { ...progressOf(watch), toldUpTo: due });
      } else if (made !== "not known") await tell(watch, { ...made, progress: { toldUpTo: due } });
      else if (isLate) await giveUp(watch, due);
    } catch (error) {
      if (signal.aborted) return;
      logFailure(log, error, "A report could not be made", { watch: id });
      if (isLate) await giveUp(watch, due);
    }
  }

  async function giveUp(watch: Watch, due: number): Promise<void> {
    givenUp.set(watch.id, due);
    const zone = watch.timezone === "" ? timezone : watch.timezone;
    const view: View = {
      card: "notice",
      tone: "warning",
      headline: `The report of ${fullTime(due, zone)} could not be made.`,
      lines: ["The next one is about its time as well."],
      buttons: [{ title: "Try it now", ask: askNow(watch.question) }],
    };
    await tell(watch, { view, audience: "asker", progress: {} });
  }
}

/** The first one is about the time since it would have been due before, the others about that since the last. */
function startOf({ told, untold, toldUpTo }: Watch, before: number, due: number): number {
  const last = told + untold === 0 ? before : Math.min(before, toldUpTo);
  return Math.max(last - limits.reportOverlap, due - limits.reportReach);
}
