import type { MakeReport } from "../commands/report-answer.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { lastDue } from "../question/time/schedule.ts";
import type { State, Watch } from "../state/state.ts";
import { createTeller, isReadable, type TellerOptions } from "./teller.ts";

export interface ReportRoundsOptions extends TellerOptions {
  readonly state: Pick<State, "allWatches" | "watch" | "followWatch" | "personalChat">;
  readonly make: MakeReport;
  readonly log: Log;
  /** IANA name for those whose own zone is not known. */
  readonly timezone: string;
}

/**
 * Makes the reports that are due, one after another. One that cannot be made is tried again for an hour; of those that
 * fell due while nobody was there, the last is made.
 */
export function createReportRounds(options: ReportRoundsOptions): (signal: AbortSignal) => Promise<void> {
  const { state, make, log, timezone, clock = Date.now } = options;
  const tell = createTeller(options);
  return async (signal) => {
    for (const { id, question } of await state.allWatches()) {
      if (signal.aborted) return;
      const watch = question?.intent === "report" ? await state.watch(id) : undefined;
      if (watch !== undefined && isReadable(watch)) await lookAt(watch, signal);
    }
  };

  async function lookAt(watch: Watch, signal: AbortSignal): Promise<void> {
    const { id, question, since, told, toldUpTo, untold, suspects } = watch;
    const now = new Date(clock());
    const zone = watch.timezone === "" ? timezone : watch.timezone;
    const { due, before } = lastDue(question, { now, timezone: zone, weekStart: "monday" });
    if (due <= Math.max(since, toldUpTo)) return;
    const progress = { toldUpTo: due };
    const done = { told, untold, suspects, ...progress };
    try {
      const made = await make(watch, { from: before, to: due }, now, signal);
      if (made === "not permitted") {
        log.info({ watch: id }, "A report is not made: whoever wants it may not see it");
        await state.followWatch(id, done);
      } else if (made !== "not known") await tell(watch, { ...made, progress });
      else if (now.getTime() - due > limits.reportLate) await state.followWatch(id, done);
    } catch (err) {
      if (signal.aborted) return;
      log.error({ err, watch: id }, "A report could not be made");
      if (now.getTime() - due > limits.reportLate) await state.followWatch(id, done);
    }
  }
}
