import { request as httpRequest } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createFileShelf, type ChatFile } from "../../src/bot/file-shelf.ts";
import { startChatBot, type ChatBot } from "../chat/chat-bot.ts";

const file = (text: string, name = "signpost-failures-2026-11-25.csv"): ChatFile => ({
  name,
  contentType: "text/csv; charset=utf-8",
  async *content() {
    yield text.slice(0, 1);
    yield text.slice(1);
  },
});
const bots: ChatBot[] = [];

afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.close();
});

async function serve(clock?: () => number): Promise<{ origin: string; link: (file: ChatFile) => string }> {
  const files = createFileShelf({ clock });
  const bot = await startChatBot(async () => undefined, { files });
  bots.push(bot);
  return { origin: bot.origin, link: (one) => `${bot.origin}/chat/exports/${files.put(one)}` };
}

test("a link gives the file under its name, to be kept and never shown", async () => {
  const { link } = await serve();
  const answer = await fetch(link(file("\uFEFFa,b\r\n")));
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="signpost-failures-2026-11-25.csv"',
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("default-src 'self'"),
  });
  expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe("\uFEFFa,b\r\n");
});

test("a link works for ten minutes", async () => {
  let now = 0;
  const { link } = await serve(() => now);
  const url = link(file("x"));
  now = 10 * 60_000 - 1;
  expect((await fetch(url)).status).toBe(200);
  now += 1;
  const late = await fetch(url);
  expect([late.status, await late.text()]).toEqual([404, expect.stringContaining("ask again")]);
});

test("links cannot be guessed, and each leads to its own file", async () => {
  const { origin, link } = await serve();
  const urls = Array.from({ length: 50 }, (_, index) => link(file(String(index))));
  expect(new Set(urls).size).toBe(50);
  for (const url of urls) expect(url).toMatch(/\/chat\/exports\/[\w-]{32}$/);
  expect(await (await fetch(urls[7] ?? "")).text()).toBe("7");
  for (const guess of ["", "1", "__proto__", ":id", "..%2f..%2fpackage.json"]) {
    expect((await fetch(`${origin}/chat/exports/${guess}`)).status).toBe(404);
  }
});

test.each([
  ["another name for this machine's address", { host: "rebound.example" }],
  ["another page's origin", { origin: "https://evil.example" }],
])("a link is for this machine's page: a request that carries %s is refused", async (_, headers) => {
  const { link } = await serve();
  const { port, pathname } = new URL(link(file("x")));
  const status = await new Promise((resolve, reject) => {
    httpRequest({ host: "127.0.0.1", port, path: pathname, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});

test("a name is harmless in its header", async () => {
  const { link } = await serve();
  const answer = await fetch(link(file("x", 'a"b\r\nc/../é.csv')));
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="a_b__c_..__.csv"');
});

test("a file that breaks off is no whole file", async () => {
  const { link } = await serve();
  const url = link({
    ...file("x"),
    async *content() {
      yield "half";
      throw new Error("the store is gone");
    },
  });
  await expect(fetch(url).then(async (answer) => answer.text())).rejects.toThrow(/terminated/);
});

test("who leaves while the store is read ends the reading", async () => {
  const { link } = await serve();
  const read = new Promise<unknown>((resolve) => {
    const url = link({
      ...file("x"),
      async *content(signal) {
        yield "x";
        // A store that would answer late: it is told that nobody waits.
        await new Promise((_, reject) =>
          signal?.addEventListener("abort", () => reject(new Error("gone"))),
        ).catch(resolve);
      },
    });
    const leave = new AbortController();
    void fetch(url, { signal: leave.signal }).then(() => leave.abort());
  });
  expect(await read).toMatchObject({ message: "gone" });
});

test("who leaves ends the making of the file", async () => {
  const { link } = await serve();
  let ended: () => void = () => {};
  const end = new Promise<void>((resolve) => (ended = resolve));
  const url = link({
    ...file("x"),
    async *content() {
      try {
        for (;;) {
          yield "x".repeat(1_000_000);
          await new Promise(setImmediate);
        }
      } finally {
        ended();
      }
    },
  });
  const leave = new AbortController();
  await fetch(url, { signal: leave.signal });
  leave.abort();
  await expect(end).resolves.toBeUndefined();
});

test("a shelf holds a bounded number of files and forgets those whose time is over", () => {
  let now = 0;
  const shelf = createFileShelf({ clock: () => now, lifetime: 100, most: 3 });
  const ids = ["1", "2", "3", "4"].map((text) => shelf.put(file(text)));
  expect(ids.map((id) => shelf.find(id) !== undefined)).toEqual([false, true, true, true]);
  now = 100;
  expect(ids.map((id) => shelf.find(id))).toEqual([undefined, undefined, undefined, undefined]);
  const id = shelf.put(file("5"));
  expect(shelf.find(id)?.name).toBe("signpost-failures-2026-11-25.csv");
});
