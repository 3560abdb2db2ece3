import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type InvokeResponse,
  type ResourceResponse,
  type TurnContext,
} from "botbuilder";
import type { Credentials } from "../config.ts";
import { reference, type Log } from "../log.ts";
import { beforeDeadline } from "./deadline.ts";

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
  /** Milliseconds that one send may take: botbuilder itself would wait for ever. */
  readonly sendTime?: number;
}

/**
 * botbuilder's `CloudAdapter`, apart from its HTTP handling, which answers with the message of whatever was thrown and
 * prints it. What a turn throws is logged under a reference, and the person is told that reference alone.
 */
export class TeamsAdapter extends CloudAdapter {
  readonly #sendTime: number;

  constructor({ credentials, log, random = Math.random, sendTime = 5_000 }: AdapterOptions) {
    super(new ConfigurationBotFrameworkAuthentication(sdkSettings(credentials)));
    this.#sendTime = sendTime;
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
    return (await this.processActivity(identity, activity, turn)) ?? { status: 200 };
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const result = await beforeDeadline<ResourceResponse[] | undefined>(
      this.#sendTime,
      () => super.sendActivities(context, activities),
      () => undefined,
    );
    if (result === undefined) throw new Error(`The connector did not answer within ${this.#sendTime} ms.`);
    return result;
  }
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
