import { randomUUID } from "node:crypto";
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type InvokeResponse,
  type ResourceResponse,
  type TurnContext,
} from "botbuilder";
import type { Credentials } from "../config.ts";
import { beforeDeadline } from "../deadline.ts";
import { limits } from "../limits.ts";
import { reference, type Log } from "../log.ts";
import type { Letter } from "../state/letters.ts";
import type { Connector } from "./connector.ts";
import type { Outbox } from "./outbox.ts";

type AuthenticateRequestResult = Awaited<
  ReturnType<CloudAdapter["botFrameworkAuthentication"]["authenticateRequest"]>
>;

/** One turn: everything that a bot does about one activity. */
export type Turn = (context: TurnContext) => Promise<void>;

export interface AdapterOptions {
  /** None in local mode: botbuilder then authenticates nobody, and it is for the guard to keep strangers out. */
  readonly credentials: Credentials | undefined;
  readonly log: Log;
  /** As `Math.random`; names the incidents. */
  readonly random?: () => number;
  readonly outbox: Outbox;
  readonly connector: Connector;
  /** Milliseconds that a turn waits for a message: what is not sent by then follows. */
  readonly sendWait?: number;
  /** As `Date.now`. */
  readonly clock?: () => number;
}

/**
 * botbuilder's `CloudAdapter`, apart from its HTTP handling, which answers with the message of whatever was thrown and
 * prints it. What a turn throws is logged under a reference, and the person is told that reference alone.
 */
export class TeamsAdapter extends CloudAdapter {
  readonly #outbox: Outbox;
  readonly #connector: Connector;
  readonly #sendWait: number;
  readonly #clock: () => number;

  constructor(options: AdapterOptions) {
    const { credentials, log, random = Math.random } = options;
    super(new ConfigurationBotFrameworkAuthentication(sdkSettings(credentials)));
    this.#outbox = options.outbox;
    this.#connector = options.connector;
    this.#sendWait = options.sendWait ?? limits.sendWait;
    this.#clock = options.clock ?? Date.now;
    this.onTurnError = async (context, err) => {
      const incident = reference(random);
      log.error({ err, reference: incident, activityType: context.activity.type }, "A turn broke");
      try {
        await context.sendActivity(apology(context.activity, incident));
      } catch (err) {
        log.error({ err, reference: incident }, "The failure could not be told");
      }
    };
  }

  /**
   * Runs a turn for an activity whose token holds.
   * @returns the HTTP response for the sender of the activity; 401 for a token that does not hold
   * @throws whatever broke outside the turn, such as no answer from Microsoft's sign-in service
   */
  async receive(authorization: string, activity: Activity, turn: Turn): Promise<InvokeResponse> {
    let identity: AuthenticateRequestResult;
    try {
      identity = await this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
    } catch (error) {
      if (isTokenProblem(error)) return { status: 401, body: "The token does not hold." };
      throw error;
    }
    this.#outbox.revive(activity.conversation.id);
    return (await this.processActivity(identity, activity, turn)) ?? { status: 200 };
  }

  /** Through the outbox, in their order, each once. What is not sent within the time follows: its id is "". */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const sent: ResourceResponse[] = [];
    for (const activity of activities) {
      if (activity.type === "invokeResponse") sent.push(...(await super.sendActivities(context, [activity])));
      else sent.push({ id: (await this.#send(context, activity)) ?? "" });
    }
    return sent;
  }

  /** Puts a message in the place of one of the bot's; where that is gone it is sent. */
  override async updateActivity(
    context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse | undefined> {
    return { id: (await this.#send(context, activity, activity.id)) ?? "" };
  }

  async #send(
    context: TurnContext,
    activity: Partial<Activity>,
    inPlaceOf?: string,
  ): Promise<string | undefined> {
    const to = {
      serviceUrl: activity.serviceUrl ?? context.activity.serviceUrl,
      conversation: activity.conversation?.id ?? context.activity.conversation.id,
    };
    if (activity.type === "typing") {
      // It is worth nothing later.
      await beforeDeadline<unknown>(
        limits.typingTime,
        () => this.#connector.post(to, activity),
        () => undefined,
      );
      return undefined;
    }
    const replyTo = threadOf(to.conversation) ?? activity.replyToId;
    const letter: Letter = {
      ...to,
      key: keyOf(context, to.conversation),
      activity: { ...activity, ...(replyTo !== undefined && { replyToId: replyTo }) },
      deadline: this.#clock() + limits.sendDeadline,
      ...(replyTo !== undefined && { replyTo }),
    };
    return beforeDeadline(
      this.#sendWait,
      () => {
        if (inPlaceOf !== undefined) return this.#outbox.putInPlace(letter, inPlaceOf);
        if (context.activity.type !== "messageUpdate") return this.#outbox.send(letter);
        return this.#outbox.replace(letter, context.activity.text ?? "");
      },
      () => undefined,
    );
  }
}

/** The post that began a channel's thread, which Teams names in the conversation's id: replies stand below it alone. */
function threadOf(conversation: string): string | undefined {
  return /;messageid=(\d+)$/.exec(conversation)?.[1];
}

const countKey = Symbol("messages of this turn");

/** The same message of the same turn has the same key, also where Teams delivers what began the turn again. */
function keyOf({ activity, turnState }: TurnContext, conversation: string): string {
  const count = (turnState.get<number>(countKey) ?? 0) + 1;
  turnState.set(countKey, count);
  return JSON.stringify([conversation, activity.conversation.id, activity.id ?? randomUUID(), count]);
}

/**
 * Settings as botbuilder names them. Where it is given one address of a cloud it wants all seven, and refuses every
 * token otherwise: so none is given, which means the public cloud.
 */
function sdkSettings(credentials: Credentials | undefined): Record<string, string> {
  if (credentials === undefined) return {};
  return {
    MicrosoftAppId: credentials.appId,
    MicrosoftAppType: credentials.type,
    MicrosoftAppTenantId: credentials.tenantId,
    ...(credentials.type === "SingleTenant" ? { MicrosoftAppPassword: credentials.password } : {}),
  };
}

/** In a chat a message; for a pressed card what Teams shows below it. */
function apology({ type }: Activity, incident: string): Partial<Activity> {
  const text =
    `Something broke (ref ${incident}). Please try again; if it keeps happening, ` +
    "tell your administrator this reference.";
  if (type !== "invoke") return { type: "message", text };
  const body = { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: text };
  return { type: "invokeResponse", value: { status: 200, body } };
}

/** botbuilder's own errors have a status, which is another one where its keys can't be had; jsonwebtoken's have names. */
function isTokenProblem(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("statusCode" in error) return error.statusCode === 401;
  return ["JsonWebTokenError", "TokenExpiredError", "NotBeforeError"].includes(error.name);
}
