import type { Activity, TurnContext } from "botbuilder";
import type { Answerer, Ask } from "../commands/ask.ts";
import { beforeDeadline } from "../deadline.ts";
import { StoreFailure } from "../errors.ts";
import { limits } from "../limits.ts";
import { logFailure, type Log } from "../log.ts";
import type { Home } from "../links/own.ts";
import type { View } from "../views/view.ts";
import type { Turn } from "./adapter.ts";
import { composeInvokes, composeResponse } from "./compose.ts";
import { placeOfAnswer, readAsk } from "./incoming.ts";
import {
  answeredPrivately,
  cannotWrite,
  deadButton,
  storeFailed,
  tooMany,
  tooSlow,
  welcome,
} from "./notices.ts";
import type { FileOffers } from "./file-offers.ts";
import { cardType, messageOf, type Looks } from "./message.ts";
import type { FindPeople } from "./mentions.ts";
import type { PersonalChats } from "./personal-chat.ts";
import { createRecent } from "./recent.ts";
import { createTurns } from "./turns.ts";

export interface BotOptions extends Looks {
  readonly answer: Answerer;
  /** Where answers go that not everybody may see who reads along. */
  readonly chats: PersonalChats;
  readonly findPeople: FindPeople;
  /** Absent: files are handed over by links alone. */
  readonly offers?: FileOffers | undefined;
  /** Whose own links are recognised where they are pasted; absent: none are. */
  readonly home?: Home | undefined;
  readonly log: Log;
  /** IANA name for people whose own one Teams does not tell. */
  readonly timezone: string;
  readonly clock?: () => Date;
  /** Milliseconds that an answer may take. */
  readonly timeLimit?: number;
  /** The same for one that goes in a response, where that is less. */
  readonly pressedTime?: number | undefined;
}

/**
 * What the bot does with an activity: a message, or its edit, gets a typing indicator and a card, a pressed
 * `Action.Execute` its card in place, the message extension its result, and who adds the bot a welcome. Who installs it
 * can be written to from then on. All else is let pass.
 */
