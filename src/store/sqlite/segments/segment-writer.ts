import type Database from "better-sqlite3";
import { columnOf, recordColumn, timeColumn } from "../columns.ts";
import { ColumnCache, createColumnReader } from "./column-cache.ts";
import { storedColumn, type ColumnData, type Numbers, type StoredColumn } from "./column-data.ts";
import { dayOf, startOf } from "./day.ts";
import { derive } from "./derive.ts";
import { editSegment, joinSegments, type Edit, type Edited, type Fact, type Place } from "./edit.ts";
import { FactRows } from "./fact-rows.ts";
import { firstAtOrAfter } from "./search.ts";
import { columnKey, columnKeys, readSegments, segmentRows, type Segment } from "./segment.ts";
import { prepareVersion, writeVersion } from "./version.ts";

/** Columns that one batch after the other is written into are kept in memory, up to so many bytes. */
const cachedBytes = 32 * 1024 * 1024;
const typeAt = columnOf("type").at;

/** What a batch does to the sign-ins of one log on one day. */
interface Group {
  readonly type: number;
  readonly day: number;
  /** By record. */
  readonly added: Map<number, Fact>;
  /** By record: what stood there when the batch began, and what takes its place; nothing where it goes. */
  readonly changed: Map<number, { readonly before: Place; readonly after: Fact | undefined }>;
}

/**
 * Keeps the segments of the facts while sign-ins come, change and go. Nothing is written before `flush`, which belongs
 * into one transaction with all calls since `begin`.
 */
export class SegmentWriter {
  /** The facts of what comes; the caller fills them in. */
  readonly facts = new FactRows();
  readonly #db: Database.Database;
  readonly #limit: number;
  /**
   * Segments with fewer rows are young. What comes goes to a young one, which is soon written, and not to one that is
   * nearly full: each batch would write all of that anew.
   */
  readonly #young: number;
  readonly #cache = new ColumnCache(cachedBytes);
  readonly #column: (segment: Segment, at: number) => ColumnData;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #readVersion: () => number;
  readonly #groups = new Map<string, Group>();
  #segments = new Map<string, Segment[]>();
  #days = new Set<number>();
  #version = -1;

