import { logFailure, type Log } from "../log.ts";
import { systemClock, type Clock } from "../clock.ts";

/** Something that is done again and again: each round on its own, whatever became of the one before. */
export interface Rounds {
  readonly what: string;
  readonly round: (signal: AbortSignal) => Promise<unknown>;
  /** Milliseconds from the end of a round to the next. */
  readonly interval: number;
}

/** A round now and then every interval, until the signal is aborted. What breaks is logged, and the next round comes. */
export async function keepGoing(
  { what, round, interval }: Rounds,
  log: Log,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await round(signal);
    } catch (error) {
      if (signal.aborted) return;
      logFailure(log, error, `${what} did not work`);
    }
    await clock.sleep(interval, signal).catch(() => {});
  }
}
