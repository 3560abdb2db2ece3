import type Database from "better-sqlite3";

/** Reads that of the facts, counted up by every batch that changes them: tells whether what is in memory is still true. */
export function prepareVersion(db: Database.Database): () => number {
  const select = db.prepare<[], number>("SELECT version FROM facts").pluck();
  return () => select.get() as number;
}

export function writeVersion(db: Database.Database, version: number): void {
  db.prepare("UPDATE facts SET version = ?").run(version);
}
