import { expect, test } from "vitest";
import { inBlock, matches, namesEntity } from "../../src/question/matches.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";

const alice = { id: "11111111-2222-4333-8444-555555555555", name: "Alice Ng", alias: "alice@contoso.com" };

test.each([
  "alice",
  "ALICE",
  "Alice Ng",
  "alice  ng",
  "ng",
  "alice@contoso.com",
  "11111111-2222-4333-8444-555555555555",
])("%s names Alice", (text) => expect(namesEntity(text, alice)).toBe(true));

test.each(["", "al", "lice", "bob", "contoso", "alice n", "Ng Alice", "@contoso.com"])(
  "%j does not name Alice",
  (text) => expect(namesEntity(text, alice)).toBe(false),
);

test.each<[string, string, boolean]>([
  ["203.0.113.0/24", "203.0.113.255", true],
  ["203.0.113.0/24", "203.0.114.0", false],
  ["203.0.113.7", "203.0.113.7", true],
  ["203.0.113.7", "::ffff:203.0.113.7", true],
  ["2001:db8::/32", "2001:db8:1::1", true],
  ["2001:DB8::1", "2001:db8:0:0:0:0:0:1", true],
  ["10.0.0.0/8", "2001:db8::1", false],
  ["10.0.0.0/8", "no address", false],
])("%s holds %s: %s", (block, address, expected) => expect(inBlock(block, address)).toBe(expected));

test("what is excluded keeps the rows that say nothing, unless the unknown is excluded too", () => {
  const signIn: SignIn = {
    id: "1",
    createdDateTime: "2026-11-22T10:00:00.000Z",
    type: "interactiveUser",
    status: { errorCode: 0 },
  };
  expect(matches(signIn, [{ field: "country", isNot: ["DE"] }])).toBe(true);
  expect(matches(signIn, [{ field: "country", isNot: ["DE", ""] }])).toBe(false);
  expect(matches(signIn, [{ field: "country", is: [""] }])).toBe(true);
  expect(matches(signIn, [{ field: "country", is: ["DE"] }])).toBe(false);
});
