import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type Driver from "better-sqlite3";
import { UserError } from "../../errors.ts";
import { Database } from "../../sqlite/driver.ts";
import { explainFailure } from "../../sqlite/failures.ts";
import type { Kind } from "../../sqlite/snapshot.ts";
import type { State } from "../state.ts";
import { createState } from "./sqlite-state.ts";

/** Marks a file as Signpost's state ("SgSt" in ASCII). */
const applicationId = 0x53675374;

/** Each entry takes the file one version further. An entry that has been released never changes. */
const migrations: readonly string[] = [
  `
  CREATE TABLE last_question (
    person TEXT NOT NULL, conversation TEXT NOT NULL, question TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (person, conversation)
  ) WITHOUT ROWID;
  CREATE INDEX last_question_at ON last_question (at);
  CREATE TABLE saved_question (
    person TEXT NOT NULL, "key" TEXT NOT NULL, name TEXT NOT NULL, question TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (person, "key")
  ) WITHOUT ROWID;
  CREATE TABLE watch (
    id INTEGER PRIMARY KEY AUTOINCREMENT, person TEXT NOT NULL, conversation TEXT NOT NULL, question TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX watch_conversation ON watch (conversation);
  `,
  `
  CREATE TABLE allowed_conversation (
    conversation TEXT PRIMARY KEY, person TEXT NOT NULL, at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, person TEXT NOT NULL, conversation TEXT NOT NULL, place TEXT NOT NULL,
    via TEXT NOT NULL, question TEXT NOT NULL, outcome TEXT NOT NULL, note TEXT NOT NULL
  );
  CREATE INDEX audit_at ON audit (at);
  CREATE INDEX audit_person ON audit (person, at);
  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
  CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
    BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
  CREATE TABLE letter (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, conversation TEXT NOT NULL, serviceUrl TEXT NOT NULL,
    replyTo TEXT, activity TEXT NOT NULL, deadline INTEGER NOT NULL, status TEXT NOT NULL, sentId TEXT,
    at INTEGER NOT NULL
  );
  CREATE INDEX letter_status ON letter (status, at);
  CREATE TABLE personal_chat (
    person TEXT PRIMARY KEY, conversation TEXT NOT NULL, serviceUrl TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
  "ALTER TABLE letter ADD COLUMN onlyTo TEXT",
  `
  CREATE TABLE alert_thread (
    number INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, foldKey TEXT NOT NULL, severity TEXT NOT NULL,
    alert TEXT NOT NULL, count INTEGER NOT NULL, opened INTEGER NOT NULL, last INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, cardId TEXT, cardSays TEXT, explanationId TEXT, explanationSays TEXT
  );
  CREATE INDEX alert_thread_key ON alert_thread (channel, foldKey, number);
  CREATE INDEX alert_thread_opened ON alert_thread (channel, severity, opened);
  CREATE INDEX alert_thread_last ON alert_thread (last);
  CREATE INDEX alert_thread_card ON alert_thread (channel, cardId);
  CREATE INDEX alert_thread_unsent ON alert_thread (number) WHERE cardId IS NULL;
  CREATE TABLE alert (
    source TEXT NOT NULL, id TEXT NOT NULL, thread INTEGER NOT NULL, version TEXT NOT NULL, updated INTEGER NOT NULL,
    isClosed INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (source, id)
  ) WITHOUT ROWID;
  CREATE INDEX alert_of_thread ON alert (thread, isClosed);
  CREATE INDEX alert_at ON alert (at);
  `,
  // Of watches that were made before it is not known who reads along: then others do.
  `
  ALTER TABLE watch ADD COLUMN shared INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE watch ADD COLUMN timezone TEXT NOT NULL DEFAULT '';
  ALTER TABLE watch ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE watch ADD COLUMN toldUpTo INTEGER NOT NULL DEFAULT 0;
  UPDATE watch SET toldUpTo = at;
  `,
  `
  ALTER TABLE alert_thread ADD COLUMN handling TEXT;
  ALTER TABLE alert_thread ADD COLUMN inside TEXT;
  CREATE INDEX alert_thread_handled ON alert_thread (json_extract(handling, '$.at'));
  ALTER TABLE watch ADD COLUMN mutedUntil INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE watch ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE watch ADD COLUMN suspects TEXT NOT NULL DEFAULT '[]';
  `,
  // What came before is known by its id alone.
  `
  CREATE TABLE alert_name (
    name TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (name, source, id)
  ) WITHOUT ROWID;
  INSERT INTO alert_name (name, source, id) SELECT lower(id), source, id FROM alert;
  `,
];

/** What a state's file is told by. */
export const stateKind: Kind = { name: "The state file", applicationId, version: migrations.length };

/**
 * Opens the state in a SQLite file of its own; makes the file and its folder where they are missing. ":memory:" keeps
 * it for the life of the process.
 * @throws UserError for a file that can't be used: another program's, damaged, locked, from a newer version
 */
export function openSqliteState(path: string): State {
  let db: Driver.Database | undefined;
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
    db = new Database(path, { timeout: 5_000 });
    checkOwner(db, path);
    if (path !== ":memory:") db.pragma("journal_mode = WAL");
    migrate(db);
    return createState(db);
  } catch (error) {
    db?.close();
    throw explainFailure(error, path, "The state file");
  }
}

/** Nothing is changed in a file that is not ours. */
function checkOwner(db: Driver.Database, path: string): void {
  const tables = db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get();
  if (tables !== 0 && db.pragma("application_id", { simple: true }) !== applicationId) {
    throw new UserError(
      `The state file ${path} is another program's database. Name another file with STATE.`,
    );
  }
  if ((db.pragma("user_version", { simple: true }) as number) > migrations.length) {
    throw new UserError(
      `The state file ${path} was written by a newer version of Signpost. Install that version, or name another file with STATE.`,
    );
  }
}

function migrate(db: Driver.Database): void {
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
