import { z } from "zod";
import type { Credentials } from "../config.ts";
import { isLoopback } from "../loopback.ts";

/** Why a request goes no further, in words that tell its sender nothing about the inside. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 415;
  readonly reason: string;
}

/** What is looked at before the body is read. */
export interface Envelope {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly remoteAddress: string | undefined;
  readonly localPort: number | undefined;
}

/**
 * Looks at a request before its body is read. With credentials it wants a token that claims to be for this bot. That is
 * no proof, which the adapter asks for later; but botbuilder keeps every issuer that a token names for ever, so tokens
 * of other issuers must not get that far. Without credentials (local mode) the request has to come from this machine,
 * and not from a web page of another origin.
 */
export function refuseEnvelope(
  envelope: Envelope,
  credentials: Credentials | undefined,
): Refusal | undefined {
  const { headers } = envelope;
  const refusal =
    credentials === undefined
      ? refuseForeign(envelope)
      : refuseToken(readText(headers["authorization"]), credentials);
  if (refusal !== undefined) return refusal;
  if (!/^application\/json\s*(;|$)/i.test(readText(headers["content-type"]))) {
    return { status: 415, reason: "Send an activity as application/json." };
  }
  // A compressed body would be measured before it is unpacked.
  if (headers["content-encoding"] !== undefined) {
    return { status: 415, reason: "Send the activity without content-encoding." };
  }
  return undefined;
}

/**
 * Looks at an activity: is it one at all, does it come from Teams, from the configured tenant and, where it asks for
 * something, from a person with an Entra object id? botbuilder checks none of this. In local mode answers may only go
 * to this machine.
 */
export function refuseActivity(body: unknown, credentials: Credentials | undefined): Refusal | undefined {
  const parsed = GuardedActivity.safeParse(body);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join(".") ?? "";
    const what = path === "" ? "the body is not a JSON object" : `${path} is missing or malformed`;
    return { status: 400, reason: `This is not an activity: ${what}.` };
  }
  const activity = parsed.data;
  if (credentials === undefined) {
    return isLoopbackUrl(activity.serviceUrl)
      ? undefined
      : refuse("In local mode, serviceUrl is on this machine.");
  }
  if (activity.channelId !== "msteams") return refuse("Only Microsoft Teams is served.");
  if (!isTeamsUrl(activity.serviceUrl)) return refuse("serviceUrl is not one of Microsoft Teams.");
  const tenants = [activity.conversation.tenantId, activity.channelData?.tenant?.id].filter(
    (id) => id != null,
  );
  if (tenants.length === 0 || tenants.some((id) => id.toLowerCase() !== credentials.tenantId)) {
    return refuse("This tenant is not served.");
  }
  const asks = ["message", "messageUpdate", "invoke"].includes(activity.type);
  if (asks && !z.guid().safeParse(activity.from.aadObjectId).success) {
    return refuse("The sender has no Entra object id.");
  }
  return undefined;
}

const id = z.string().min(1).max(500);
const text = z.string().nullish();

const GuardedActivity = z.object({
  type: id,
  id: id.nullish(),
  channelId: id,
  serviceUrl: z.string().max(500),
  from: z.object({ id, aadObjectId: text }),
  recipient: z.object({ id }),
  conversation: z.object({ id, tenantId: text, conversationType: text }),
  channelData: z.object({ tenant: z.object({ id: text }).nullish() }).nullish(),
  text,
});

const TokenHeader = z.object({ alg: z.literal("RS256"), kid: z.string() });
const TokenClaims = z.object({ iss: z.literal("https://api.botframework.com"), aud: z.string() });

function refuseToken(authorization: string, { appId }: Credentials): Refusal | undefined {
  const [, header = "", claims = ""] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? [];
  const { data } = TokenClaims.safeParse(decode(claims));
  if (TokenHeader.safeParse(decode(header)).success && data?.aud.toLowerCase() === appId) return undefined;
  return { status: 401, reason: "A token of the Bot Framework for this bot is needed." };
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** A foreign Host is how DNS rebinding shows itself, a foreign Origin a page of another site. */
function refuseForeign({ headers, remoteAddress, localPort }: Envelope): Refusal | undefined {
  const host = readText(headers["host"]);
  const [, name = "", port = "80"] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(host) ?? [];
  const origin = headers["origin"];
  if (!isLoopback(remoteAddress ?? "")) return refuse("Local mode serves this machine only.");
  if (!isLoopback(name) || Number(port) !== localPort)
    return refuse("Local mode is reached by http://localhost.");
  if (origin !== undefined && origin !== `http://${host}`)
    return refuse("Local mode serves its own page only.");
  return undefined;
}

/** Whether an address is on this machine, over http. */
export function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && isLoopback(hostname);
}

/**
 * Public cloud and GCC, which share the token issuer above; the other government clouds have issuers of their own.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
const teamsHosts: ReadonlySet<string> = new Set([
  "smba.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
]);

export function isTeamsUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username } = new URL(url);
  return protocol === "https:" && username === "" && teamsHosts.has(host);
}

function refuse(reason: string): Refusal {
  return { status: 403, reason };
}

function readText(header: string | readonly string[] | undefined): string {
  return typeof header === "string" ? header : "";
}
