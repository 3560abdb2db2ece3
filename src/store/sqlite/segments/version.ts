import type Database from "better-sqlite3";

/** Of the facts, counted up by every batch that changes them: tells whether what is in memory is still true. */
export function readVersion(db: Database.Database): number {
  return db.prepare<[], number>("SELECT version FROM facts").pluck().get() as number;
}

export function writeVersion(db: Database.Database, version: number): void {
  db.prepare("UPDATE facts SET version = ?").run(version);
}
