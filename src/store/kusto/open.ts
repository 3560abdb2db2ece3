import type { TokenCredential } from "@azure/identity";
import type { KustoAddress } from "../address.ts";
import type { Store } from "../store.ts";
import type { Service } from "./engine.ts";
import { explainFailure } from "./failures.ts";
import { kustoStore } from "./kusto-store.ts";
import { limited } from "./limited.ts";

export interface KustoOptions {
  readonly address: KustoAddress;
  /** Who reads; none for the emulator. */
  readonly credential: TokenCredential | undefined;
  /** Days that are looked back at most; 0: as far as the tables go. */
  readonly days: number;
}

const hour = 3_600_000;

/**
 * The store over the tables that Entra's diagnostic settings fill. Nothing is asked yet: a service that can't be reached is
 * told of with the first question, and may be there for the next.
 */
export async function openKustoStore({ address, credential, days }: KustoOptions): Promise<Store> {
  const service = await openService(address, credential);
  const engine = limited(service, (error) => explainFailure(error, address));
  return kustoStore({ engine, horizon: () => horizonOf(days, Date.now()) });
}

/** By whole hours, so that within one the same questions are the same queries. */
export function horizonOf(days: number, now: number): number | undefined {
  return days === 0 ? undefined : Math.floor(now / hour) * hour - days * 24 * hour;
}

/** The libraries take long to load, so only the one that is needed is. */
export async function openService(
  address: KustoAddress,
  credential: TokenCredential | undefined,
): Promise<Service> {
  if (address.kind === "adx") {
    const { dataExplorer } = await import("./data-explorer.ts");
    return dataExplorer(address.cluster, address.database, credential);
  }
  const { logAnalytics } = await import("./log-analytics.ts");
  const { DefaultAzureCredential } = await import("@azure/identity");
  return logAnalytics(address.workspace, credential ?? new DefaultAzureCredential());
}
