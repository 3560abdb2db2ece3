import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { refuseActivity, refuseEnvelope } from "../../src/bot/guard.ts";
import {
  createToken,
  credentials,
  otherTenant,
  playMicrosoft,
  serviceUrl,
  startTestBot,
  teamsMessage,
  type Sent,
  type TestBot,
} from "./teams.ts";

let sent: Sent[];
let bot: TestBot;
let local: TestBot;

beforeAll(() => {
  // botbuilder prints what it thinks of a bad token.
  vi.spyOn(console, "error").mockImplementation(() => {});
  ({ sent } = playMicrosoft());
});
beforeEach(async () => {
  sent.length = 0;
  bot = await startTestBot({ credentials });
  local = await startTestBot({ credentials: undefined });
});
afterEach(async () => {
  await bot.close();
  await local.close();
});
afterAll(() => {
  vi.restoreAllMocks();
  nock.cleanAll();
  nock.enableNetConnect();
});

const now = Math.floor(Date.now() / 1_000);
const forged = `${createToken().split(".").slice(0, 2).join(".")}.AAAA`;
const unsigned = createToken({}, { header: { alg: "none" } }).replace(/[^.]+$/, "");

test.for([
  ["no token", { authorization: "" }],
  ["garbage", { authorization: "Bearer garbage" }],
  ["three parts of garbage", { authorization: "Bearer a.b.c" }],
  ["another scheme", { authorization: `Basic ${btoa("user:password")}` }],
  ["another bot's token", { authorization: `Bearer ${createToken({ aud: otherTenant })}` }],
  ["another issuer", { authorization: `Bearer ${createToken({ iss: "https://sts.windows.net/x/" })}` }],
  ["an expired token", { authorization: `Bearer ${createToken({ exp: now - 3_600 })}` }],
  ["a token for later", { authorization: `Bearer ${createToken({ nbf: now + 3_600 })}` }],
  [
    "a token for another serviceUrl",
    { authorization: `Bearer ${createToken({ serviceurl: "https://x/" })}` },
  ],
  ["a stranger's signature", { authorization: `Bearer ${createToken({}, { signer: "stranger" })}` }],
  ["a forged signature", { authorization: `Bearer ${forged}` }],
  ["no signature", { authorization: `Bearer ${unsigned}` }],
  ["HMAC with the public key", { authorization: `Bearer ${createToken({}, { header: { alg: "HS256" } })}` }],
  ["an unknown key", { authorization: `Bearer ${createToken({}, { header: { kid: "other" } })}` }],
  ["no key", { authorization: `Bearer ${createToken({}, { header: { kid: undefined } })}` }],
] as const)("with credentials set, %s gets 401 and nothing is sent", async ([, headers]) => {
  const response = await bot.post(teamsMessage(), headers);
  expect(response.status).toBe(401);
  expectNothing(await response.text());
});

test("hundreds of forged tokens, each of another issuer and tenant, leave nothing behind", async () => {
  // botbuilder adds the tenant of every token that it looks at to this list, for good.
  const { ToBotFromBotOrEmulatorTokenValidationParameters: known } = createRequire(import.meta.url)(
    "botframework-connector/lib/auth/tokenValidationParameters.js",
  ) as { ToBotFromBotOrEmulatorTokenValidationParameters: { issuer: string[] } };
  const before = known.issuer.length;
  const body = JSON.stringify(teamsMessage());
  const base = `${Buffer.from(JSON.stringify({ alg: "RS256", kid: "x" })).toString("base64url")}.`;
  const forge = (): string => {
    const tid = randomUUID();
    const iss = `https://sts.windows.net/${tid}/`;
    const claims = { iss, aud: credentials.appId, tid, ver: "1.0", appid: randomUUID() };
    return `${base}${Buffer.from(JSON.stringify(claims)).toString("base64url")}.AAAA`;
  };
  const statuses = new Set<number>();
  for (let round = 0; round < 3; round++) {
    const responses = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const response = await bot.post(body, { authorization: `Bearer ${forge()}` });
        await response.body?.cancel();
        return response.status;
      }),
    );
    for (const status of responses) statuses.add(status);
  }
  expect([...statuses]).toEqual([401]);
  expect(known.issuer).toHaveLength(before);
}, 120_000);

const foreign = { tenant: { id: otherTenant } };
const personal = { id: "a:personal-chat" };

