import type { OpenedStore, openStorePool as openPool } from "../../src/cli/store-pool.ts";
import type { createAnalysis as makeAnalysis } from "../../src/commands/analysis.ts";
import type { exportSet as makeExport } from "../../src/exports/export-set.ts";
import type { importSources as importAll } from "../../src/ingest/import.ts";
import type { openSqliteStore as openStore } from "../../src/store/sqlite/open.ts";
import type { createEventHubSync as makeHubSync } from "../../src/sync/event-hubs.ts";
import type { createSync as makeSync } from "../../src/sync/sync.ts";
import type { Store } from "../../src/store/store.ts";

const { openSqliteStore } = await built<{ openSqliteStore: typeof openStore }>("store/sqlite/open.js");
const { openStorePool } = await built<{ openStorePool: typeof openPool }>("cli/store-pool.js");

/** The import of `signpost import`. */
export const { importSources } = await built<{ importSources: typeof importAll }>("ingest/import.js");

/** The sync of `signpost sync`. */
export const { createSync } = await built<{ createSync: typeof makeSync }>("sync/sync.js");

/** What receives event hubs. */
export const { createEventHubSync } = await built<{ createEventHubSync: typeof makeHubSync }>(
  "sync/event-hubs.js",
);

/** The files of a download. */
export const { exportSet } = await built<{ exportSet: typeof makeExport }>("exports/export-set.js");

/** What hunts search with, in the thread of the store. */
export const { createAnalysis } = await built<{ createAnalysis: typeof makeAnalysis }>(
  "commands/analysis.js",
);

/** Signpost's store in this thread, where it is compared with engines that are there, too. */
export async function openForReading(path: string): Promise<Store> {
  // A file of an earlier version is brought up to date first.
  await openSqliteStore({ path }).close();
  return openSqliteStore({ path, readonly: true, readsAhead: true });
}

/** Signpost's store in threads of its own, as the service or `signpost import` opens it. */
export async function openInThreads(path: string, use: "service" | "import"): Promise<OpenedStore> {
  return openStorePool({ kind: "sqlite", path }, console, use);
}

/** What was built, as it is installed: run from its sources, it would be slower and take more memory. */
async function built<Module>(path: string): Promise<Module> {
  return (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as Module;
}
