import { existsSync } from "node:fs";
import { chmod, copyFile, lstat, rename, rm } from "node:fs/promises";
import type Driver from "better-sqlite3";
import { UserError } from "../errors.ts";
import { Database } from "./driver.ts";
import { explainFailure } from "./failures.ts";

/** A database of Signpost's: what it is called, the mark in the file, and the newest version that this program reads. */
export interface Kind {
  /** With its article, as in "The store FILE is damaged". */
  readonly name: string;
  readonly applicationId: number;
  readonly version: number;
}

/**
 * Writes all that a database holds at one moment into a new file that its owner alone may read, while others read and
 * write. What was removed from it is not in there.
 * @throws UserError for a file that is none of this kind, is damaged, or cannot be written
 */
export async function takeSnapshot(from: string, to: string, kind: Kind): Promise<void> {
  if (await lstat(to).catch(() => undefined)) throw new UserError(`${to} is there already.`);
  inDatabase(from, kind, (db) => db.prepare("VACUUM INTO ?").run(to));
  await chmod(to, 0o600);
}

/**
 * Puts a snapshot in the place of a database that is not there, once it has been found to be whole.
 * @throws UserError as above, and where something is there already
 */
export async function restoreSnapshot(from: string, to: string, kind: Kind): Promise<void> {
  checkFile(from, kind);
  for (const path of [to, `${to}-wal`, `${to}-shm`])
    if (existsSync(path))
      throw new UserError(
        `${path} is there already. Stop Signpost and move it away first, or name another file.`,
      );
  const growing = `${to}.part`;
  try {
    await copyFile(from, growing);
    await chmod(growing, 0o600);
    await rename(growing, to);
  } catch (error) {
    await rm(growing, { force: true });
    throw explainFailure(error, to, kind.name);
  }
}

/**
 * Looks whether a file is a database of a kind, and whole as far as a quick look tells.
 * @throws UserError that says what to do where it is not
 */
export function checkFile(path: string, kind: Kind): void {
  inDatabase(path, kind, (db) => requireWhole(db, path, kind));
}

function requireWhole(db: Driver.Database, path: string, kind: Kind): void {
  const found = db.pragma("quick_check(1)", { simple: true });
  if (found !== "ok")
    throw new UserError(`${kind.name} ${path} is damaged. Restore it from a backup, or move it away.`);
}

function inDatabase(path: string, kind: Kind, work: (db: Driver.Database) => void): void {
  if (!existsSync(path)) throw new UserError(`${kind.name} ${path} is not there. Check the path.`);
  let db: Driver.Database | undefined;
  try {
    db = new Database(path, { readonly: true, timeout: 5_000 });
    if (db.pragma("application_id", { simple: true }) !== kind.applicationId)
      throw new UserError(`${path} is none of Signpost's files, or another one of them.`);
    if ((db.pragma("user_version", { simple: true }) as number) > kind.version)
      throw new UserError(
        `${kind.name} ${path} was written by a newer version of Signpost. Install that version.`,
      );
    work(db);
  } catch (error) {
    throw explainFailure(error, path, kind.name);
  } finally {
    db?.close();
  }
}
