import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";

/** Signpost's store as it serves: the one place that knows how it is opened. */
export async function openForReading(path: string): Promise<Store> {
  return openSqliteStore({ path, readonly: true });
}

/** Signpost's store as `signpost import` opens it. */
export async function openForImport(path: string): Promise<Store> {
  return openSqliteStore({ path });
}
