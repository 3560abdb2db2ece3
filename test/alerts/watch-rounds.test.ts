import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Access, Directory, Standing } from "../../src/access/access.ts";
import { createWatchRounds } from "../../src/alerts/watch-rounds.ts";
import { createAnalysis } from "../../src/commands/analysis.ts";
import type { Deps } from "../../src/commands/command.ts";
import { createWatchCheck } from "../../src/commands/standing/watch-check.ts";
import type { Question } from "../../src/question/question.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import type { Address } from "../../src/state/letters.ts";
import type { State } from "../../src/state/state.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { View } from "../../src/views/view.ts";
import { collectLog, type LogLine } from "../bot/teams.ts";
import { bob } from "./payloads.ts";
import { now, signInOfBob } from "./service.ts";

/** Watches: what is told, to whom, and how often. */

const minute = 60_000;
const reader = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
const channel = "19:soc@thread.tacv2;messageid=1";
const { signal } = new AbortController();
const failed = { status: { errorCode: 50126 } };

let store: Store;
let state: State;
let time: number;
let told: { to: Address; key: string; view: View }[];
let lines: LogLine[];
let readers: string[];

beforeEach(() => {
  store = openSqliteStore({ path: ":memory:" });
  state = openSqliteState(":memory:");
  time = now;
  told = [];
  readers = [reader];
});
afterEach(async () => {
  await store.close();
  await state.close();
});

const failures = (threshold: number, every = "PT10M"): Question => ({
  intent: "watch",
  where: [
    { field: "status", is: ["failure"] },
    { field: "user", is: ["bob@contoso.com"] },
  ],
  threshold,
  every,
  notUnderstood: [],
});

const watch = (question: Question, { shared = false, conversation = "a:chat", person = reader } = {}) =>
  state.addWatch({ person, conversation, shared, timezone: "Europe/Berlin" }, question, time);

/** What a start of the service makes. */
function begin(directory?: Directory): (stop?: AbortSignal) => Promise<void> {
  const collected = collectLog();
  lines = collected.lines;
  const access: Access = { readers: new Set(readers), conversations: state, ...(directory && { directory }) };
  const deps: Deps = { store, analysis: createAnalysis(store), access, version: "1", source: "test", state };
  const sent = new Set(told.map(({ key }) => key));
  const round = createWatchRounds({
    state,
    store: async () => store,
    startRound: async () => createWatchCheck(deps, "UTC"),
    say: async (to, key, view) => {
      // As the outbox does: the same key is one letter.
      if (!sent.has(key)) told.push({ to, key, view });
      sent.add(key);
    },
    serviceUrl: "https://usual.example/",
    log: collected.log,
    clock: () => time,
  });
  return (stop = signal) => round(stop);
}

/** Failures of Bob's, so many minutes before now. */
const fail = (...minutes: number[]) =>
  store.write(minutes.map((ago) => signInOfBob(ago - (time - now) / minute, failed)));

test("enough of them within one stretch are told once, with what is about them, and again after a pause", async () => {
  await watch(failures(3));
  const round = begin();
  time += 30 * minute;
  await fail(25, 20);
  await round();
  expect(told).toEqual([]);
  await fail(19);
  await round();
  expect(told).toHaveLength(1);
  expect(told[0]?.to.conversation).toBe("a:chat");
  expect(told[0]?.view).toMatchObject({
    headline: expect.stringMatching(/^Watch 1: 3 sign-ins · Failures · Bob <bob@contoso\.com>/),
    lines: [
      "From 31 Mar 2026 13:45 CEST to 31 Mar 2026 13:51 CEST.",
      expect.stringMatching(/^At least 3 within 10 minutes are told/),
    ],
    buttons: [
      {
        title: "Show them",
        ask: expect.stringMatching(/^failures for bob@contoso\.com from:2026-03-31T11:45/),
      },
      { title: "Watches here" },
      { title: "End watch 1", ask: 'unwatch "1"' },
    ],
  });
  // The same burst goes on: no news.
  await fail(15, 11, 10.5);
  await round();
  expect(told).toHaveLength(1);
  await begin()();
  expect(told).toHaveLength(1);
  time += 30 * minute;
  await fail(9, 8, 7);
  await round();
  expect(told.map(({ key }) => key)).toEqual(["watch/1/1", "watch/1/2"]);
});

test("records that come late are told, those from before the watch are not", async () => {
  await fail(5, 4, 3);
  await watch(failures(3));
  const round = begin();
  await round();
  expect(told).toEqual([]);
  time += 90 * minute;
  await fail(80, 79, 78);
  await round();
  expect(told).toHaveLength(1);
});

test("without new data nothing is asked of the store, and a restart tells nothing twice", async () => {
  await watch(failures(1));
  time += minute;
  await fail(0.5);
  const scans: number[] = [];
  const own = store;
  store = { ...own, scan: (...args) => (scans.push(1), own.scan(...args)) };
  const round = begin();
  await round();
  await round();
  await round();
  // One finds it, the next that there is no more.
  expect([told.length, scans.length]).toEqual([1, 2]);
  await begin()();
  expect(told).toHaveLength(1);
  store = own;
});

