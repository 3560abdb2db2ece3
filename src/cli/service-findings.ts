import { beforeDeadline } from "../deadline.ts";
import { messageOf } from "../errors.ts";
import { limits } from "../limits.ts";
import { isLoopback } from "../loopback.ts";
import { sayStoreAddress, type StoreAddress } from "../store/address.ts";
import type { Finding } from "./finding.ts";
import { kustoOptions, passwordFor } from "./store-settings.ts";

/** A store that is no file here. */
export type ServiceAddress = Exclude<StoreAddress, { kind: "sqlite" }>;

/** Looks at a service; what it throws is to be fixed. */
export type Look = (address: ServiceAddress, now: Date) => Promise<readonly Finding[]>;

/**
 * How the service is that has the sign-ins.
 * @param milliseconds that it may take
 */
export async function serviceFindings(
  address: ServiceAddress,
  now: Date,
  look: Look = lookAt,
  milliseconds: number = limits.lookTime,
): Promise<readonly Finding[]> {
  const late: Finding = {
    level: "FIX",
    text: `Store: ${sayStoreAddress(address)} said nothing for ${milliseconds / 1_000} seconds. Check that this machine reaches it, proxy and firewall included.`,
  };
  const said = beforeDeadline<readonly Finding[]>(
    milliseconds,
    () => look(address, now),
    () => [late],
  );
  return [
    ...inClear(address),
    ...(await said.catch((error: unknown): Finding[] => [
      { level: "FIX", text: `Store: ${messageOf(error)}` },
    ])),
  ];
}

async function lookAt(address: ServiceAddress, now: Date): Promise<readonly Finding[]> {
  if (address.kind === "clickhouse") {
    const { lookAtClickHouse } = await import("../store/clickhouse/look.ts");
    return lookAtClickHouse({ url: address.url, ...passwordFor(address.url, process.env) }, now);
  }
  const { lookAtKusto } = await import("../store/kusto/look.ts");
  return lookAtKusto(await kustoOptions(address, process.env), now);
}

function inClear(address: ServiceAddress): Finding[] {
  if (address.kind !== "clickhouse") return [];
  const { protocol, hostname } = new URL(address.url);
  if (protocol === "https:" || isLoopback(hostname)) return [];
  return [
    {
      level: "note",
      text: `Store: ${hostname} is spoken to by http, so that the network between reads the password and the sign-ins. Use https, or a network that is yours alone.`,
    },
  ];
}
