import { createClient } from "@clickhouse/client";
import { openClickHouseStore } from "../../../src/store/clickhouse/open.ts";
import { readPlace } from "../../../src/store/clickhouse/place.ts";
import type { Store } from "../../../src/store/store.ts";

/** Databases on a server that are there for tests alone. */
export interface Scratch {
  /** An empty store in a new database, which goes when the store is closed. */
  store(): Promise<Store>;
  /** Drops what is left. */
  close(): Promise<void>;
}

/**
 * The database that the address names is left alone: new ones are made beside it, with names that no other has.
 * @param url as `ClickHouseOptions` has it
 */
export function scratchOn(url: string, apart?: string): Scratch {
  const { address, user, password } = readPlace(url, apart);
  const client = createClient({ url: address, username: user, password });
  const names = new Set<string>();
  const first = Date.now();
  let made = 0;
  const drop = async (name: string): Promise<void> => {
    await client.command({ query: `DROP DATABASE IF EXISTS ${name} SYNC` });
    names.delete(name);
  };
  return {
    async store() {
      const name = `signpost_conformance_${first + made++}`;
      // It fails where there is one of that name, so that nobody's is dropped.
      await client.command({ query: `CREATE DATABASE ${name}` });
      names.add(name);
      const place = new URL(url);
      place.pathname = name;
      const store = await openClickHouseStore({
        url: place.href,
        ...(apart !== undefined && { password: apart }),
      });
      return {
        ...store,
        async close() {
          await store.close();
          await drop(name);
        },
      };
    },
    async close() {
      for (const name of names) await drop(name);
      await client.close();
    },
  };
}
