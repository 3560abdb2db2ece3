import { UserError } from "../errors.ts";

/** What went wrong with a file and what to do about it, by the driver's or the system's code. */
const meanings: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/^SQLITE_NOTADB/, "is no Signpost database. Name another file, or move this one away."],
  [/^SQLITE_CORRUPT/, "is damaged. Restore it from a backup, or move it away and import the logs again."],
  [/^SQLITE_(BUSY|LOCKED)/, "is in use by another program. Wait until it has finished, then try again."],
  [/^SQLITE_FULL|^ENOSPC/, "can't grow: the disk is full. Free some space, then try again."],
  [
    /^SQLITE_READONLY|^EACCES|^EPERM|^EROFS/,
    "can't be written. Give this account write access to the file and its folder.",
  ],
  [
    /^SQLITE_CANTOPEN|^ENOTDIR|^EEXIST|^ENOENT/,
    "can't be opened. Check that the path is right and that its folder can be written.",
  ],
  [/^SQLITE_IOERR|^EIO/, "can't be read or written. Check the disk."],
];

/**
 * The driver's errors as something a person can act on; anything else stays as it is.
 * @param what what the file is, with its article: "The store"
 */
export function explainFailure(error: unknown, path: string, what = "The store"): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const meaning = meanings.find(([pattern]) => pattern.test(code))?.[1];
  return meaning === undefined ? error : new UserError(`${what} ${path} ${meaning}`, { cause: error });
}
