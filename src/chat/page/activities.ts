/** One conversation of one tab with the bot at `origin`. */
export interface Conversation {
  readonly id: string;
  readonly origin: string;
}

/** Where and when something was sent. */
export interface Moment {
  readonly now: Date;
  /** IANA name. */
  readonly timeZone: string;
  readonly locale: string;
}

/** A message of the Bot Framework as Teams sends it from a personal chat. */
export interface MessageActivity {
  readonly type: "message";
  readonly id: string;
  readonly timestamp: string;
  /** The same moment with the sender's offset from UTC. */
  readonly localTimestamp: string;
  readonly localTimezone: string;
  readonly locale: string;
  readonly channelId: "msteams";
  readonly serviceUrl: string;
  readonly from: { readonly id: string; readonly name: string; readonly aadObjectId: string };
  readonly recipient: { readonly id: string; readonly name: string };
  readonly conversation: {
    readonly id: string;
    readonly conversationType: "personal";
    readonly tenantId: string;
  };
  readonly channelData: { readonly tenant: { readonly id: string } };
  readonly text?: string;
  readonly value?: unknown;
  readonly replyToId?: string;
}

/** What someone typed. */
export function typedMessage(conversation: Conversation, moment: Moment, text: string): MessageActivity {
  return { ...envelope(conversation, moment), text };
}

/** What a button of a card sends: the action's data and no text, as Teams does for `Action.Submit`. */
export function pressedButton(
  conversation: Conversation,
  moment: Moment,
  value: unknown,
  replyToId: string,
): MessageActivity {
  return { ...envelope(conversation, moment), value, replyToId };
}

/** The sentence that a button stands for: what it asks, or what Teams would show for it. Undefined where it has none. */
export function sentenceOf(data: unknown): string | undefined {
  if (!isRecord(data)) return undefined;
  if (typeof data["ask"] === "string") return data["ask"];
  const teams = data["msteams"];
  if (!isRecord(teams) || (teams["type"] !== "imBack" && teams["type"] !== "messageBack")) return undefined;
  return [teams["displayText"], teams["text"], teams["value"]].find((text) => typeof text === "string");
}

/** Whether the answer takes the place of the card, so that nothing is said below it. */
export function isInPlace(data: unknown): boolean {
  return isRecord(data) && data["inPlace"] === true;
}

/** A moment on the clock of a time zone, in ISO 8601 with the zone's offset: `2026-11-22T10:00:00.000+01:00`. */
export function localTimestamp(now: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(now);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "00", minutes = "00"] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, -1);
  return `${local}${sign}${hours}:${minutes}`;
}

const tenantId = "00000000-0000-4000-8000-00000000000b";
const user = { id: "29:local-user", name: "You", aadObjectId: "00000000-0000-4000-8000-00000000000a" };
const bot = { id: "28:signpost", name: "Signpost" };

function envelope({ id, origin }: Conversation, { now, timeZone, locale }: Moment): MessageActivity {
  return {
    type: "message",
    id: crypto.randomUUID(),
    timestamp: now.toISOString(),
    localTimestamp: localTimestamp(now, timeZone),
    localTimezone: timeZone,
    locale,
    channelId: "msteams",
    serviceUrl: `${origin}/chat/connector`,
    from: user,
    recipient: bot,
    conversation: { id, conversationType: "personal", tenantId },
    channelData: { tenant: { id: tenantId } },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
