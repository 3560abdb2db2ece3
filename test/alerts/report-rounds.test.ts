import { afterEach, beforeEach, expect, test } from "vitest";
import type { Access, Standing } from "../../src/access/access.ts";
import { createReportRounds } from "../../src/alerts/report-rounds.ts";
import { createAnalysis } from "../../src/commands/analysis.ts";
import type { Deps } from "../../src/commands/command.ts";
import { createReports } from "../../src/commands/standing/report-answer.ts";
import type { Weekday } from "../../src/question/question.ts";
import { openSqliteState } from "../../src/state/sqlite/open-state.ts";
import type { Address } from "../../src/state/letters.ts";
import type { State } from "../../src/state/state.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import type { View } from "../../src/views/view.ts";
import { collectLog } from "../bot/teams.ts";
import { bob } from "./payloads.ts";
import { now, signInOfBob } from "./service.ts";

/** Reports: a question that is answered at a time of day. Berlin is two hours ahead of UTC. */

const hour = 3_600_000;
const reader = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
const channel = "19:soc@thread.tacv2;messageid=1";
const { signal } = new AbortController();

let store: Store;
let state: State;
let time: number;
let told: { to: Address; key: string; view: View }[];
let readers: string[];
let standing: Standing;

beforeEach(async () => {
  store = openSqliteStore({ path: ":memory:" });
  state = openSqliteState(":memory:");
  time = now;
  told = [];
  readers = [reader];
  standing = "none";
  // Bob failed on the 30th at 20:00 and the 31st at 08:00, in Berlin, and before that.
  const failed = { status: { errorCode: 50126 } };
  await store.write([220, 940, 3_000].map((minutes) => signInOfBob(minutes + 160 - 60, failed)));
});
afterEach(async () => {
  await store.close();
  await state.close();
});

const add = (
  command: string,
  {
    days,
    person = reader,
    shared = false,
    at = "09:00",
  }: { days?: Weekday[]; person?: string; shared?: boolean; at?: string } = {},
) =>
  state.addWatch(
    { person, conversation: shared ? channel : "a:chat", shared, timezone: "Europe/Berlin" },
    { intent: "report", where: [], at, ...(days && { days }), command, notUnderstood: [] },
    time,
  );

function begin(): () => Promise<void> {
  const access: Access = {
    readers: new Set(readers),
    conversations: state,
    directory: { standingOf: async () => standing },
  };
  const deps: Deps = { store, analysis: createAnalysis(store), access, version: "1", source: "test", state };
  const sent = new Set(told.map(({ key }) => key));
  const round = createReportRounds({
    state,
    make: createReports(deps, "UTC"),
    say: async (to, key, view) => {
      if (!sent.has(key)) told.push({ to, key, view });
      sent.add(key);
    },
    serviceUrl: "https://usual.example/",
    log: collectLog().log,
    timezone: "UTC",
    clock: () => time,
  });
  return () => round(signal);
}

const tomorrow = Date.parse("2026-04-01T07:00:00Z");

test("at its time the question is answered, about the time since the last answer and an hour more, once", async () => {
  await add("failures for bob@contoso.com");
  const round = begin();
  await round();
  time = tomorrow - 1;
  await round();
  expect(told).toEqual([]);
  time = tomorrow;
  await round();
  await round();
  await begin()();
  expect(told.map(({ key, to }) => [key, to.conversation])).toEqual([["watch/1/1", "a:chat"]]);
  expect(told[0]?.view).toMatchObject({
    headline: expect.stringMatching(/^Report 1: 1 failure/),
    range: "31 Mar 2026 08:00 to 1 Apr 2026 09:00 CEST",
  });
  // It happened before the last answer, and came after it.
  await store.write([signInOfBob(-(tomorrow - now) / 60_000 + 5, { status: { errorCode: 50126 } })]);
  time = tomorrow + 24 * hour;
  await round();
  expect(told[1]?.view).toMatchObject({
    card: "list",
    headline: expect.stringMatching(/^Report 1: 1 failure/),
    range: "1 Apr 2026 08:00 to 2 Apr 2026 09:00 CEST",
    buttons: expect.arrayContaining([{ title: "End report 1", ask: 'unwatch "1"' }]),
  });
  expect((await state.readAudit({ limit: 9, offset: 0 })).entries[0]).toMatchObject({
    person: reader,
    via: "watch",
    outcome: "answered",
  });
});

