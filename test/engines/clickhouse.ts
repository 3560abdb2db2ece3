import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import { messageOf } from "../../src/errors.ts";
import { type ClickHouseOptions, openClickHouseStore } from "../../src/store/clickhouse/open.ts";
import type { Store } from "../../src/store/store.ts";

/** The part of chdb that is used: ClickHouse's own engine in this process, behind ClickHouse's own client. */
interface Chdb {
  readonly createChdbConnection: (options: { path: string }) => Connection;
}
type Connection = NonNullable<Parameters<typeof createClient>[0]>["connection"];

/** ClickHouse in this process: one for all tests of a file, since there can be one only. */
export interface ClickHouse {
  readonly client: ClickHouseClient;
  /** Options of a database of its own, which is there and empty. */
  database(): Promise<ClickHouseOptions>;
  /** An empty store in a database of its own, which goes when the store is closed. */
  store(): Promise<Store>;
  close(): Promise<void>;
}

/**
 * @returns the engine, or why there is none on this machine
 * @throws where there is none and `CI` is set: there, everything is tested
 */
export async function openClickHouse(): Promise<ClickHouse | string> {
  const connection = await connect();
  if (typeof connection === "string") {
    if (process.env["CI"] === undefined) return connection;
    throw new Error(connection);
  }
  const { client, folder } = connection;
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
      const close = async (): Promise<void> => {
        await client.command({ query: `DROP DATABASE IF EXISTS ${new URL(options.url).pathname.slice(1)} SYNC` });
        await store.close();
      };
      return { ...store, close };
    },
    async close() {
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function connect(): Promise<{ client: ClickHouseClient; folder: string } | string> {
  // It is installed for these tests alone, and found while they run.
  const name = "chdb/connection";
  const folder = mkdtempSync(join(tmpdir(), "signpost-clickhouse-"));
  try {
    const { createChdbConnection } = (await import(name)) as Chdb;
    return { client: createClient({ connection: createChdbConnection({ path: folder }) }), folder };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return `ClickHouse's engine is not installed for this machine (test/engines): ${messageOf(error)}`;
  }
}
