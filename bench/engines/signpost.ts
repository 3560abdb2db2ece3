import type { importSources } from "../../src/ingest/import.ts";
import type { OpenedStore, openStorePool } from "../../src/cli/store-pool.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";

/** Signpost's store in this thread, where it is compared with engines that are there, too. */
export async function openForReading(path: string): Promise<Store> {
  // A file of an earlier version is brought up to date first.
  await openSqliteStore({ path }).close();
  return openSqliteStore({ path, readonly: true, readsAhead: true });
}

/** Signpost's store in threads of its own, as the service or `signpost import` opens it. */
export async function openInThreads(path: string, use: "service" | "import"): Promise<OpenedStore> {
  const { openStorePool: open } = await built<{ openStorePool: typeof openStorePool }>("cli/store-pool.js");
  return open(path, { error: console.error }, use);
}

/** The import of `signpost import`. */
export async function builtImport(): Promise<typeof importSources> {
  return (await built<{ importSources: typeof importSources }>("ingest/import.js")).importSources;
}

/** What was built, as it is installed: run from its sources, it would be slower and take more memory. */
async function built<Module>(path: string): Promise<Module> {
  return (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as Module;
}
