import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response, Server } from "restify";
import type { Deliver } from "../exports/export-set.ts";
import { downloadOf } from "../exports/download.ts";
import { limits } from "../limits.ts";
import type { FileShelf } from "./file-shelf.ts";

/** Where a file of a shelf is fetched in Teams; the chat page has a path of its own. */
export const downloadPath = (id: string): string => `/exports/${id}`;

/**
 * Hands files over as links to a shelf. Whoever has the link gets the file, so it is only ever given where its asker
 * alone reads it.
 * @param linkTo the address of a file, once it is served
 * @param where who can open it, as the end of a sentence; "" for anybody who has it
 */
export function linksTo(shelf: FileShelf, linkTo: (id: string) => string, where: string): Deliver {
  const minutes = limits.exportLinkTime / 60_000;
  return async (made, owner) => ({
    lines: [`The link works for ${minutes} minutes${where}. Ask again for a new one.`],
    buttons: [{ title: "Download", url: linkTo(shelf.put(downloadOf(made), owner)) }],
  });
}

/**
 * Serves the files of a shelf to whoever has their links.
 * @param record is told of each file that is fetched, and by whose link; what it throws ends the request
 */
export function mountDownloads(
  server: Server,
  shelf: FileShelf,
  record: (owner: string, name: string) => Promise<void>,
): void {
  server.get(downloadPath(":id"), async (request: Request, response: Response) => {
    const file = shelf.find(String(request.params.id));
    if (file !== undefined) await record(file.owner, file.name);
    await sendDownload(shelf, request, response);
  });
}

/** Files that are being made, by id. */
const underWay = new Set<string>();

/** The file of a link, to be kept and never shown; 404 where its time is over, 429 while it is fetched already. */
export async function sendDownload(shelf: FileShelf, request: Request, response: Response): Promise<void> {
  const id = String(request.params.id);
  const file = shelf.find(id);
  if (file === undefined) return refuse(response, 404, "This link is over: ask again for a new one.");
  if (underWay.has(id))
    return refuse(response, 429, "This file is being fetched already: wait until it is there.");
  response.writeHead(200, {
    "content-type": file.contentType,
    "content-disposition": `attachment; filename="${file.name.replace(/[^\w.-]/g, "_")}"`,
  });
  // A reader that leaves ends the making of the file; a file that breaks ends the connection, so that it is not taken for whole.
  const leave = new AbortController();
  response.once("close", () => leave.abort());
  underWay.add(id);
  try {
    await pipeline(Readable.from(file.content(leave.signal)), response).catch(() => response.destroy());
  } finally {
    underWay.delete(id);
  }
}

function refuse(response: Response, status: number, message: string): void {
  response.send(status, { error: { code: String(status), message } });
}
