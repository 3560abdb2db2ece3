import type { Filter, StatusCounts } from "../../store.ts";
import type { Cell, Engine } from "../engine.ts";
import { type Place, tableIn } from "../place.ts";
import { Bound, type Statement } from "../statement.ts";
import { statusCounts, toCounts } from "./groups.ts";
import { compileFilter } from "./where.ts";

/** Counts between neighbouring edges: added up from stretches of one length, of which each edge is a multiple. */
export async function readTrend(
  engine: Engine,
  filter: Filter,
  edges: readonly number[],
  signal?: AbortSignal,
): Promise<readonly StatusCounts[]> {
  signal?.throwIfAborted();
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined || edges.length < 2) return [];
  const step = edges.reduce((common, edge) => commonDivisor(common, edge - first), 0) || 1;
  const within: Filter = {
    ...filter,
    from: Math.max(filter.from ?? first, first),
    to: Math.min(filter.to ?? last, last),
  };
  const rows = await engine.ask(compileSteps(engine.place, within, first, step), signal);
  const counted = new Map(rows.map(([at, ...cells]) => [Number(at), cells]));
  return edges.slice(1).map((end, at) => {
    const start = edges[at] as number;
    const sums = [0, 0, 0, 0];
    for (let moment = start; moment < end; moment += step) add(sums, counted.get((moment - first) / step));
    return toCounts(sums);
  });
}

export function compileSteps(place: Place, filter: Filter, first: number, step: number): Statement {
  const bound = new Bound();
  const at = `intDiv(time - ${bound.whole(first)}, ${bound.whole(step)})`;
  return {
    text: `SELECT ${at}, ${statusCounts.join(", ")}\nFROM ${tableIn(place, "sign_in")} FINAL WHERE ${compileFilter(filter, bound)}\nGROUP BY ${at}`,
    params: bound.params,
  };
}

function add(sums: number[], cells: readonly Cell[] = []): void {
  for (const [at, cell] of cells.entries()) sums[at] = (sums[at] ?? 0) + Number(cell);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
