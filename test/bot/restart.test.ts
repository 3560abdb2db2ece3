import nock from "nock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import { temporaryFolder } from "../cli/signpost.ts";
import { companyStore, now, people } from "../commands/company.ts";
import { credentials, playMicrosoft, startTestBot, teamsMessage, type Sent, type TestBot } from "./teams.ts";

const folder = temporaryFolder();
let sent: Sent[];

beforeAll(() => {
  ({ sent } = playMicrosoft());
});
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  folder.remove();
});

async function start(): Promise<TestBot> {
  const store = await companyStore();
  const access = { readers: new Set([people.dana.userId]) };
  return startTestBot({
    credentials,
    state: `${folder.path}/state.db`,
    clock: () => now,
    answerer: (state) => createAnswerer({ store, access, version: "1", source: "test", state }),
  });
}

const from = { id: "29:dana", name: "Dana", aadObjectId: people.dana.userId };
const summaries = (): unknown[] => sent.flatMap(({ activity }) => activity["summary"] ?? []);

test("after a restart in the middle of a conversation the follow-up works, and nothing is sent twice", async () => {
  const question = teamsMessage({ text: "failures last 7 days", from });
  const first = await start();
  await first.post(question);
  await first.close();
  expect(summaries()).toEqual([expect.stringMatching(/^14 failures in 7 days/)]);

  const second = await start();
  // Teams delivers the question again, which the first process answered.
  await second.post(question);
  expect(summaries()).toHaveLength(1);
  await second.post(teamsMessage({ text: "and for bob?", from }));
  expect(summaries().at(-1)).toMatch(/^7 failures in 7 days/);
  await second.post(teamsMessage({ text: "next", from }));
  expect(JSON.stringify(sent.at(-1)?.activity)).toContain("6 to 7 of 7, newest first");
  await second.close();
});

test("every message of a turn lands in the thread that it came from", async () => {
  const bot = await start();
  const thread = "19:channel@thread.tacv2;messageid=1700000000000";
  const conversation = { id: thread, conversationType: "channel", tenantId: credentials.tenantId };
  const before = sent.length;
  for (const text of ["help", "what is 50126", "allow here", "!!", "disallow here"])
    await bot.post(teamsMessage({ text, from, conversation }));
  await bot.post(teamsMessage({ text: undefined, value: { broken: true }, from, conversation }));
  const paths = sent.slice(before).map(({ path }) => path);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !path.includes(`/conversations/${encodeURIComponent(thread)}/`))).toEqual([]);
  await bot.close();
});
