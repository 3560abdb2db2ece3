import { StoreFailure } from "../../src/errors.ts";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Answerer } from "../../src/commands/ask.ts";
import { limits } from "../../src/limits.ts";
import {
  credentials,
  notice,
  mentionedPerson,
  person,
  playMicrosoft,
  startTestBot,
  teamsMessage,
  type Sent,
  type TestBot,
} from "./teams.ts";

let sent: Sent[];
let bot: TestBot;
let answer: Answerer;

beforeAll(() => {
  ({ sent } = playMicrosoft());
});
beforeEach(async () => {
  sent.length = 0;
  answer = async ({ text }) => notice(`You asked: ${text}`);
  bot = await startTestBot({ credentials, answer: (ask, signal) => answer(ask, signal), timeLimit: 300 });
});
afterEach(() => bot.close());
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const someoneElse = "6a8d0b1e-0c1f-4d5a-9c3d-0a1b2c3d4e5f";

const cardType = "application/vnd.microsoft.card.adaptive";

test("a message is acknowledged by typing and answered by a card with a summary", async () => {
  const message = teamsMessage({ text: "failures yesterday" });
  const response = await bot.post(message);
  expect(response.status).toBe(200);
  expect(sent.map(({ activity }) => activity["type"])).toEqual(["typing", "message"]);
  const [, reply] = sent;
  expect(reply?.path).toBe(
    `/emea/v3/conversations/${encodeURIComponent("a:personal-chat")}/activities/${String(message["id"])}`,
  );
  expect(reply?.authorization).toBe("Bearer token-for-the-connector");
  expect(reply?.activity).toMatchObject({
    conversation: { id: "a:personal-chat" },
    replyToId: message["id"],
    summary: "You asked: failures yesterday",
    attachments: [{ contentType: cardType, content: { type: "AdaptiveCard" } }],
  });
  expect(reply?.activity["text"]).toBeUndefined();
  expect(bot.asks).toEqual([
    {
      text: "failures yesterday",
      asker: { id: person, name: "Alice Ng" },
      now: new Date("2026-11-22T09:00:01.000Z"),
      timezone: "Europe/Berlin",
      locale: "en-US",
      shared: false,
      place: "personal",
      via: "message",
      conversation: expect.any(String),
      patience: 300,
    },
  ]);
});

test("what is typed and what a button carries are the same ask", async () => {
  await bot.post(teamsMessage({ text: "failures by country" }));
  await bot.post(teamsMessage({ text: undefined, value: { ask: "failures by country" } }));
  expect(bot.asks[1]).toEqual({ ...bot.asks[0], via: "button" });
});

const page = { ask: "failures offset:5", inPlace: true };

const listOf: Answerer = async ({ text }) => ({
  ...notice(`You asked: ${text}`),
  card: "list",
  title: "",
  range: "",
  notes: [],
  coverage: [],
  figures: [],
  reasons: [],
  verdict: "",
  rows: [],
  shown: "",
});

test("another page takes the place of the card that has the button", async () => {
  answer = listOf;
  await bot.post(teamsMessage({ text: undefined, value: page, replyToId: "card-1" }));
  const [put] = sent.filter(({ method }) => method === "PUT");
  expect(put?.path).toBe(`/emea/v3/conversations/${encodeURIComponent("a:personal-chat")}/activities/card-1`);
  expect(put?.activity).toMatchObject({ summary: "You asked: failures offset:5" });
  expect(sent.map(({ activity }) => activity["type"])).toEqual(["typing", "message"]);
});

test.each<[string, Answerer]>([
  ["what is for the asker alone", async (ask) => ({ ...(await listOf(ask)), audience: "asker" })],
  ["what all may see", listOf],
  ["a refusal", async () => notice("You may not.")],
])("%s changes no card that others see", async (_, answerer) => {
  answer = answerer;
  const channel = "19:channel@thread.tacv2;messageid=17";
  const conversation = { id: channel, conversationType: "channel", tenantId: credentials.tenantId };
  await bot.post(teamsMessage({ text: undefined, value: page, replyToId: "card-1", conversation }));
  expect(sent.filter(({ method }) => method === "PUT")).toEqual([]);
});

