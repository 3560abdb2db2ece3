import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type Driver from "better-sqlite3";
import { UserError } from "../../errors.ts";
import type { Store } from "../store.ts";
import { Database } from "../../sqlite/driver.ts";
import { ensureFacts, hasCurrentFacts } from "./facts.ts";
import { explainFailure } from "../../sqlite/failures.ts";
import { applicationId, currentVersion, migrate } from "./migrations.ts";
import { createStore, type SqliteOptions } from "./sqlite-store.ts";

export type { SqliteOptions } from "./sqlite-store.ts";

/** Bytes of a page of a new file: several blocks of records fit into one, and columns of segments into few. */
const pageBytes = 16_384;
/** Pages that a connection keeps in memory; what is read often is kept in a form of ours, and by the system. */
const pageCacheBytes = 8 * 1024 * 1024;
/** 64 MB: rarer checkpoints write pages that change often, those of the indexes, less often. */
const checkpointPages = 4_096;
/** What a long read made the write-ahead log grow to is given back afterwards, beyond so many bytes. */
const journalBytes = 2 * checkpointPages * pageBytes;

/**
 * Opens the store in a SQLite file; unless `readonly`, makes the file and its folder where they are missing and brings an
 * older file up to date.
 *
 * @throws UserError for a file that can't be used: no store, damaged, locked, from a newer version, out of reach
 */
export function openSqliteStore(options: SqliteOptions): Store {
  const { path, readonly = false, patience = 5_000 } = options;
  let db: Driver.Database | undefined;
  let second: Driver.Database | undefined;
  try {
    if (!readonly) mkdirSync(dirname(path), { recursive: true });
    else if (!existsSync(dirname(path))) {
      throw new UserError(
        `The store ${path} is not there: its folder is missing. Check the path, or import first.`,
      );
    }
    db = new Database(path, { readonly, timeout: patience });
    checkOwner(db, path);
    prepare(db, path, readonly);
    second = db.memory ? db : new Database(path, { readonly: true, timeout: patience });
    return createStore(db, second, options);
  } catch (error) {
    second?.close();
    db?.close();
    throw explainFailure(error, path);
  }
}

/**
 * Nothing is changed in a file that is not ours.
 * @throws UserError
 */
export function checkOwner(db: Driver.Database, path: string): void {
  const tables = db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get();
  if (tables !== 0 && db.pragma("application_id", { simple: true }) !== applicationId) {
    throw new UserError(`The store ${path} is another program's database. Name another file.`);
  }
  const version = db.pragma("user_version", { simple: true }) as number;
  if (version > currentVersion) {
    throw new UserError(
      `The store ${path} was written by a newer version of Signpost. Install that version, or name another file.`,
    );
  }
}

/**
 * Sets up a connection; unless `readonly`, brings the file up to date.
 * @throws UserError where it is from an older version and may not be changed
 */
export function prepare(db: Driver.Database, path: string, readonly: boolean): void {
  db.pragma("temp_store = MEMORY");
  db.pragma(`cache_size = -${pageCacheBytes / 1_024}`);
  if (!readonly) {
    db.pragma(`page_size = ${pageBytes}`);
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = NORMAL");
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    db.pragma(`journal_size_limit = ${journalBytes}`);
    db.pragma("foreign_keys = ON");
    migrate(db);
    ensureFacts(db);
  } else if (db.pragma("user_version", { simple: true }) !== currentVersion || !hasCurrentFacts(db)) {
    throw new UserError(
      `The store ${path} is from an older version. Open it once for writing: start Signpost or import.`,
    );
  }
}
