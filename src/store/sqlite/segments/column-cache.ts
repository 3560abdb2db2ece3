import type Database from "better-sqlite3";
import { columnOf, factColumns, orderedColumns, rolledUpColumns, timeColumn } from "../columns.ts";
import {
  constantColumn,
  decodeColumn,
  type ColumnData,
  type Numbers,
  type StoredColumn,
} from "./column-data.ts";
import { decodeRollup, mergeValues, type Rollup } from "./rollup.ts";
import { columnKey, type Part, type Segment } from "./segment.ts";

const typeAt = columnOf("type").at;

interface Entry {
  readonly version: number;
  readonly data: Kept;
  used: boolean;
}

type Kept = ColumnData | Rollup | "none";

/**
 * Columns that were read, and what is made of them, so that the next question finds them in memory. Where they would take
 * more than `capacity` bytes, those go that were not used since the last time that room was made.
 */
export class ColumnCache {
  readonly #capacity: number;
  readonly #entries = new Map<number, Entry>();
  #bytes = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** What stands at a key of a segment, from memory or else as it is made. */
  get<Data extends Kept>(segment: Segment, key: number, make: () => Data): Data {
    const known = this.#entries.get(key);
    if (known !== undefined && known.version === segment.version) {
      known.used = true;
      return known.data as Data;
    }
    const data = make();
    this.keep(segment, key, data);
    return data;
  }

  /** Takes in what was just made. */
  keep(segment: Segment, key: number, data: Kept): void {
    this.#remove(key);
    this.#entries.set(key, { version: segment.version, data, used: true });
    this.#bytes += bytesOf(data);
    if (this.#bytes > this.#capacity) this.#makeRoom();
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #makeRoom(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#capacity) return;
      this.#entries.delete(key);
      if (entry.used) this.#entries.set(key, { ...entry, used: false });
      else this.#bytes -= bytesOf(entry.data);
    }
  }

  #remove(key: number): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#bytes -= bytesOf(entry.data);
    this.#entries.delete(key);
  }
}

/** Rough: a column's data, or what an entry of the cache takes itself. */
const bytesOf = (data: Kept): number =>
  200 + (data === "none" ? 0 : "bytes" in data ? data.bytes : data.byteLength);

/** Reads segments through one connection. */
export interface ColumnReader {
  column(segment: Segment, at: number): ColumnData;
  /** The rows in the order of a column; undefined where that is not known. */
  order(segment: Segment, at: number): Numbers | undefined;
  /** What was counted of a column (of the time: its quarters of an hour); undefined where that is not known. */
  rollup(segment: Segment, at: number): Rollup | undefined;
}

export function createColumnReader(db: Database.Database, cache: ColumnCache): ColumnReader {
  const select = db.prepare<[number], StoredColumn>("SELECT data FROM segment_column WHERE key = ?").pluck();
  const ordered = new Set(orderedColumns);
  const rolledUp = new Set(rolledUpColumns);
  const get = <Data extends Kept>(
    segment: Segment,
    at: number,
    part: Part,
    make: (stored: StoredColumn | undefined) => Data,
  ): Data => {
    const key = columnKey(segment.id, at, part);
    return cache.get(segment, key, () => make(select.get(key)));
  };
  const reader: ColumnReader = {
    column(segment, at) {
      // A segment is of one log, so its type is no column.
      if (at === typeAt) return constantColumn(segment.type);
      return get(segment, at, "column", (stored) => {
        if (stored === undefined)
          throw new Error(`Column ${at} of segment ${segment.id} of the facts is missing.`);
        return decodeColumn(stored, segment.rows, (factColumns[at] as (typeof factColumns)[number]).kind);
      });
    },
    order(segment, at) {
      if (!ordered.has(at)) return undefined;
      const order = get(segment, at, "order", (stored) =>
        stored === undefined ? "none" : decodeColumn(stored, segment.rows, "number"),
      );
      return order === "none" ? undefined : order.values;
    },
    rollup(segment, at) {
      if (!rolledUp.has(at)) return undefined;
      const rollup = get(segment, at, "rollup", (stored) => {
        if (stored !== undefined) return decodeRollup(stored as Buffer);
        const { constant } = reader.column(segment, at);
        const all = constant === undefined ? undefined : reader.rollup(segment, timeColumn);
        return all === undefined ? "none" : mergeValues(all, constant as number);
      });
      return rollup === "none" ? undefined : rollup;
    },
  };
  return reader;
}