test("what is no page, as a refusal or a late answer, changes no card", async () => {
  await bot.post(teamsMessage({ text: undefined, value: page, replyToId: "card-1" }));
  expect(sent.filter(({ method }) => method === "PUT")).toEqual([]);
});

test.each([
  ["says nothing of its card", { value: page }],
  ["says so otherwise than Signpost", { value: { ...page, inPlace: "card-9" }, replyToId: "card-1" }],
])("a button that %s is answered below", async (_, press) => {
  await bot.post(teamsMessage({ text: undefined, ...press }));
  expect(sent.map(({ method }) => method)).toEqual(["POST", "POST"]);
  expect(sent.at(-1)?.activity).toMatchObject({ summary: "You asked: failures offset:5" });
});

test("a button without a sentence is answered without asking anything", async () => {
  for (const value of [{}, { ask: 7 }, { ask: "x".repeat(4_001) }, "failures", { verb: "delete" }]) {
    await bot.post(teamsMessage({ text: undefined, value }));
  }
  expect(bot.asks).toEqual([]);
  const summaries = sent.map(({ activity }) => activity["summary"]).filter(Boolean);
  expect(summaries).toEqual(Array(5).fill("This button does nothing any more."));
});

test("whoever is mentioned is asked about by who they are, whatever they call themselves", async () => {
  const mention = (id: string, name: string): object => ({
    type: "mention",
    text: `<at>${name}</at>`,
    mentioned: { id, name },
  });
  await bot.post(
    teamsMessage({
      text: "failures for <at>Bob Marsh</at> and <at>Somebody</at>",
      entities: [mention("29:alice", "Bob Marsh"), mention("29:gone", "Somebody")],
    }),
  );
  expect(bot.asks.at(-1)?.text).toBe(`failures for user:${mentionedPerson} and "Somebody"`);
});

test("an edited message is answered in the place of its first answer", async () => {
  const message = teamsMessage({ text: "failures yesterday" });
  await bot.post(message);
  const first = sent.filter(({ activity }) => activity["type"] === "message").length;
  const edited = {
    ...message,
    type: "messageUpdate",
    text: "failures today",
    timestamp: "2026-11-22T09:01:00.000Z",
    channelData: { ...(message["channelData"] as object), eventType: "editMessage" },
  };
  await bot.post(edited);
  const changes = sent.filter(({ method }) => method === "PUT");
  expect(changes).toHaveLength(1);
  expect(changes[0]?.activity["summary"]).toBe("You asked: failures today");
  // Delivered again it changes nothing; undone or taken back it is no question.
  await bot.post(edited);
  await bot.post({
    ...edited,
    text: "x",
    channelData: { ...edited.channelData, eventType: "undeleteMessage" },
  });
  expect(sent.filter(({ activity }) => activity["type"] === "message")).toHaveLength(first + 1);
});

test("an edited message that had no answer gets one", async () => {
  const edited = teamsMessage({ type: "messageUpdate", channelData: undefined });
  await bot.post({
    ...edited,
    channelData: { tenant: { id: credentials.tenantId }, eventType: "editMessage" },
  });
  expect(sent.at(-1)?.activity["summary"]).toBe("You asked: failures yesterday");
});

test("a reply in a channel stays in its thread", async () => {
  const thread = "19:channel@thread.tacv2;messageid=1700000000000";
  const mention = {
    type: "mention",
    text: "<at>Signpost</at>",
    mentioned: { id: `28:${credentials.appId}` },
  };
  await bot.post(
    teamsMessage({
      text: "<at>Signpost</at>&nbsp;failures\n",
      entities: [mention],
      conversation: { id: thread, conversationType: "channel", tenantId: credentials.tenantId },
    }),
  );
  expect(bot.asks.map(({ text }) => text)).toEqual(["failures"]);
  expect(sent.map(({ activity }) => activity["conversation"])).toEqual([
    expect.objectContaining({ id: thread }),
    expect.objectContaining({ id: thread }),
  ]);
});