test("a crash after the telling tells it once", async () => {
  await watch(failures(1));
  time += minute;
  await fail(0.5);
  const { followWatch } = state;
  state.followWatch = () => Promise.reject(new Error("killed"));
  await begin()();
  state.followWatch = followWatch;
  await begin()();
  await begin()();
  expect(told.map(({ key }) => key)).toEqual(["watch/1/1"]);
});

test("where others read along, what they may not see goes to its maker alone", async () => {
  await watch(failures(1), { shared: true, conversation: channel });
  time += minute;
  await fail(0.5);
  await begin()();
  expect(told).toEqual([]);
  expect(lines).toContainEqual(
    expect.objectContaining({ message: expect.stringMatching(/no personal chat/) }),
  );
  const chat = { conversation: "a:reader", serviceUrl: "https://smba.trafficmanager.net/emea/" };
  await state.rememberPersonalChat(reader, chat);
  time += 30 * minute;
  await fail(1);
  await begin()();
  expect(told.map(({ to }) => to)).toEqual([chat]);
  await state.allowConversation({ person: reader, conversation: "19:soc@thread.tacv2" }, time);
  time += 30 * minute;
  await fail(1);
  await begin()();
  expect(told.at(-1)?.to).toEqual({ ...chat, conversation: channel });
});

test("whoever may not see it any more is told nothing", async () => {
  await watch(failures(1));
  readers = [];
  time += minute;
  await fail(0.5);
  await begin()();
  expect(told).toEqual([]);
  expect(lines).toContainEqual(expect.objectContaining({ message: expect.stringMatching(/may not see it/) }));
});

test("who may see only their own sign-ins is told of those alone", async () => {
  const eve = { userId: "7d4a3c2b-1111-4222-8333-444455557777", userPrincipalName: "eve@contoso.com" };
  await watch(
    { intent: "watch", where: [], threshold: 1, every: "PT10M", notUnderstood: [] },
    { person: bob },
  );
  time += minute;
  await store.write([signInOfBob(-0.5, eve)]);
  const round = begin();
  await round();
  expect(told).toEqual([]);
  await store.write([signInOfBob(-0.6)]);
  await round();
  expect(told).toHaveLength(1);
});

test("a watch that another version wrote, or that breaks, leaves the others alone", async () => {
  await watch({ ...failures(1), where: [{ field: "user", is: ["nobody knows her"] }] });
  await watch(failures(1));
  time += minute;
  await fail(0.5);
  await begin()();
  expect(told).toHaveLength(1);
});

test("what a muted watch finds is counted, and told once the mute is over", async () => {
  const { id } = await watch(failures(1));
  const round = begin();
  await state.muteWatch(id, time + 60 * minute);
  time += minute;
  await fail(0.5);
  await round();
  time += 30 * minute;
  await fail(0.5);
  await round();
  expect([told.length, await state.watch(id)]).toMatchObject([0, { told: 0, untold: 2 }]);
  time += 40 * minute;
  await begin()();
  expect(told.map(({ view }) => view.headline)).toEqual([
    "Watch 1: While it was muted it would have been told 2 times.",
  ]);
  expect(await state.watch(id)).toMatchObject({ told: 1, untold: 0 });
  await begin()();
  expect(told).toHaveLength(1);
});

test("one that is ended while it is looked at is not told", async () => {
  const { id } = await watch(failures(1));
  time += minute;
  await fail(0.5);
  const own = store;
  store = { ...own, scan: async (...args) => (await state.removeWatch(id), own.scan(...args)) };
  await begin()();
  expect(told).toEqual([]);
  store = own;
});

test("a burst behind more sign-ins than one look reads is found", async () => {
  await watch(failures(1_000));
  time += 110 * minute;
  const steady = Array.from({ length: 101 * 100 }, (_, at) => 108 - at / 100);
  await fail(...steady, ...Array.from({ length: 1_500 }, (_, at) => 6 - at / 500));
  await begin()();
  expect(told).toHaveLength(1);
});

const spray = (min = 3): Question => ({
  intent: "watch",
  where: [],
  hunt: "password-spray",
  having: [{ of: "user", atLeast: min }],
  notUnderstood: [],
});

/** Three people of one address, so many minutes ago. */
const sprayed = async (ago: number, ipAddress = "203.0.113.9", changes: object = failed): Promise<void> => {
  const people = ["a", "b", "c"].map((letter, at) => ({
    userId: `7d4a3c2b-1111-4222-8333-44445555777${at}`,
    userPrincipalName: `${letter}@contoso.com`,
  }));
  await store.write(
    people.map((one, at) =>
      signInOfBob(ago - at / 10 - (time - now) / minute, { ...one, ipAddress, ...changes }),
    ),
  );
};

