import type { Activity } from "botbuilder";
import { z } from "zod";
import { isTimezone } from "../settings.ts";
import type { Ask } from "../commands/ask.ts";
import { limits } from "../limits.ts";
import { withAnchors } from "./anchors.ts";
import { mentionsOf } from "./mentions.ts";

/**
 * What an activity asks: the text of a message without the bot's own mention, or the sentence of the button that was
 * pressed. Undefined for a button without one. Identity comes from the activity's sender alone.
 * @param timezone IANA name for senders whose own one is not told
 * @param people Entra object ids of people who are mentioned, by their ids in Teams
 */
export function readAsk(
  activity: Activity,
  now: Date,
  timezone: string,
  people: ReadonlyMap<string, string> = new Map(),
): Ask | undefined {
  const text = isButton(activity) ? readButton(activity) : readText(activity, people);
  if (text === undefined) return undefined;
  const { from, localTimezone, locale } = Sender.parse(activity);
  return {
    text: text.trim(),
    asker: {
      ...(from.aadObjectId !== undefined && { id: from.aadObjectId }),
      ...(from.name !== undefined && { name: from.name }),
    },
    now,
    timezone: localTimezone !== undefined && isTimezone(localTimezone) ? localTimezone : timezone,
    locale: locale ?? "en-GB",
    // Anything but a personal chat, also what does not say, is read by others.
    shared: activity.conversation.conversationType !== "personal",
    place: activity.conversation.conversationType ?? "unknown",
    via: isButton(activity) ? "button" : "message",
    // In a channel it names the thread as well.
    conversation: activity.conversation.id,
  };
}

/**
 * The id of the card that the answer takes the place of; undefined where it stands below what was said: also wherever
 * others read along, since nobody changes what somebody else was answered.
 */
export function placeOfAnswer(activity: Activity): string | undefined {
  if (!isButton(activity) || activity.type === "invoke") return undefined;
  if (activity.conversation.conversationType !== "personal") return undefined;
  const isInPlace = Pressed.safeParse(activity.value).data?.inPlace === true;
  return isInPlace ? activity.replyToId : undefined;
}

const Sender = z.object({
  from: z.object({
    aadObjectId: z.string().min(1).max(64).toLowerCase().optional().catch(undefined),
    name: z.string().min(1).max(200).optional().catch(undefined),
  }),
  localTimezone: z.string().optional().catch(undefined),
  locale: z.string().refine(isLocale).optional().catch(undefined),
});

const Button = z.object({
  ask: z.string().min(1).max(limits.commandLength),
  inPlace: z.literal(true).optional().catch(undefined),
});
/** `Action.Submit` and messageBack carry the data itself, `Action.Execute` wraps it. */
const Pressed = z.union([
  Button,
  z.object({ action: z.object({ data: Button }) }).transform((v) => v.action.data),
]);

/** A message with a text that also has a value is a typed one, unless the value holds a sentence. */
function isButton({ type, text, value }: Activity): boolean {
  if (type === "invoke") return true;
  return value != null && (!text || Pressed.safeParse(value).success);
}

function readButton({ value }: Activity): string | undefined {
  return Pressed.safeParse(value).data?.ask;
}

/**
 * Teams writes text as HTML would: entities, and mentions as `<at>Name</at>`. The bot's own mention is how it is
 * called and goes; another person's is part of the question and stays: as who they are, where Teams told that, else as a
 * quoted name.
 */
function readText(activity: Activity, people: ReadonlyMap<string, string>): string {
  let plain = withAnchors(activity);
  for (const { text, mentioned } of mentionsOf(activity)) {
    const isOwn = mentioned.id === activity.recipient.id;
    const id = people.get(mentioned.id);
    const said = isOwn ? " " : id === undefined ? ` "${nameIn(text)}" ` : ` user:${id} `;
    plain = plain.replaceAll(text, () => said);
  }
  return decodeEntities(plain).replaceAll(/\s+/g, " ");
}

function nameIn(mention: string): string {
  return mention.replaceAll(/<\/?at\b[^>]*>|&quot;|"/gi, " ").trim();
}

const entityNames: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** Decodes once, so that an encoded ampersand never begins another entity. */
function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (entity, name, ten, hex) => {
      if (typeof name === "string") return entityNames[name.toLowerCase()] ?? entity;
      const code = typeof ten === "string" ? Number(ten) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );
}

function isLocale(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}
