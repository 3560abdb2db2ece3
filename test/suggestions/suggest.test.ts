import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { limits } from "../../src/limits.ts";
import { parse, type Context } from "../../src/question/parse/parse.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";
import type { Store } from "../../src/store/store.ts";
import { phrases, sentences } from "../../src/suggestions/phrases.ts";
import { suggest } from "../../src/suggestions/suggest.ts";
import { memoryStore } from "../store/memory-store.ts";
import { signInWith } from "../views/sample-sign-ins.ts";

const context: Context = {
  now: new Date("2026-11-20T10:00:00Z"),
  timezone: "Europe/Berlin",
  weekStart: "monday",
  locale: "en-GB",
};

const users = [
  { userId: "a1", userDisplayName: "Alice Ng", userPrincipalName: "alice@contoso.com" },
  { userId: "a2", userDisplayName: "Alexandra Brandt", userPrincipalName: "alex.brandt@contoso.com" },
  { userId: "a3", userDisplayName: "Zed\u202E <b>", userPrincipalName: 'zed" status:success@contoso.com' },
];
const apps = [
  { appId: "b1", appDisplayName: 'Zenith "x" status:success' },
  { appId: "b2", appDisplayName: "Office 365 Exchange Online" },
];

let store: Store;
beforeAll(async () => {
  store = memoryStore();
  const signIns = users.map((user, index) =>
    signInWith({ id: `id-${index}`, ...user, ...apps[index % apps.length], raw: "{}" }),
  );
  await store.write(signIns.map(entryOf));
});

const texts = async (typed: string): Promise<string[]> =>
  (await suggest(typed, context, store)).map(({ text }) => text);

test.each([
  ["fail", "failures for alice last 7 days"],
  ["failures for bob la", "failures for bob last 7 days"],
  ["failures for bob last 3", "failures for bob last 30 days"],
  ["failures by cou", "failures by country"],
  ["sign-ins per d", "sign-ins per day"],
  ["non", "non-interactive"],
  ["failures mfa:", "failures mfa:failed"],
  ["hunt impo", "hunt impossible-travel"],
  ["what is 5012", "what is 50126"],
  ["failures for ali", "failures for alice@contoso.com"],
  ["failures for alice n", "failures for alice@contoso.com"],
  ["failures app office 365 ex", 'failures app "Office 365 Exchange Online"'],
  ["failures office 365 ex", 'failures app:"Office 365 Exchange Online"'],
  ["help f", "help filters"],
])("“%s” may become “%s”", async (typed, expected) => {
  const all = await texts(typed);
  expect(all).toContain(expected);
  expect(all.length).toBeLessThanOrEqual(limits.suggestions);
});

test("a name says whose it is", async () => {
  expect(await suggest("summary for alex", context, store)).toContainEqual({
    text: "summary for alex.brandt@contoso.com",
    detail: "user Alexandra Brandt",
  });
});

test.each(["", "   ", "failures for alice last 7 days", `fail${"x".repeat(limits.suggestedFor)}`])(
  "nothing is suggested for “%s”",
  async (typed) => {
    expect(await texts(typed)).toEqual([]);
  },
);

test("a name cannot smuggle a filter in", async () => {
  const taken = [...(await texts("failures for zed")), ...(await texts("failures for zen"))];
  const named = taken.filter((text) => /status:/.test(text) || /a3|b1/.test(text));
  expect(named.length).toBeGreaterThan(1);
  for (const text of named)
    expect(parse(text, context).where.filter(({ field }) => field === "status")).toEqual([
      { field: "status", is: ["failure"] },
    ]);
});

function unreadIn(text: string): number {
  try {
    return parse(text, context).notUnderstood.length;
  } catch {
    return Infinity;
  }
}

describe("whatever is typed", () => {
  const typed = fc.oneof(
    fc
      .tuple(fc.constantFrom(...sentences, ...phrases), fc.nat(), fc.constantFrom("", "failures ", "bob "))
      .map(([{ text }, length, before]) => before + text.slice(0, 1 + (length % text.length))),
    fc.string({ unit: "grapheme", maxLength: 30 }),
  );

  test("nothing is suggested that is not understood, or that leaves out what was typed", async () => {
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const unread = unreadIn(text);
        const firstWords = text.trim().split(/\s+/).slice(0, -3).join(" ").toLowerCase();
        for (const { text: suggested } of await suggest(text, context, store)) {
          expect(unreadIn(suggested)).toBeLessThanOrEqual(unread);
          expect(suggested.toLowerCase().replace(/\s+/g, " ").trim()).toContain(firstWords);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("names that take too long are left out", async () => {
  const slow: Store = {
    ...store,
    lookup: (_field, _request, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason as Error));
      }),
  };
  const found = await suggest("failures for bob la", context, slow, AbortSignal.timeout(10));
  expect(found.map(({ text }) => text)).toContain("failures for bob last 7 days");
});

test("each sentence and each phrase stands once", () => {
  for (const all of [sentences, phrases])
    expect(new Set(all.map(({ folded }) => folded)).size).toBe(all.length);
});
