import { once } from "node:events";
import { open, rm, stat, type FileHandle } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { messageOf, UserError } from "../errors.ts";
import type { Deliver, Delivery, ExportFile } from "../exports/file.ts";
import type { View } from "../views/view.ts";

export interface OutputOptions {
  /** A path, or "-" for standard output. Absent: a new file in the working folder. */
  readonly output?: string | undefined;
  readonly json?: true | undefined;
  readonly card?: true | undefined;
}

/**
 * How `signpost ask` hands over an exported file: it writes it, and never over another. Where the answer is wanted as
 * data, only a file that was named.
 */
export function deliverInTerminal(
  { output, json, card }: OutputOptions,
  folder: string = process.cwd(),
): Deliver {
  return async (file) => {
    if (output === undefined && (json === true || card === true))
      return { lines: ["Not written: with --json or --card, only --output writes a file."], buttons: [] };
    try {
      return output === "-" ? await print(file) : await write(file, output, folder);
    } catch (error) {
      if (error instanceof UserError) process.exitCode = 2;
      throw error;
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

async function print(file: ExportFile): Promise<Delivery> {
  for await (const text of file.content()) {
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  }
  return { lines: ["Written to standard output."], buttons: [] };
}

async function write(file: ExportFile, output: string | undefined, folder: string): Promise<Delivery> {
  const { path, handle } =
    output === undefined ? await openFree(file.name, folder) : await openNamed(resolve(folder, output));
  try {
    let bytes = 0;
    for await (const text of file.content()) bytes += (await handle.write(text)).bytesWritten;
    return { name: basename(path), lines: [`Written to ${path} (${sizeOf(bytes)}).`], buttons: [] };
  } catch (error) {
    // Half a file would be taken for a whole one.
    await rm(path, { force: true });
    throw isOfTheDisk(error) ? new UserError(`${path} could not be written: ${messageOf(error)}`) : error;
  } finally {
    await handle.close();
  }
}

interface Opened {
  readonly path: string;
  readonly handle: FileHandle;
}

/** Sign-ins carry personal data: only the owner may read the file. */
const mode = 0o600;

/** A new file in the working folder: "name.csv", or "name-2.csv" where that is there already. */
async function openFree(name: string, folder: string): Promise<Opened> {
  const dot = name.lastIndexOf(".");
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
    const path = resolve(folder, free);
    try {
      return { path, handle: await open(path, "wx", mode) };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw refused(path, error);
    }
  }
}

async function openNamed(path: string): Promise<Opened> {
  try {
    return { path, handle: await open(path, "wx", mode) };
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw refused(path, error);
    // Pipes and devices are there to be written to.
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) return { path, handle: await open(path, "w") };
    throw new UserError(`${path} is there already. Name another file with --output, or remove it.`);
  }
}

function refused(path: string, error: unknown): unknown {
  if (codeOf(error) === "ENOENT") return new UserError(`There is no folder for ${path}. Make it first.`);
  return isOfTheDisk(error)
    ? new UserError(`${path} cannot be written: ${messageOf(error)}. Name another file with --output.`)
    : error;
}

function isOfTheDisk(error: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "ENAMETOOLONG", "EIO"].includes(
    codeOf(error),
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? "";
}

function sizeOf(bytes: number): string {
  if (bytes < 10_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
