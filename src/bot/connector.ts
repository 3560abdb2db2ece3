import { z } from "zod";
import { retryAfter } from "../retry-after.ts";
import type { Address, Letter } from "../state/letters.ts";
import { isLoopbackUrl, isTeamsUrl } from "./guard.ts";

/** What became of something that was sent. */
export type Delivery =
  | { readonly status: "sent"; readonly id: string }
  /** Nothing arrived, and it may be tried again; `after` in milliseconds where the service said. */
  | { readonly status: "later"; readonly reason: string; readonly after?: number }
  /** It may have arrived: nobody can say. */
  | { readonly status: "uncertain"; readonly reason: string }
  /** It will never arrive. `isGone`: nothing else will either, until somebody writes from there. */
  | {
      readonly status: "refused";
      readonly reason: string;
      readonly isGone: boolean;
      readonly isTooLarge: boolean;
    };

/** The REST interface of the service that a bot's messages go through. Nothing of it throws. */
export interface Connector {
  /** A new message; with `replyTo` one below another, with `onlyTo` one that this member alone sees. */
  post(to: Address & Pick<Letter, "replyTo" | "onlyTo">, activity: object): Promise<Delivery>;
  update(to: Address, id: string, activity: object): Promise<Delivery>;
  /** Opens the personal chat with somebody; its id is that of the delivery. */
  open(serviceUrl: string, person: string, bot: string, tenant: string): Promise<Delivery>;
  /** The Entra object id of a member, as Teams tells it; undefined where it does not. */
  objectIdOf(to: Address, member: string): Promise<string | undefined>;
}

export interface ConnectorOptions {
  /** Absent in local mode: then nothing is authenticated, and only this machine is written to. */
  readonly token?: (() => Promise<string>) | undefined;
  /** Milliseconds that one request may take. */
  readonly time: number;
}

/**
 * Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference, and for what
 * may be tried again https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit, for messages to one
 * member https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages
 */
export function createConnector({ token, time }: ConnectorOptions): Connector {
  return {
    post: (to, activity) => {
      const path = activitiesOf(to, to.replyTo);
      if (to.onlyTo === undefined) return deliver("POST", to.serviceUrl, path, activity);
      const targeted = { ...activity, recipient: { id: to.onlyTo } };
      return deliver("POST", to.serviceUrl, `${path}?isTargetedActivity=true`, targeted);
    },
    update: async (to, id, activity) => {
      const delivery = await deliver("PUT", to.serviceUrl, activitiesOf(to, id), activity);
      // The same update twice is one.
      return delivery.status === "uncertain" ? { status: "later", reason: delivery.reason } : delivery;
    },
    open: (serviceUrl, person, bot, tenant) =>
      deliver("POST", serviceUrl, "v3/conversations", {
        isGroup: false,
        bot: { id: bot },
        members: [{ id: person }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      }),
    async objectIdOf(to, member) {
      try {
        const path = `v3/conversations/${encodeURIComponent(to.conversation)}/members/${encodeURIComponent(member)}`;
        const response = await request("GET", to.serviceUrl, path);
        if (!response.ok) {
          await response.body?.cancel();
          return undefined;
        }
        const { objectId, aadObjectId } = Member.parse(await response.json());
        return (aadObjectId ?? objectId)?.toLowerCase();
      } catch {
        return undefined;
      }
    },
  };

  async function deliver(
    method: "POST" | "PUT",
    serviceUrl: string,
    path: string,
    body: object,
  ): Promise<Delivery> {
    let response: Response;
    try {
      response = await request(method, serviceUrl, path, body);
    } catch (error) {
      return fault(error);
    }
    try {
      if (response.ok) return { status: "sent", id: Created.parse(await response.json()).id ?? "" };
      return refusal(response, await errorCodeOf(response));
    } catch {
      // It was accepted; only what it is called is not known.
      return { status: "sent", id: "" };
    }
  }

  async function request(method: string, serviceUrl: string, path: string, body?: object): Promise<Response> {
    const isLocal = token === undefined;
    // The token goes nowhere else, whatever an activity said.
    if (!(isLocal ? isLoopbackUrl(serviceUrl) : isTeamsUrl(serviceUrl)))
      throw new NotSent("serviceUrl is none that is served");
    const authorization = isLocal ? undefined : await tokenFor(token);
    return fetch(new URL(path, serviceUrl.endsWith("/") ? serviceUrl : `${serviceUrl}/`), {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(authorization !== undefined && { authorization }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(time),
    });
  }
}

/** Something broke before anything was sent. */
class NotSent extends Error {}

async function tokenFor(token: () => Promise<string>): Promise<string> {
  try {
    return `Bearer ${await token()}`;
  } catch (cause) {
    throw new NotSent("no token for the connector", { cause });
  }
}

function activitiesOf({ conversation }: Address, id?: string): string {
  const of = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
  return id === undefined ? of : `${of}/${encodeURIComponent(id)}`;
}

const Created = z.object({ id: z.string().nullish() });
const Member = z.object({ objectId: z.guid().optional(), aadObjectId: z.guid().optional() });
const Failure = z.object({ error: z.object({ code: z.string().max(100) }) });

async function errorCodeOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  try {
    return Failure.parse(JSON.parse(text)).error.code;
  } catch {
    return "";
  }
}

/** Those of the service that say: not now. */
const later: ReadonlySet<number> = new Set([412, 429, 502, 503, 504]);

function refusal(response: Response, code: string): Delivery {
  const { status } = response;
  const reason = `the connector answered ${status}${code === "" ? "" : ` (${code})`}`;
  if (later.has(status)) {
    const after = retryAfter(response.headers);
    return { status: "later", reason, ...(after !== undefined && { after }) };
  }
  // 500: it may have been posted before it broke.
  if (status >= 500) return { status: "uncertain", reason };
  return {
    status: "refused",
    reason,
    isGone: status === 403 || status === 404,
    isTooLarge: status === 413,
  };
}

/** Faults of a connection that was never made: nothing can have arrived. */
const neverConnected: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function fault(error: unknown): Delivery {
  if (error instanceof NotSent) return { status: "later", reason: error.message };
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  const code = typeof cause?.code === "string" ? cause.code : error instanceof Error ? error.name : "unknown";
  return neverConnected.has(code)
    ? { status: "later", reason: `the connector cannot be reached (${code})` }
    : { status: "uncertain", reason: `the connection to the connector broke (${code})` };
}
