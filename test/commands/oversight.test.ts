import { beforeEach, expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import type { State } from "../../src/state/state.ts";
import type { View } from "../../src/views/view.ts";
import { memoryState } from "../state/memory-state.ts";
import { companyStore, now, people } from "./company.ts";

const { bob, dana } = people;
const channel = "19:channel@thread.tacv2";
let state: State;
let say: (text: string, who?: string, where?: string) => Promise<View>;

beforeEach(async () => {
  state = memoryState();
  const store = await companyStore();
  const access = { readers: new Set([dana.userId]), conversations: state };
  const answer = createAnswerer({ store, access, version: "1", source: "test", state });
  let minutes = 0;
  say = (text, who = dana.userId, where = channel) =>
    answer({
      text,
      asker: { id: who },
      now: new Date(now.getTime() + 60_000 * minutes++),
      timezone: "UTC",
      locale: "en-GB",
      shared: where.startsWith("19:"),
      place: where.startsWith("19:") ? "channel" : "personal",
      conversation: where,
    });
});

test("a reader allows a channel, and all its threads with it, until somebody disallows it", async () => {
  const thread = `${channel};messageid=1700000000000`;
  expect((await say("failures", dana.userId, thread)).audience).toBe("asker");
  const allowed = await say("allow here", dana.userId, thread);
  expect(allowed).toMatchObject({ headline: "Answers are shown here from now on." });
  expect(allowed.audience).toBeUndefined();
  expect((await say("failures")).audience).toBeUndefined();
  expect((await say("failures", dana.userId, `${channel};messageid=2`)).audience).toBeUndefined();
  expect((await say("failures", dana.userId, "19:other@thread.tacv2")).audience).toBe("asker");
  expect(await say("allow here")).toMatchObject({ headline: "Answers are shown here already." });
  expect(await say("disallow here")).toMatchObject({ headline: "Answers are no longer shown here." });
  expect(await say("disallow here")).toMatchObject({ headline: "Answers are not shown here anyway." });
  expect((await say("failures", dana.userId, thread)).audience).toBe("asker");
});

test("whoever sees only their own sign-ins allows nothing, and what they are shown stays their own", async () => {
  for (const text of ["allow here", "disallow here"])
    expect(await say(text, bob.userId)).toMatchObject({
      headline: expect.stringMatching(/not those of others/),
    });
  expect(await state.isAllowed(channel)).toBe(false);
  await say("allow here");
  const view = await say("failures all time", bob.userId);
  expect(view).toMatchObject({ title: expect.stringMatching(/you \(Bob Marsh/) });
  expect(view.audience).toBeUndefined();
});

test("a personal chat needs no allowance", async () => {
  expect(await say("allow here", dana.userId, "a:personal")).toMatchObject({
    headline: expect.stringMatching(/yours alone/),
  });
});

test("the trail tells who asked what, where, and what came of it, but nothing of what was shown", async () => {
  await say("failures for bob last 7 days");
  await say("failures for dana", bob.userId);
  await say("my failures", bob.userId, "a:bob");
  await say("what is 50126", bob.userId);
  const view = await say("audit", dana.userId, "a:dana");
  if (view.card !== "list") throw new Error(`a ${view.card}`);
  // The one that asks is not among them yet.
  expect(view.headline).toBe("3 questions, 1 of them refused; last at 10:02 today.");
  expect(
    view.rows.map(({ who, what, where, status, decided }) => [who, what, where, status, decided]),
  ).toEqual([
    ["Bob Marsh", "failures for me", "personal, by message", "Answered", "list of 5, own sign-ins alone"],
    ["Bob Marsh", "failures for dana", "channel, by message", "Refused", "not-a-reader"],
    ["Dana Ruiz", "failures for bob last 7 days", "channel, by message", "Answered", "list of 5, privately"],
  ]);
  expect(JSON.stringify(view)).not.toMatch(/50126|198\.51/);
});

test("the trail is asked by person, by outcome and by time, and says what it does not know", async () => {
  await say("failures for bob");
  await say("failures for dana", bob.userId);
  await say("sign-ins today", bob.userId);
  const ask = (text: string): Promise<View> => say(text, dana.userId, "a:dana");
  expect(await ask("audit for bob")).toMatchObject({
    headline: expect.stringMatching(/^2 questions, 1 of them/),
  });
  expect(await ask("audit refused")).toMatchObject({ rows: [{ what: "failures for dana" }] });
  expect(await ask("audit for alex.adler@contoso.com")).toMatchObject({ headline: "Nobody asked anything." });
  expect(await ask("audit yesterday")).toMatchObject({ headline: "Nobody asked anything." });
  expect(await ask("audit from Germany")).toMatchObject({
    card: "notice",
    headline: expect.stringMatching(/does not know country/),
  });
});

test("the trail has pages", async () => {
  for (let count = 0; count < 7; count++) await say(`failures last ${count + 1} days`);
  const first = await say("audit", dana.userId, "a:dana");
  expect(first).toMatchObject({ shown: "1 to 5 of 7, newest first" });
  expect(await say("next", dana.userId, "a:dana")).toMatchObject({ shown: "6 to 8 of 8, newest first" });
});

test("what is said of one's own questions is for the asker alone, and so is that a row is missing", async () => {
  await say("save failures for bob as secret", dana.userId, "a:dana");
  await say("run secret");
  for (const text of ["show query", "next page", "open 9"]) {
    await say("run secret");
    expect({ text, audience: (await say(text)).audience }).toEqual({ text, audience: "asker" });
  }
});

test("nothing is shown whose showing cannot be recorded", async () => {
  state.audit = async () => {
    throw new Error("the disk is full");
  };
  await expect(say("failures")).rejects.toThrow("the disk is full");
  expect((await say("help")).card).toBe("help");
});
