import { createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { createBot } from "../../src/bot/bot.ts";
import { createFileOffers } from "../../src/bot/file-offers.ts";
import type { FileShelf } from "../../src/bot/file-shelf.ts";
import { createMessenger } from "../../src/bot/messenger.ts";
import { startServer } from "../../src/bot/server.ts";
import type { Answerer, Ask } from "../../src/commands/ask.ts";
import type { Credentials } from "../../src/config.ts";
import type { Log } from "../../src/log.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import type { State } from "../../src/state/state.ts";
import { createTokens } from "../../src/tokens.ts";
import type { NoticeView, View } from "../../src/views/view.ts";

export const credentials: Credentials = {
  type: "SingleTenant",
  appId: "11111111-2222-4333-8444-555555555555",
  tenantId: "66666666-7777-4888-9999-aaaaaaaaaaaa",
  password: "correct horse battery staple",
};
export const otherTenant = "99999999-7777-4888-9999-aaaaaaaaaaaa";
export const person = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
/** Somebody to whom the bot may not write. */
export const notInstalled = "29:not-installed";
/** Somebody to whom nothing can be shown alone within a conversation. */
export const notTargeted = "29:not-targeted";
/** Whom "29:alice" is, as the connector tells it. */
export const mentionedPerson = "00000003-1111-4111-8111-111111111111";
export const serviceUrl = "https://smba.trafficmanager.net/emea/";

/** A request that the connector got. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly activity: Readonly<Record<string, unknown>>;
}

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const strangersKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const kid = "test-key";

/** Microsoft's sign-in service, the Bot Framework's keys and the connector of Teams, played by nock. */
export function playMicrosoft(): { readonly sent: Sent[] } {
  const sent: Sent[] = [];
  nock.disableNetConnect();
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])/);
  nock("https://login.botframework.com")
    .persist()
    .get("/v1/.well-known/openidconfiguration")
    .reply(200, {
      issuer: "https://api.botframework.com",
      jwks_uri: "https://login.botframework.com/v1/.well-known/keys",
    })
    .get("/v1/.well-known/keys")
    .reply(200, {
      keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid, use: "sig", endorsements: ["msteams"] }],
    });
  nock("https://login.microsoftonline.com")
    .persist()
    .get(/discovery\/instance/)
    .reply(200, { tenant_discovery_endpoint: "", metadata: [] })
    .get(/openid-configuration/)
    .reply(200, {
      authorization_endpoint: `https://login.microsoftonline.com/${credentials.tenantId}/oauth2/v2.0/authorize`,
      token_endpoint: `https://login.microsoftonline.com/${credentials.tenantId}/oauth2/v2.0/token`,
      issuer: `https://login.microsoftonline.com/${credentials.tenantId}/v2.0`,
    })
    .post(`/${credentials.tenantId}/oauth2/v2.0/token`)
    .query(true)
    .reply(200, { token_type: "Bearer", expires_in: 3600, access_token: "token-for-the-connector" });
  for (const method of ["POST", "PUT"] as const) {
    nock("https://smba.trafficmanager.net")
      .persist()
      .intercept(/.*/, method)
      .reply(function reply(path, body) {
        const authorization = this.req.headers["authorization"] as string | string[] | undefined;
        sent.push({
          method,
          path,
          authorization: [authorization].flat()[0],
          activity: body as Sent["activity"],
        });
        return JSON.stringify(body).includes(`"members":[{"id":"${notInstalled}"}]`)
          ? [403, { error: { code: "BotNotInConversationRoster" } }]
          : path.includes("isTargetedActivity") && JSON.stringify(body).includes(notTargeted)
            ? [403, { error: { code: "ForbiddenOperationException" } }]
            : [201, { id: randomUUID() }];
      });
  }
  nock("https://smba.trafficmanager.net")
    .persist()
    .get(/\/members\/29%3Aalice$/)
    .reply(200, { id: "29:alice", objectId: mentionedPerson, name: "Alice Ng" })
    .get(/\/members\//)
    .reply(404, { error: { code: "MemberNotFoundInConversation" } });
  return { sent };
}

