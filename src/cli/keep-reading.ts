import type { Config } from "../config.ts";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import { systemClock, type Clock } from "../sync/clock.ts";
import { createFolderSync } from "../sync/folder.ts";
import { readingCredential, readingTokens } from "../tokens.ts";
import { receiveEventHubs } from "./event-hubs.ts";
import { daysToRead, syncInto } from "./sync.ts";

/** Something that is done again and again: each round on its own, whatever became of the one before. */
export interface Rounds {
  readonly what: string;
  readonly round: (signal: AbortSignal) => Promise<unknown>;
  /** Milliseconds from the end of a round to the next. */
  readonly interval: number;
}

/** Reads whatever a service is to read by itself, until the signal is aborted. */
export function keepReading(store: Store, config: Config, log: Log, signal: AbortSignal): void {
  const { sync, eventHubs, watchFolder, retentionDays, credentials } = config;
  if (sync) {
    const graph = syncInto(store, readingTokens(process.env, credentials), {
      log,
      days: daysToRead(retentionDays),
    });
    const round = async () => {
      for (const { type, records, new: added, updated, quarantined } of await graph.round(signal))
        if (added + updated + quarantined > 0)
          log.info(
            { type, records, new: added, updated, quarantined },
            "Sign-ins were read from Microsoft Graph",
          );
    };
    void keepGoing({ what: "Microsoft Graph", round, interval: limits.syncInterval }, log, signal);
  }
  if (eventHubs !== undefined) {
    const credential = readingCredential(process.env, credentials);
    receiveEventHubs(eventHubs, { store, log, credential, tenant: credentials?.tenantId }, signal).catch(
      (err: unknown) => log.error({ err }, "Event Hubs cannot be received"),
    );
  }
  if (watchFolder !== undefined) {
    const folder = createFolderSync({ store, folder: watchFolder, clock: systemClock, log });
    const round = async () => {
      const result = await folder.round(signal);
      if (result.files > 0) log.info(result, "Files of the folder were read");
    };
    void keepGoing({ what: "the folder", round, interval: limits.folderInterval }, log, signal);
  }
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
    } catch (err) {
      if (signal.aborted) return;
      // What an administrator can mend needs no stack.
      if (err instanceof UserError) log.warn({ reason: err.message }, `Sign-ins were not read from ${what}`);
      else log.error({ err }, `Reading from ${what} broke`);
    }
    await clock.sleep(interval, signal).catch(() => {});
  }
}
