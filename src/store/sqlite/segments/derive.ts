import { columnOf, orderedColumns, rolledUpColumns, timeColumn } from "../columns.ts";
import { storedColumn, type ColumnData } from "./column-data.ts";
import { orderBy } from "./order.ts";
import { quartersOf, rollUp, type Rollup } from "./rollup.ts";
import type { Part } from "./segment.ts";

const statusAt = columnOf("status").at;

/** What is made of a column, as the file has it; undefined where there is nothing to keep. */
export interface Derived {
  readonly at: number;
  readonly part: Exclude<Part, "column">;
  readonly data: Buffer | undefined;
}

/**
 * All that has to be made anew of a segment's columns.
 * @param changed the columns that have changed
 */
export function* derive(
  rows: number,
  changed: ReadonlySet<number>,
  column: (at: number) => ColumnData,
): Generator<Derived> {
  for (const at of orderedColumns) {
    if (!changed.has(at)) continue;
    const { values, constant } = column(at);
    yield { at, part: "order", data: constant === undefined ? bufferOf(orderBy(values, rows)) : undefined };
  }
  const [times, status] = [column(timeColumn).values, column(statusAt).values];
  for (const at of rolledUpColumns) {
    if (!changed.has(at) && !changed.has(statusAt)) continue;
    const { values, constant } = at === timeColumn ? { values: quartersOf(times, rows) } : column(at);
    // What is the same in all rows is counted with the quarters of an hour.
    const rollup = constant === undefined ? rollUp(values, status, times, rows) : undefined;
    yield { at, part: "rollup", data: rollup && bufferOfRollup(rollup) };
  }
}

const bufferOf = (column: ColumnData): Buffer => storedColumn(column) as Buffer;

function bufferOfRollup(rollup: Rollup): Buffer {
  return Buffer.from(rollup.buffer, rollup.byteOffset, rollup.byteLength);
}
