import { StoreFailure } from "../../errors.ts";
import type { Engine, Row } from "./engine.ts";

export interface Server {
  /** As ClickHouse writes it: "26.7.1.1". */
  readonly version: string;
  readonly user: string;
}

/**
 * Who answers at the address, and whom it takes us for. Other web servers may say yes to whatever they are sent.
 * @throws {StoreFailure} where that is no ClickHouse
 */
export async function readServer(engine: Engine, signal?: AbortSignal): Promise<Server> {
  const [row] = await engine.ask({ text: "SELECT version(), currentUser()", params: {} }, signal);
  // Whatever was sent is read as rows.
  const [version, user] = Array.isArray(row) ? (row as Row) : [];
  if (typeof version !== "string" || !/^\d+\.\d+/.test(version) || typeof user !== "string")
    throw new StoreFailure(
      `What answers at ${engine.place.address} is no ClickHouse. Check that host and port of STORE are those of its HTTP interface.`,
    );
  return { version, user };
}
