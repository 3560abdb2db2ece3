import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Access } from "../../src/access/access.ts";
import { createWatchRounds } from "../../src/alerts/watch-rounds.ts";
import { createAnalysis } from "../../src/commands/analysis.ts";
import type { Deps } from "../../src/commands/command.ts";
import { createWatchCheck } from "../../src/commands/watch-check.ts";
import type { Question } from "../../src/question/question.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import type { Address } from "../../src/state/letters.ts";
import type { State } from "../../src/state/state.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { NoticeView } from "../../src/views/view.ts";
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
let told: { to: Address; key: string; view: NoticeView }[];
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
function begin(): (stop?: AbortSignal) => Promise<void> {
  const collected = collectLog();
  lines = collected.lines;
  const access: Access = { readers: new Set(readers), conversations: state };
  const deps: Deps = { store, analysis: createAnalysis(store), access, version: "1", source: "test", state };
  const sent = new Set(told.map(({ key }) => key));
  const round = createWatchRounds({
    state,
    store: async () => store,
    check: createWatchCheck(deps, "UTC"),
    say: async (to, key, view) => {
      // As the outbox does: the same key is one letter.
      if (!sent.has(key)) told.push({ to, key, view });
      sent.add(key);
      return true;
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
      {},
      {},
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
  expect([told.length, scans.length]).toEqual([1, 1]);
  await begin()();
  expect(told).toHaveLength(1);
  store = own;
});

test("a crash after the telling tells it once", async () => {
  await watch(failures(1));
  time += minute;
  await fail(0.5);
  const { toldWatch } = state;
  state.toldWatch = () => Promise.reject(new Error("killed"));
  await begin()();
  state.toldWatch = toldWatch;
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
        const times = agos.toSorted((a, b) => b - a);
        const isEnough = times.some((ago, at) => ago - (times[at + threshold - 1] ?? -Infinity) < length);
        expect(told).toHaveLength(isEnough ? 1 : 0);
        await store.close();
        await state.close();
      },
    ),
    { numRuns: 60 },
  );
  store = openSqliteStore({ path: ":memory:" });
  state = openSqliteState(":memory:");
});
