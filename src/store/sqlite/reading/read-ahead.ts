import type { FieldName } from "../../../question/fields.ts";
import { columnOf, orderedColumns, timeColumn } from "../columns.ts";
import type { Segment } from "../segments/segment.ts";
import type { Reading, Steps } from "./reading.ts";

/** What most answers are made of. */
const fields = [
  "status",
  "user",
  "app",
  "errorCode",
  "ip",
  "country",
  "mfa",
  "conditionalAccess",
] as const satisfies readonly FieldName[];

const columns = [timeColumn, ...fields.map((name) => columnOf(name).at)];

/** So many segments are read at once. */
const segmentsAtOnce = 16;

/**
 * Brings into memory what most answers are made of, the newest first, up to so many bytes: without it, the first
 * questions after a start would wait for it. A piece at a time, between which others are answered.
 *
 * @param read reads through the store's connection, when its turn has come
 */
export async function readAhead(
  read: <Result>(read: (reading: Reading) => Steps<Result>) => Promise<Result>,
  bytesAtMost: number,
): Promise<void> {
  for (const name of fields) await read(valuesOf(name));
  let bytes = 0;
  for (let from = 0; bytes < bytesAtMost; from += segmentsAtOnce) {
    const some = await read(piece(from));
    if (some === 0) return;
    bytes += some;
  }
}

function valuesOf(name: FieldName) {
  return function* ({ dictionary }: Reading): Steps<void> {
    dictionary.values(name);
    yield;
  };
}

/** Reads some segments. Returns how many bytes they have; 0 where there is none. */
function piece(from: number) {
  return function* (reading: Reading): Steps<number> {
    const segments = [...reading.segments].sort((a, b) => b.last - a.last);
    let bytes = 0;
    for (const segment of segments.slice(from, from + segmentsAtOnce)) {
      bytes += readColumns(reading, segment);
      yield;
    }
    return bytes;
  };
}

function readColumns(reading: Reading, segment: Segment): number {
  let bytes = 1;
  for (const at of columns) {
    bytes += reading.column(segment, at).bytes;
    reading.rollup(segment, at);
    if (orderedColumns.includes(at)) bytes += reading.order(segment, at)?.byteLength ?? 0;
  }
  return bytes;
}
