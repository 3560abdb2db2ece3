import { expect, test } from "vitest";
import { createAnswerer } from "../../src/commands/answer.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { memoryStore } from "../store/memory-store.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const now = new Date("2026-11-22T10:00:00Z");
let made = 0;

/** A sign-in of somebody at an hour of today, from an address, with a code. */
const at = (hour: string, user: string, ipAddress: string, errorCode: number): SignIn => ({
  id: String(++made),
  createdDateTime: `2026-11-22T${hour}:00.000Z`,
  type: "interactiveUser",
  status: { errorCode },
  userId: user,
  userPrincipalName: `${user}@contoso.com`,
  userDisplayName: user,
  ipAddress,
});

const [home, attacker] = ["192.0.2.1", "203.0.113.9"];

async function headlineOf(text: string, signIns: readonly SignIn[]): Promise<string> {
  const store = memoryStore();
  await store.write(signIns.map(entryOf));
  const answer = createAnswerer({ store, access: { readers: "everyone" }, version: "1", source: "test" });
  const view = await answer({ text, asker: {}, now, timezone: "UTC", locale: "en-GB", shared: false });
  return view.headline;
}

const broken = [
  at("02:00", "bob", attacker, 50126),
  at("02:10", "bob", attacker, 0),
  at("02:20", "bob", attacker, 53000),
];
const ownSuccess = at("09:00", "bob", home, 0);
const spray = ["alice", "bob", "carol"].map((user) => at("03:00", user, attacker, 50126));

test.each<[string, string, readonly SignIn[], RegExp]>([
  [
    "a success between the failures is no all-clear",
    "failures for bob today",
    broken,
    /1 success from the same address, the last at 02:10 today\.$/,
  ],
  [
    "nor is it one in a summary",
    "summary failures for bob today",
    broken,
    /1 success from the same address, the last at 02:10 today\.$/,
  ],
  [
    "one's own later success elsewhere is told apart",
    "failures for bob today",
    [at("02:00", "bob", attacker, 50126), ownSuccess],
    /no success from there, but one from elsewhere at 09:00 today\.$/,
  ],
  [
    "nobody after",
    "failures for bob today",
    [at("02:00", "bob", attacker, 50126)],
    /no success from there, and none after\.$/,
  ],
  [
    "a spray that failed, though its victims sign in elsewhere",
    "failures from 203.0.113.9 today",
    [...spray, ownSuccess],
    /of 3 users from 1 address; .*; no success from there\.$/,
  ],
  [
    "a spray that worked for one",
    "failures from 203.0.113.9 today",
    [...spray, at("03:05", "carol", attacker, 0)],
    /1 success of 1 user from the same address, the last at 03:05 today\.$/,
  ],
  [
    "nothing is said of a crowd",
    "failures today",
    [...spray, at("04:00", "dave", home, 50126), ownSuccess],
    /of 4 users from 2 addresses; last at 04:00 today\.$/,
  ],
  [
    "nothing is said where successes are counted anyway",
    "sign-ins for bob today",
    broken,
    /^3 sign-ins in .*; last at 02:20 today\.$/,
  ],
])("%s", async (_, text, signIns, headline) => {
  expect(await headlineOf(text, signIns)).toMatch(headline);
});

test("a summary of failures never says that nobody got in", async () => {
  expect(await headlineOf("summary failures today", [...spray, ownSuccess])).not.toMatch(/nobody/);
});

test.each<[string, RegExp]>([
  ["failures from 203.0.113", /^I cannot read "203\.0\.113", so I have not searched/],
  ["status:banana failures", /^I cannot read "status:banana"/],
  ["failures for bbo today", /^"bbo" is no word that I know/],
  ["failures from Germny", /^"Germny" is no word that I know/],
])("%s is asked back, not answered for everybody", async (text, headline) => {
  expect(await headlineOf(text, broken)).toMatch(headline);
});
