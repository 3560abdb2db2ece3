import type { CheckWatch } from "../commands/standing/watch-check.ts";
import { limits } from "../limits.ts";
import { logFailure, type Log } from "../log.ts";
import type { State, Watch } from "../state/state.ts";
import type { Store } from "../store/store.ts";
import { createTeller, isReadable, missedOf, progressOf, type TellerOptions } from "./teller.ts";

export interface WatchRoundsOptions extends TellerOptions {
  readonly state: Pick<State, "allWatches" | "watch" | "followWatch" | "personalChat">;
  readonly store: () => Promise<Store>;
  /** What looks at the watches of one round: what several of them ask is asked once. */
  readonly startRound: () => Promise<CheckWatch>;
  readonly log: Log;
}

type Look = (watch: Watch) => ReturnType<CheckWatch>;

/** Looks at all watches whenever there is new data, one after another. */
export function createWatchRounds(options: WatchRoundsOptions): (signal: AbortSignal) => Promise<void> {
  const { state, store, startRound, log, clock = Date.now } = options;
  const tell = createTeller(options);
  let lookedAt = "";
  return async (signal) => {
    const { signIns, newest } = await (await store()).coverage(signal);
    const now = JSON.stringify([signIns, newest]);
    if (now === lookedAt) return;
    let isWhole = true;
    const check = await startRound();
    const moment = new Date(clock());
    const look: Look = (watch) => check(watch, moment, signal);
    for (const { id, question } of await state.allWatches()) {
      if (signal.aborted) return;
      if (question?.intent === "watch" && !(await lookAt(id, look, signal))) isWhole = false;
    }
    // What could not be looked at is looked at again, whether or not there is more by then.
    if (isWhole) lookedAt = now;
  };

  /** Tells the bursts of a watch one after another. @returns false where it is to be looked at again */
  async function lookAt(id: string, look: Look, signal: AbortSignal): Promise<boolean> {
    try {
      for (let burst = 0; burst < limits.watchBursts; burst++) {
        // It may have been ended, or told, meanwhile.
        const watch = await state.watch(id);
        if (watch === undefined || !isReadable(watch)) return true;
        const missed = missedOf(watch, clock());
        if (missed !== undefined) {
          await tell(watch, missed);
          continue;
        }
        const found = await look(watch);
        if (found === "not known") return false;
        if (found === "not permitted")
          log.info({ watch: id }, "A watch is not told: its maker may not see it");
        if (found === "unclear")
          log.info({ watch: id }, "A watch is not told: a name in it is nobody's, or that of several");
        if (typeof found === "string") return true;
        if ("view" in found) await tell(watch, found);
        else await state.followWatch(id, { ...progressOf(watch), ...found.progress });
        if (!found.more) return true;
      }
      return false;
    } catch (error) {
      if (!signal.aborted) logFailure(log, error, "A watch could not be looked at", { watch: id });
      return false;
    }
  }
}
