import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createConnector } from "../../src/bot/connector.ts";
import { createOutbox, type Outbox } from "../../src/bot/outbox.ts";
import type { Letter } from "../../src/state/letters.ts";
import { limits } from "../../src/limits.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import type { State } from "../../src/state/state.ts";
import { temporaryFolder } from "../cli/signpost.ts";
import { collectLog } from "./teams.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, text: string) => void;

const answerWith =
  (code: number, body: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.statusCode = code;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(body);
  };
const created = answerWith(201, '{"id":"message-1"}');
const status = (code: number, headers: Record<string, string> = {}): Answer =>
  answerWith(code, '{"error":{"code":"SomeCode"}}', headers);
const reset: Answer = (request) => void request.socket.destroy();
const hang: Answer = () => undefined;

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A connector that gives these answers, one after another, and all that arrived at it. */
async function connectorOf(...answers: Answer[]) {
  const arrived: { path: string; text: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { text } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { text: string };
      arrived.push({ path: request.url ?? "", text });
      (answers.shift() ?? created)(request, response, text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { arrived, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function outboxOf(
  state: State = openSqliteState(":memory:"),
  { time = 5_000, clock = Date.now }: { time?: number; clock?: () => number } = {},
) {
  const { log, lines } = collectLog();
  const outbox = createOutbox({
    letters: state.letters,
    connector: createConnector({ time }),
    log,
    tooLarge: { type: "message", text: "too large" },
    random: () => 0,
    clock,
  });
  open.push(() => outbox.close());
  return { outbox, lines, reasons: () => lines.map(({ message, fields }) => [message, fields["reason"]]) };
}

const letter = (serviceUrl: string, text: string, change: Partial<Letter> = {}): Letter => ({
  key: text,
  serviceUrl,
  conversation: "19:a@thread.tacv2;messageid=17",
  activity: { type: "message", text },
  deadline: Date.now() + 10_000,
  ...change,
});

const givenUp = (reason: string) => ["A message was given up", reason];
const again = (reason: string) => ["A message is tried again", reason];

test.each<[string, Answer[], string | undefined, number, (readonly (string | undefined)[])[]]>([
  ["at once", [], "message-1", 1, []],
  [
    "429 with Retry-After",
    [status(429, { "retry-after": "0" })],
    "message-1",
    2,
    [again("the connector answered 429 (SomeCode)")],
  ],
  [
    "429 without Retry-After",
    [status(429)],
    "message-1",
    2,
    [again("the connector answered 429 (SomeCode)")],
  ],
  ["412", [status(412)], "message-1", 2, [again("the connector answered 412 (SomeCode)")]],
  ["502", [status(502)], "message-1", 2, [again("the connector answered 502 (SomeCode)")]],
  ["403", [status(403)], undefined, 1, [givenUp("the connector answered 403 (SomeCode)")]],
  ["404", [status(404)], undefined, 1, [givenUp("the connector answered 404 (SomeCode)")]],
  [
    "500: it may have been posted",
    [status(500)],
    undefined,
    1,
    [givenUp("the connector answered 500 (SomeCode)")],
  ],
  [
    "a reset: it may have been posted",
    [reset],
    undefined,
    1,
    [givenUp("the connection to the connector broke (UND_ERR_SOCKET)")],
  ],
  [
    "no answer: it may have been posted",
    [hang],
    undefined,
    1,
    [givenUp("the connection to the connector broke (TimeoutError)")],
  ],
])("%s: it arrives once, or is given up with a reason", async (_, answers, id, times, said) => {
  const { arrived, url } = await connectorOf(...answers);
  const { outbox, reasons } = outboxOf(undefined, answers.includes(hang) ? { time: 150 } : {});
  expect(await outbox.send(letter(url, "hello"))).toBe(id);
  expect(arrived).toHaveLength(times);
  expect(reasons()).toEqual(said);
  // Given up or sent, it does not come a second time.
  await outbox.send(letter(url, "hello"));
  expect(arrived).toHaveLength(times);
});

test("a conversation that is gone is not written to again until something comes from it", async () => {
  const { arrived, url } = await connectorOf(status(403));
  const { outbox, reasons } = outboxOf();
  await outbox.send(letter(url, "first"));
  await outbox.send(letter(url, "second"));
  expect(arrived).toHaveLength(1);
  expect(reasons().at(-1)).toEqual(givenUp("its conversation is gone"));
  outbox.revive("19:a@thread.tacv2;messageid=17");
  expect(await outbox.send(letter(url, "third"))).toBe("message-1");
});

test("a conversation that is gone is tried again after ten minutes, or when its channel is heard of", async () => {
  const { arrived, url } = await connectorOf(status(404), status(404));
  let time = Date.now();
  const { outbox } = outboxOf(undefined, { clock: () => time });
  await outbox.send(letter(url, "first"));
  await outbox.send(letter(url, "second"));
  expect(arrived).toHaveLength(1);
  time += limits.goneTime;
  await outbox.send({ ...letter(url, "third"), deadline: time + 60_000 });
  expect(arrived).toHaveLength(2);
  time += limits.goneTime;
  expect(await outbox.send({ ...letter(url, "fourth"), deadline: time + 60_000 })).toMatch(/^message-/);
});

test("what is too large is told instead", async () => {
  const { arrived, url } = await connectorOf(status(413));
  const { outbox } = outboxOf();
  expect(await outbox.send(letter(url, "a long card"))).toBe("message-1");
  expect(arrived.map(({ text }) => text)).toEqual(["a long card", "too large"]);
});

test("a service that is not there is tried until the time is over", async () => {
  const { outbox, reasons } = outboxOf();
  const nobody = createServer();
  await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
  const { port } = nobody.address() as AddressInfo;
  await new Promise((resolve) => nobody.close(resolve));
  const gone = letter(`http://127.0.0.1:${port}/`, "hello", { deadline: Date.now() + 700 });
  expect(await outbox.send(gone)).toBeUndefined();
  expect(reasons().at(-1)).toEqual(givenUp("its time was over"));
  expect(reasons()[0]).toEqual(again("the connector cannot be reached (ECONNREFUSED)"));
});

test("Retry-After is heeded", async () => {
  const { arrived, url } = await connectorOf(status(429, { "retry-after": "1" }));
  const { outbox, lines } = outboxOf();
  await outbox.send(letter(url, "hello"));
  expect(arrived).toHaveLength(2);
  expect(lines[0]?.fields["milliseconds"]).toBe(1_000);
});

test("messages of a conversation keep their order, those of others do not wait", async () => {
  const { arrived, url } = await connectorOf(status(429));
  const { outbox } = outboxOf();
  await Promise.all([
    outbox.send(letter(url, "first")),
    outbox.send(letter(url, "second")),
    outbox.send(letter(url, "elsewhere", { conversation: "19:b" })),
  ]);
  expect(arrived.map(({ text }) => text)).toEqual(["first", "elsewhere", "first", "second"]);
  expect(arrived.at(-1)?.path).toBe(
    `/v3/conversations/${encodeURIComponent("19:a@thread.tacv2;messageid=17")}/activities`,
  );
});

test.each<[string, Answer[], string[]]>([
  ["is there", [], ["old"]],
  ["is there, after a fault", [status(503), reset], ["old", "old", "old"]],
  ["is gone", [status(404)], ["old", ""]],
])("a message that %s makes room for another, which is shown in any case", async (_, answers, places) => {
  const { arrived, url } = await connectorOf(...answers);
  const { outbox } = outboxOf();
  const id = await outbox.putInPlace(letter(url, "page 2"), "old");
  expect(arrived.map(({ path }) => path.split("/activities")[1])).toEqual(
    places.map((place) => (place === "" ? "" : `/${place}`)),
  );
  expect(id).toBe(places.length === 2 ? "message-1" : "old");
  expect(new Set(arrived.map(({ text }) => text))).toEqual(new Set(["page 2"]));
});

test("one member who cannot be shown something is not the whole conversation", async () => {
  const { arrived, url } = await connectorOf(status(403));
  const { outbox } = outboxOf();
  expect(await outbox.send(letter(url, "for one", { onlyTo: "29:alice" }))).toBeUndefined();
  expect(await outbox.send(letter(url, "for all"))).toBe("message-1");
  expect(arrived.map(({ text }) => text)).toEqual(["for one", "for all"]);
});

test("a service that another host claims to be gets nothing", async () => {
  const { outbox, reasons } = outboxOf();
  const deadline = Date.now() + 100;
  for (const url of ["https://evil.example/", "http://10.0.0.1/", "file:///etc/passwd", "nonsense"])
    await outbox.send(letter(url, url, { deadline }));
  expect(new Set(reasons().map(([, reason]) => reason))).toEqual(
    new Set(["serviceUrl is none that is served", "its time was over"]),
  );
});

test("after a restart what waits is sent, and what was being sent is not sent twice", async () => {
  const folder = temporaryFolder();
  open.push(() => folder.remove());
  const path = `${folder.path}/state.db`;
  const first = openSqliteState(path);
  const { arrived, url } = await connectorOf();
  const numbers: number[] = [];
  for (const text of ["was being sent", "waits", "waits too"]) {
    const added = await first.letters.add(letter(url, text), Date.now());
    numbers.push(typeof added === "object" && "number" in added ? added.number : 0);
  }
  await first.letters.begin(numbers[0] ?? 0);
  await first.close();

  const second = openSqliteState(path);
  open.push(() => second.close());
  const { outbox, reasons } = outboxOf(second);
  await outbox.resume();
  await settled(outbox, url);
  expect(arrived.map(({ text }) => text)).toEqual(["waits", "waits too", "last"]);
  expect(reasons()).toEqual([["Messages were given up: the process ended while they were sent", undefined]]);
  // Teams delivers the activities again that began them: nothing is sent for that.
  for (const text of ["was being sent", "waits", "waits too"]) await outbox.send(letter(url, text));
  expect(arrived).toHaveLength(3);
});

/** Everything before has its turn first. */
async function settled(outbox: Outbox, url: string): Promise<void> {
  await outbox.send(letter(url, "last"));
}
