import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { botFindings, keysUrl } from "../../src/cli/bot-findings.ts";

/** What `doctor` says of the bot's registration. */

const publicUrl = "https://signpost.contoso.com";
const { origin, pathname } = new URL(keysUrl);

beforeEach(() => {
  nock.disableNetConnect();
  nock(origin).get(pathname).optionally().reply(200, {});
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const lines = async (token: () => Promise<string> = async () => "token", url?: string): Promise<string[]> =>
  (await botFindings({ token, publicUrl: url })).map(({ level, text }) => `${level} ${text}`);

test("a bot that is registered and reached has nothing to fix", async () => {
  nock(publicUrl).get("/healthz").reply(200, "ok");
  expect(await lines(undefined, publicUrl)).toEqual([
    "ok Bot: its registration gives it tokens for Azure Bot Service",
    "ok Bot: the keys to verify what Teams sends are in reach",
    `ok Bot: ${publicUrl} leads to it`,
  ]);
});

test.each([
  [
    "AADSTS7000215: Invalid client secret provided: hunter2.",
    /\(AADSTS7000215\): the client secret is wrong.*not its id/,
  ],
  ["AADSTS7000222: The provided client secret keys for app are expired.", /has expired\. Make a new one/],
  ["AADSTS700016: Application with identifier was not found.", /knows no application.*MICROSOFT_APP_ID/],
  ["AADSTS90002: Tenant not found.", /no tenant of this id/],
  ["AADSTS50034: something else, hunter2", /\(AADSTS50034\)\. Check the network.*secret or managed identity/],
  ["getaddrinfo ENOTFOUND", /was given\. Check the network to login\.microsoftonline\.com/],
])("a token that is refused with %s is one line and a next step", async (message, said) => {
  const found = await lines(() => Promise.reject(new Error(message)));
  expect(found[0]).toMatch(/^FIX Bot: no token for Azure Bot Service/);
  expect(found[0]).toMatch(said);
  expect(found.join()).not.toContain("hunter2");
});

test("keys that are out of reach are to be fixed; an address that leads elsewhere is a note", async () => {
  nock.cleanAll();
  nock(origin).get(pathname).reply(502);
  nock(publicUrl).get("/healthz").reply(404);
  const [, keys, endpoint] = await lines(undefined, publicUrl);
  expect(keys).toMatch(/^FIX Bot: the keys .*\(502\)\. Let this machine reach login\.botframework\.com/);
  expect(endpoint).toMatch(/^note Bot: .*healthz does not answer \(404\)/);
});
