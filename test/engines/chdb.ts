import type { createClient } from "@clickhouse/client";

/** The part of chdb that is used: ClickHouse's own engine in this process, behind ClickHouse's own client. */
export interface Chdb {
  readonly createChdbConnection: (options: { path: string }) => Connection;
  readonly Session: new (path: string, options: { connectionArgs: string[] }) => { close(): void };
}
type Connection = NonNullable<Parameters<typeof createClient>[0]>["connection"];

/** It is installed for these tests alone, and found while they run. */
export async function findChdb(): Promise<Chdb | string> {
  const [engine, connection] = ["chdb", "chdb/connection"];
  try {
    return {
      ...((await import(engine)) as Pick<Chdb, "Session">),
      ...((await import(connection)) as Pick<Chdb, "createChdbConnection">),
    };
  } catch (error) {
    return `ClickHouse's engine is not installed in test/engines, or not built for this machine: ${String(error)}`;
  }
}
