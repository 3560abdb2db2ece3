import nock from "nock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import type { AuditEntry } from "../../src/state/state.ts";
import { companyStore, now, people } from "../commands/company.ts";
import { credentials, playMicrosoft, startTestBot, teamsMessage, type Sent, type TestBot } from "./teams.ts";

/** The box where one writes: searches, and links that are pasted. */

const { bob, dana } = people;
let bot: TestBot;
let sent: Sent[];
let trail: () => Promise<readonly AuditEntry[]>;

beforeAll(async () => {
  ({ sent } = playMicrosoft());
  const store = await companyStore();
  bot = await startTestBot({
    credentials,
    clock: () => now,
    answerer: (state) => {
      trail = async () => (await state.readAudit({ limit: 50, offset: 0 })).entries;
      const access = { readers: new Set([dana.userId]), conversations: state };
      return createAnswerer({ store, access, version: "1", source: "test", state });
    },
  });
});
afterAll(async () => {
  await bot.close();
  nock.cleanAll();
  nock.enableNetConnect();
});

interface Answered {
  readonly composeExtension: {
    readonly attachments: readonly {
      readonly content: { readonly version: string; readonly body: readonly object[] };
      readonly preview: { readonly content: { readonly title: string; readonly text: string } };
    }[];
  };
}

async function invoke(name: string, value: unknown, who = dana.userId) {
  const activity = teamsMessage({
    type: "invoke",
    text: undefined,
    name,
    value,
    from: { id: "29:x", name: "x", aadObjectId: who },
    conversation: { id: "19:group@thread.v2", conversationType: "groupChat", tenantId: credentials.tenantId },
  });
  const response = await bot.post(activity);
  const { composeExtension } = (await response.json()) as Answered;
  return { status: response.status, attachments: composeExtension.attachments };
}

const search = (question: unknown, who?: string) =>
  invoke(
    "composeExtension/query",
    { commandId: "search", parameters: [{ name: "question", value: question }] },
    who,
  );
const unfurl = (url: unknown, who?: string) => invoke("composeExtension/queryLink", { url }, who);

test("a search shows its answer to the asker alone, and puts the question alone into the conversation", async () => {
  const { status, attachments } = await search("failures last 7 days");
  expect([status, attachments.length]).toEqual([200, 1]);
  expect(attachments[0]?.preview.content.text).toMatch(/^14 failures in 7 days/);
  const card = JSON.stringify(attachments[0]?.content);
  expect(card).not.toMatch(/14 failures|users|addresses/);
  expect(card).toContain('"ask":"failures last 7 days"');
  expect(attachments[0]?.content.version).toBe("1.3");
});

test("what the asker may not see is not in a search either", async () => {
  const others = await search("failures for dana", bob.userId);
  expect(others.attachments[0]?.preview.content.text).toMatch(/not those of others/);
  const own = await search("failures all time", bob.userId);
  expect(own.attachments[0]?.preview.content.text).toMatch(/^7 failures/);
});

test("an error code is explained to everybody, by a search and by Microsoft's link", async () => {
  for (const found of [
    await search("50126", bob.userId),
    await unfurl("https://login.microsoftonline.com/error?code=50126"),
  ]) {
    expect(JSON.stringify(found.attachments[0]?.content)).toContain("InvalidUserNameOrPassword");
  }
});

test("a link to a sign-in tells nothing but what it asks, to readers too, and looks nothing up", async () => {
  const before = await trail();
  const id = "66ea54eb-6301-4ee5-be62-ff5a759b0100";
  const { attachments } = await unfurl(`https://entra.microsoft.com/#view/SignInDetails/requestId/${id}`);
  expect(JSON.stringify(attachments)).toContain(`"ask":"show ${id}"`);
  expect(attachments[0]?.preview.content).toEqual({
    title: `show ${id}`,
    text: "Each reader gets the answer as far as they may see it.",
  });
  expect(await trail()).toEqual(before);
});

test.each([
  ["https://security.microsoft.com/incidents/28282?tid=1", 'alert "28282"'],
  [
    `https://signpost.contoso.com/ask?q=${encodeURIComponent("failures for bob from:2026-03-01")}`,
    "failures for bob from:2026-03-01",
  ],
])("the link %s is shown as its question alone", async (url, ask) => {
  const { attachments } = await unfurl(url, bob.userId);
  expect(attachments[0]?.preview.content.title).toBe(ask);
  expect(JSON.stringify(attachments[0]?.content)).toContain(`"ask":${JSON.stringify(ask)}`);
});

test.each(["allow here", "forget x", "watch failures", "..."])(
  "a link that says %s is none of ours",
  async (said) => {
    const url = `https://signpost.contoso.com/ask?q=${encodeURIComponent(said)}`;
    expect(await unfurl(url)).toEqual({ status: 200, attachments: [] });
  },
);

test.each([["https://evil.example/"], ["nonsense"], [7], [undefined]])(
  "the link %j is none of ours",
  async (url) => {
    expect(await unfurl(url)).toEqual({ status: 200, attachments: [] });
  },
);

test.each([[""], ["   "], [7], [undefined], ["x".repeat(5_000)]])(
  "the search for %.20j finds nothing",
  async (text) => {
    expect(await search(text)).toEqual({ status: 200, attachments: [] });
  },
);

test("searches stand in the audit trail as such", async () => {
  await search("failures for alex.brandt@contoso.com");
  expect((await trail())[0]).toMatchObject({ via: "search", person: dana.userId, outcome: "answered" });
});

test("a card that was put into the conversation asks nothing", async () => {
  const before = sent.length;
  const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content: {} }];
  await bot.post(teamsMessage({ text: undefined, attachments }));
  expect(sent).toHaveLength(before);
});
