import { stat } from "node:fs/promises";
import { z } from "zod";
import { findFiles, type FoundFile } from "../ingest/find.ts";
import { importSources } from "../ingest/import.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "../clock.ts";

export interface FolderOptions {
  readonly store: Store;
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface FolderRound {
  /** Files that were read. */
  readonly files: number;
  readonly new: number;
  readonly updated: number;
  readonly quarantined: number;
}

/** A file as it was when it was read: its size and when it was written. */
const Seen = z.record(z.string(), z.string());
const cursor = "folder";

/** Milliseconds since its last change after which a file counts as written. */
const settled = 10_000;
/** Files after which it is kept which were read: what is read twice changes nothing. */
const keptEvery = 100;

/**
 * Reads the files that appear in a folder, each when it has been written, and again when it has changed: the portal's
 * downloads, or what diagnostic settings put into a storage account that is mounted or copied there.
 */
export function createFolderSync({ store, folder, clock, log }: FolderOptions): {
  /** @throws the signal's reason when aborted, and what the store throws */
  readonly round: (signal: AbortSignal) => Promise<FolderRound>;
} {
  let seen: Readonly<Record<string, string>> | undefined;

  return {
    async round(signal) {
      const known = (seen ??= Seen.parse(JSON.parse((await store.cursor(cursor)) ?? "{}")));
      const found = await findFiles([folder]);
      for (const { error } of found.errors)
        log.warn({ reason: error.message }, "The folder that WATCH_FOLDER names could not be read");
      // A folder that is away for a while, as a mount may be, is not one whose files are gone.
      const present = found.errors.length > 0 ? known : only(known, found.files);
      const result = { files: 0, new: 0, updated: 0, quarantined: 0 };
      let read = present;
      for (const file of found.files) {
        const mark = markOf(file);
        if (read[file.path] === mark || !isSettled(file)) continue;
        const imported = await importSources([file.path], store, { signal });
        result.files += 1;
        result.new += imported.new;
        result.updated += imported.updated;
        result.quarantined += imported.quarantined;
        for (const { error } of imported.files)
          if (error !== undefined)
            log.warn({ reason: error.message }, "A file of the folder could not be read");
        // What changed while it was read is read once more.
        if (markOf(await changed(file)) !== mark) continue;
        read = { ...read, [file.path]: mark };
        if (result.files % keptEvery === 0) await keep(read);
      }
      if (read !== known) await keep(read);
      return result;
    },
  };

  async function keep(read: Readonly<Record<string, string>>): Promise<void> {
    await store.write([], { name: cursor, value: JSON.stringify(read) });
    seen = read;
  }

  function isSettled({ modified = "" }: FoundFile): boolean {
    return clock.now() - Date.parse(modified) >= settled;
  }
}

function markOf({ bytes, modified }: Pick<FoundFile, "bytes" | "modified">): string {
  return `${bytes} ${modified}`;
}

async function changed({ path }: FoundFile): Promise<Pick<FoundFile, "bytes" | "modified">> {
  const is = await stat(path).catch(() => undefined);
  return is === undefined ? {} : { bytes: is.size, modified: is.mtime.toISOString() };
}

/** Without what is not there any more; the same where nothing is gone. */
function only(
  known: Readonly<Record<string, string>>,
  files: readonly FoundFile[],
): Readonly<Record<string, string>> {
  const paths = new Set(files.map(({ path }) => path));
  const left = Object.entries(known).filter(([path]) => paths.has(path));
  return left.length === Object.keys(known).length ? known : Object.fromEntries(left);
}
