import { expect, test } from "vitest";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Store } from "../../src/store/store.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { viewOf } from "./answer-question.ts";
import { now } from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const day = 86_400_000;
/** More than are compared at once. */
const users = 620;

/** Everybody signed in once 10 days ago, and once yesterday; user 3 more often then, and somebody new. */
async function storeOfMany(): Promise<Store> {
  const store = openSqliteStore({ path: ":memory:" });
  const signIn = (user: number, ago: number, nth = 0): SignIn => ({
    id: `s${user}-${ago}-${nth}`,
    createdDateTime: new Date(now.getTime() - ago * day - user * 1_000 - nth).toISOString(),
    type: "interactiveUser",
    userId: `user-${String(user).padStart(4, "0")}`,
    ipAddress: `10.0.${Math.floor(user / 250)}.${user % 250}`,
    status: { errorCode: 0 },
  });
  const everybody = Array.from({ length: users }, (_, user) => user);
  const signIns = [
    // The order of keys puts other users first in each range, so that each list is cut elsewhere.
    ...everybody.flatMap((user) => [signIn(user, 10), signIn(user, 1)]),
    ...everybody.filter((user) => user % 2 === 0).map((user) => signIn(user, 10, 1)),
    ...everybody.filter((user) => user % 2 === 0).map((user) => signIn(user, 1, 1)),
    ...[1, 2, 3].map((nth) => signIn(3, 1, nth)),
    signIn(900, 1),
  ];
  await store.write(signIns.map(entryOf));
  return store;
}

test("among more users than are compared, those beyond are neither new nor gone", async () => {
  const store = await storeOfMany();
  const view = await viewOf(
    "compare",
    { intent: "compare", window: { from: "now-7d", to: "now" }, by: ["user"], limit: 10 },
    { store },
  );
  expect(view.sections[0]?.bars.map(({ label, value }) => [label, value])).toEqual([
    ["user-0003", "4 · 1 · +300 %"],
  ]);
  expect(view.coverage.join(" ")).toMatch(/only the 500 most active of either range were compared/);
  await store.close();
});

test("what is new is found among more values than are counted at once", async () => {
  const store = await storeOfMany();
  const view = await viewOf(
    "pattern",
    { intent: "pattern", window: { from: "now-30d", to: "now" } },
    { store },
  );
  expect(view.news[0]?.bars.map(({ label }) => label)).toEqual(["IP address 10.0.3.150"]);
  await store.close();
});