test("a pressed Action.Execute gets its card in place", async () => {
  const value = { action: { type: "Action.Execute", verb: "ask", data: { ask: "failures by app" } } };
  const response = await bot.post(
    teamsMessage({ type: "invoke", name: "adaptiveCard/action", text: undefined, value }),
  );
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    statusCode: 200,
    type: cardType,
    value: { type: "AdaptiveCard", body: [{ headline: "You asked: failures by app" }] },
  });
  expect(sent).toEqual([]);
});

test("an invoke that the bot does not know is refused as not supported", async () => {
  const response = await bot.post(teamsMessage({ type: "invoke", name: "task/fetch", value: { ask: "x" } }));
  expect(response.status).toBe(501);
  expect(await response.json()).toMatchObject({ error: { code: "NotSupported" } });
  expect(bot.asks).toEqual([]);
});

test("whoever adds the bot is greeted with the help, and shared conversations learn about mentions", async () => {
  answer = async ({ text }) => ({ card: "help", headline: text, notes: [], sections: [], buttons: [] });
  const added = { type: "conversationUpdate", text: undefined, membersAdded: [teamsMessage()["recipient"]] };
  await bot.post(teamsMessage(added));
  for (const conversationType of ["channel", "groupChat"]) {
    const conversation = { id: `19:${conversationType}`, conversationType, tenantId: credentials.tenantId };
    await bot.post(teamsMessage({ ...added, conversation }));
  }
  const cards = sent.map(({ activity }) => JSON.stringify(activity["attachments"]));
  expect(bot.asks.map(({ text }) => text)).toEqual(["help", "help", "help"]);
  expect(cards.map((card) => /begin with @Signpost/.test(card))).toEqual([false, true, true]);
});

test("other members' arrivals and unknown activities are let pass in silence", async () => {
  const quiet = [
    { type: "conversationUpdate", membersAdded: [{ id: "29:bob" }] },
    { type: "messageReaction", reactionsAdded: [{ type: "like" }] },
    { type: "installationUpdate", action: "add" },
    { type: "messageUpdate" },
    { type: "somethingNew" },
  ];
  for (const activity of quiet) expect((await bot.post(teamsMessage(activity))).status).toBe(200);
  expect(bot.asks).toEqual([]);
  expect(sent).toEqual([]);
});

test("an activity that is delivered twice is answered once", async () => {
  const message = teamsMessage();
  const responses = await Promise.all([bot.post(message), bot.post(message)]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
  expect(bot.asks).toHaveLength(1);
});

test("an answer that takes too long is given up with a way out", async () => {
  let reason: unknown;
  answer = (_ask, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => {
        reason = signal.reason;
        reject(reason);
      });
    });
  await bot.post(teamsMessage());
  expect(reason).toBeInstanceOf(DOMException);
  expect(sent.at(-1)?.activity["summary"]).toMatch(/^That took longer than 0\.3 seconds/);
  expect(JSON.stringify(sent.at(-1)?.activity)).toContain("shorter time");
});

test("what goes in a response is given up sooner, and says that a message has more time", async () => {
  answer = () => new Promise(() => {});
  const hasty = await startTestBot({
    credentials,
    answer: (ask, signal) => answer(ask, signal),
    timeLimit: 60_000,
    pressedTime: 50,
  });
  const value = { action: { type: "Action.Execute", data: { ask: "failures by app" } } };
  const response = await hasty.post(teamsMessage({ type: "invoke", name: "adaptiveCard/action", value }));
  const card = JSON.stringify(await response.json());
  expect(card).toContain("That took longer than 0.05 seconds");
  expect(card).toContain("Typed as a message, a question may take 60 seconds.");
  expect(hasty.asks).toMatchObject([{ via: "button", patience: 50 }]);
  await hasty.close();
});

