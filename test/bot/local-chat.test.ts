import { request as httpRequest } from "node:http";
import type { TurnContext } from "botbuilder";
import { linkTo } from "../../src/links/own.ts";
import { afterEach, expect, test } from "vitest";
import { typedMessage } from "../../src/chat/page/activities.ts";
import { mountChat } from "../../src/bot/local-chat.ts";
import { UserError } from "../../src/errors.ts";
import { cardActivity, startChatBot, type ChatBot } from "../chat/chat-bot.ts";
import restify from "restify";

const moment = { now: new Date("2026-11-22T09:00:00Z"), timeZone: "Europe/Oslo", locale: "en-GB" };
const card = cardActivity([{ type: "TextBlock", text: "14 failures" }]);
const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

test("a message that is posted to the bot is answered with a card on the event stream", async () => {
  const bot = await start(async (context) => context.sendActivity(card));
  const events = await listen(bot, "c1");
  expect(await say(bot, "c1", "failures for alice")).toBe(200);
  expect(await events.next()).toMatchObject({
    kind: "add",
    activity: { type: "message", attachments: [{ content: { body: [{ text: "14 failures" }] } }] },
  });
  expect(bot.received).toMatchObject([{ text: "failures for alice", localTimezone: "Europe/Oslo" }]);
});

test("an update and a removal name the activity that they change", async () => {
  const bot = await start(async (context) => {
    const sent = await context.sendActivity("first");
    await context.updateActivity({ ...card, id: sent?.id });
    await context.deleteActivity(sent?.id ?? "");
  });
  const events = await listen(bot, "c1");
  await say(bot, "c1", "go");
  const added = await events.next();
  const id = (added as { activity: { id: string } }).activity.id;
  expect(added).toMatchObject({ kind: "add", activity: { text: "first" } });
  expect(await events.next()).toMatchObject({ kind: "update", activity: { id, attachments: [{}] } });
  expect(await events.next()).toEqual({ kind: "remove", activity: { id } });
});

test("what was sent before the stream was opened, or while it was broken, is replayed once and in order", async () => {
  const bot = await start(async (context) => context.sendActivity(`echo ${context.activity.text}`));
  await say(bot, "c1", "one");
  await say(bot, "c1", "two");
  const first = await listen(bot, "c1");
  expect(await textsOf(first, 2)).toEqual(["echo one", "echo two"]);
  await first.close();
  await say(bot, "c1", "three");
  const second = await listen(bot, "c1", first.lastEventId());
  await say(bot, "c1", "four");
  expect(await textsOf(second, 2)).toEqual(["echo three", "echo four"]);
  const afterRestart = await listen(bot, "c1", "another-feed/9");
  expect(await textsOf(afterRestart, 4)).toEqual(["echo one", "echo two", "echo three", "echo four"]);
});

test("conversations do not hear each other", async () => {
  const bot = await start(async (context) => context.sendActivity(`echo ${context.activity.text}`));
  const other = await listen(bot, "c2");
  await say(bot, "c1", "for c1");
  await say(bot, "c2", "for c2");
  expect(await textsOf(other, 1)).toEqual(["echo for c2"]);
});

test("only the newest events of the newest conversations are kept", async () => {
  const bot = await start(async (context) => context.sendActivity(`echo ${context.activity.text}`), {
    conversations: 2,
    events: 2,
  });
  const driven = await listen(bot, "c1");
  for (const text of ["one", "two", "three"]) await say(bot, "c2", text);
  await say(bot, "c3", "hello");
  expect(await driven.next()).toBeUndefined();
  const events = await listen(bot, "c2");
  expect(await textsOf(events, 2)).toEqual(["echo two", "echo three"]);
});

test("closing the chat ends its streams, so that the server can close", async () => {
  const bot = await startChatBot(async () => undefined);
  const events = await listen(bot, "c1");
  await bot.close();
  expect(await events.next()).toBeUndefined();
});

test.each([
  ["/", 200, "text/html; charset=utf-8"],
  ["/chat/page.js", 200, "text/javascript; charset=utf-8"],
  ["/chat/page.css", 200, "text/css; charset=utf-8"],
  ["/chat/adaptivecards.js", 200, "text/javascript; charset=utf-8"],
  ["/chat/suggestions", 200, "application/json"],
  ["/chat/events", 400, "application/json"],
  ["/chat/events?conversation=a%20b", 400, "application/json"],
  ["/chat/tsconfig.json", 404, "application/json"],
  ["/chat/page.ts", 404, "application/json"],
  ["/chat/__proto__", 404, "application/json"],
  ["/chat/../../package.json", 404, "application/json"],
  ["/chat/..%2f..%2fpackage.json", 404, "application/json"],
  ["/chat/%2e%2e%2f%2e%2e%2fpackage.json", 404, "application/json"],
  ["/chat/..%5c..%5cpackage.json", 404, "application/json"],
  ["/chat//etc/passwd", 404, "application/json"],
])("GET %s is answered with %i", async (path, status, contentType) => {
  const bot = await start(async () => undefined);
  const answer = await get(bot, path);
  expect(answer).toMatchObject({ status, contentType });
});

