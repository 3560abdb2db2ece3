import type Database from "better-sqlite3";
import { columnOf, factColumns } from "../columns.ts";
import { constantColumn, decodeColumn, type ColumnData, type StoredColumn } from "./column-data.ts";
import { columnKey, type Segment } from "./segment.ts";

const typeAt = columnOf("type").at;

interface Entry {
  readonly version: number;
  readonly column: ColumnData;
  used: boolean;
}

/**
 * Columns that were read, so that the next question finds them in memory. Where they would take more than `capacity`
 * bytes, those go that were not used since the last time that room was made.
 */
export class ColumnCache {
  readonly #capacity: number;
  readonly #entries = new Map<number, Entry>();
  #bytes = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The column of a segment, from memory or else through `read`. */
  column(segment: Segment, at: number, read: (key: number) => StoredColumn): ColumnData {
    const key = columnKey(segment.id, at);
    const known = this.#entries.get(key);
    if (known !== undefined && known.version === segment.version) {
      known.used = true;
      return known.column;
    }
    const { kind } = factColumns[at] as (typeof factColumns)[number];
    const column = decodeColumn(read(key), segment.rows, kind);
    this.keep(segment, at, column);
    return column;
  }

  /** Takes in a column that was just made. */
  keep(segment: Segment, at: number, column: ColumnData): void {
    const key = columnKey(segment.id, at);
    this.#remove(key);
    this.#entries.set(key, { version: segment.version, column, used: true });
    this.#bytes += column.bytes;
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
      else this.#bytes -= entry.column.bytes;
    }
  }

  #remove(key: number): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#bytes -= entry.column.bytes;
    this.#entries.delete(key);
  }
}

/** Reads columns through one connection. */
export function createColumnReader(
  db: Database.Database,
  cache: ColumnCache,
): (segment: Segment, at: number) => ColumnData {
  const select = db.prepare<[number], StoredColumn>("SELECT data FROM segment_column WHERE key = ?").pluck();
  const read = (key: number): StoredColumn => {
    const stored = select.get(key);
    if (stored === undefined) throw new Error(`The column ${key} of the facts is missing.`);
    return stored;
  };
  // A segment is of one log, so its type is no column.
  return (segment, at) => (at === typeAt ? constantColumn(segment.type) : cache.column(segment, at, read));
}
