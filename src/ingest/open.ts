import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Entry as ZipEntry, openPromise, type ZipFile } from "yauzl";
import { messageOf, UserError } from "../errors.ts";
import { peek } from "./decode.ts";
import { type FoundFile, isCandidate, standardInput } from "./find.ts";
import type { Input } from "./read.ts";

/** One stream of a file, or a member of an archive that is passed over. */
export type Opened =
  { readonly kind: "input"; readonly input: Input } | { readonly kind: "skipped"; readonly name: string };

/**
 * The streams of a file: its own, unpacked where it is gzip, or those of the members of a .zip, in their order. Each has
 * to be read (or left) before the next is asked for. Nothing is unpacked to disk, and of what is unpacked no more than a
 * piece is held at once, however large it becomes.
 *
 * @param onBytes told of bytes read, in the sizes that `bytes` of the file counts
 * @throws UserError for an archive that cannot be read
 */
export async function* openFile(file: FoundFile, onBytes: (bytes: number) => void): AsyncGenerator<Opened> {
  const name = file.path === standardInput ? "standard input" : file.path;
  const stream =
    file.path === standardInput ? process.stdin : createReadStream(file.path, { highWaterMark: pieceBytes });
  const { head, all } = await headOf(stream, name);
  if (!isZip(head)) {
    const bytes = unpacked(counted(all, onBytes));
    yield { kind: "input", input: { name, modified: file.modified, bytes } };
    return;
  }
  stream.destroy();
  if (file.path === standardInput) {
    throw new UserError("A .zip cannot be read from standard input. Save it as a file and import that.");
  }
  yield* openZip(file.path, onBytes);
}

async function headOf(stream: Readable, name: string): ReturnType<typeof peek> {
  try {
    return await peek(stream as AsyncIterable<Buffer>, magicLength);
  } catch (error) {
    throw new UserError(`${name} cannot be read: ${messageOf(error)}.`);
  }
}

async function* openZip(path: string, onBytes: (bytes: number) => void): AsyncGenerator<Opened> {
  let archive: ZipFile | undefined;
  try {
    archive = await openPromise(path, { lazyEntries: true, autoClose: false });
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue;
      const name = `${path}/${entry.fileName.replace(/\p{C}/gu, "?")}`;
      if (isCandidate(entry.fileName))
        yield { kind: "input", input: memberOf(archive, entry, name, onBytes) };
      else yield { kind: "skipped", name };
    }
  } catch (error) {
    throw new UserError(`${path} cannot be read to its end: ${messageOf(error)}. Download or pack it again.`);
  } finally {
    archive?.close();
  }
}

function memberOf(archive: ZipFile, entry: ZipEntry, name: string, onBytes: (bytes: number) => void): Input {
  // Without a zone in the archive; UTC keeps the result the same on every machine.
  const modified = entry.getLastModDate({ timezone: "UTC" });
  return {
    name,
    ...(Number.isNaN(modified.getTime()) ? {} : { modified: modified.toISOString() }),
    bytes: unpacked(inflated(archive, entry, onBytes)),
  };
}

/** Opened when it is read, so that a member that cannot be (it is encrypted) leaves the others alone. */
async function* inflated(
  archive: ZipFile,
  entry: ZipEntry,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const share = entry.uncompressedSize > 0 ? entry.compressedSize / entry.uncompressedSize : 0;
  const stream: AsyncIterable<Buffer> = await archive.openReadStreamPromise(entry);
  yield* counted(stream, (length) => onBytes(length * share));
}

const magicLength = 4;

/** Bytes that are read at once: with fewer, asking for them takes longer than reading them. */
const pieceBytes = 256 * 1024;

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && head[3] === head[2] + 1;
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** The bytes, or what they hold where they are gzip. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(bytes, magicLength);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all;
    return;
  }
  const gunzip = createGunzip();
  // An error reaches the reader through the last stream of the pipeline.
  pipeline(Readable.from(all, { objectMode: false }), gunzip, () => {});
  yield* gunzip as AsyncIterable<Buffer>;
}
