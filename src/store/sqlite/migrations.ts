import type Database from "better-sqlite3";
import { compressionDefinition } from "./compression.ts";

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
  // Records are numbered as they come, each compressed with others as its dictionary; the facts stand by column.
  `
  ALTER TABLE record RENAME TO record_by_time;
  CREATE TABLE record (number INTEGER PRIMARY KEY, dictionary INTEGER NOT NULL, body BLOB NOT NULL, raw BLOB);
  INSERT INTO record (dictionary, body, raw)
    SELECT 0, record_by_time.body, raw.body FROM record_by_time LEFT JOIN raw USING (rid) ORDER BY rid;
  DROP TABLE record_by_time;
  DROP TABLE raw;
  DROP TABLE facts_form;
  DROP TABLE IF EXISTS fact;
  DROP TABLE IF EXISTS value;
  DROP TABLE IF EXISTS value_set;
  CREATE TABLE facts (form TEXT NOT NULL, version INTEGER NOT NULL);
  ${compressionDefinition}
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
