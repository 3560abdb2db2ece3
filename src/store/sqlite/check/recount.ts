import type Database from "better-sqlite3";
import { Database as Driver } from "../../../sqlite/driver.ts";
import type { Dictionary } from "../dictionary.ts";
import { createFactWriter } from "../fact-writer.ts";
import { ensureFacts } from "../facts.ts";
import { identifierTables } from "../identifiers.ts";
import { migrate } from "../migrations.ts";
import type { Stored } from "../records/record-reader.ts";

/** Makes facts of some sign-ins as a writer does, apart from the store, in memory. */
export interface Recount {
  /** The tables of a store that has these sign-ins alone, in the order in which they stand in a segment. Good until the next call. */
  of(signIns: Iterable<Stored>): Database.Database;
  close(): void;
}

/** @param dictionary that of the store, so that numbers mean the same */
export function createRecount(dictionary: Dictionary): Recount {
  const db = new Driver(":memory:");
  migrate(db);
  ensureFacts(db);
  const empty = ["segment", "segment_column", ...identifierTables].map((table) =>
    db.prepare(`DELETE FROM ${table}`),
  );
  // However many there are, they were one segment.
  const facts = createFactWriter(db, dictionary, Infinity);
  return {
    of(signIns) {
      for (const statement of empty) statement.run();
      facts.forget();
      facts.begin();
      for (const { record, signIn } of signIns) facts.add(record, signIn);
      facts.flush();
      return db;
    },
    close: () => db.close(),
  };
}
