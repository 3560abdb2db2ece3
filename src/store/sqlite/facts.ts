import type Database from "better-sqlite3";
import { statuses } from "../../signin/sign-in.ts";
import { statusNumbers } from "./columns.ts";
import { createDictionary } from "./dictionary.ts";
import { createFactWriter } from "./fact-writer.ts";
import { factsForm } from "./facts-form.ts";
import { identifierDefinition, identifierTables } from "./identifiers.ts";
import { blockRecords } from "./records/block.ts";
import { readAllRecords } from "./records/record-reader.ts";
import { segmentDefinition } from "./segments/segment.ts";

/** Whether the facts have a column for every field of this program. */
export function hasCurrentFacts(db: Database.Database): boolean {
  return db.prepare("SELECT form FROM facts").pluck().get() === factsForm;
}

/**
 * Makes facts and dictionary from the records, where there are none yet or the field table has changed since: a new
 * field needs no migration.
 */
export function ensureFacts(db: Database.Database): void {
  db.transaction(() => {
    if (!hasCurrentFacts(db)) makeFacts(db);
  }).immediate();
}

/**
 * Makes facts and dictionary anew, in a transaction of the caller's.
 * @param onProgress is told how many records are done, of about how many
 */
export function makeFacts(db: Database.Database, onProgress?: (done: number, total: number) => void): void {
  db.exec("DROP VIEW IF EXISTS sighting");
  for (const table of tables) db.exec(`DROP TABLE IF EXISTS ${table}`);
  db.exec(definition);
  // Versions go on, so that no other process takes what it has in memory for the new facts.
  const version = db.prepare<[], number>("SELECT version FROM facts").pluck().get() ?? 0;
  db.prepare("DELETE FROM facts").run();
  db.prepare("INSERT INTO facts (form, version) VALUES (?, ?)").run(factsForm, version + 1);
  const status = db.prepare(`INSERT INTO value (field, number, "key") VALUES ('status', ?, ?)`);
  for (const name of statuses) status.run(statusNumbers[name], name);
  fill(db, onProgress);
}

/** So many blocks of records become facts at once: enough that each segment is written a few times only. */
const filledAtOnce = 2_500;

function fill(db: Database.Database, onProgress?: (done: number, total: number) => void): void {
  const blocks = db.prepare<[], number>("SELECT count(*) FROM record_block").pluck().get() ?? 0;
  let done = 0;
  const facts = createFactWriter(db, createDictionary(db));
  for (const signIns of readAllRecords(db, filledAtOnce)) {
    onProgress?.(done, blocks * blockRecords);
    facts.begin();
    for (const { record, signIn } of signIns) facts.add(record, signIn);
    facts.flush();
    done += signIns.length;
  }
}

/** What is made of the records. */
const tables = ["segment", "segment_column", ...identifierTables, "value", "value_set"];

const definition = `
  ${segmentDefinition}
  ${identifierDefinition}
  CREATE TABLE value (
    field TEXT NOT NULL, number INTEGER NOT NULL, "key" TEXT NOT NULL, name TEXT, alias TEXT,
    PRIMARY KEY (field, number)
  ) WITHOUT ROWID;
  CREATE TABLE value_set (
    field TEXT NOT NULL, number INTEGER NOT NULL, members TEXT NOT NULL,
    PRIMARY KEY (field, number)
  ) WITHOUT ROWID;
`;
