import type { Filter, StatusCounts } from "../store.ts";
import { countNeeds, counts, readCounts } from "./groups.ts";
import { whole } from "./literals.ts";
import { matching, prepare, type Reading } from "./reading.ts";

/** Milliseconds of the stretches that are counted: the longest of which all edges but the outer ones are multiples. */
const stretches = [86_400_000, 3_600_000, 900_000] as const;

export async function readTrend(
  reading: Reading,
  filter: Filter,
  edges: readonly number[],
  signal?: AbortSignal,
): Promise<readonly StatusCounts[]> {
  signal?.throwIfAborted();
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined || edges.length < 2) return [];
  const from = Math.max(first, filter.from ?? -Infinity);
  const to = Math.min(last, filter.to ?? Infinity);
  const inner = edges.slice(1, -1);
  const stretch = stretches.find((one) => inner.every((edge) => edge % one === 0)) ?? 900_000;
  const prepared = await prepare(reading, { ...filter, from, to }, signal);
  const text = [
    matching(prepared, countNeeds),
    `summarize ${counts.slice(0, 4).join(", ")} by s_at = bin(s_time, ${whole(stretch)})`,
  ].join("\n| ");
  const rows = (await reading.engine.query(text, signal)).map((row) => ({
    // A stretch may begin before the first edge, which can be any moment; none of its sign-ins is from before.
    at: Math.max(Number(row["s_at"]), first),
    counts: readCounts(row),
  }));
  return edges.slice(1).map((end, at) => {
    const start = edges[at] as number;
    return total(rows.filter((row) => row.at >= start && row.at < end).map((row) => row.counts));
  });
}

function total(all: readonly StatusCounts[]): StatusCounts {
  const sum = { signIns: 0, success: 0, failure: 0, interrupted: 0 };
  for (const one of all) {
    for (const key of Object.keys(sum) as (keyof StatusCounts)[]) sum[key] += one[key];
  }
  return sum;
}
