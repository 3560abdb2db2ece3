import { expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { memoryStore } from "../store/memory-store.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const now = new Date("2026-11-22T10:00:00Z");

const signIn = (id: string, userId: string, userPrincipalName: string, userDisplayName: string): SignIn => ({
  id,
  createdDateTime: "2026-11-22T09:00:00.000Z",
  type: "interactiveUser",
  status: { errorCode: 50126 },
  userId,
  userPrincipalName,
  userDisplayName,
});

test("whoever calls themselves by another's address does not get into that person's answers", async () => {
  const store = memoryStore();
  await store.write(
    [
      signIn("1", "alice-id", "alice@contoso.com", "Alice Ng"),
      signIn("2", "impostor-id", "x@evil.example", "alice@contoso.com"),
    ].map(entryOf),
  );
  const answer = createAnswerer({ store, access: { readers: "everyone" }, version: "1", source: "test" });
  const view = await answer({
    text: "failures for alice@contoso.com last 7 days",
    asker: {},
    now,
    timezone: "UTC",
    locale: "en-GB",
    shared: false,
  });
  if (view.card !== "list") throw new Error(`got a ${view.card}`);
  expect(view.title).toContain("Alice Ng <alice@contoso.com>");
  expect(view.headline).toMatch(/^1 failure /);
});

const answerFrom = async (signIns: readonly SignIn[], text: string, askerId?: string) => {
  const store = memoryStore();
  await store.write(signIns.map(entryOf));
  const answer = createAnswerer({ store, access: { readers: "everyone" }, version: "1", source: "test" });
  return answer({
    text,
    asker: askerId === undefined ? {} : { id: askerId },
    now,
    timezone: "UTC",
    locale: "en-GB",
    shared: false,
  });
};

/** More than are ever offered, and more active than the one whom they imitate. */
const crowd = (name: string): SignIn[] =>
  Array.from({ length: 40 }, (_, at) =>
    signIn(`crowd ${at}`, `crowd-${at % 20}`, `x${at % 20}@evil.example`, name),
  );
const guid = "0a0a0a0a-1111-4111-8111-111111111111";

test.each([
  ["by address", "failures for alice@contoso.com", "alice@contoso.com"],
  ["by id", `failures user:${guid}`, guid],
  ["by id", `failures user:${guid}`, `x ${guid} y`],
  ["by address", "failures for alice@contoso.com", "Dear alice@contoso.com"],
])("a crowd of impostors %s is kept out of the answer too", async (_, text, name) => {
  const view = await answerFrom([signIn("1", guid, "alice@contoso.com", "Alice Ng"), ...crowd(name)], text);
  if (view.card !== "list") throw new Error(`got a ${view.card}`);
  expect(view.headline).toMatch(/^1 failure /);
});

test("a crowd that bears the asker's id as a name does not hide the asker", async () => {
  const view = await answerFrom(
    [signIn("1", guid, "alice@contoso.com", "Alice Ng"), ...crowd(guid)],
    "my failures",
    guid,
  );
  if (view.card !== "list") throw new Error(`got a ${view.card}`);
  expect(view.title).toContain("you (Alice Ng <alice@contoso.com>)");
  expect(view.headline).toMatch(/^1 failure /);
});

test("leaving somebody out does not leave out who bears their address as a name", async () => {
  const view = await answerFrom(
    [signIn("1", "alice-id", "alice@contoso.com", "Alice Ng"), ...crowd("alice@contoso.com")],
    "failures -user:alice@contoso.com",
  );
  if (view.card !== "list") throw new Error(`got a ${view.card}`);
  expect(view.headline).toMatch(/^40 failures /);
});

test.each([
  ["ali", "asks"],
  ["alise", "asks"],
  ["alice@conto", "1 failure"],
  ["alice@contosso.com", "asks"],
])("%s: an impostor's name is not taken for the one it imitates", async (typed, expected) => {
  const view = await answerFrom(
    [
      signIn("1", "alice-id", "alice@contoso.com", "Alice Ng"),
      signIn("2", "impostor-id", "x@evil.example", "alice@contoso.com"),
      signIn("3", "other-id", "y@evil.example", "Alice Ng"),
    ],
    `failures user:${typed}`,
  );
  // Where several fit, their addresses tell who they are.
  const asks = JSON.stringify(view).includes("Alice Ng <alice@contoso.com>") ? "asks" : "";
  const answer = view.card === "list" ? view.headline.replace(/^(1 failure)\b.*/, "$1") : asks;
  expect(answer).toBe(expected);
});
