import { expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { memoryStore } from "../store/memory-store.ts";

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
    ].map((one) => ({ kind: "signIn", signIn: one })),
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
  expect(view.figures.map(({ value }) => value)).toEqual(["0", "1", "0"]);
});
