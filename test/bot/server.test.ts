import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import nock from "nock";
import { downloadPath, mountDownloads } from "../../src/bot/downloads.ts";
import { createFileShelf } from "../../src/bot/file-shelf.ts";
import { createMessenger } from "../../src/bot/messenger.ts";
import { startServer, type RunningServer } from "../../src/bot/server.ts";
import { limits } from "../../src/limits.ts";
import { UserError } from "../../src/errors.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import {
  collectLog,
  credentials,
  person,
  playMicrosoft,
  notice,
  startTestBot,
  teamsMessage,
  type Sent,
} from "./teams.ts";

let sent: Sent[];

beforeAll(() => {
  ({ sent } = playMicrosoft());
});
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

async function start(
  port: number,
  mount?: Parameters<typeof startServer>[0]["mount"],
): Promise<RunningServer> {
  const { log } = collectLog();
  const adapter = createMessenger({ credentials, state: openSqliteState(":memory:"), log }).adapter;
  const config = { host: "127.0.0.1", port, credentials };
  return startServer({ config, adapter, bot: async () => {}, log, mount, random: () => 0 });
}

test("health is told to anyone, with headers that keep browsers from doing anything with it", async () => {
  const server = await start(0);
  const response = await fetch(`${server.url}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok" });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "cache-control": "no-store",
    "content-security-policy": expect.stringContaining("default-src 'none'") as string,
    "x-content-type-options": "nosniff",
  });
  expect(response.headers.has("server")).toBe(false);
  await server.close();
});

test("unknown paths and methods are refused in plain text that repeats nothing", async () => {
  const server = await start(0);
  const missing = await fetch(`${server.url}/secret-path`);
  expect([missing.status, await missing.text()]).toEqual([404, "Not Found\n"]);
  expect((await fetch(`${server.url}/api/messages`)).status).toBe(405);
  await server.close();
});

test("what breaks in a mounted route is told by its reference alone", async () => {
  const server = await start(0, (routes) =>
    routes.get("/broken", async (_request: unknown, _response: unknown) => {
      throw new Error("the disk is full");
    }),
  );
  const response = await fetch(`${server.url}/broken`);
  expect([response.status, await response.text()]).toEqual([500, "Something broke (ref 2222).\n"]);
  await server.close();
});

test("a taken port is told with the way out", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const failure = start(port);
  await expect(failure).rejects.toBeInstanceOf(UserError);
  await expect(failure).rejects.toThrow(`Port ${port} is taken.`);
  await expect(failure).rejects.toThrow(/set PORT=\d+/);
  other.close();
});

test("closing lets a turn finish, takes no further one, and can be repeated", async () => {
  let finish = (): void => {};
  let begun = (): void => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const bot = await startTestBot({
    credentials,
    answer: () =>
      new Promise((resolve) => {
        finish = () => resolve(notice("Done"));
        begun();
      }),
  });
  const turn = bot.post(teamsMessage());
  await beginning;
  const closed = bot.close();
  await expect(bot.post(teamsMessage())).rejects.toThrow("fetch failed");
  finish();
  expect((await turn).status).toBe(200);
  expect(sent.at(-1)?.activity["summary"]).toBe("Done");
  await closed;
  await bot.close();
});

test("a file is fetched by its link, which nobody guesses and which ends", async () => {
  let clock = 0;
  const shelf = createFileShelf({ clock: () => clock });
  const fetched: string[][] = [];
  const server = await start(0, (routes) =>
    mountDownloads(routes, shelf, async (...said) => void fetched.push(said)),
  );
  const id = shelf.put(
    {
      name: 'fail"ures.csv',
      contentType: "text/csv; charset=utf-8",
      async *content() {
        yield "a,b\r\n";
      },
    },
    person,
  );
  const answer = await fetch(server.url + downloadPath(id));
  expect([answer.status, await answer.text()]).toEqual([200, "a,b\r\n"]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-disposition": 'attachment; filename="fail_ures.csv"',
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  expect(fetched).toEqual([[person, 'fail"ures.csv']]);
  expect((await fetch(server.url + downloadPath("guess"))).status).toBe(404);
  clock += limits.exportLinkTime;
  expect((await fetch(server.url + downloadPath(id))).status).toBe(404);
  await server.close();
});

test("a message whose answer takes long is acknowledged in time, and answered all the same", async () => {
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const bot = await startTestBot({
    credentials,
    acknowledgeTime: 50,
    answer: async () => {
      await finished;
      return notice("Done at last");
    },
  });
  expect((await bot.post(teamsMessage())).status).toBe(200);
  expect(sent.filter(({ activity }) => activity["summary"] === "Done at last")).toEqual([]);
  finish();
  // Closing waits for what is under way.
  await bot.close();
  expect(sent.at(-1)?.activity["summary"]).toBe("Done at last");
});

test("a message that was acknowledged is told of an answer that never came", async () => {
  const bot = await startTestBot({
    credentials,
    acknowledgeTime: 20,
    timeLimit: 200,
    answer: () => new Promise(() => {}),
  });
  expect((await bot.post(teamsMessage())).status).toBe(200);
  expect(sent.filter(({ activity }) => /longer/.test(String(activity["summary"])))).toEqual([]);
  await bot.close();
  expect(sent.at(-1)?.activity["summary"]).toMatch(/^That took longer than 0\.2 seconds/);
});

test("whoever asks for many files loses the oldest of their own, and nobody else's", () => {
  const shelf = createFileShelf({ mostOfOne: 2 });
  const file = { name: "x.csv", contentType: "text/csv", content: async function* () {} };
  const others = shelf.put(file, "bob");
  const own = [1, 2, 3].map(() => shelf.put(file, "alice"));
  expect(own.map((id) => shelf.find(id) !== undefined)).toEqual([false, true, true]);
  expect(shelf.find(others)?.owner).toBe("bob");
});

test("closing cuts a request that never ends", async () => {
  const { log } = collectLog();
  const server = await startServer({
    config: { host: "127.0.0.1", port: 0, credentials },
    adapter: createMessenger({ credentials, state: openSqliteState(":memory:"), log }).adapter,
    bot: async () => {},
    log,
    mount: (routes) =>
      routes.get("/endless", async (_request: unknown, _response: unknown) => new Promise(() => {})),
    closeTime: 50,
  });
  const [request] = await Promise.allSettled([
    fetch(`${server.url}/endless`),
    fetch(`${server.url}/healthz`).then(() => server.close()),
  ]);
  expect(request.status).toBe("rejected");
});

test("a managed identity, which has no password, lets Teams in and nobody else", async () => {
  const { appId, tenantId } = credentials;
  const bot = await startTestBot({ credentials: { type: "UserAssignedMSI", appId, tenantId } });
  const value = { action: { data: { ask: "failures" } } };
  const invoke = teamsMessage({ type: "invoke", name: "adaptiveCard/action", value });
  expect((await bot.post(invoke, { authorization: "" })).status).toBe(401);
  expect(await (await bot.post(invoke)).json()).toMatchObject({ statusCode: 200 });
  await bot.close();
});

test("in local mode answers go to the connector on this machine, without a token", async () => {
  const heard: unknown[] = [];
  const connector = createServer((request, response) => {
    heard.push([request.url, request.headers.authorization]);
    response.statusCode = 201;
    response.end('{"id":"1"}');
  }).listen(0, "127.0.0.1");
  await once(connector, "listening");
  const { port } = connector.address() as AddressInfo;
  const bot = await startTestBot({ credentials: undefined });
  const message = teamsMessage({
    id: "7",
    conversation: { id: "c" },
    serviceUrl: `http://127.0.0.1:${port}/x`,
  });
  expect((await bot.post(message)).status).toBe(200);
  expect(heard).toEqual([
    // Typing stands below nothing.
    ["/x/v3/conversations/c/activities", undefined],
    ["/x/v3/conversations/c/activities/7", undefined],
  ]);
  await bot.close();
  connector.close();
});

test("a connector that never answers does not hold the turn", async () => {
  const connector = createServer(() => {}).listen(0, "127.0.0.1");
  await once(connector, "listening");
  const { port } = connector.address() as AddressInfo;
  const bot = await startTestBot({ credentials: undefined, sendTime: 50 });
  expect((await bot.post(teamsMessage({ serviceUrl: `http://127.0.0.1:${port}/` }))).status).toBe(200);
  expect(bot.lines.map(({ message, fields }) => [message, fields["reason"]])).toEqual([
    ["Answered", undefined],
    ["A message was given up", "the connection to the connector broke (TimeoutError)"],
  ]);
  await bot.close();
  connector.closeAllConnections();
  connector.close();
});
