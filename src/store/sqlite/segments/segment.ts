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
  /** Numbers of records. */
  readonly lowest: number;
  readonly highest: number;
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
    first INTEGER NOT NULL, last INTEGER NOT NULL, lowest INTEGER NOT NULL, highest INTEGER NOT NULL,
    version INTEGER NOT NULL
  );
  CREATE TABLE segment_column (key INTEGER PRIMARY KEY, data NOT NULL);
`;

/** What is kept of a column: itself and, made of it, the order of the rows by it and what was counted of its values. */
export type Part = keyof typeof parts;
const parts = { column: 0, order: 256, rollup: 512 } as const;
const slots = 1_024;

/** The key of a column, or of what is made of it, in `segment_column`: those of one segment stand beside each other. */
export const columnKey = (segment: number, column: number, part: Part = "column"): number =>
  segment * slots + parts[part] + column;

/** The keys of all columns of a segment: from the first up to, and without, the second. */
export const columnKeys = (segment: number): [from: number, to: number] => [
  columnKey(segment, 0),
  columnKey(segment + 1, 0),
];

export function readSegments(db: Database.Database): Segment[] {
  return db
    .prepare<[], Segment>(
      "SELECT id, type, day, rows, first, last, lowest, highest, version FROM segment ORDER BY id",
    )
    .all();
}
