import type { StoreAddress } from "../store/address.ts";
import type { SqliteOptions } from "../store/sqlite/open.ts";
import type { Store } from "../store/store.ts";

/** `readonly` holds everywhere; the rest is how a file is read. */
export type OpenOptions = Omit<SqliteOptions, "path">;

/**
 * Opens the store of an address in this thread. Backends are loaded when they are asked for: each brings a driver, and a
 * thread that reads a file needs no settings.
 * @throws {UserError} for a store that can't be used
 */
export async function openStore(address: StoreAddress, options: OpenOptions = {}): Promise<Store> {
  switch (address.kind) {
    case "sqlite": {
      const { openSqliteStore } = await import("../store/sqlite/open.ts");
      return openSqliteStore({ ...options, path: address.path });
    }
    case "clickhouse": {
      const { openClickHouseStore } = await import("../store/clickhouse/open.ts");
      const { passwordFor } = await import("./store-settings.ts");
      const { readonly = false } = options;
      return openClickHouseStore({ url: address.url, ...passwordFor(address.url, process.env), readonly });
    }
    case "loganalytics":
    case "adx": {
      const { openKustoStore } = await import("../store/kusto/open.ts");
      const { kustoOptions } = await import("./store-settings.ts");
      return openKustoStore(await kustoOptions(address, process.env));
    }
  }
}
