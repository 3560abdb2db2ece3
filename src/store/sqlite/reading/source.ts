import type Database from "better-sqlite3";
import type { Dictionary } from "../dictionary.ts";
import { prepareSightings } from "../identifiers.ts";
import { createColumnReader, type ColumnCache } from "../segments/column-cache.ts";
import { createRecordReader } from "../records/record-reader.ts";
import { readSegments, type Segment } from "../segments/segment.ts";
import { prepareVersion } from "../segments/version.ts";
import type { Reading } from "./reading.ts";

/** What readings share, on whatever connection: it is true of any moment, or says of which it is. */
export interface Shared {
  readonly dictionary: Dictionary;
  readonly columns: ColumnCache;
  /** Of the facts, when their segments were last listed. */
  listed?: {
    readonly version: number;
    readonly segments: readonly Segment[];
    readonly days: readonly number[];
  };
}

/** Where readings are begun, one in another at most. */
export interface Source {
  begin(): Reading;
  /** Ends the reading that was begun last. */
  end(): void;
}

/** Readings on one connection, each in a transaction, or as a part of the one that is open. */
export function createSource(db: Database.Database, shared: Shared): Source {
  const [begin, end] = [db.prepare("SAVEPOINT reading"), db.prepare("RELEASE reading")];
  const columns = createColumnReader(db, shared.columns);
  const sightings = prepareSightings(db);
  const records = createRecordReader(db);
  const readVersion = prepareVersion(db);
  let version: number | undefined;

  return {
    begin() {
      begin.run();
      const { segments, days, version: now } = list(db, readVersion(), shared);
      if (now !== version) records.forget();
      version = now;
      return {
        db,
        dictionary: shared.dictionary,
        segments,
        ...columns,
        sightings: (kind, id) => sightings(days, kind, id),
        record: (number, what) => records.record(number, what),
      };
    },
    end: () => void end.run(),
  };
}

function list(db: Database.Database, version: number, shared: Shared): NonNullable<Shared["listed"]> {
  if (shared.listed?.version === version) return shared.listed;
  // The dictionary is read on a connection of its own, which may be ahead; it knows all that this moment has.
  shared.dictionary.expire();
  const segments = readSegments(db);
  const days = [...new Set(segments.map(({ day }) => day))];
  return (shared.listed = { version, segments, days });
}
