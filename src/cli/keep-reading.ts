import type { Config } from "../config.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import { systemClock } from "../clock.ts";
import { createFolderSync } from "../sync/folder.ts";
import { readingCredential, readingTokens } from "../tokens.ts";
import { receiveEventHubs } from "./event-hubs.ts";
import { keepGoing } from "./keep-going.ts";
import { daysToRead, syncInto } from "./sync.ts";

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
    void keepGoing(
      { what: "Reading from Microsoft Graph", round, interval: limits.syncInterval },
      log,
      signal,
    );
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
    void keepGoing({ what: "Reading the folder", round, interval: limits.folderInterval }, log, signal);
  }
}
