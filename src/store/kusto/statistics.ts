import { z } from "zod";

const count = z.number().optional();
const temperature = z.object({ hitbytes: count, missbytes: count }).optional();
const shards = z.object({ hot: temperature, cold: temperature, bypassbytes: count });
const usage = z.object({ cache: z.object({ shards }) });

/** Log Analytics and Data Explorer wrap what a query used in different words. */
const statistics = z.union([
  z.object({ resource_usage: usage }).transform((held) => held.resource_usage),
  z.object({ query: z.object({ resourceUsage: usage }) }).transform((held) => held.query.resourceUsage),
  z.object({ query: z.object({ resource_usage: usage }) }).transform((held) => held.query.resource_usage),
]);

/**
 * The bytes of the tables that a query read: out of memory and disks near it, and out of storage.
 * Source: https://learn.microsoft.com/kusto/query/query-resource-consumption
 */
export function scannedBytes(told: unknown): number | undefined {
  const { data } = statistics.safeParse(told);
  if (data === undefined) return undefined;
  const { hot, cold, bypassbytes = 0 } = data.cache.shards;
  return [hot, cold].reduce((sum, one) => sum + (one?.hitbytes ?? 0) + (one?.missbytes ?? 0), bypassbytes);
}
