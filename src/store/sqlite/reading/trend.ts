import type { Filter, StatusCounts } from "../../store.ts";
import { columnOf, statusNumbers, timeColumn } from "../columns.ts";
import { startOf } from "../segments/day.ts";
import { compileFilter } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { segmentsOf, selectRows } from "./select.ts";

const statusAt = columnOf("status").at;

export function* readTrend(
  reading: Reading,
  filter: Filter,
  edges: readonly number[],
): Steps<StatusCounts[]> {
  const compiled = compileFilter(filter, reading);
  const predicate = {
    ...compiled,
    from: Math.max(compiled.from, edges[0] ?? Infinity),
    to: Math.min(compiled.to, edges.at(-1) ?? -Infinity),
  };
  /** By bucket and number of the status. */
  const counts = new Uint32Array(edges.length * slots);
  for (const segment of segmentsOf(reading, predicate)) {
    const rows = selectRows(reading, segment, predicate);
    const times = reading.column(segment, timeColumn).values;
    const status = reading.column(segment, statusAt).values;
    const start = startOf(segment.day);
    let bucket = 0;
    for (const row of rows) {
      // Rows stand in the order of time, so buckets come one after the other.
      const time = start + (times[row] as number);
      while (time >= (edges[bucket + 1] as number)) bucket += 1;
      const at = bucket * slots + (status[row] as number);
      counts[at] = (counts[at] as number) + 1;
    }
    yield;
  }
  return edges.slice(1).map((_, i) => countsAt(counts, i * slots));
}

/** Numbers of statuses, and one for none. */
const slots = 4;

function countsAt(counts: Uint32Array, at: number): StatusCounts {
  const of = (status: keyof typeof statusNumbers): number => counts[at + statusNumbers[status]] as number;
  const [success, failure, interrupted] = [of("success"), of("failure"), of("interrupted")];
  return { signIns: success + failure + interrupted, success, failure, interrupted };
}
