import type Database from "better-sqlite3";
import { StoreFailure } from "../../../errors.ts";
import { factsForm } from "../facts-form.ts";

/**
 * Reads the version of the facts, counted up by every batch that changes them: tells whether what is in memory is still
 * true. Throws a StoreFailure once another version of the program has made the facts anew: what is in memory says nothing of
 * those, not even whose sign-ins they are.
 */
export function prepareVersion(db: Database.Database): () => number {
  const select = db.prepare<[string], { version: number; isOurs: 0 | 1 }>(
    "SELECT version, form = ? AS isOurs FROM facts",
  );
  return () => {
    const { version, isOurs } = select.get(factsForm) as { version: number; isOurs: 0 | 1 };
    if (isOurs === 1) return version;
    throw new StoreFailure(
      "Another version of Signpost has brought the store up to date meanwhile. Restart this one in the same version.",
    );
  };
}

export function writeVersion(db: Database.Database, version: number): void {
  db.prepare("UPDATE facts SET version = ?").run(version);
}