test("a range that the question names is kept, and so are its days", async () => {
  await add("failures last 7 days", { days: ["thu"] });
  const round = begin();
  time = tomorrow;
  await round();
  expect(told).toEqual([]);
  time = tomorrow + 25 * hour;
  await round();
  expect(told[0]?.view).toMatchObject({
    card: "list",
    range: expect.stringMatching(/^26 Mar 2026 10:00 CET to/),
  });
});

test("of those that fell due while nobody was there, one is made, about all of that time", async () => {
  await add("digest");
  time = tomorrow;
  await begin()();
  time = tomorrow + 75 * hour;
  await begin()();
  await begin()();
  expect(told).toHaveLength(2);
  expect(told[1]?.view).toMatchObject({
    card: "summary",
    headline: expect.stringMatching(/^Report 1: /),
    range: "1 Apr 2026 08:00 to 4 Apr 2026 09:00 CEST",
  });
});

test("it is made as its maker may see it at that time, and where others read along for them alone", async () => {
  await add("failures", { person: bob, shared: true });
  await state.rememberPersonalChat(bob, { conversation: "a:bob", serviceUrl: "https://emea.example/" });
  standing = "unknown";
  time = tomorrow;
  const round = begin();
  await round();
  expect(told).toEqual([]);
  standing = "none";
  await round();
  expect(told.map(({ to }) => to.conversation)).toEqual(["a:bob"]);
  expect(JSON.stringify(told[0]?.view)).not.toContain("alice");
  await add("failures for alice", { person: bob });
  time += 24 * hour;
  await round();
  expect(told.filter(({ key }) => key.startsWith("watch/2/"))).toEqual([]);
  standing = "reader";
  await state.allowConversation({ person: reader, conversation: "19:soc@thread.tacv2" }, time);
  time += 24 * hour;
  await round();
  expect(told.at(-2)?.to.conversation).toBe(channel);
});

const broken = (own: Store): Store => ({ ...own, coverage: () => Promise.reject(new Error("busy")) });

test("one that cannot be made is tried again for an hour, then that is told, and the next is about its time too", async () => {
  await add("failures");
  const own = store;
  store = broken(own);
  time = tomorrow;
  await begin()();
  store = own;
  time = tomorrow + 20 * 60_000;
  await begin()();
  expect(told).toHaveLength(1);
  store = broken(own);
  time = tomorrow + 25.1 * hour;
  const round = begin();
  await round();
  await round();
  expect(told).toHaveLength(2);
  expect(told[1]?.view).toMatchObject({
    headline: "Report 1: The report of 2 Apr 2026 09:00 CEST could not be made.",
  });
  store = own;
  time = tomorrow + 48 * hour;
  await begin()();
  expect(told[2]?.view).toMatchObject({ range: "1 Apr 2026 08:00 to 3 Apr 2026 09:00 CEST" });
});

test("a muted one is not made, and one that was ended meanwhile is not told", async () => {
  const { id } = await add("failures");
  await state.muteWatch(id, tomorrow + hour);
  time = tomorrow;
  const round = begin();
  await round();
  expect(told).toEqual([]);
  expect(await state.watch(id)).toMatchObject({ told: 0, untold: 1 });
  time = tomorrow + 24 * hour;
  const own = store;
  store = { ...own, coverage: async (...args) => (await state.removeWatch(id), own.coverage(...args)) };
  await begin()();
  expect(told).toEqual([]);
  store = own;
});
