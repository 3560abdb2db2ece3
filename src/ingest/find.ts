import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, UserError } from "../errors.ts";

/** What an import is asked to read, resolved to files. */
export interface Found {
  readonly files: readonly FoundFile[];
  /** Files of a folder whose names end like nothing that holds sign-ins. */
  readonly skipped: readonly string[];
  readonly errors: readonly { readonly name: string; readonly error: UserError }[];
}

export interface FoundFile {
  readonly path: string;
  /** On disk; unknown for standard input. */
  readonly bytes?: number;
  readonly modified?: string;
}

/** The path that stands for standard input. */
export const standardInput = "-";

/**
 * The files of the paths; folders are walked with everything in them. Sorted by path, files with authentication details
 * last, so that their sign-ins come first.
 */
export async function findFiles(paths: readonly string[]): Promise<Found> {
  const found: Finding = { files: [], skipped: [], errors: [] };
  for (const path of paths) await find(path, found);
  const details = (file: FoundFile): number => Number(/authdetails/i.test(file.path));
  found.files.sort((a, b) => details(a) - details(b));
  return found;
}

/** Whether a name inside of a folder or archive ends like a file that may hold sign-ins. */
export function isCandidate(name: string): boolean {
  return /\.(csv|json|jsonl|ndjson|zip|gz)$/i.test(name) && !/(^|\/)[._][^/]*$|(^|\/)__MACOSX\//.test(name);
}

interface Finding extends Found {
  readonly files: FoundFile[];
  readonly skipped: string[];
  readonly errors: Found["errors"][number][];
}

async function find(path: string, found: Finding): Promise<void> {
  try {
    if (path === standardInput) found.files.push({ path });
    else await look(path, found);
  } catch (error) {
    found.errors.push({ name: path, error: unreadable(path, error) });
  }
}

async function look(path: string, found: Finding): Promise<void> {
  const is = await stat(path);
  if (!is.isDirectory()) {
    const bytes = is.isFile() ? is.size : undefined;
    found.files.push({ path, bytes, modified: is.mtime.toISOString() });
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = join(path, entry.name);
    if (entry.isDirectory() || (entry.isFile() && isCandidate(entry.name))) await find(inner, found);
    else found.skipped.push(inner);
  }
}

function unreadable(path: string, error: unknown): UserError {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
      return new UserError(`There is no file or folder ${path}. Check the path.`);
    case "EACCES":
    case "EPERM":
      return new UserError(`${path} may not be read. Check the permissions of it and its folder.`);
    default:
      return new UserError(`${path} cannot be read: ${messageOf(error)}.`);
  }
}
