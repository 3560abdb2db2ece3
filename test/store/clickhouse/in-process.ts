import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import { type ClickHouseOptions, openClickHouseStore } from "../../../src/store/clickhouse/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { findChdb, type Chdb } from "../../engines/chdb.ts";

const chdb = await findChdb();

/** Tests of ClickHouse are skipped where its engine is not built for; in continuous integration (`CI` is set) they fail. */
export const skipsClickHouse = typeof chdb === "string" && !process.env["CI"];
export const clickHouseHint = typeof chdb === "string" ? ` (skipped: ${chdb})` : "";

/** ClickHouse in this process: one for all tests of a file, since there can be one only. */
export interface ClickHouse {
  readonly client: ClickHouseClient;
  /** Where a new, empty database is. */
  database(): Promise<ClickHouseOptions>;
  /** An empty store in a database of its own, which goes when the store is closed. */
  store(): Promise<Store>;
  close(): Promise<void>;
}

/** @param configuration of the server, as XML */
export function openClickHouse(configuration?: string): ClickHouse {
  if (typeof chdb === "string") throw new Error(chdb);
  const folder = mkdtempSync(join(tmpdir(), "signpost-clickhouse-"));
  const session = configuration === undefined ? undefined : configure(chdb, folder, configuration);
  const client = createClient({ connection: chdb.createChdbConnection({ path: folder }) });
  let databases = 0;
  const database = async (): Promise<ClickHouseOptions> => {
    const name = `signpost_${databases++}`;
    await client.command({ query: `CREATE DATABASE ${name}` });
    return { url: `http://127.0.0.1:8123/${name}`, client };
  };
  return {
    client,
    database,
    async store() {
      const options = await database();
      const store = await openClickHouseStore(options);
      return {
        ...store,
        async close() {
          await client.command({ query: `DROP DATABASE IF EXISTS ${databaseOf(options)} SYNC` });
          await store.close();
        },
      };
    },
    async close() {
      await client.close();
      session?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function databaseOf({ url }: ClickHouseOptions): string {
  return new URL(url).pathname.slice(1);
}

/** Whoever opens the engine first says how it is configured. */
function configure({ Session }: Chdb, folder: string, configuration: string): { close(): void } {
  const file = join(folder, "configuration.xml");
  writeFileSync(file, configuration);
  return new Session(folder, { connectionArgs: [`--config-file=${file}`] });
}