test("a hunt that is watched tells each suspect once, again after a pause, and when somebody got in", async () => {
  await sprayed(5, "198.51.100.1");
  await watch(spray());
  const round = begin();
  time += 10 * minute;
  await round();
  expect(told).toEqual([]);
  await sprayed(2);
  await round();
  expect(told).toHaveLength(1);
  expect(told[0]?.view).toMatchObject({
    card: "hunt",
    headline: "Watch 1: 1 IP address tried the passwords of many users; nobody got in.",
    rule: expect.stringContaining("at least 3 users"),
    findings: [{ subject: "203.0.113.9", verdict: expect.stringMatching(/^Nobody/) }],
  });
  // It goes on, and the service starts anew.
  time += 5 * minute;
  await sprayed(1);
  await begin()();
  expect(told).toHaveLength(1);
  await sprayed(3, "203.0.113.77");
  await begin()();
  expect(told.at(-1)?.view).toMatchObject({ findings: [{ subject: "203.0.113.77" }] });
  await sprayed(0.5, "203.0.113.9", {});
  await round();
  expect(told).toHaveLength(3);
  expect(told.at(-1)?.view).toMatchObject({
    findings: [{ subject: "203.0.113.9", verdict: expect.stringMatching(/^Got in: /) }],
  });
  // All three of them are inside: another one who gets in is news.
  const dora = { userId: "7d4a3c2b-1111-4222-8333-444455557779", userPrincipalName: "dora@contoso.com" };
  await store.write([
    signInOfBob(0.4 - (time - now) / minute, { ...dora, ipAddress: "203.0.113.9", ...failed }),
    signInOfBob(0.3 - (time - now) / minute, { ...dora, ipAddress: "203.0.113.9" }),
  ]);
  await round();
  expect(told).toHaveLength(4);
  time += 150 * minute;
  await sprayed(1);
  await begin()();
  expect(told).toHaveLength(5);
});

test("whoever may see their own sign-ins alone is told of no hunt over others", async () => {
  await watch(spray(), { person: bob });
  time += 10 * minute;
  await sprayed(2);
  await begin()();
  expect(told).toEqual([]);
});

/** How many bursts there are, by counting records one by one. All times in minutes, back from now. */
function burstsOf(agos: readonly number[], threshold: number, length: number): number {
  const times = agos.map((ago) => -ago).toSorted((a, b) => a - b);
  const before = (time: number, at: number): number =>
    times.filter((one, index) => index < at && time - one < length).length;
  let bursts = 0;
  let told = -Infinity;
  for (const time of times) {
    if (time <= told) continue;
    const within = times.filter((one) => one >= time && one - time < length);
    if (within.length < threshold) continue;
    bursts += 1;
    let last = times.lastIndexOf(within[threshold - 1] ?? time);
    while (
      last + 1 < times.length &&
      before(times[last + 1] ?? 0, last + 1) >= Math.max(1, Math.ceil(threshold / 2))
    )
      last++;
    told = times[last] ?? time;
  }
  return bursts;
}

test("an attack is told though there is some of it all the time", async () => {
  await watch(failures(20));
  const round = begin();
  for (let hour = 1; hour <= 3; hour++) {
    time = now + hour * 60 * minute;
    await fail(...Array.from({ length: 12 }, (_, at) => 59 - at * 5));
    if (hour !== 2) await fail(...Array.from({ length: 40 }, (_, at) => 20 - at / 10));
    await round();
  }
  expect(told).toHaveLength(2);
});

test("bursts that come together are each told, and one that could not be looked at is looked at again", async () => {
  await watch(failures(3));
  time += 100 * minute;
  await fail(90, 89, 88, 40, 39, 38);
  const own = store;
  let isBusy = true;
  store = {
    ...own,
    scan(...args) {
      if (!isBusy) return own.scan(...args);
      isBusy = false;
      return Promise.reject(new Error("busy"));
    },
  };
  const round = begin();
  await round();
  expect(told).toEqual([]);
  await round();
  expect(told.map(({ key }) => key)).toEqual(["watch/1/1", "watch/1/2"]);
  store = own;
});

test("while the directory does not say who reads, nothing is told and nothing is passed over", async () => {
  readers = [];
  let standing: Standing = "unknown";
  await watch({ intent: "watch", where: [], threshold: 1, every: "PT10M", notUnderstood: [] });
  time += minute;
  await fail(0.5);
  const round = begin({ standingOf: async () => standing });
  await round();
  expect(told).toEqual([]);
  standing = "reader";
  await round();
  expect(told).toHaveLength(1);
});

test("what is told is what a plain look at all stretches finds", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 110 }), { maxLength: 14 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 5, max: 30 }),
      async (agos, threshold, length) => {
        store = openSqliteStore({ path: ":memory:" });
        state = openSqliteState(":memory:");
        told = [];
        time = now;
        await watch(failures(threshold, `PT${length}M`));
        time = now + 115 * minute;
        await fail(...agos);
        await begin()();
        expect(told).toHaveLength(Math.min(5, burstsOf(agos, threshold, length)));
        await store.close();
        await state.close();
      },
    ),
    { numRuns: 60 },
  );
  store = openSqliteStore({ path: ":memory:" });
  state = openSqliteState(":memory:");
});
