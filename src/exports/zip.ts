import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { ExportFile } from "./export-set.ts";

/**
 * Files as one .zip, which is made while it is read: a file is asked for when the one before it is packed, and as fast as
 * the reader takes what is packed. Who stops reading ends the making of the files.
 *
 * @param time that of each file, milliseconds since 1970
 */
export async function* zipOf(
  files: AsyncIterable<ExportFile>,
  time: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const archive = new ZipFile();
  const output = archive.outputStream as Readable;
  const stop = new AbortController();
  const packed = pack(archive, files, time, stop.signal).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    yield* output as AsyncIterable<Buffer>;
  } finally {
    stop.abort();
    await packed;
  }
}

async function pack(
  archive: ZipFile,
  files: AsyncIterable<ExportFile>,
  time: number,
  signal: AbortSignal,
): Promise<void> {
  for await (const { name, content } of files) {
    const source = Readable.from(content, { objectMode: false, signal });
    // Sign-ins carry personal data: unpacked, only the owner may read them.
    archive.addReadStream(source, name, { mtime: new Date(time), mode: 0o100600 });
    await finished(source);
  }
  archive.end();
}