test("a question's link opens the page with the question, and leads nowhere else", async () => {
  const bot = await start(async () => undefined);
  for (const question of ["failures for alice", "//evil.example", "a&ask=b#c", "\r\nlocation: x"]) {
    const link = linkTo(question, bot) ?? "";
    const { status, headers } = await fetch(link, { redirect: "manual" });
    const url = new URL(headers.get("location") ?? "", bot.origin);
    expect([status, url.origin, url.pathname]).toEqual([302, bot.origin, "/"]);
    expect([...url.searchParams]).toEqual([["ask", question]]);
  }
});

test("the page comes with headers that keep foreign scripts, frames and HTML from text out", async () => {
  const bot = await start(async () => undefined);
  const { headers } = await fetch(bot.origin);
  const policy = headers.get("content-security-policy");
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("cache-control")).toBe("no-store");
});

test.each([
  ["another name for this machine's address", { host: "rebound.example" }],
  ["another page's origin", { origin: "https://evil.example" }],
  ["a page without an origin", { origin: "null" }],
])("a request that carries %s is refused", async (_what, headers) => {
  const bot = await start(async () => undefined);
  expect(await get(bot, "/chat/events?conversation=c1", headers)).toMatchObject({ status: 403 });
  // Suggestions have names of the log in them.
  expect(await get(bot, "/chat/suggestions?text=a", headers)).toMatchObject({ status: 403 });
});

test.each([
  ["no JSON", "{", 400],
  ["no activity", JSON.stringify({ text: 5 }), 400],
  ["attachments that are none", JSON.stringify({ type: "message", attachments: "x" }), 400],
  ["an activity", JSON.stringify({ type: "message", text: "hi" }), 200],
])("the connector answers %s: %s with %i", async (_what, body, status) => {
  const bot = await start(async () => undefined);
  const url = `${bot.origin}/chat/connector/v3/conversations/c1/activities`;
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  expect(answer.status).toBe(status);
});

test("a page that was never compiled is an error that says how to compile it", () => {
  const server = restify.createServer();
  expect(() => mountChat(server, { pageFolder: "/nowhere" })).toThrow(UserError);
  expect(() => mountChat(server, { pageFolder: "/nowhere" })).toThrow("npm run build");
});

async function start(
  answer: (context: TurnContext) => Promise<unknown>,
  options?: Parameters<typeof startChatBot>[1],
): Promise<ChatBot> {
  const bot = await startChatBot(answer, options);
  open.push(bot);
  return bot;
}

async function say({ origin }: ChatBot, conversation: string, text: string): Promise<number> {
  const response = await fetch(`${origin}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(typedMessage({ id: conversation, origin }, moment, text)),
  });
  return response.status;
}

interface Events {
  /** The next event; undefined at the end of the stream. */
  next(): Promise<unknown>;
  lastEventId(): string;
  close(): Promise<void>;
}

/** Resolves once the stream is open. */
async function listen(bot: ChatBot, conversation: string, lastEventId = ""): Promise<Events> {
  const aborter = new AbortController();
  const response = await fetch(`${bot.origin}/chat/events?conversation=${conversation}`, {
    headers: lastEventId === "" ? {} : { "last-event-id": lastEventId },
    signal: aborter.signal,
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  let seen = "";
  const events: Events = {
    async next() {
      for (;;) {
        const end = held.indexOf("\n\n");
        if (end === -1) {
          const chunk = await reader?.read();
          if (chunk === undefined || chunk.done) return undefined;
          held += chunk.value;
          continue;
        }
        const lines = held.slice(0, end).split("\n");
        held = held.slice(end + 2);
        seen = lines.find((line) => line.startsWith("id: "))?.slice(4) ?? seen;
        const data = lines.find((line) => line.startsWith("data: "));
        if (data !== undefined) return JSON.parse(data.slice(6));
      }
    },
    lastEventId: () => seen,
    close: async () => aborter.abort(),
  };
  open.push(events);
  return events;
}

async function textsOf(events: Events, count: number): Promise<unknown[]> {
  const texts: unknown[] = [];
  for (let read = 0; read < count; read += 1) {
    const event = (await events.next()) as { activity?: { text?: string } } | undefined;
    texts.push(event?.activity?.text);
  }
  return texts;
}

/** As `fetch`, which would tidy the path and keep its own host and origin. */
async function get(
  bot: ChatBot,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; contentType: string | undefined }> {
  const { port } = new URL(bot.origin);
  return new Promise((resolve, reject) => {
    httpRequest({ host: "127.0.0.1", port, path, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, contentType: response.headers["content-type"] });
    })
      .on("error", reject)
      .end();
  });
}