export function createBot(options: BotOptions): Turn {
  const { answer, render, summarise, chats, findPeople, offers, home = {}, log, timezone } = options;
  const { clock = () => new Date(), timeLimit = limits.storeTime } = options;
  const { pressedTime = limits.pressedTime } = options;
  // Teams delivers again what was not answered within 15 s.
  const isRepeat = createRecent(10_000, 10 * 60_000);
  const inTurn = createTurns(limits.openQuestions);

  return async (context) => {
    const { activity } = context;
    if (activity.type === "invoke") return respond(context);
    if (isInsertedCard(activity)) return;
    if (activity.id && isRepeat(keyOf(activity), clock().getTime())) {
      log.info({ activityType: activity.type }, "A repeated activity was ignored");
    } else if (activity.type === "message" || isEdit(activity)) await reply(context);
    else if (activity.type === "conversationUpdate" && isOwnArrival(activity)) await greet(context);
    else if (activity.type === "installationUpdate") await chats.remember(activity);
  };

  async function reply(context: TurnContext): Promise<void> {
    const typing = context.sendActivity({ type: "typing" }).catch((err: unknown) => {
      log.warn({ err }, "Typing could not be shown");
    });
    const answered = viewFor(context.activity);
    await Promise.allSettled([answered, typing, chats.remember(context.activity)]);
    const view = await answered;
    const seen = await shown(context.activity, view);
    const place = seen.card === "list" ? placeOfAnswer(context.activity) : undefined;
    const message = messageOf(seen, options);
    if (place === undefined) await context.sendActivity(message);
    else await context.updateActivity({ ...message, id: place });
    if (seen !== cannotWrite) offers?.offer(context.activity, view);
  }

  /** What stands in the conversation: the view, or that it went to the asker alone. */
  async function shown(activity: Activity, view: View): Promise<View> {
    if (view.audience !== "asker" || activity.conversation.conversationType === "personal") return view;
    const aside = await chats.answer(activity, messageOf(view, options));
    return aside === undefined ? cannotWrite : answeredPrivately[aside];
  }

  async function greet(context: TurnContext): Promise<void> {
    const { activity } = context;
    const help = readAsk({ ...activity, text: "help", value: undefined }, clock(), timezone);
    if (help === undefined) return;
    const [view] = await Promise.all([answerInTime(help), chats.remember(activity)]);
    await context.sendActivity(messageOf(welcome(view, activity.conversation.conversationType), options));
  }

  async function respond(context: TurnContext): Promise<void> {
    const { activity } = context;
    const body = await bodyFor(activity);
    const value =
      body === undefined
        ? { status: 501, body: { error: { code: "NotSupported", message: "Signpost does not do this." } } }
        : { status: 200, body };
    await context.sendActivity({ type: "invokeResponse", value });
  }

  async function bodyFor(activity: Activity): Promise<object | undefined> {
    if (composeInvokes.has(activity.name ?? "")) {
      return composeResponse(activity, { answer: answerAlone, render, summarise, home });
    }
    if (activity.name === "fileConsent/invoke" && offers !== undefined) {
      offers.heed(activity);
      return {};
    }
    if (activity.name !== "adaptiveCard/action") return undefined;
    const view = await viewFor(activity);
    const seen = await shown(activity, view);
    if (seen !== cannotWrite) offers?.offer(activity, view);
    return { statusCode: 200, type: cardType, value: render(seen) };
  }

  /** What nobody else sees, wherever it is asked. */
  async function answerAlone(activity: Activity, text: string, via: "search" | "link"): Promise<View> {
    const ask = readAsk({ ...activity, type: "message", text, value: undefined }, clock(), timezone);
    if (ask === undefined) return deadButton;
    // A search is no part of the conversation: nothing follows on it.
    const { conversation: _, ...alone } = ask;
    return answerInTurn({ ...alone, shared: false, via }, activity);
  }

  async function viewFor(activity: Activity): Promise<View> {
    const ask = readAsk(activity, clock(), timezone, await findPeople(activity));
    return ask === undefined ? deadButton : answerInTurn(ask, activity);
  }

  function answerInTurn(ask: Ask, { conversation, type }: Activity): Promise<View> {
    const limit = type === "invoke" ? Math.min(timeLimit, pressedTime) : timeLimit;
    return inTurn(
      ask.asker.id ?? conversation.id,
      () => answerInTime(ask, limit),
      () => tooMany(limits.openQuestions),
    );
  }

  async function answerInTime(ask: Ask, patience = timeLimit): Promise<View> {
    const start = performance.now();
    try {
      const view = await beforeDeadline(
        patience,
        (signal) => answer({ ...ask, patience }, signal),
        () => {
          log.warn({ milliseconds: patience }, "A question was given up: its answer took too long");
          return tooSlow(patience, timeLimit);
        },
      );
      log.info({ card: view.card, milliseconds: Math.round(performance.now() - start) }, "Answered");
      return view;
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      logFailure(log, error, "A question could not be answered");
      return storeFailed(error.told);
    }
  }
}

/** An edited message has the id of the first, and a later time. */
function keyOf(activity: Activity): string {
  const { conversation, id, timestamp } = activity;
  return JSON.stringify([conversation.id, id, ...(isEdit(activity) ? [timestamp] : [])]);
}

/** What somebody put into the conversation from the message extension reaches the bot too, and asks nothing. */
function isInsertedCard({ type, text, value, attachments }: Activity): boolean {
  const hasCard =
    Array.isArray(attachments) && attachments.some((one) => /card/.test(one?.contentType ?? ""));
  return type === "message" && hasCard && (text ?? "").trim() === "" && value == null;
}

/** Teams tells of a message that was edited, and in the same way of one that was taken back or deleted. */
function isEdit({ type, channelData }: Activity): boolean {
  const event = (channelData as { eventType?: unknown } | undefined)?.eventType;
  return type === "messageUpdate" && event === "editMessage";
}

function isOwnArrival({ membersAdded, recipient }: Activity): boolean {
  return Array.isArray(membersAdded) && membersAdded.some((member) => member?.id === recipient.id);
}