test("an answerer that ignores the deadline does not hold up the turn", async () => {
  answer = () => new Promise(() => {});
  await bot.post(teamsMessage());
  expect(sent.at(-1)?.activity["summary"]).toMatch(/^That took longer/);
});

test("of one person a few questions are answered at once, the others are told to wait, and nobody else", async () => {
  const release: (() => void)[] = [];
  answer = ({ text }) => new Promise((resolve) => release.push(() => resolve(notice(`You asked: ${text}`))));
  const asked = Array.from({ length: 6 }, (_, i) => bot.post(teamsMessage({ text: `question ${i}` })));
  const other = bot.post(
    teamsMessage({ text: "of another", from: { id: "29:other", aadObjectId: someoneElse } }),
  );
  await expect.poll(() => release.length).toBe(limits.openQuestions + 1);
  for (const one of release) one();
  await Promise.all([...asked, other]);
  const said = sent.map(({ activity }) => activity["summary"]).filter((text) => typeof text === "string");
  expect(said.filter((text) => text.startsWith("You asked: question"))).toHaveLength(limits.openQuestions);
  expect(said.filter((text) => text.startsWith("I am still working on"))).toHaveLength(
    6 - limits.openQuestions,
  );
  expect(said).toContain("You asked: of another");
  answer = async () => notice("Again");
  await bot.post(teamsMessage({ text: "later" }));
  expect(sent.at(-1)?.activity["summary"]).toBe("Again");
});

test("a failure is told by its reference alone, and logged without the message's text", async () => {
  answer = async () => {
    throw new Error("no such table: sign_ins");
  };
  await bot.post(teamsMessage({ text: "failures for the secret project" }));
  expect(sent.at(-1)?.activity["text"]).toBe(
    "Something broke (ref 2222). Please try again; if it keeps happening, tell your administrator this reference.",
  );
  expect(JSON.stringify(sent)).not.toContain("sign_ins");
  const errors = bot.lines.filter(({ level }) => level === "error");
  expect(errors).toMatchObject([{ fields: { reference: "2222", err: expect.any(Error) as Error } }]);
  expect(JSON.stringify(bot.lines)).not.toContain("secret project");
});

test("that the store does not answer is told without naming it, and logged for whoever can mend it", async () => {
  answer = async () => {
    throw new StoreFailure("The workspace 1234 lets nobody in. Give Signpost a role.");
  };
  await bot.post(teamsMessage({ text: "failures for the secret project" }));
  expect(sent.at(-1)?.activity["summary"]).toMatch(/^The store of the sign-ins can't answer at the moment\./);
  expect(JSON.stringify(sent)).not.toContain("1234");
  expect(bot.lines.filter(({ level }) => level === "warn")).toEqual([
    {
      level: "warn",
      fields: { reason: "The workspace 1234 lets nobody in. Give Signpost a role." },
      message: "A question could not be answered",
    },
  ]);
  expect(JSON.stringify(bot.lines)).not.toContain("secret project");
  answer = async () => {
    throw new StoreFailure("The workspace 1234 took too long.", "Ask about a shorter time.");
  };
  const value = { action: { type: "Action.Execute", data: { ask: "failures" } } };
  const pressed = await bot.post(teamsMessage({ type: "invoke", name: "adaptiveCard/action", value }));
  expect(JSON.stringify(await pressed.json())).toContain("Ask about a shorter time.");
});

test("a failure behind an Action.Execute is shown below the card", async () => {
  answer = async () => {
    throw new Error("no such table: sign_ins");
  };
  const value = { action: { type: "Action.Execute", data: { ask: "failures" } } };
  const response = await bot.post(teamsMessage({ type: "invoke", name: "adaptiveCard/action", value }));
  expect(await response.json()).toEqual({
    statusCode: 200,
    type: "application/vnd.microsoft.activity.message",
    value: expect.stringMatching(/^Something broke \(ref 2222\)\./) as string,
  });
});
