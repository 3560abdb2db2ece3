import { createSign, generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createEntraTokens } from "../../src/alerts/entra-token.ts";
import { limits } from "../../src/limits.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import { credentials, otherTenant, playMicrosoft } from "../bot/teams.ts";
import { ownAlert } from "./payloads.ts";
import { now, secret, signed, startAlertService, type AlertService } from "./service.ts";

/** Who may send alerts. */

const { appId, tenantId } = credentials;
const sender = "dddddddd-eeee-4fff-8000-111111111111";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const strangers = generateKeyPairSync("rsa", { modulusLength: 2048 });
let store: Store;
let service: AlertService;
let time = now;

beforeAll(async () => {
  playMicrosoft();
  nock("https://login.microsoftonline.com")
    .persist()
    .get(`/${tenantId}/discovery/v2.0/keys`)
    .reply(200, {
      keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "entra", use: "sig", alg: "RS256" }],
    });
  store = openSqliteStore({ path: ":memory:" });
  const tokens = createEntraTokens(tenantId, appId);
  service = await startAlertService({ store, tokens, senders: [sender], clock: () => time });
});
afterAll(async () => {
  await service.close();
  await store.close();
  nock.cleanAll();
  nock.enableNetConnect();
});
beforeEach(() => void (time = now));
afterEach(() => service.settled());

const body = JSON.stringify(ownAlert);

/** What Entra ID issues for the managed identity of a Logic App, unless told otherwise. */
function token(changes: object = {}, key = keys.privateKey, header: object = {}): string {
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = {
    aud: appId,
    iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    tid: tenantId,
    oid: sender,
    nbf: seconds - 60,
    exp: seconds + 3_600,
    ...changes,
  };
  const unsigned = [{ alg: "RS256", typ: "JWT", kid: "entra", ...header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(key, "base64url")}`;
}

test("a signed alert is taken, and the same request a second time is not", async () => {
  const headers = { "signpost-signature": signed(body, now) };
  expect((await service.send(body, headers)).status).toBe(202);
  const again = await service.send(body, headers);
  expect([again.status, again.body]).toEqual([401, expect.stringMatching(/taken before/)]);
});

test.each([
  ["none", {}, /docs\/alerts\.md/],
  ["one of another secret", { "signpost-signature": signed(body, now, `${secret}!`) }, /does not fit/],
  ["one of another body", { "signpost-signature": signed(`${body} `, now) }, /does not fit/],
  [
    "one of ten minutes ago",
    { "signpost-signature": signed(body, now - 2 * limits.alertSkew - 1_000) },
    /more than 5 minutes/,
  ],
  [
    "one of the future",
    { "signpost-signature": signed(body, now + 2 * limits.alertSkew) },
    /more than 5 minutes/,
  ],
  ["one without its time", { "signpost-signature": signed(body, now).replace(/^t=\d+,/, "") }, /of the form/],
  ["no hexadecimal digits", { "signpost-signature": `t=${now / 1_000},v1=${"g".repeat(64)}` }, /of the form/],
])("with %s it is refused, and said why", async (_, headers, why) => {
  const { status, body: answer } = await service.send(body, { "signpost-signature": "", ...headers });
  expect([status, answer]).toEqual([401, expect.stringMatching(why)]);
});

test.each([
  ["of version 2", {}],
  ["of version 1", { iss: `https://sts.windows.net/${tenantId}/`, aud: `api://${appId}` }],
])("a token %s of an application that may send is taken", async (_, changes) => {
  const { status } = await service.send(body, { authorization: `Bearer ${token(changes)}` });
  expect(status).toBe(202);
});

test.each([
  ["of another application", token({ oid: "eeeeeeee-eeee-4fff-8000-111111111111" })],
  [
    "of another tenant",
    token({ tid: otherTenant, iss: `https://login.microsoftonline.com/${otherTenant}/v2.0` }),
  ],
  ["for somebody else", token({ aud: "https://graph.microsoft.com" })],
  ["that is over", token({ exp: Math.floor(Date.now() / 1_000) - 600 })],
  ["without an end", token({ exp: undefined })],
  ["that a stranger signed", token({}, strangers.privateKey)],
  ["that nobody signed", token({}, keys.privateKey, { alg: "none" }).replace(/[^.]*$/, "")],
  ["of Azure Bot Service", token({ iss: "https://api.botframework.com" })],
  ["that is none", "x"],
])("a token %s is refused", async (_, wrong) => {
  expect((await service.send(body, { authorization: `Bearer ${wrong}` })).status).toBe(401);
});

test.each([
  ["text/plain", body, {}, 415],
  ["application/json", body, { "content-encoding": "gzip" }, 415],
  ["application/json", "{", {}, 422],
  ["application/json", "{}", {}, 422],
  ["application/json", "", {}, 422],
  ["application/json", JSON.stringify({ ...ownAlert, description: "x".repeat(300_000) }), {}, 413],
])("what is no alert is refused, case %#", async (type, sent, headers, expected) => {
  const { status, body: answer } = await service.send(sent, { "content-type": type, ...headers });
  expect([status, answer.length > 10]).toEqual([expected, true]);
});

test("what is refused is in the log without its contents", () => {
  const said = JSON.stringify(service.lines);
  expect(said).toContain("An alert was refused");
  expect(said).not.toContain(ownAlert.title);
  expect(said).not.toContain(secret);
});

test("what could not be kept may be sent again as it is", async () => {
  const headers = { "signpost-signature": signed(body, now) };
  const { take } = service.desk;
  service.desk.take = () => Promise.reject(new Error("the disk is full"));
  const broken = await service.send(body, headers);
  expect([broken.status, broken.body]).toEqual([500, expect.not.stringContaining("disk")]);
  service.desk.take = take;
  expect((await service.send(body, headers)).status).toBe(202);
});

test("while Entra ID's keys are out of reach nobody is called a stranger", async () => {
  nock("https://login.microsoftonline.com").get(`/${otherTenant}/discovery/v2.0/keys`).reply(503);
  const tokens = createEntraTokens(otherTenant, appId);
  await expect(tokens.senderOf(token())).rejects.toThrow(/JSON Web Key Set/);
  const other = await startAlertService({ store, tokens, senders: [sender] });
  nock("https://login.microsoftonline.com").get(`/${otherTenant}/discovery/v2.0/keys`).reply(503);
  expect((await other.send(body, { authorization: `Bearer ${token()}` })).status).toBe(503);
  await other.close();
});