/** What Azure Bot Service signs for an activity, unless told otherwise. */
export function createToken(
  changes: Readonly<Record<string, unknown>> = {},
  { signer = "microsoft", header = {} }: { signer?: "microsoft" | "stranger"; header?: object } = {},
): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: "https://api.botframework.com",
    aud: credentials.appId,
    serviceurl: serviceUrl,
    nbf: now - 60,
    exp: now + 3_600,
    ...changes,
  };
  const unsigned = [{ alg: "RS256", typ: "JWT", kid, ...header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const { privateKey } = signer === "microsoft" ? keys : strangersKeys;
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(privateKey, "base64url")}`;
}

/** A message as Teams delivers it from a personal chat, unless told otherwise. */
export function teamsMessage(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: "message",
    id: randomUUID(),
    timestamp: "2026-11-22T09:00:00.000Z",
    localTimestamp: "2026-11-22T10:00:00.000+01:00",
    localTimezone: "Europe/Berlin",
    locale: "en-US",
    channelId: "msteams",
    serviceUrl,
    from: { id: "29:alice", name: "Alice Ng", aadObjectId: person },
    recipient: { id: `28:${credentials.appId}`, name: "Signpost" },
    conversation: { id: "a:personal-chat", conversationType: "personal", tenantId: credentials.tenantId },
    channelData: { tenant: { id: credentials.tenantId } },
    text: "failures yesterday",
    textFormat: "plain",
    ...changes,
  };
}

export function notice(headline: string): NoticeView {
  return { card: "notice", tone: "default", headline, lines: [], buttons: [] };
}

export interface LogLine {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export function collectLog(): { readonly log: Log; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine["level"]): Log["info"] =>
    (fields, message) =>
      void lines.push({ level, fields: { ...fields }, message });
  return { lines, log: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") } };
}

export interface TestBot {
  readonly url: string;
  readonly asks: Ask[];
  readonly lines: LogLine[];
  /** Posts an activity; with credentials, under a good token unless the headers have another one. */
  post(activity: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
}

export interface TestBotOptions {
  readonly credentials: Credentials | undefined;
  readonly answer?: Answerer;
  /** The same, made with what the bot remembers. */
  readonly answerer?: (state: State) => Answerer;
  readonly clock?: () => Date;
  readonly timeLimit?: number;
  readonly pressedTime?: number;
  readonly sendTime?: number;
  readonly sendWait?: number;
  readonly targeted?: boolean;
  readonly acknowledgeTime?: number;
  /** Files that are offered; with what is told of each that is taken. */
  readonly shelf?: FileShelf;
  readonly offersFolder?: string;
  readonly recordFile?: (owner: string, name: string) => Promise<void>;
  /** Path of the state's file; absent: it lives as long as the bot. */
  readonly state?: string;
}

/** Signpost's server with the real adapter, on a free port of this machine. */
export async function startTestBot(options: TestBotOptions = { credentials }): Promise<TestBot> {
  const { timeLimit, sendTime, sendWait, targeted } = options;
  const asks: Ask[] = [];
  const { log, lines } = collectLog();
  const random = (): number => 0;
  const state = openSqliteState(options.state ?? ":memory:");
  const answer =
    options.answerer?.(state) ?? options.answer ?? (async ({ text }: Ask) => notice(`You asked: ${text}`));
  const { adapter, chats, findPeople, outbox } = createMessenger({
    credentials: options.credentials,
    tokens: options.credentials && createTokens(options.credentials),
    state,
    log,
    sendTime,
    sendWait,
    targeted,
    random,
  });
  const looks = {
    render: (view: View) => ({ type: "AdaptiveCard", version: "1.5", body: [view] }),
    summarise: (view: View) => view.headline,
  };
  const { shelf, recordFile = async () => {} } = options;
  const offers =
    shelf &&
    createFileOffers({
      ...looks,
      shelf,
      chats,
      record: recordFile,
      folder: options.offersFolder ?? join(tmpdir(), randomUUID()),
      log,
      random,
      pause: 10,
    });
  await outbox.resume();
  const server = await startServer({
    config: { host: "127.0.0.1", port: 0, credentials: options.credentials },
    adapter,
    bot: createBot({
      chats,
      findPeople,
      answer: async (ask, signal) => {
        asks.push(ask);
        return answer(ask, signal);
      },
      ...looks,
      offers,
      home: { origin: "https://signpost.contoso.com" },
      log,
      timezone: "UTC",
      clock: options.clock ?? (() => new Date("2026-11-22T09:00:01.000Z")),
      timeLimit,
      pressedTime: options.pressedTime,
    }),
    log,
    random,
    acknowledgeTime: options.acknowledgeTime,
  });
  return {
    url: server.url,
    asks,
    lines,
    post: (activity, headers = {}) =>
      fetch(`${server.url}/api/messages`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(options.credentials === undefined ? {} : { authorization: `Bearer ${createToken()}` }),
          ...headers,
        },
        body: typeof activity === "string" ? activity : JSON.stringify(activity),
      }),
    async close() {
      await server.close();
      await offers?.close();
      await outbox.close();
      await state.close();
    },
  };
}
