import type { ClickHouseClient } from "@clickhouse/client";
import { StoreFailure } from "../../errors.ts";
import type { Store } from "../store.ts";
import { createStore } from "./clickhouse-store.ts";
import { createEngine } from "./engine.ts";
import { readPlace } from "./place.ts";
import { renewFacts } from "./renewal.ts";
import { ensureSchema } from "./schema.ts";
import { readServer } from "./server.ts";

export interface ClickHouseOptions {
  /** https://user:password@host:8443/database; the password may come apart. */
  readonly url: string;
  readonly password?: string;
  /** Changes nothing, tables included. */
  readonly readonly?: boolean;
  /** Another way to reach the engine: tests have it in their own process. It stays open when the store is closed. */
  readonly client?: ClickHouseClient;
}

/**
 * Opens the store in a database of ClickHouse; unless `readonly`, makes its tables where they are missing and brings older
 * ones up to date.
 *
 * @throws UserError for what an administrator can mend: a host out of reach, a wrong password, a database or permission
 *   that is missing, tables of a newer version
 */
export async function openClickHouseStore(options: ClickHouseOptions): Promise<Store> {
  const { url, password, readonly = false, client } = options;
  const engine = createEngine(readPlace(url, password), client);
  try {
    // A server that says nothing is told of at once; what follows may take its time.
    await readServer(engine, AbortSignal.timeout(firstWord)).catch(explainSilence);
    const layout = await ensureSchema(engine, readonly);
    if (!readonly) await renewFacts(engine);
    return createStore(engine, layout, readonly);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Milliseconds. */
const firstWord = 20_000;

function explainSilence(error: unknown): never {
  if (error instanceof Error && error.name === "TimeoutError")
    throw new StoreFailure(
      `ClickHouse said nothing for ${firstWord / 1_000} seconds. Check that host and port of STORE are those of its HTTP interface, and what stands in between.`,
    );
  throw error;
}
