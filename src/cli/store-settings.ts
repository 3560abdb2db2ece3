import { readRetention } from "../config.ts";
import type { KustoAddress } from "../store/address.ts";
import type { KustoOptions } from "../store/kusto/open.ts";
import { configuredIn } from "./configured.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The password of a ClickHouse server that its address leaves out. */
export function passwordFor(url: string, env: Environment): { readonly password?: string } {
  const password = env["CLICKHOUSE_PASSWORD"]?.trim() ?? "";
  return password === "" || new URL(url).password !== "" ? {} : { password };
}

/**
 * Who reads Kusto and how far back, as an environment says: credentials can't cross over to another thread, which makes
 * its own.
 * @throws {UserError} where the configuration of the bot is wrong
 */
export async function kustoOptions(address: KustoAddress, env: Environment): Promise<KustoOptions> {
  const days = readRetention(env, true);
  // The emulator asks for no token, and is spoken to in clear.
  if (address.kind === "adx" && address.cluster.startsWith("http:"))
    return { address, credential: undefined, days };
  // It takes long to load.
  const { readingCredential } = await import("../tokens.ts");
  return { address, credential: readingCredential(env, configuredIn(env)?.credentials), days };
}
