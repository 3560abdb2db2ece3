import { isMendable, type UserError } from "../errors.ts";
import type { Entry, Store } from "../store/store.ts";
import { oneAhead } from "./ahead.ts";
import { batchesOf } from "./batches.ts";
import { findFiles, type FoundFile } from "./find.ts";
import { openFile } from "./open.ts";
import { type Input, readEntries } from "./read.ts";

export interface Counts {
  /** Records that were read: the sum of the other four. */
  readonly read: number;
  readonly new: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly quarantined: number;
}

export interface ImportResult extends Counts {
  /** Why records were kept aside: by kind, most records first, each with where the first of them stands. */
  readonly reasons: readonly { readonly reason: string; readonly records: number; readonly first: string }[];
  readonly files: readonly FileResult[];
  /** Files of folders and archives whose names end like nothing that holds sign-ins. */
  readonly skipped: readonly string[];
}

export interface FileResult extends Counts {
  readonly name: string;
  /** As shown to people; absent where none was recognised. */
  readonly format?: string;
  /** Why the file, or the rest of it, could not be read. Other files are read all the same. */
  readonly error?: UserError;
}

export interface Progress {
  /** The file under way. */
  readonly file: string;
  /** Records so far, of all files. */
  readonly records: number;
  readonly bytes: number;
  /** Of all files; absent while part of it is unknown (standard input). */
  readonly totalBytes?: number;
}

export interface ImportOptions {
  /** Called after every batch that is stored. */
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the import between two batches; what is stored stays. */
  readonly signal?: AbortSignal;
}

/**
 * Reads files, folders and standard input ("-") into the store, batch by batch; while one is stored, the next is read. Reading the same again changes nothing.
 * What is wrong with a file is in the result.
 *
 * @throws the signal's reason when aborted, and what the store throws
 */
export async function importSources(
  paths: readonly string[],
  store: Store,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const found = await findFiles(paths);
  const run: Run = {
    store,
    options,
    totalBytes: totalOf(found.files),
    bytes: 0,
    reasons: new Map(),
    files: found.errors.map((failed) => ({ ...nothing, ...failed })),
    skipped: [...found.skipped],
  };
  for (const file of found.files) await importFile(file, run);
  return {
    ...run.files.reduce<Counts>(sum, nothing),
    reasons: [...run.reasons.values()].sort((a, b) => b.records - a.records),
    files: run.files,
    skipped: run.skipped,
  };
}

interface Run {
  readonly store: Store;
  readonly options: ImportOptions;
  readonly totalBytes: number | undefined;
  bytes: number;
  readonly reasons: Map<string, { reason: string; records: number; first: string }>;
  readonly files: FileResult[];
  readonly skipped: string[];
}

const nothing: Counts = { read: 0, new: 0, updated: 0, unchanged: 0, quarantined: 0 };

function totalOf(files: readonly FoundFile[]): number | undefined {
  return files.reduce<number | undefined>(
    (total, { bytes }) => (total === undefined || bytes === undefined ? undefined : total + bytes),
    0,
  );
}

async function importFile(file: FoundFile, run: Run): Promise<void> {
  const before = run.bytes;
  const onBytes = (bytes: number): void => {
    run.options.signal?.throwIfAborted();
    run.bytes += bytes;
  };
  try {
    for await (const opened of openFile(file, onBytes)) {
      if (opened.kind === "skipped") run.skipped.push(opened.name);
      else run.files.push(await importInput(opened.input, run));
    }
  } catch (error) {
    run.options.signal?.throwIfAborted();
    if (!isMendable(error)) throw error;
    run.files.push({ ...nothing, name: file.path, error });
  }
  // What is left of it (a member passed over, the table of an archive) counts as read.
  run.bytes = before + (file.bytes ?? run.bytes - before);
}

async function importInput(input: Input, run: Run): Promise<FileResult> {
  let counts = nothing;
  let format: string | undefined;
  try {
    const read = await readEntries(input);
    format = read.format;
    for await (const batch of oneAhead(batchesOf(read.entries))) {
      run.options.signal?.throwIfAborted();
      const written = await run.store.write(batch);
      counts = sum(counts, { read: batch.length, ...written });
      note(batch, run);
      report(input.name, counts, run);
    }
  } catch (error) {
    run.options.signal?.throwIfAborted();
    if (!isMendable(error)) throw error;
    return { ...counts, name: input.name, format, error };
  }
  return { ...counts, name: input.name, format };
}

function note(batch: readonly Entry[], run: Run): void {
  for (const entry of batch) {
    if (entry.kind !== "quarantined") continue;
    const known = run.reasons.get(entry.reason);
    if (known === undefined) {
      run.reasons.set(entry.reason, { reason: entry.reason, records: 1, first: entry.source });
    } else known.records += 1;
  }
}

function report(file: string, current: Counts, run: Run): void {
  const records = run.files.reduce((total, { read }) => total + read, current.read);
  run.options.onProgress?.({ file, records, bytes: Math.round(run.bytes), totalBytes: run.totalBytes });
}

function sum(a: Counts, b: Counts): Counts {
  return {
    read: a.read + b.read,
    new: a.new + b.new,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    quarantined: a.quarantined + b.quarantined,
  };
}
