import type Database from "better-sqlite3";
import type { AuthenticationDetail } from "../../signin/sign-in.ts";
import { dayOfStep } from "./details.ts";
import type { Kind } from "../../sqlite/snapshot.ts";
import { blockDefinition } from "./records/block.ts";
import { compressionDefinition } from "./records/compression.ts";
import { packSingleRecords } from "./records/single-records.ts";
import { dayOf } from "./segments/day.ts";

/** Marks a file as Signpost's own ("Sign" in ASCII). */
export const applicationId = 0x5369676e;

/**
 * Each entry takes the file one version further. An entry that has been released never changes. They hold what can't be
 * made anew; facts and dictionary can, so they are no part of this (see `facts.ts`).
 */
const migrations: readonly (string | ((db: Database.Database) => void))[] = [
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
  (db) => {
    db.exec(`
      DROP TABLE IF EXISTS fact;
      DROP TABLE IF EXISTS value;
      DROP TABLE IF EXISTS value_set;
      DROP TABLE facts_form;
      CREATE TABLE facts (form TEXT NOT NULL, version INTEGER NOT NULL);
      ${compressionDefinition}
      ${blockDefinition}
    `);
    packSingleRecords(db);
    db.exec("DROP TABLE record; DROP TABLE raw");
  },
  addDays,
  // Every answer says how many records were kept aside, and why.
  "CREATE INDEX quarantine_reason ON quarantine (reason)",
];

/** The version that this program writes, and the newest that it reads. */
export const currentVersion = migrations.length;

/** What a store's file is told by. */
export const storeKind: Kind = { name: "The store", applicationId, version: currentVersion };

/** Brings a file to the current version, each step in a transaction of its own. */
export function migrate(db: Database.Database): void {
  const step = db.transaction((): boolean => {
    const version = db.pragma("user_version", { simple: true }) as number;
    const migration = migrations[version];
    if (migration === undefined) return false;
    if (typeof migration === "string") db.exec(migration);
    else migration(db);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${version + 1}`);
    return true;
  });
  while (step.immediate());
}

/** The UTC days by which retention removes what is no sign-in: of a step its own, of a quarantined record that of its arrival. */
function addDays(db: Database.Database): void {
  db.exec(`
    ALTER TABLE authentication_detail ADD COLUMN day INTEGER;
    ALTER TABLE quarantine ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
  `);
  db.prepare("UPDATE quarantine SET day = ?").run(dayOf(Date.now()));
  const next = db.prepare<[number], { rowid: number; detail: string }>(
    "SELECT rowid, detail FROM authentication_detail WHERE rowid > ? ORDER BY rowid LIMIT 5000",
  );
  const update = db.prepare("UPDATE authentication_detail SET day = ? WHERE rowid = ?");
  for (let rows = next.all(0); rows.length > 0; rows = next.all(rows.at(-1)?.rowid ?? 0)) {
    for (const { rowid, detail } of rows)
      update.run(dayOfStep(JSON.parse(detail) as AuthenticationDetail), rowid);
  }
  db.exec(`
    CREATE INDEX authentication_detail_day ON authentication_detail (day) WHERE day IS NOT NULL;
    CREATE INDEX quarantine_day ON quarantine (day);
  `);
}
