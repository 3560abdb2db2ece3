import type Database from "better-sqlite3";
import type { Dictionary } from "../dictionary.ts";
import type { Sighting, IdentifierKind } from "../identifiers.ts";
import type { RecordReader } from "../records/record-reader.ts";
import type { ColumnReader } from "../segments/column-cache.ts";
import type { Segment } from "../segments/segment.ts";

/** Everything that one answer is read from: all of one moment, whatever is written meanwhile. */
export interface Reading extends ColumnReader {
  readonly db: Database.Database;
  readonly dictionary: Dictionary;
  readonly segments: readonly Segment[];
  /** Where sign-ins with a request or correlation id may stand. */
  sightings(kind: IdentifierKind, id: string): readonly Sighting[];
  readonly record: RecordReader;
}

/**
 * How answers are read: in steps, between which others may be answered, or the one who asked may have given up. What a
 * step has begun it ends, so a step is short: a segment at most.
 */
export type Steps<Result> = Generator<void, Result, void>;
