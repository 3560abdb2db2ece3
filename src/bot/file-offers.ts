import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Activity } from "botbuilder";
import { z } from "zod";
import type { Deliver } from "../exports/export-set.ts";
import { downloadOf } from "../exports/download.ts";
import { limits } from "../limits.ts";
import { reference, type Log } from "../log.ts";
import type { NoticeView, View } from "../views/view.ts";
import type { ChatFile, FileShelf } from "./file-shelf.ts";
import { messageOf, type Looks } from "./message.ts";
import { noSuchOffer, offerFailed, offerTooLarge } from "./notices.ts";
import { uploadFile, UploadInfo } from "./onedrive-upload.ts";
import type { PersonalChats } from "./personal-chat.ts";

/**
 * Hands files over by an offer in the asker's personal chat, and where there is a link to them by that as well.
 * @param link gives a link; absent: there is none
 */
export function offersOf(shelf: FileShelf, link: Deliver | undefined): Deliver {
  return async (made, owner) => {
    const { lines, buttons } = (await link?.(made, owner)) ?? { lines: [], buttons: [] };
    return {
      lines: [
        "The file follows in our personal chat: Teams asks whether it may keep it in your OneDrive.",
        ...lines,
      ],
      buttons,
      offer: shelf.put(downloadOf(made), owner),
    };
  };
}

/** Files that Teams takes to the OneDrive of whoever asked for them, if they consent. */
export interface FileOffers {
  /** Makes the file of a view that has one to offer, and offers it in the personal chat of whoever asked. */
  offer(to: Activity, view: View): void;
  /** Heeds what somebody said to an offer; what comes of it follows in their chat. */
  heed(activity: Activity): void;
  /** Ends what is under way, and removes what waits. */
  close(): Promise<void>;
}

export interface FileOfferOptions extends Looks {
  readonly shelf: FileShelf;
  readonly chats: Pick<PersonalChats, "write">;
  /** Is told of each file that is taken, and by whom; what it throws ends the handing over. */
  readonly record: (owner: string, name: string) => Promise<void>;
  readonly log: Log;
  /** As `Date.now`. */
  readonly clock?: () => number;
  /** As `Math.random`; names the incidents. */
  readonly random?: () => number;
  /** Most bytes of one file. */
  readonly mostBytes?: number;
  /** Milliseconds before a part is tried again. */
  readonly pause?: number;
}

interface Offer {
  readonly name: string;
  readonly owner: string;
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4. The consent has to say how large
 * the file is, so it is made before: on the disk, readable by the service alone, until it is taken or its time is over.
 */
export function createFileOffers(options: FileOfferOptions): FileOffers {
  const { shelf, chats, record, log, clock = Date.now, random = Math.random } = options;
  const { mostBytes = limits.offerBytes, pause = limits.sendPause } = options;
  const offers = new Map<string, Offer>();
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  let folder: Promise<string> | undefined;

  return {
    offer(to, view) {
      const id = view.card === "export" ? (view.offer ?? "") : "";
      const file = id === "" ? undefined : shelf.find(id);
      if (file !== undefined && file.owner === ownerOf(to)) begin(to, () => make(to, file, file.owner));
    },
    heed(activity) {
      begin(activity, () => respond(activity));
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
    },
  };

  /** In the background: nobody waits for a file to be made or carried. */
  function begin(to: Activity, work: () => Promise<void>): void {
    const done = guarded(to, work);
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
  }

  async function guarded(to: Activity, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      if (closing.signal.aborted) return;
      const incident = reference(random);
      log.error({ err, reference: incident }, "A file could not be handed over");
      await say(to, offerFailed(incident), "file-failed");
    }
  }

