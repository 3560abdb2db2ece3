import { open, type FileHandle } from "node:fs/promises";
import pRetry, { AbortError } from "p-retry";
import { z } from "zod";

/** Where Teams says that a file may be put, and where it can be opened then. */
export const UploadInfo = z.object({
  uploadUrl: z.url().refine(isSharePoint),
  contentUrl: z.url().refine(isSharePoint),
  name: z.string().min(1).max(400),
  uniqueId: z.string().min(1).max(200),
  fileType: z.string().max(20),
});
export type UploadInfo = z.infer<typeof UploadInfo>;

/** OneDrive for work or school is SharePoint; files of the log go nowhere else, whatever an activity says. */
function isSharePoint(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" && /\.sharepoint\.(com|us|cn)$|\.sharepoint-mil\.us$/.test(hostname);
}

export interface UploadOptions {
  readonly signal: AbortSignal;
  /** Milliseconds that one part may take. */
  readonly partTime: number;
  /** Milliseconds before a part is tried again, doubled each time. */
  readonly pause: number;
}

/**
 * Puts a file into an upload session of OneDrive, part by part. A part that may have arrived is put again: the session
 * takes it once.
 * Source: https://learn.microsoft.com/graph/api/driveitem-createuploadsession#upload-bytes-to-the-upload-session
 * @param bytes its size
 * @throws where the session is over, or a part does not arrive after several tries
 */
export async function uploadFile(
  path: string,
  bytes: number,
  uploadUrl: string,
  options: UploadOptions,
): Promise<void> {
  const file = await open(path, "r");
  try {
    for (let from = 0; from < bytes; from += partBytes) {
      const part = await partOf(file, from, Math.min(partBytes, bytes - from));
      const range = `bytes ${from}-${from + part.byteLength - 1}/${bytes}`;
      const isLast = from + part.byteLength === bytes;
      await pRetry((attempt) => putPart(uploadUrl, part, range, { ...options, attempt, isLast }), {
        retries: 4,
        minTimeout: options.pause,
        randomize: true,
        signal: options.signal,
      });
    }
  } finally {
    await file.close();
  }
}

/** A multiple of 320 KiB, as sessions want it. */
const partBytes = 32 * 320 * 1024;

async function partOf(file: FileHandle, from: number, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const part = new Uint8Array(size);
  const { bytesRead } = await file.read(part, 0, size, from);
  if (bytesRead !== size) throw new Error("the file to be uploaded is shorter than it was");
  return part;
}

/** The address holds the right to write, so it is in no error; there is no token. */
async function putPart(
  uploadUrl: string,
  part: Uint8Array<ArrayBuffer>,
  range: string,
  { signal, partTime, attempt, isLast }: UploadOptions & { attempt: number; isLast: boolean },
): Promise<void> {
  const response = await fetch(uploadUrl, {
    method: "PUT",
    headers: { "content-range": range },
    body: part,
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(partTime)]),
  });
  await response.body?.cancel();
  if (response.ok && isLast && response.status === 202)
    throw new AbortError("OneDrive waits for more than the whole file");
  // 416: an earlier try of this part arrived, though nobody said so.
  if (response.ok || (response.status === 416 && attempt > 1)) return;
  const error = new Error(`OneDrive answered ${response.status} to a part of a file`);
  const isForGood = response.status < 500 && response.status !== 429 && response.status !== 408;
  throw isForGood ? new AbortError(error) : error;
}
