import { StoreFailure } from "../../src/errors.ts";
import { beforeEach, expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import type { View } from "../../src/views/view.ts";
import type { State } from "../../src/state/state.ts";
import { failingStore } from "../../src/store/failing-store.ts";
import { memoryState } from "../state/memory-state.ts";
import { now, people } from "./company.ts";

/** A store that does not answer: what is told of it, and what is answered all the same. */

const failure = new StoreFailure("The database signpost of ClickHouse at db.contoso.com can't be reached.");
const { bob } = people;
let state: State;
let say: (text: string) => Promise<View>;

beforeEach(() => {
  state = memoryState();
  const access = { readers: new Set([bob.userId]), conversations: state };
  const answer = createAnswerer({
    store: failingStore(failure),
    access,
    version: "1",
    source: "test",
    state,
  });
  say = (text) =>
    answer({
      text,
      asker: { id: bob.userId },
      now,
      timezone: "UTC",
      locale: "en-GB",
      shared: false,
      conversation: "a:1",
    });
});

test.each([
  "failures last 7 days",
  "failures for alice",
  "sign-ins for me",
  "about",
  "brute force",
  "why failures for bob",
])("%s fails as a whole, and is in the trail as not shown", async (text) => {
  await expect(say(text)).rejects.toBe(failure);
  const { entries } = await state.readAudit({ from: 0, to: now.getTime() + 1, limit: 9, offset: 0 });
  expect(entries.map(({ person, note }) => [person, note])).toEqual([
    [bob.userId, expect.stringMatching(/^not shown/)],
  ]);
});

test("who may see their own alone is in the trail as well, though the store tells nobody who they are", async () => {
  const answer = createAnswerer({
    store: failingStore(failure),
    access: { readers: new Set(), conversations: state },
    version: "1",
    source: "test",
    state,
  });
  const ask = {
    text: "failures for bob@contoso.com",
    asker: { id: bob.userId },
    now,
    timezone: "UTC",
    locale: "en-GB",
    shared: false,
  };
  await expect(answer(ask)).rejects.toBe(failure);
  const trail = await state.readAudit({ from: 0, to: now.getTime() + 1, limit: 9, offset: 0 });
  expect(trail).toMatchObject({ answered: 0, refused: 1 });
});

test.each([
  ["help", "help"],
  ["help filters", "help"],
  ["what is 50126", "explain"],
])("%s needs no store", async (text, card) => {
  expect((await say(text)).card).toBe(card);
});

test("what those are told who do not run Signpost names no part of it", () => {
  expect(failure.told).not.toMatch(/contoso|ClickHouse/);
  expect(failure.told).toMatch(/Whoever runs Signpost/);
});
