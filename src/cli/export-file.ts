import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { UserError } from "../errors.ts";
import { downloadOf } from "../exports/download.ts";
import type { Delivery, ExportSet } from "../exports/export-set.ts";
import type { View } from "../views/view.ts";
import { listed } from "../views/words.ts";
import { makeNew } from "./new-path.ts";

export interface OutputOptions {
  /** A path, or "-" for standard output. Absent: a new file or folder in the working folder. */
  readonly output?: string | undefined;
  readonly json?: true | undefined;
  readonly card?: true | undefined;
}

/**
 * How `signpost ask` hands over exported files: it writes them, and never over others. One file stays a file; several are
 * a folder, or a .zip where the name that was given ends so. Where the answer is wanted as data, only what was named is
 * written.
 */
export function deliverInTerminal(
  { output, json, card }: OutputOptions,
  folder: string = process.cwd(),
): (files: ExportSet) => Promise<Delivery> {
  return async (files) => {
    if (output === undefined && (json === true || card === true))
      return { lines: ["Not written: with --json or --card, only --output writes a file."], buttons: [] };
    const stop = new AbortController();
    const onSignal = (): void => stop.abort(new UserError("Stopped. Nothing was written."));
    process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
    try {
      return await deliver(files, output, folder, stop.signal);
    } catch (error) {
      if (error instanceof UserError) process.exitCode = 2;
      throw error;
    } finally {
      process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    }
  };
}

/** Where the answer itself goes: standard output, unless the file goes there. */
export function answerStream({ output }: OutputOptions): NodeJS.WriteStream {
  return output === "-" ? process.stderr : process.stdout;
}

/** Says so where a file was named and the answer has none. */
export function warnOfNoFile(view: View, { output }: OutputOptions): void {
  if (output === undefined || (view.card === "export" && view.file !== "")) return;
  if (view.card === "export") console.error("No file was written: nothing matches.");
  else process.exitCode = 2;
  // A notice says itself what is wrong.
  if (view.card !== "export" && view.card !== "notice")
    console.error('No file was written: --output is for questions such as "export failures today".');
}

async function deliver(
  files: ExportSet,
  output: string | undefined,
  folder: string,
  signal: AbortSignal,
): Promise<Delivery> {
  const { name, only } = files;
  if (output === "-") return print(files, signal);
  if (output === undefined)
    return only === undefined
      ? writeFolder(files, resolve(folder, name), false, signal)
      : writeOne(files, resolve(folder, only), false, signal);
  const path = resolve(folder, output);
  // Pipes and devices are there to be written to.
  const found = await stat(path).catch(() => undefined);
  const isDevice = found !== undefined && !found.isFile() && !found.isDirectory();
  if (only === undefined && !/\.zip$/i.test(path)) {
    if (isDevice || /\.(csv|json)$/i.test(path)) throw severalFiles(files, output);
    return writeFolder(files, path, true, signal);
  }
  if (!isDevice) return writeOne(files, path, true, signal);
  await pipeline(downloadOf(files).content(signal), createWriteStream(path, { flags: "w" }), { signal });
  return { name: basename(path), lines: [`Written to ${path}.`], buttons: [] };
}

async function print(files: ExportSet, signal: AbortSignal): Promise<Delivery> {
  if (files.only === undefined) throw severalFiles(files, "standard output");
  for await (const piece of downloadOf(files).content(signal)) {
    if (!process.stdout.write(piece)) await once(process.stdout, "drain", { signal });
  }
  return { lines: ["Written to standard output."], buttons: [] };
}

/** One file: that of the export, or, where the name asks for it or there are several, a .zip. */
async function writeOne(
  files: ExportSet,
  path: string,
  named: boolean,
  signal: AbortSignal,
): Promise<Delivery> {
  const packed = /\.zip$/i.test(path) ? downloadOf({ ...files, only: undefined }) : downloadOf(files);
  const place = await makeNew(path, named, async (growing) => {
    await write(join(growing, packed.name), packed.content(signal), signal);
    return packed.name;
  });
  return { name: basename(place), lines: [`Written to ${place} (${await sizeOf(place)}).`], buttons: [] };
}

async function writeFolder(
  files: ExportSet,
  path: string,
  named: boolean,
  signal: AbortSignal,
): Promise<Delivery> {
  const names: string[] = [];
  const place = await makeNew(path, named, async (growing) => {
    for await (const { name, content } of files.files(signal)) {
      await write(join(growing, name), content, signal);
      names.push(name);
    }
    return undefined;
  });
  const sized = await Promise.all(names.map(async (name) => `${name} (${await sizeOf(join(place, name))})`));
  return { name: basename(place), lines: [`Written to the folder ${place}: ${listed(sized)}.`], buttons: [] };
}

/** @param content is read no faster than the disk takes it */
async function write(
  path: string,
  content: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  await writeFile(path, content, { flag: "wx", mode: 0o600 });
  signal.throwIfAborted();
}

function severalFiles({ name, format }: ExportSet, output: string): UserError {
  const details = format === "csv" ? ", as a CSV has its authentication details in another" : "";
  return new UserError(
    `${output} cannot hold this export, which is several files: one for each log${details}. ` +
      `Name a folder or a .zip with --output, such as ${name}.zip; or name the columns you want, of one log, for one file.`,
  );
}

async function sizeOf(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size < 10_000) return `${size} bytes`;
  return size < 1_000_000 ? `${Math.round(size / 1_000)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