  /** @param limit sign-ins that stand in one segment at most */
  constructor(db: Database.Database, limit: number = segmentRows) {
    this.#db = db;
    this.#limit = limit;
    this.#young = limit / 8;
    const reader = createColumnReader(db, this.#cache);
    this.#column = (segment, at) => reader.column(segment, at);
    this.#statements = prepare(db);
    this.#readVersion = prepareVersion(db);
  }

  /** Begins a batch. Returns whether another process may have written since the last, or none was begun before. */
  begin(): boolean {
    this.#groups.clear();
    this.facts.clear();
    const version = this.#readVersion();
    if (version === this.#version) return false;
    this.#version = version;
    this.#segments = new Map();
    this.#days = new Set();
    for (const segment of readSegments(this.#db)) {
      this.#segmentsOf(segment).push(segment);
      this.#days.add(segment.day);
    }
    return true;
  }

  /** The days that have sign-ins, with those that this batch brings. */
  days(): number[] {
    return [...this.#days];
  }

  add(record: number, fact: Fact): void {
    this.#group(fact).added.set(record, fact);
  }

  /** Puts another fact in the place of one that is there, or takes it out. */
  change(record: number, before: Place, after: Fact | undefined): void {
    const { added, changed } = this.#group(before);
    if (added.delete(record)) {
      if (after !== undefined) this.add(record, after);
      return;
    }
    const stays = after !== undefined && after.time === before.time && after.type === before.type;
    changed.set(record, {
      before: changed.get(record)?.before ?? before,
      after: stays ? after : undefined,
    });
    if (after !== undefined && !stays) this.add(record, after);
  }

  /** Writes what has been said since `begin`. */
  flush(): void {
    if (this.#groups.size === 0) return;
    this.#version += 1;
    for (const group of this.#groups.values()) {
      for (const [segment, edit] of this.#edits(group)) this.#apply(segment, edit);
      this.#settle(this.#segmentsOf(group));
    }
    writeVersion(this.#db, this.#version);
    this.#groups.clear();
  }

  /** Forgets what is in memory: the transaction was rolled back. */
  forget(): void {
    this.#groups.clear();
    this.#cache.clear();
    this.#version = -1;
  }

  #group({ type, time }: Place): Group {
    const day = dayOf(time);
    this.#days.add(day);
    const key = groupKey({ type, day });
    let group = this.#groups.get(key);
    if (group === undefined) {
      this.#groups.set(key, (group = { type, day, added: new Map(), changed: new Map() }));
    }
    return group;
  }

  #segmentsOf(group: { type: number; day: number }): Segment[] {
    const key = groupKey(group);
    let segments = this.#segments.get(key);
    if (segments === undefined) this.#segments.set(key, (segments = []));
    return segments;
  }

  /** Finds the rows that change, and room for what comes: in the group's last segment while that is young. */
  #edits(group: Group): Map<Segment, Edit> {
    const segments = this.#segmentsOf(group);
    const edits = new Map<Segment, { replaced: Map<number, Fact>; removed: Set<number>; added: Fact[] }>();
    const editOf = (
      segment: Segment,
    ): { replaced: Map<number, Fact>; removed: Set<number>; added: Fact[] } => {
      let edit = edits.get(segment);
      if (edit === undefined) {
        edits.set(segment, (edit = { replaced: new Map(), removed: new Set(), added: [] }));
      }
      return edit;
    };
    for (const [record, { before, after }] of group.changed) {
      const [segment, row] = this.#find(segments, record, before.time);
      if (after === undefined) editOf(segment).removed.add(row);
      else editOf(segment).replaced.set(row, after);
    }
    const coming = [...group.added.values()].sort((a, b) => a.time - b.time);
    while (coming.length > 0) {
      let last = segments.at(-1);
      const isFull = (segment: Segment): boolean =>
        segment.rows + (edits.get(segment)?.added.length ?? 0) >= this.#limit;
      if (last === undefined || last.rows >= this.#young || isFull(last)) {
        segments.push((last = this.#open(group)));
      }
      editOf(last).added.push(...coming.splice(0, this.#limit - last.rows));
    }
    return edits;
  }

  #open({ type, day }: Group): Segment {
    const id = Number(this.#statements.create.run(type, day).lastInsertRowid);
    return { id, type, day, rows: 0, first: 0, last: 0, lowest: 0, highest: 0, version: 0 };
  }

  #find(segments: readonly Segment[], record: number, time: number): [Segment, row: number] {
    for (const segment of segments) {
      if (segment.rows === 0 || time < segment.first || time > segment.last) continue;
      const times = this.#column(segment, timeColumn).values;
      const records = this.#column(segment, recordColumn).values;
      const moment = time - startOf(segment.day);
      let row = firstAtOrAfter(times, segment.rows, moment);
      for (; row < segment.rows && times[row] === moment; row++) {
        if (records[row] === record) return [segment, row];
      }
    }
    throw new Error(`The facts lack record ${record}.`);
  }

  /** Joins the last segment to the one before it, when it is no longer young and there is room for it. */
  #settle(segments: readonly Segment[]): void {
    const [before, last] = segments.slice(-2);
    if (before === undefined || last === undefined) return;
    if (last.rows < this.#young || before.rows + last.rows > this.#limit) return;
    const columnsOf =
      (segment: Segment) =>
      (at: number): ColumnData =>
        this.#column(segment, at);
    const { rows, columns } = joinSegments(before, last, columnsOf, typeAt);
    this.#remove(last);
    this.#write(before, rows, columns);
  }

  #apply(segment: Segment, edit: Edit): void {
    const { rows, columns } = editSegment(
      segment,
      edit,
      this.facts,
      (at) => this.#column(segment, at),
      typeAt,
    );
    if (rows === 0) this.#remove(segment);
    else this.#write(segment, rows, columns);
  }

  #remove(segment: Segment): void {
    const segments = this.#segmentsOf(segment);
    this.#statements.removeColumns.run(...columnKeys(segment.id));
    this.#statements.remove.run(segment.id);
    segments.splice(segments.indexOf(segment), 1);
  }

  /** Writes a segment that has so many rows now; of its columns, those that have changed. */
  #write(segment: Segment, rows: number, columns: Edited["columns"]): void {
    const segments = this.#segmentsOf(segment);
    const times = (columns.get(timeColumn) ?? this.#column(segment, timeColumn)).values;
    const start = startOf(segment.day);
    const after: Segment = {
      ...segment,
      rows,
      first: start + (times[0] as number),
      last: start + (times[rows - 1] as number),
      ...recordsIn((columns.get(recordColumn) ?? this.#column(segment, recordColumn)).values, rows),
      version: this.#version,
    };
    for (const [at, column] of columns) {
      const key = columnKey(segment.id, at);
      this.#statements.write.run(key, storedColumn(column));
      this.#cache.keep(after, key, column);
    }
    const columnAt = (at: number): ColumnData => this.#column(after, at);
    for (const { at, part, data } of derive(rows, new Set(columns.keys()), columnAt)) {
      const key = columnKey(segment.id, at, part);
      if (data === undefined) this.#statements.removeColumn.run(key);
      else this.#statements.write.run(key, data);
    }
    this.#statements.save.run(after);
    segments[segments.indexOf(segment)] = after;
  }
}

function recordsIn(records: Numbers, rows: number): Pick<Segment, "lowest" | "highest"> {
  let [lowest, highest] = [Infinity, 0];
  for (let row = 0; row < rows; row++) {
    lowest = Math.min(lowest, records[row] as number);
    highest = Math.max(highest, records[row] as number);
  }
  return { lowest, highest };
}

function prepare(db: Database.Database): {
  create: Database.Statement<[type: number, day: number]>;
  save: Database.Statement<[Segment]>;
  remove: Database.Statement<[id: number]>;
  write: Database.Statement<[key: number, data: StoredColumn]>;
  removeColumn: Database.Statement<[key: number]>;
  removeColumns: Database.Statement<[from: number, to: number]>;
} {
  return {
    create: db.prepare(
      `INSERT INTO segment (type, day, rows, first, last, lowest, highest, version)
        VALUES (?, ?, 0, 0, 0, 0, 0, 0)`,
    ),
    save: db.prepare(
      `UPDATE segment SET rows = @rows, first = @first, last = @last, lowest = @lowest, highest = @highest,
        version = @version WHERE id = @id`,
    ),
    remove: db.prepare("DELETE FROM segment WHERE id = ?"),
    write: db.prepare("INSERT OR REPLACE INTO segment_column (key, data) VALUES (?, ?)"),
    removeColumn: db.prepare("DELETE FROM segment_column WHERE key = ?"),
    removeColumns: db.prepare("DELETE FROM segment_column WHERE key >= ? AND key < ?"),
  };
}

const groupKey = ({ type, day }: { type: number; day: number }): string => `${type} ${day}`;
