import type Driver from "better-sqlite3";
import { UserError } from "../../errors.ts";
import { Database } from "../../sqlite/driver.ts";
import { explainFailure } from "../../sqlite/failures.ts";
import { makeFacts } from "./facts.ts";
import { checkOwner, prepare } from "./open.ts";

/**
 * Makes all facts anew from the records, in one transaction, while nobody else has the file open: other processes hold
 * the numbers of the old dictionary in memory. Values that no record has any more are gone then.
 *
 * @param onProgress is told how many records are done, of about how many
 * @throws UserError for a file that can't be used, or is open elsewhere
 */
export function rebuildSqliteStore(
  path: string,
  onProgress: (done: number, total: number) => void = () => {},
): void {
  let db: Driver.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true, timeout: 0 });
    checkOwner(db, path);
    db.pragma("locking_mode = EXCLUSIVE");
    prepare(db, path, false);
    const opened = db;
    opened.transaction(() => makeFacts(opened, onProgress)).immediate();
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY")) {
      throw new UserError(
        `The store ${path} is in use. Stop Signpost and imports, then try again: facts are made anew while nobody reads them.`,
        { cause: error },
      );
    }
    throw explainFailure(error, path);
  } finally {
    db?.close();
  }
}
