import type Database from "better-sqlite3";

/** Marks a file as Signpost's own ("Sign" in ASCII). */
export const applicationId = 0x5369676e;

/**
 * Each entry takes the file one version further. An entry that has been released never changes. They hold what can't be
 * made anew; facts and dictionary can, so they are no part of this (see `facts.ts`).
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE record (rid INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE raw (rid INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE authentication_detail (signInId TEXT NOT NULL, detail TEXT NOT NULL, UNIQUE (signInId, detail));
  CREATE TABLE quarantine (
    hash BLOB PRIMARY KEY, reason TEXT NOT NULL, source TEXT NOT NULL, body BLOB NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE cursor (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE facts_form (form TEXT NOT NULL);
  `,
];

/** The version that this program writes, and the newest that it reads. */
export const currentVersion = migrations.length;

/** Brings a file to the current version, each step in a transaction of its own. */
export function migrate(db: Database.Database): void {
  const step = db.transaction((): boolean => {
    const version = db.pragma("user_version", { simple: true }) as number;
    const migration = migrations[version];
    if (migration === undefined) return false;
    db.exec(migration);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${version + 1}`);
    return true;
  });
  while (step.immediate());
}
