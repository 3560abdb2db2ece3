import type { Numbers } from "./column-data.ts";

/**
 * What a segment has counted of the values of a column: for each value with each status that it comes with, one after
 * the other, the words of `entry`.
 */
export type Rollup = Uint32Array;

/** Where the words of an entry stand, times in milliseconds since the UTC day began. */
export const entry = { value: 0, status: 1, count: 2, first: 3, last: 4, length: 5 } as const;

/** Columns with more values are not counted: reading the counts would hardly be less work than counting. */
const entriesAtMost = 2_048;
/** Of a sign-in there are so many. */
const statuses = 3;
/** Numbers above are as many, or will be. */
const highest = 16_383;

/** Milliseconds of a quarter of an hour. */
export const quarterLength = 900_000;

/** Counts a column; undefined where it has too many values. Rows are in the order of time. */
export function rollUp(values: Numbers, status: Numbers, times: Numbers, rows: number): Rollup | undefined {
  let most = 0;
  for (let row = 0; row < rows; row++) most = Math.max(most, values[row] as number);
  if (most > highest) return undefined;
  /** By value and status: where the entry stands, counted from 1. */
  const places = new Uint16Array((most + 1) * 4);
  const words = new Uint32Array(Math.min(entriesAtMost, (most + 1) * statuses) * entry.length);
  let entries = 0;
  for (let row = 0; row < rows; row++) {
    const code = (values[row] as number) * 4 + (status[row] as number);
    let place = places[code] as number;
    if (place === 0) {
      if (entries === entriesAtMost) return undefined;
      places[code] = place = ++entries;
      const at = (place - 1) * entry.length;
      words[at + entry.value] = values[row] as number;
      words[at + entry.status] = status[row] as number;
      words[at + entry.first] = times[row] as number;
    }
    const at = (place - 1) * entry.length;
    words[at + entry.count] = (words[at + entry.count] as number) + 1;
    words[at + entry.last] = times[row] as number;
  }
  return words.slice(0, entries * entry.length);
}

/** The quarter of an hour of each time, counted from the beginning of the UTC day. */
export function quartersOf(times: Numbers, rows: number): Uint8Array {
  const quarters = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) quarters[row] = Math.floor((times[row] as number) / quarterLength);
  return quarters;
}

/** A rollup as the file has it: its words, little-endian. */
export function decodeRollup(stored: Buffer): Rollup {
  return new Uint32Array(new Uint8Array(stored).buffer);
}

/** The same counts as if all values were `value`. */
export function mergeValues(rollup: Rollup, value: number): Rollup {
  const byStatus = new Map<number, { count: number; first: number; last: number }>();
  for (let at = 0; at < rollup.length; at += entry.length) {
    const status = rollup[at + entry.status] as number;
    const known = byStatus.get(status);
    byStatus.set(status, {
      count: (known?.count ?? 0) + (rollup[at + entry.count] as number),
      first: Math.min(known?.first ?? Infinity, rollup[at + entry.first] as number),
      last: Math.max(known?.last ?? 0, rollup[at + entry.last] as number),
    });
  }
  return Uint32Array.from(
    [...byStatus].flatMap(([status, { count, first, last }]) => [value, status, count, first, last]),
  );
}
