import type Database from "better-sqlite3";

/**
 * A piece of the facts: up to `segmentRows` sign-ins of one log on one UTC day, kept by column, in the order of time.
 * Its columns are rows of `segment_column`; what is the same in the whole segment (`type`, `day`) stands here.
 */
export interface Segment {
  readonly id: number;
  /** The number of the log's type in the dictionary. */
  readonly type: number;
  /** Days since 1970, UTC. */
  readonly day: number;
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** Of the facts, when the segment was last written: tells whether columns in memory are still those of the file. */
  readonly version: number;
}

/**
 * So many sign-ins stand in one segment at most: enough that reading it costs more than finding it, few enough that one
 * late record does not rewrite much.
 */
export const segmentRows = 16_384;

export const segmentDefinition = `
  CREATE TABLE segment (
    id INTEGER PRIMARY KEY, type INTEGER NOT NULL, day INTEGER NOT NULL, rows INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, version INTEGER NOT NULL
  );
  CREATE TABLE segment_column (key INTEGER PRIMARY KEY, data NOT NULL);
`;

/** So many columns a segment can have: more than there are. */
const columnSlots = 1_024;

/** The key of a column in `segment_column`: the columns of one segment stand beside each other. */
export const columnKey = (segment: number, column: number): number => segment * columnSlots + column;

/** The keys of all columns of a segment: from the first up to, and without, the second. */
export const columnKeys = (segment: number): [from: number, to: number] => [
  columnKey(segment, 0),
  columnKey(segment + 1, 0),
];

export function readSegments(db: Database.Database): Segment[] {
  return db
    .prepare<[], Segment>("SELECT id, type, day, rows, first, last, version FROM segment ORDER BY id")
    .all();
}
