import type Database from "better-sqlite3";
import type { Removal } from "../store.ts";
import { recordColumn, timeColumn } from "./columns.ts";
import type { FactWriter } from "./fact-writer.ts";
import { identifierTables } from "./identifiers.ts";
import type { RecordWriter } from "./records/record-writer.ts";
import { ColumnCache, createColumnReader } from "./segments/column-cache.ts";
import type { Numbers } from "./segments/column-data.ts";
import { dayOf, startOf } from "./segments/day.ts";
import { readSegments, type Segment } from "./segments/segment.ts";

/** Milliseconds to wait for another process: about as long as it takes to write a small batch. */
const briefly = 20;
/** Columns that the next call reads again are kept in memory, up to so many bytes. */
const cachedBytes = 8 * 1024 * 1024;

/**
 * Removes by the port's rules, each call in a transaction of its own. Pages that become free stay in the file for what
 * comes next: day by day as much comes as goes, and moving pages about to shrink the file would hold up everybody.
 */
export function createRetention(
  db: Database.Database,
  records: RecordWriter,
  facts: FactWriter,
): (before: number, limit: number) => Removal {
  const oldest = createOldest(db);
  const leftovers = [
    // Ids stand in the order of their hashes: those of a few records would be all over the day's pages.
    ...identifierTables.map((table) => createSweep(db, table, "day, kind, hash, record", 0)),
    createSweep(db, "authentication_detail", "rowid", 1),
    createSweep(db, "quarantine", "hash", 0),
  ];
  const removeSignIns = (day: number, limit: number): number => {
    const going = oldest(day, limit);
    if (going.length === 0) return 0;
    records.begin();
    facts.begin();
    records.removeAll(going.map(({ record }) => record));
    for (const { record, time, type } of going) facts.remove(record, { time, type });
    records.flush();
    facts.flush();
    return going.length;
  };
  const anySignIn = db.prepare<[number], number>("SELECT 1 FROM segment WHERE day < ? LIMIT 1").pluck();
  const isLeft = (day: number): boolean =>
    anySignIn.get(day) !== undefined || leftovers.some((sweep) => sweep.isLeft(day));

  const transaction = db.transaction((day: number, limit: number): Removal => {
    const removed = removeSignIns(day, limit);
    if (removed === 0) leftovers.find((sweep) => sweep.isLeft(day))?.remove(day, limit);
    return { removed, more: isLeft(day) };
  });
  return (before, limit) => {
    const day = dayOf(before);
    if (!isLeft(day)) return { removed: 0, more: false };
    return withoutWaiting(db, () => transaction.immediate(day, limit)) ?? { removed: 0, more: true };
  };
}

/** While another process writes, nothing is done, rather than to wait for it and answer nobody meanwhile. */
function withoutWaiting<Result>(db: Database.Database, work: () => Result): Result | undefined {
  const patience = db.pragma("busy_timeout", { simple: true }) as number;
  db.pragma(`busy_timeout = ${briefly}`);
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") return undefined;
    throw error;
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}

interface Going {
  readonly record: number;
  readonly time: number;
  readonly type: number;
}

/** Of the oldest day before another, the sign-ins of the first records, so that their blocks are emptied. */
function createOldest(db: Database.Database): (before: number, limit: number) => Going[] {
  const reader = createColumnReader(db, new ColumnCache(cachedBytes));
  return (before, limit) => {
    const all = readSegments(db).filter(({ day }) => day < before);
    const day = Math.min(...all.map((segment) => segment.day));
    const parts = all
      .filter((segment) => segment.day === day)
      .map((segment) => ({ segment, records: reader.column(segment, recordColumn).values }));
    const end = endOfFirst(parts, limit);
    return parts.flatMap(({ segment, records }) => {
      const times = reader.column(segment, timeColumn).values;
      const going: Going[] = [];
      for (let row = 0; row < segment.rows; row++) {
        const record = records[row] as number;
        if (record >= end) continue;
        going.push({ record, time: startOf(day) + (times[row] as number), type: segment.type });
      }
      return going;
    });
  };
}

interface Part {
  readonly segment: Segment;
  readonly records: Numbers;
}

/** A number of a record before which at least one and at most `limit` of these stand; about as many as possible. */
function endOfFirst(parts: readonly Part[], limit: number): number {
  const count = (end: number): number => {
    let found = 0;
    for (const { segment, records } of parts) {
      for (let row = 0; row < segment.rows; row++) if ((records[row] as number) < end) found += 1;
    }
    return found;
  };
  const first = Math.min(...parts.map(({ segment }) => segment.lowest));
  const last = Math.max(...parts.map(({ segment }) => segment.highest));
  let span = limit;
  while (first + span <= last && count(first + 2 * span) <= limit) span *= 2;
  return first + span;
}

/** Removes rows of days gone by, in the order of their key. */
interface Sweep {
  isLeft(day: number): boolean;
  remove(day: number, limit: number): void;
}

/** @param later by so many days later than the sign-ins */
function createSweep(db: Database.Database, table: string, key: string, later: number): Sweep {
  const any = db.prepare<[number], number>(`SELECT 1 FROM ${table} WHERE day < ? LIMIT 1`).pluck();
  const remove = db.prepare<[number, number]>(
    `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE day < ? LIMIT ?)`,
  );
  return {
    isLeft: (day) => any.get(day - later) !== undefined,
    remove: (day, limit) => void remove.run(day - later, limit),
  };
}
