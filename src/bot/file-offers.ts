import { randomBytes } from "node:crypto";
import { createWriteStream, rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Activity } from "botbuilder";
import pLimit from "p-limit";
import { z } from "zod";
import type { Deliver } from "../exports/export-set.ts";
import { downloadOf } from "../exports/download.ts";
import { limits } from "../limits.ts";
import { logFailure, reference, type Log } from "../log.ts";
import type { NoticeView, View } from "../views/view.ts";
import type { ChatFile, FileShelf } from "./file-shelf.ts";
import { messageOf, type Looks } from "./message.ts";
import { noSuchOffer, offerFailed, offerTooLarge, stillMaking } from "./notices.ts";
import { uploadFile, UploadInfo } from "./onedrive-upload.ts";
import { personOf, type PersonalChats } from "./personal-chat.ts";

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
  /** Where files wait: Signpost's own, emptied at the start. */
  readonly folder: string;
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
  /** Withdraws it. */
  readonly timer: NodeJS.Timeout;
}

/**
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4. The consent has to say how large
 * the file is, so it is made before: on the disk, readable by the service alone, until it is taken or its time is over.
 */
export function createFileOffers(options: FileOfferOptions): FileOffers {
  const { shelf, chats, record, log, folder, random = Math.random } = options;
  const { mostBytes = limits.offerBytes, pause = limits.sendPause } = options;
  const offers = new Map<string, Offer>();
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  const inTurn = pLimit(limits.offersMade);
  /** Files under way, by owner. */
  const making = new Map<string, number>();
  rmSync(folder, { recursive: true, force: true });

  return {
    offer(to, view) {
      const id = view.card === "export" ? (view.offer ?? "") : "";
      const file = id === "" ? undefined : shelf.find(id);
      if (file !== undefined && file.owner === personOf(to))
        begin(to, () => makeInTurn(to, file, file.owner));
    },
    heed(activity) {
      begin(activity, () => respond(activity));
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
      for (const { timer } of offers.values()) clearTimeout(timer);
      await rm(folder, { recursive: true, force: true });
    },
  };

  /** In the background: nobody waits for a file to be made or carried. */
  function begin(to: Activity, work: () => Promise<void>): void {
    const done = settled();
    underWay.add(done);

    async function settled(): Promise<void> {
      await guarded(to, work);
      underWay.delete(done);
    }
  }

  /** Never rejects: nobody waits for it. */
  async function guarded(to: Activity, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (closing.signal.aborted) return;
      const incident = reference(random);
      logFailure(log, error, "A file could not be handed over", { reference: incident });
      await say(to, offerFailed(incident), "file-failed").catch((err: unknown) => {
        log.error({ err, reference: incident }, "The failure could not be told");
      });
    }
  }

  async function makeInTurn(to: Activity, file: ChatFile, owner: string): Promise<void> {
    const theirs = making.get(owner) ?? 0;
    if (theirs >= limits.offersOfOne) return say(to, stillMaking, "file-waits");
    making.set(owner, theirs + 1);
    try {
      await inTurn(() => make(to, file, owner));
    } finally {
      const left = (making.get(owner) ?? 1) - 1;
      if (left === 0) making.delete(owner);
      else making.set(owner, left);
    }
  }

  async function make(to: Activity, file: ChatFile, owner: string): Promise<void> {
    closing.signal.throwIfAborted();
    const id = randomBytes(24).toString("base64url");
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, id);
    const bytes = await write(file, path);
    if (bytes === undefined) return say(to, offerTooLarge(mostBytes), "file-too-large");
    await makeRoom(owner);
    const timer = setTimeout(() => void withdraw(id), limits.offerTime).unref();
    offers.set(id, { name: file.name, owner, path, bytes, timer });
    if (await chats.write(to, consentCard(id, file.name, bytes), `file-offer ${id}`)) return;
    log.warn({}, "A file could not be offered: its asker has no personal chat");
    await withdraw(id);
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

  /** The oldest go, of the same person and of all. */
  async function makeRoom(owner: string): Promise<void> {
    const theirs = [...offers].filter(([, offer]) => offer.owner === owner).map(([id]) => id);
    const tooMany = Math.max(0, theirs.length - limits.offersOfOne + 1);
    const all = [...offers.keys()];
    const excess = Math.max(0, all.length - limits.offers + 1);
    for (const id of [...theirs.slice(0, tooMany), ...all.slice(0, excess)]) await withdraw(id);
  }

  async function withdraw(id: string): Promise<void> {
    const offer = offers.get(id);
    offers.delete(id);
    if (offer === undefined) return;
    clearTimeout(offer.timer);
    await rm(offer.path, { force: true }).catch((err: unknown) => {
      log.error({ err }, "A file that waited could not be removed");
    });
  }

  async function respond(activity: Activity): Promise<void> {
    const said = Consent.safeParse(activity.value).data;
    const offer = said && offers.get(said.context.offer);
    if (said === undefined || offer === undefined || offer.owner !== personOf(activity))
      return say(activity, noSuchOffer, "file-over");
    // Once: who presses twice gets one file.
    offers.delete(said.context.offer);
    clearTimeout(offer.timer);
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
