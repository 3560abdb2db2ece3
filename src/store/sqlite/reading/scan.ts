import type { Filter, Scan, ScannedSignIn, ScanRequest } from "../../store.ts";
import type { Segment } from "../segments/segment.ts";
import { compileFilter } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { rowsInOrder, type FoundRow } from "./rows-in-order.ts";
import { ScannedValues } from "./scanned-values.ts";

/** Reads the facts and no record. Sign-ins share their values, so many rows take little memory. */
export function* readScan(
  reading: Reading,
  filter: Filter,
  { fields, order, limit }: ScanRequest,
): Steps<Scan> {
  const found = yield* rowsInOrder(reading, compileFilter(filter, reading), order, limit + 1);
  const more = found.length > limit;
  if (more) found.pop();
  const said = new ScannedValues(reading, fields);
  const rows: ScannedSignIn[] = Array.from({ length: found.length });
  for (const [segment, places] of bySegment(found)) {
    const at = Uint16Array.from(places, (place) => (found[place] as FoundRow).row);
    said.read(segment, at);
    for (const place of places) {
      const { row, time } = found[place] as FoundRow;
      rows[place] = { time, values: said.of(row) };
    }
    yield;
  }
  return { rows, more };
}

/** Where the rows of each segment stand among those that were found. */
function bySegment(found: readonly FoundRow[]): Map<Segment, number[]> {
  const places = new Map<Segment, number[]>();
  for (const [place, { segment }] of found.entries()) {
    const known = places.get(segment);
    if (known === undefined) places.set(segment, [place]);
    else known.push(place);
  }
  return places;
}
