import type { Filter, StatusCounts } from "../../store.ts";
import { columnOf, statusNumbers, timeColumn } from "../columns.ts";
import { startOf } from "../segments/day.ts";
import { compileFilter } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { entry, quarterLength } from "../segments/rollup.ts";
import type { Segment } from "../segments/segment.ts";
import { segmentsOf, select, type Rows, type Selection } from "./select.ts";

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
    const selection = select(reading, segment, predicate);
    if (selection !== undefined && !addRollup(reading, segment, selection, edges, counts)) {
      addRows(reading, segment, selection.rows(), edges, counts);
    }
    yield;
  }
  return edges.slice(1).map((_, i) => countsAt(counts, i * slots));
}

/** Numbers of statuses, and one for none. */
const slots = 4;

/** Whether what the segment has counted by quarters of an hour said it all: edges stand between two quarters. */
function addRollup(
  reading: Reading,
  segment: Segment,
  { statuses }: Selection,
  edges: readonly number[],
  counts: Uint32Array,
): boolean {
  const rollup = statuses === undefined ? undefined : reading.rollup(segment, timeColumn);
  if (statuses === undefined || rollup === undefined) return false;
  const start = startOf(segment.day);
  let bucket = 0;
  // Quarters come in the order of time.
  for (let i = 0; i < rollup.length; i += entry.length) {
    const status = rollup[i + entry.status] as number;
    if (statuses[status] !== 1) continue;
    bucket = bucketOf(start + (rollup[i + entry.value] as number) * quarterLength, edges, bucket);
    const at = bucket * slots + status;
    counts[at] = (counts[at] as number) + (rollup[i + entry.count] as number);
  }
  return true;
}

function addRows(
  reading: Reading,
  segment: Segment,
  rows: Rows,
  edges: readonly number[],
  counts: Uint32Array,
): void {
  const times = reading.column(segment, timeColumn).values;
  const status = reading.column(segment, statusAt).values;
  const start = startOf(segment.day);
  let bucket = 0;
  for (const row of rows) {
    bucket = bucketOf(start + (times[row] as number), edges, bucket);
    const at = bucket * slots + (status[row] as number);
    counts[at] = (counts[at] as number) + 1;
  }
}

/** The bucket of a moment, which is that of the moment before or a later one. */
function bucketOf(time: number, edges: readonly number[], bucket: number): number {
  let found = bucket;
  while (time >= (edges[found + 1] ?? Infinity)) found += 1;
  return found;
}

function countsAt(counts: Uint32Array, at: number): StatusCounts {
  const of = (status: keyof typeof statusNumbers): number => counts[at + statusNumbers[status]] as number;
  const [success, failure, interrupted] = [of("success"), of("failure"), of("interrupted")];
  return { signIns: success + failure + interrupted, success, failure, interrupted };
}
