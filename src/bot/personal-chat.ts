import { randomUUID } from "node:crypto";
import type { Activity } from "botbuilder";
import { beforeDeadline } from "../deadline.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Address, Letter } from "../state/letters.ts";
import type { State } from "../state/state.ts";
import type { Connector } from "./connector.ts";
import type { Outbox } from "./outbox.ts";

export interface PersonalChatOptions {
  readonly state: Pick<State, "personalChat" | "rememberPersonalChat">;
  readonly connector: Connector;
  readonly outbox: Outbox;
  readonly log: Log;
  /** Whether Teams may be asked to show a message of a shared conversation to one member alone. */
  readonly targeted?: boolean;
  /** As `Date.now`. */
  readonly clock?: () => number;
}

/** Where somebody alone was written to: in their personal chat, or beside what all others see. */
export type Aside = "personal chat" | "targeted message";

/** The chats that people have with the bot alone. */
export interface PersonalChats {
  /** Keeps where somebody was seen alone. */
  remember(activity: Activity): Promise<void>;
  /**
   * Answers whoever sent an activity where nobody else sees it.
   * @returns undefined where the bot may not write to them, as where they have not installed it
   */
  answer(to: Activity, activity: Partial<Activity>): Promise<Aside | undefined>;
  /**
   * Writes to whoever sent an activity, in their personal chat. Each `part` of what follows on it is written once.
   * @returns false where the bot may not write to them
   */
  write(to: Activity, activity: Partial<Activity>, part: string): Promise<boolean>;
}

export function createPersonalChats(options: PersonalChatOptions): PersonalChats {
  const { state, connector, outbox, log, targeted = false, clock = Date.now } = options;

  return {
    async remember({ conversation, from, serviceUrl }) {
      if (conversation.conversationType !== "personal" || from.aadObjectId === undefined) return;
      await state.rememberPersonalChat(from.aadObjectId.toLowerCase(), {
        conversation: conversation.id,
        serviceUrl,
      });
    },
    answer: async (to, activity) =>
      // What is not written within the time follows: that counts as written.
      beforeDeadline<Aside | undefined>(
        limits.writeWait,
        async () => {
          if (targeted && (await whisper(to, activity))) return "targeted message";
          return (await write(to, activity, "private")) ? "personal chat" : undefined;
        },
        () => (targeted ? "targeted message" : "personal chat"),
      ),
    write: async (to, activity, part) =>
      beforeDeadline(
        limits.writeWait,
        () => write(to, activity, part),
        () => true,
      ),
  };

  async function whisper(to: Activity, activity: Partial<Activity>): Promise<boolean> {
    const { serviceUrl, conversation, from } = to;
    const place = { serviceUrl, conversation: conversation.id, onlyTo: from.id };
    return send(place, to, activity, "targeted");
  }

  async function write(to: Activity, activity: Partial<Activity>, part: string): Promise<boolean> {
    const known = await state.personalChat(personOf(to));
    if (known !== undefined && (await send(known, to, activity, part))) return true;
    const opened = await open(to);
    // The one that is known has been tried.
    if (opened === undefined || opened.conversation === known?.conversation) return false;
    await state.rememberPersonalChat(personOf(to), opened);
    return send(opened, to, activity, part);
  }

  async function open({
    serviceUrl,
    from,
    recipient,
    conversation,
    channelData,
  }: Activity): Promise<Address | undefined> {
    const inChannelData = (channelData as { tenant?: { id?: string } } | undefined)?.tenant?.id;
    const tenant = conversation.tenantId ?? inChannelData ?? "";
    const delivery = await connector.open(serviceUrl, from.id, recipient.id, tenant);
    if (delivery.status !== "sent")
      log.warn({ reason: delivery.reason }, "A personal chat could not be opened");
    return delivery.status === "sent" && delivery.id !== ""
      ? { serviceUrl, conversation: delivery.id }
      : undefined;
  }

  async function send(
    chat: Address & Pick<Letter, "onlyTo">,
    to: Activity,
    activity: Partial<Activity>,
    part: string,
  ): Promise<boolean> {
    const key = JSON.stringify([
      chat.conversation,
      to.conversation.id,
      to.id ?? randomUUID(),
      to.type,
      to.text ?? "",
      part,
    ]);
    const letter = { ...chat, key, activity, deadline: clock() + limits.sendDeadline };
    return (await outbox.send(letter)) !== undefined;
  }
}

/** Who sent an activity: their Entra object id, where Teams tells it. */
export function personOf({ from }: Activity): string {
  return from.aadObjectId?.toLowerCase() ?? from.id;
}
