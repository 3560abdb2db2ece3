import type { Filter, StatusCounts } from "../../store.ts";
import type { Engine } from "../engine.ts";
import { type Place, tableIn } from "../place.ts";
import { Bound, type Statement } from "../statement.ts";
import { statusCounts, toCounts } from "./groups.ts";
import { compileFilter } from "./where.ts";

/** Stretches of one length (milliseconds) that follow each other, from a moment (milliseconds since 1970) on. */
export interface Stretches {
  readonly from: number;
  readonly length: number;
}

/** Counts between neighbouring edges: added up from stretches, each of which lies between two of them. */
export async function readTrend(
  engine: Engine,
  filter: Filter,
  edges: readonly number[],
  signal?: AbortSignal,
): Promise<readonly StatusCounts[]> {
  signal?.throwIfAborted();
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined || edges.length < 2) return [];
  const stretches = stretchesOf(edges);
  const within: Filter = {
    ...filter,
    from: Math.max(filter.from ?? first, first),
    to: Math.min(filter.to ?? last, last),
  };
  const rows = await engine.ask(compileStretches(engine.place, within, stretches), signal);
  const sums = edges.slice(1).map(() => [0, 0, 0, 0]);
  let bucket = 0;
  for (const [stretch, ...counts] of rows) {
    const start = stretches.from + Number(stretch) * stretches.length;
    while (bucket + 2 < edges.length && start >= (edges[bucket + 1] as number)) bucket += 1;
    sums[bucket] = sums[bucket]?.map((sum, at) => sum + Number(counts[at])) ?? [];
  }
  return sums.map(toCounts);
}

/**
 * The longest stretches that no edge lies inside of. The first and the last edge are where the question begins and ends,
 * at any moment, and nothing beyond them is counted.
 */
export function stretchesOf(edges: readonly number[]): Stretches {
  const [first = 0, last = 0] = [edges[0], edges.at(-1)];
  const inner = edges.slice(1, -1);
  const [origin = first] = inner;
  const length = inner.reduce((common, edge) => commonDivisor(common, edge - origin), 0) || last - first || 1;
  return { from: origin - Math.ceil((origin - first) / length) * length, length };
}

/** Cells of a row, in the order of time: the number of a stretch, and its counts. */
export function compileStretches(place: Place, filter: Filter, { from, length }: Stretches): Statement {
  const bound = new Bound();
  const at = `intDiv(time - ${bound.whole(from)}, ${bound.whole(length)})`;
  return {
    text: [
      `SELECT ${at}, ${statusCounts.join(", ")}`,
      `FROM ${tableIn(place, "sign_in")} FINAL WHERE ${compileFilter(filter, bound)}`,
      `GROUP BY ${at} ORDER BY ${at}`,
    ].join("\n"),
    params: bound.params,
  };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
