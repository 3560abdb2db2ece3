import { openStorePool, type OpenedStore } from "../../src/cli/store-pool.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";

/** Signpost's store in this thread, where it is compared with engines that are there, too. */
export async function openForReading(path: string): Promise<Store> {
  // A file of an earlier version is brought up to date first.
  await openSqliteStore({ path }).close();
  return openSqliteStore({ path, readonly: true, readsAhead: true });
}

/** Signpost's store as the service and `signpost import` open it: in threads of its own. */
export async function openForServing(path: string): Promise<OpenedStore> {
  return openStorePool(path, { error: console.error });
}