  async function make(to: Activity, file: ChatFile, owner: string): Promise<void> {
    const id = randomBytes(24).toString("base64url");
    const path = join(await (folder ??= mkdtemp(join(tmpdir(), "signpost-offers-"))), id);
    const bytes = await write(file, path);
    if (bytes === undefined) return say(to, offerTooLarge(mostBytes), "file-too-large");
    await makeRoom();
    offers.set(id, { name: file.name, owner, path, bytes, until: clock() + limits.offerTime });
    await chats.write(to, consentCard(id, file.name, bytes), "file-offer");
  }

  /** @returns its size; undefined where it is too large, and nothing is kept of it then */
  async function write(file: ChatFile, path: string): Promise<number | undefined> {
    const leave = new AbortController();
    const signal = AbortSignal.any([leave.signal, closing.signal]);
    let bytes = 0;
    try {
      await pipeline(
        file.content(signal),
        async function* counted(pieces: AsyncIterable<string | Uint8Array>) {
          for await (const piece of pieces) {
            bytes += Buffer.byteLength(piece);
            if (bytes > mostBytes) leave.abort();
            leave.signal.throwIfAborted();
            yield piece;
          }
        },
        createWriteStream(path, { mode: 0o600 }),
        { signal },
      );
      return bytes;
    } catch (error) {
      await rm(path, { force: true });
      if (bytes > mostBytes) return undefined;
      throw error;
    }
  }

  /** Those whose time is over go, and the oldest where there are too many. */
  async function makeRoom(): Promise<void> {
    for (const [id, { until }] of offers) {
      if (offers.size < limits.offers && until > clock()) break;
      await withdraw(id);
    }
  }

  async function withdraw(id: string): Promise<void> {
    const offer = offers.get(id);
    offers.delete(id);
    if (offer !== undefined) await rm(offer.path, { force: true });
  }

  async function respond(activity: Activity): Promise<void> {
    const said = Consent.safeParse(activity.value).data;
    const offer = said && offers.get(said.context.offer);
    if (
      said === undefined ||
      offer === undefined ||
      offer.owner !== ownerOf(activity) ||
      offer.until <= clock()
    )
      return say(activity, noSuchOffer, "file-over");
    // Once: who presses twice gets one file.
    offers.delete(said.context.offer);
    try {
      if (said.action === "accept") await carry(activity, offer, UploadInfo.parse(said.uploadInfo));
    } finally {
      await rm(offer.path, { force: true });
    }
  }

  async function carry(activity: Activity, offer: Offer, info: UploadInfo): Promise<void> {
    await record(offer.owner, offer.name);
    const { signal } = closing;
    await uploadFile(offer.path, offer.bytes, info.uploadUrl, { signal, partTime: limits.uploadTime, pause });
    await chats.write(activity, fileCard(info), "file");
  }

  async function say(to: Activity, view: NoticeView, part: string): Promise<void> {
    await chats.write(to, messageOf(view, options), part);
  }
}

const Consent = z.object({
  type: z.literal("fileUpload"),
  action: z.enum(["accept", "decline"]),
  context: z.object({ offer: z.string().max(64) }),
  uploadInfo: z.unknown(),
});

function ownerOf({ from }: Activity): string {
  return from.aadObjectId?.toLowerCase() ?? from.id;
}

function consentCard(offer: string, name: string, bytes: number): Partial<Activity> {
  return {
    type: "message",
    summary: "The file is made",
    attachments: [
      {
        contentType: "application/vnd.microsoft.teams.card.file.consent",
        name,
        content: {
          description: "Sign-ins that you asked Signpost for",
          sizeInBytes: bytes,
          acceptContext: { offer },
          declineContext: { offer },
        },
      },
    ],
  };
}

function fileCard({ contentUrl, name, uniqueId, fileType }: UploadInfo): Partial<Activity> {
  return {
    type: "message",
    summary: "The file is in your OneDrive",
    attachments: [
      {
        contentType: "application/vnd.microsoft.teams.card.file.info",
        contentUrl,
        name,
        content: { uniqueId, fileType },
      },
    ],
  };
}
