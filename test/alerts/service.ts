import { createHmac, randomUUID } from "node:crypto";
import { createDesk, type Desk } from "../../src/alerts/desk.ts";
import type { EntraTokens } from "../../src/alerts/entra-token.ts";
import { createSignatures, signatureHeader } from "../../src/alerts/signature.ts";
import { createAlertChannels } from "../../src/bot/alert-channels.ts";
import { mountAlerts } from "../../src/bot/alerts-endpoint.ts";
import { createBot } from "../../src/bot/bot.ts";
import { createMessenger } from "../../src/bot/messenger.ts";
import { startServer } from "../../src/bot/server.ts";
import { readGraph } from "../../src/ingest/graph.ts";
import type { Routes } from "../../src/alerts/routes.ts";
import { createAnswerer } from "../../src/commands/answer.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";
import type { Store } from "../../src/store/store.ts";
import { createTokens } from "../../src/tokens.ts";
import { renderCard } from "../../src/views/render.ts";
import { plainSummary } from "../../src/views/text.ts";
import { collectLog, createToken, credentials, person, teamsMessage, type LogLine } from "../bot/teams.ts";
import { graphSignIn } from "../ingest/records.ts";
import { bob } from "./payloads.ts";

export const secret = "a secret of more than thirty-two characters";
export const channel = "19:soc@thread.tacv2";
/** When the alerts of `payloads.ts` came. */
export const now = Date.parse("2026-03-31T11:40:00Z");

export interface AlertService {
  readonly url: string;
  readonly desk: Desk;
  readonly lines: LogLine[];
  /** Posts a body with a good signature, unless the headers have another one. */
  send(body: unknown, headers?: Readonly<Record<string, string>>): Promise<{ status: number; body: string }>;
  /** Says something to the bot in a conversation of the channel, as Alice unless told otherwise. */
  say(
    text: string,
    who?: { readonly from?: string; readonly name?: string; readonly conversation?: string },
  ): Promise<number>;
  /** Waits until all is said. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface AlertServiceOptions {
  readonly store: Store;
  /** Path of the state's file; absent: it lives as long as the service. */
  readonly state?: string;
  readonly routes?: Routes;
  readonly tokens?: EntraTokens;
  readonly senders?: readonly string[];
  readonly clock?: () => number;
  /** Who may see all sign-ins, by Entra object id. */
  readonly readers?: readonly string[];
}

let nonce = 0;

/** The header of a good signature at a time, in milliseconds since 1970. */
export function signed(body: string, at: number, key = secret): string {
  // Each request is another second: the same signature is taken once.
  const time = Math.floor(at / 1_000) - (nonce++ % 250);
  return `t=${time},v1=${createHmac("sha256", key).update(`${time}.${body}`).digest("hex")}`;
}

/** What takes alerts and tells them, with the real server, state and outbox; Teams is played by nock. */
export async function startAlertService(options: AlertServiceOptions): Promise<AlertService> {
  const { store, clock = () => now, routes = [{ channel }], senders = [] } = options;
  const { log, lines } = collectLog();
  const state = openSqliteState(options.state ?? ":memory:");
  const messenger = createMessenger({
    credentials,
    tokens: createTokens(credentials),
    state,
    log,
    random: () => 0,
  });
  const looks = { render: renderCard, summarise: plainSummary };
  const channels = createAlertChannels(messenger.outbox, looks);
  const desk = createDesk({
    alerts: state.alerts,
    store: async () => store,
    channels,
    routes,
    timezone: "UTC",
    log,
    clock,
    pause: 5,
  });
  await messenger.outbox.resume();
  const server = await startServer({
    config: { host: "127.0.0.1", port: 0, credentials },
    adapter: messenger.adapter,
    bot: createBot({
      ...messenger,
      ...looks,
      answer: createAnswerer({
        store,
        access: { readers: new Set(options.readers), conversations: state },
        version: "1",
        source: "test",
        state,
        alertHandled: (number) => desk.handled(number),
      }),
      log,
      timezone: "UTC",
      clock: () => new Date(clock()),
    }),
    log,
    mount: (routesOf) =>
      mountAlerts(routesOf, {
        desk,
        signatures: createSignatures(secret, clock),
        tokens: options.tokens,
        senders,
        log,
      }),
  });
  return {
    url: server.url,
    desk,
    lines,
    async send(body, headers = {}) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const response = await fetch(`${server.url}/api/alerts`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(headers["authorization"] === undefined && { [signatureHeader]: signed(text, clock()) }),
          ...headers,
        },
        body: text,
      });
      return { status: response.status, body: await response.text() };
    },
    async say(text, { from = person, name = "Alice Ng", conversation = channel } = {}) {
      const response = await fetch(`${server.url}/api/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${createToken()}` },
        body: JSON.stringify(
          teamsMessage({
            text,
            from: { id: `29:${name}`, name, aadObjectId: from },
            conversation: {
              id: conversation,
              conversationType: conversation.startsWith("19:") ? "channel" : "personal",
              tenantId: credentials.tenantId,
            },
          }),
        ),
      });
      return response.status;
    },
    settled: () => desk.close(),
    async close() {
      await server.close();
      await messenger.outbox.close();
      await desk.close();
      await state.close();
    },
  };
}

/** A sign-in of Bob's; `minutes` before the alerts came. */
export function signInOfBob(minutes: number, changes: object = {}): ReturnType<typeof entryOf> {
  const record = graphSignIn(randomUUID(), {
    createdDateTime: new Date(now - minutes * 60_000).toISOString(),
    userDisplayName: "Bob",
    userPrincipalName: "bob@contoso.com",
    userId: bob,
    ...changes,
  });
  const reading = readGraph(record, {});
  if (reading.kind !== "signIn") throw new Error("no sign-in");
  return entryOf(reading.signIn);
}
