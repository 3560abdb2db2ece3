import { text } from "node:stream/consumers";
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from "@clickhouse/client";
import { explainFailure } from "./failures.ts";
import type { Place } from "./place.ts";
import type { Statement } from "./statement.ts";

export type Cell = string | number | null | readonly Cell[];
export type Row = readonly Cell[];

/** The few ways in which ClickHouse is asked. Each explains what an administrator can mend. */
export interface Engine {
  readonly place: Place;
  /** @throws the signal's reason when it is aborted; the query ends then */
  ask(statement: Statement, signal?: AbortSignal): Promise<readonly Row[]>;
  run(statement: Statement): Promise<void>;
  /** Rows are durable, and in every answer, when this resolves. */
  insert(table: string, rows: readonly object[]): Promise<void>;
  /** Whether the user has these grants, as GRANT writes them; undefined where the server can't tell. */
  may(grants: string): Promise<boolean | undefined>;
  close(): Promise<void>;
}

/** Seconds that a query may take at most: whoever asked for it has long given up. */
const longestQuery = 300;

/** Of one key, the row with the highest version counts; its rows are all in one partition, since the time is in the key. */
const settings = `SETTINGS do_not_merge_across_partitions_select_final = 1, max_execution_time = ${longestQuery}`;

/** Whatever the server's own settings are: nothing may be on its way only, and a batch may be of any months. */
const durable: ClickHouseSettings = {
  async_insert: 0,
  insert_distributed_sync: 1,
  max_partitions_per_insert_block: "0",
};

/** @param client another way to reach the engine, which is its owner's to close */
export function createEngine(place: Place, client?: ClickHouseClient): Engine {
  const used = client ?? connect(place);
  const isOurs = client === undefined;
  // Where the engine is in this process, settings of one query would stay for the next.
  const reading: ClickHouseSettings = isOurs
    ? { readonly: "2", cancel_http_readonly_queries_on_client_close: 1 }
    : {};
  return {
    place,
    async ask(statement, signal) {
      signal?.throwIfAborted();
      try {
        const result = await used.query({
          query: `${statement.text}\n${settings}`,
          query_params: { ...statement.params },
          format: "JSONCompactEachRow",
          clickhouse_settings: reading,
          abort_signal: signal,
        });
        return await result.json<Row>();
      } catch (error) {
        signal?.throwIfAborted();
        throw explainFailure(error, place);
      }
    },
    async run(statement) {
      try {
        await used.command({ query: statement.text, query_params: { ...statement.params } });
      } catch (error) {
        throw explainFailure(error, place);
      }
    },
    async insert(table, rows) {
      if (rows.length === 0) return;
      try {
        await used.insert({ table, values: rows, format: "JSONEachRow", clickhouse_settings: durable });
      } catch (error) {
        throw explainFailure(error, place);
      }
    },
    async may(grants) {
      try {
        // It takes no format, so the answer is text: "1" or "0" in a line.
        const { stream } = await used.exec({ query: `CHECK GRANT ${grants}` });
        return (await text(stream)).startsWith("1");
      } catch {
        return undefined;
      }
    },
    async close() {
      if (isOurs) await used.close();
    },
  };
}

function connect({ address, user, password, database }: Place): ClickHouseClient {
  return createClient({
    url: address,
    username: user,
    password,
    database,
    application: "signpost",
    // It would write queries with their values to the console; what goes wrong is told by who asked.
    log: { level: ClickHouseLogLevel.OFF },
    request_timeout: (longestQuery + 5) * 1_000,
    // Long lists of values go into the body: addresses of requests are bounded on the way.
    use_multipart_params_auto: true,
  });
}
