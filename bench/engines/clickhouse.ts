import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createClient } from "@clickhouse/client";
import type { openClickHouseStore as openStore } from "../../src/store/clickhouse/open.ts";
import type { Store } from "../../src/store/store.ts";

/** The engine that the tests of the store use: see test/engines. */
const engines = new URL("../../test/engines/", import.meta.url);

export function clickHouseIsInstalled(): boolean {
  return existsSync(new URL("node_modules/chdb", engines));
}

/** Signpost's own store over ClickHouse's engine in this process, in a folder. */
export async function openClickHouse(folder: string): Promise<Store> {
  const { createChdbConnection } = createRequire(new URL("package.json", engines))("chdb/connection") as {
    createChdbConnection: (options: {
      path: string;
    }) => NonNullable<Parameters<typeof createClient>[0]>["connection"];
  };
  const built = new URL("../../dist/store/clickhouse/open.js", import.meta.url);
  const { openClickHouseStore } = (await import(built.href)) as { openClickHouseStore: typeof openStore };
  const client = createClient({ connection: createChdbConnection({ path: folder }) });
  await client.command({ query: "CREATE DATABASE IF NOT EXISTS signpost" });
  const store = await openClickHouseStore({ url: "http://localhost:8123/signpost", client });
  return {
    ...store,
    async close() {
      await store.close();
      await client.close();
    },
  };
}