test.for([
  ["a foreign tenant", { conversation: { ...personal, tenantId: otherTenant }, channelData: foreign }],
  ["a foreign tenant in the conversation", { conversation: { ...personal, tenantId: otherTenant } }],
  ["a foreign tenant in the channel data", { channelData: foreign }],
  ["no tenant", { conversation: personal, channelData: {} }],
  ["another channel", { channelId: "webchat" }],
  ["no Entra object id", { from: { id: "29:alice" } }],
  ["a malformed Entra object id", { from: { id: "29:alice", aadObjectId: "alice" } }],
  ["an invoke of nobody", { type: "invoke", name: "adaptiveCard/action", from: { id: "29:alice" } }],
  ["an unknown host to answer to", { serviceUrl: "https://evil.example/" }],
  ["a look-alike host", { serviceUrl: "https://smba.trafficmanager.net.evil.example/" }],
  ["a host behind credentials", { serviceUrl: "https://smba.trafficmanager.net@evil.example/" }],
  ["a host without TLS", { serviceUrl: "http://smba.trafficmanager.net/emea/" }],
  ["another port", { serviceUrl: "https://smba.trafficmanager.net:8443/emea/" }],
  ["a serviceUrl that is none", { serviceUrl: "smba" }],
] as const)("with credentials set, %s gets 403 and nothing is sent", async ([, changes]) => {
  const token = createToken({ serviceurl: "serviceUrl" in changes ? changes.serviceUrl : serviceUrl });
  const response = await bot.post(teamsMessage(changes), { authorization: `Bearer ${token}` });
  expect(response.status).toBe(403);
  expectNothing(await response.text());
});

test.for([
  ["malformed JSON", 400, '{"type":'],
  ["an empty body", 400, ""],
  ["no object", 400, "[]"],
  ["a text", 400, '"message"'],
  ["no type", 400, teamsMessage({ type: undefined })],
  ["a type that is no text", 400, teamsMessage({ type: 7 })],
  ["no conversation", 400, teamsMessage({ conversation: undefined })],
  ["a text that is none", 400, teamsMessage({ text: { $gt: "" } })],
  ["a body beyond the limit", 413, teamsMessage({ text: "x".repeat(300 * 1024) })],
] as const)("%s is refused with %i in plain text", async ([, status, body]) => {
  const response = await bot.post(body);
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expectNothing(await response.text());
});

test("bodies that are not plain JSON are refused before they are read", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  for (const headers of [
    { "content-type": "text/plain" },
    { "content-type": "application/jsonp" },
    { "content-encoding": "gzip" },
  ] as Record<string, string>[]) {
    const response = await fetch(`${bot.url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${createToken()}`, ...headers },
      body: bomb,
    });
    expect(response.status).toBe(415);
  }
});

test.for([
  ["a foreign host", { host: "evil.example" }],
  ["a host that begins like this machine", { host: "127.0.0.1.evil.example" }],
  ["another port", { host: "127.0.0.1:1" }],
  ["no port", { host: "localhost" }],
  ["a foreign origin", { origin: "https://evil.example" }],
  ["another port's origin", { origin: "http://127.0.0.1:1" }],
  ["an opaque origin", { origin: "null" }],
] as const)("in local mode %s gets 403 and nothing is asked", async ([, headers]) => {
  const { port } = new URL(local.url);
  const status = await rawPost(Number(port), { host: `127.0.0.1:${port}`, ...headers });
  expect(status).toBe(403);
  expectNothing("");
});

test.for([
  "https://smba.trafficmanager.net/emea/",
  "http://10.0.0.1/",
  "http://127.0.0.1.evil.example/",
  "file:///",
])("in local mode nothing is sent to %s", async (url) => {
  expect((await local.post(teamsMessage({ serviceUrl: url }))).status).toBe(403);
  expectNothing("");
});

test("in local mode only this machine is let in, by any of its names", () => {
  const envelope = {
    headers: { host: "localhost:3978", "content-type": "application/json" },
    localPort: 3978,
  };
  const statusFor = (remoteAddress: string, host = "localhost:3978"): number | undefined =>
    refuseEnvelope({ ...envelope, headers: { ...envelope.headers, host }, remoteAddress }, undefined)?.status;
  expect(["127.0.0.1", "::1", "::ffff:127.0.0.1"].map((address) => statusFor(address))).toEqual(Array(3));
  expect(["10.0.0.1", "::ffff:10.0.0.1", "127.evil", ""].map((address) => statusFor(address))).toEqual(
    Array(4).fill(403),
  );
  expect(["127.0.0.1:3978", "[::1]:3978", "LOCALHOST:3978"].map((host) => statusFor("::1", host))).toEqual(
    Array(3),
  );
});

test("the other cloud that shares the token issuer is served", () => {
  const gcc = "https://smba.infra.gcc.teams.microsoft.com/teams/";
  expect(refuseActivity(teamsMessage({ serviceUrl: gcc }), credentials)).toBeUndefined();
});

/** Neither asked, nor sent, nor told about the inside. */
function expectNothing(body: string): void {
  expect([...bot.asks, ...local.asks]).toEqual([]);
  expect(sent).toEqual([]);
  expect(body).not.toMatch(/node_modules|Error:|Unexpected|jwt|\bat /i);
}

/** `fetch` sets Host itself, so this speaks HTTP by hand. Returns the status. */
async function rawPost(port: number, headers: Readonly<Record<string, string>>): Promise<number> {
  const body = JSON.stringify(teamsMessage({ serviceUrl: `http://127.0.0.1:${port}/` }));
  const lines = Object.entries({
    ...headers,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(port, "127.0.0.1");
  socket.end(`POST /api/messages HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  return Number(answer.split(" ")[1]);
}
