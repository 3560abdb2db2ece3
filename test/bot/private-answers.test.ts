import nock from "nock";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  notice,
  notInstalled,
  notTargeted,
  playMicrosoft,
  person,
  startTestBot,
  teamsMessage,
  credentials,
  type Sent,
  type TestBot,
} from "./teams.ts";

/** Answers that are for the asker alone, asked where others read along. */

let sent: Sent[];
let bot: TestBot;
const channel = "19:channel@thread.tacv2;messageid=1700000000000";
const inChannel = {
  conversation: { id: channel, conversationType: "channel", tenantId: credentials.tenantId },
  text: "failures for alice",
};
const isTo =
  (conversation: string) =>
  (one: Sent): boolean =>
    one.path.includes(`/conversations/${encodeURIComponent(conversation)}/`);
const summariesIn = (conversation: string): unknown[] =>
  sent.filter(isTo(conversation)).flatMap(({ activity }) => activity["summary"] ?? []);

const shownIn = (conversation: string): string =>
  JSON.stringify(sent.filter(isTo(conversation)).map(({ activity }) => activity["attachments"]));

beforeAll(() => {
  ({ sent } = playMicrosoft());
});
beforeEach(async () => {
  sent.length = 0;
  bot = await startTestBot({
    credentials,
    answer: async () => ({ ...notice("14 failures"), audience: "asker" }),
  });
});
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

test("whoever has a chat with the bot is answered there, and the thread is told so", async () => {
  await bot.post(teamsMessage({ type: "installationUpdate", action: "add", text: undefined }));
  expect(sent).toEqual([]);
  await bot.post(teamsMessage(inChannel));
  expect(summariesIn("a:personal-chat")).toEqual(["14 failures"]);
  expect(summariesIn(channel)).toEqual([expect.stringMatching(/I gave it in our personal chat/)]);
  expect(shownIn(channel)).not.toMatch(/14 failures|alice/);
  await bot.close();
});

test("whoever has none gets one, of their own tenant", async () => {
  await bot.post(teamsMessage(inChannel));
  const [opened] = sent.filter(({ path }) => path.endsWith("/v3/conversations"));
  expect(opened?.activity).toMatchObject({
    isGroup: false,
    members: [{ id: "29:alice" }],
    bot: { id: `28:${credentials.appId}` },
    tenantId: credentials.tenantId,
  });
  expect(sent.filter(({ activity }) => activity["summary"] === "14 failures")).toHaveLength(1);
  expect(summariesIn(channel)).toEqual([expect.stringMatching(/I gave it in our personal chat/)]);
  await bot.close();
});

test("whom the bot may not write to is told so, and nothing of the answer", async () => {
  await bot.post(teamsMessage({ ...inChannel, from: { id: notInstalled, name: "x", aadObjectId: person } }));
  expect(summariesIn(channel)).toEqual([expect.stringMatching(/I cannot write to you alone yet/)]);
  expect(shownIn(channel)).not.toMatch(/14 failures|alice/);
  await bot.close();
});

test.each([
  ["29:alice", /I gave it to you alone/, channel],
  [notTargeted, /I gave it in our personal chat/, "a:personal-chat"],
])("targeted messages for %s: the thread is told %s", async (id, told, place) => {
  await bot.close();
  bot = await startTestBot({
    credentials,
    targeted: true,
    answer: async () => ({ ...notice("14 failures"), audience: "asker" }),
  });
  const from = { id, name: "x", aadObjectId: person };
  await bot.post(teamsMessage({ type: "installationUpdate", action: "add", text: undefined, from }));
  await bot.post(teamsMessage({ ...inChannel, from }));
  const isTargeted = ({ path }: Sent): boolean => path.endsWith("?isTargetedActivity=true");
  const answers = sent.filter(({ activity }) => activity["summary"] === "14 failures");
  expect(answers.map(isTargeted)).toEqual(place === channel ? [true] : [true, false]);
  expect(answers.filter(isTargeted)[0]?.activity["recipient"]).toEqual({ id });
  expect(answers.at(-1)?.path).toContain(encodeURIComponent(place));
  const public_ = sent.filter((one) => isTo(channel)(one) && !isTargeted(one));
  expect(public_.flatMap(({ activity }) => activity["summary"] ?? [])).toEqual([expect.stringMatching(told)]);
  expect(JSON.stringify(public_)).not.toMatch(/14 failures|alice@/);
  await bot.close();
});
