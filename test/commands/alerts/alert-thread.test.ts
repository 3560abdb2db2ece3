import { afterAll, beforeAll, expect, test } from "vitest";
import { readAlerts } from "../../../src/alerts/read-alert.ts";
import { createAnswerer } from "../../../src/commands/answer.ts";
import { questionInThread } from "../../../src/commands/alerts/alert-thread.ts";
import type { Alert } from "../../../src/alerts/alert.ts";
import { openSqliteState } from "../../../src/state/sqlite/open-state.ts";
import type { State } from "../../../src/state/state.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { Store } from "../../../src/store/store.ts";
import type { View } from "../../../src/views/view.ts";
import { bob, graphAlert, ownAlert } from "../../alerts/payloads.ts";
import { now, signInOfBob } from "../../alerts/service.ts";

/** Questions in the thread of an alert. */

const reader = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
const second = "cccccccc-cccc-4ddd-8eee-ffffffffffff";
const channel = "19:soc@thread.tacv2";
const attacker = { ipAddress: "203.0.113.9", location: { city: "Oslo", countryOrRegion: "NO" } };
const failed = { status: { errorCode: 50126 } };
const eve = {
  userId: "7d4a3c2b-1111-4222-8333-444455557777",
  userDisplayName: "Eve",
  userPrincipalName: "eve@contoso.com",
};
let store: Store;
let state: State;

beforeAll(async () => {
  store = openSqliteStore({ path: ":memory:" });
  state = openSqliteState(":memory:");
  await store.write([
    ...[3_000, 300, 10].map((minutes) => signInOfBob(minutes)),
    ...[16, 17].map((minutes) => signInOfBob(minutes, { ...attacker, ...failed })),
    signInOfBob(15, { ...attacker, ...eve }),
  ]);
  const seen = { source: "graph", id: "1", version: "1", updated: now, isClosed: false, at: now };
  const thread = { channel, foldKey: "x", severity: "high", count: 1, opened: now, last: now };
  const alert = JSON.stringify(readAlerts(graphAlert)[0]);
  const { number } = await state.alerts.open({ ...thread, alert }, seen);
  await state.alerts.told(number, "card", { id: "card-1" });
});
afterAll(async () => {
  await store.close();
  await state.close();
});

const ask = (
  text: string,
  { by = reader, conversation = `${channel};messageid=card-1` } = {},
): Promise<View> =>
  createAnswerer({
    store,
    access: { readers: new Set([reader, second]) },
    version: "1",
    source: "test",
    state,
  })({
    text,
    asker: { id: by },
    now: new Date(now),
    timezone: "UTC",
    locale: "en-GB",
    shared: true,
    conversation,
  });
const said = async (...request: Parameters<typeof ask>): Promise<string> =>
  JSON.stringify(await ask(...request));

test.each([
  ["others from that IP?", /About the alert: top by user ip:203\.0\.113\.9/, /eve@contoso\.com/],
  ["Who else from there?", /top by user ip:203\.0\.113\.9/, /eve@contoso\.com/],
  ["before that?", /from:2026-03-30T11:20:00Z to:2026-03-31T11:20:00Z/, /1 success/],
  ["is this normal for him?", /pattern/, /Bob/],
  ["when was his last success?", /successes user:.* limit:1 order:newest all time/, /11:30 today/],
  ["did anyone get in?", /top successes by user ip:203\.0\.113\.9/, /1 success/],
])("%s is about the alert", async (text, note, answer) => {
  const view = await said(text);
  expect(view).toMatch(note);
  expect(view).toMatch(answer);
});

test("what follows on nothing else follows on the alert", async () => {
  const by = second;
  expect(await said("only failures", { by })).toMatch(
    /Follows on: failures user:[\da-f-]+ from:2026-03-31T10:20:00Z/,
  );
  // From then on it follows on that.
  expect(await said("by country", { by })).toMatch(/Follows on: .*by country.*from:2026-03-31T10:20:00Z/);
  for (const conversation of ["19:other@thread.tacv2", `${channel};messageid=another`, channel])
    expect(await said("only failures", { by, conversation })).not.toMatch(/2026-03-31T10:20/);
});

test("whoever may not see others' sign-ins does not see them here", async () => {
  const stranger = "eeeeeeee-cccc-4ddd-8eee-ffffffffffff";
  for (const text of ["others from that ip", "before that", "when was his last success", "only failures"]) {
    const view = await said(text, { by: stranger });
    expect(view).not.toMatch(/Eve|eve@|203\.0\.113\.9 ·|Oslo/);
  }
});

test("whether he got in is asked of him, wherever he was", async () => {
  expect(await said("did he get in?")).toMatch(/About the alert: successes user:7d4a/);
});

test("people without sign-ins, the thread of a flood and the question itself are no way around", async () => {
  const seen = { source: "signpost", updated: now, version: "1", isClosed: false, at: now };
  const users = ["nobody@contoso.com", "bob@contoso.com"];
  const alert = JSON.stringify(readAlerts({ ...ownAlert, users })[0]);
  const thread = { channel, severity: "high", count: 1, opened: now, last: now, alert };
  const mixed = await state.alerts.open({ ...thread, foldKey: "y" }, { ...seen, id: "mixed" });
  await state.alerts.told(mixed.number, "card", { id: "card-2" });
  const flood = await state.alerts.open({ ...thread, foldKey: "flood/high" }, { ...seen, id: "flood" });
  await state.alerts.told(flood.number, "card", { id: "card-3" });
  const inMixed = { conversation: `${channel};messageid=card-2` };
  expect(await said("when was his last success?", inMixed)).toMatch(/11:30 today/);
  expect(await said("before that", { conversation: `${channel};messageid=card-3` })).not.toMatch(
    /About the alert/,
  );
  const stranger = "eeeeeeee-cccc-4ddd-8eee-ffffffffffff";
  expect(await said("show query", { ...inMixed, by: stranger })).not.toMatch(/7d4a|bob@/);
});

test("elsewhere such a sentence stands for itself", async () => {
  expect(await said("did anyone get in?", { conversation: channel })).not.toMatch(/About the alert/);
});

test("an alert about nobody and nowhere widens no question to everybody", () => {
  const [alert] = readAlerts({ ...ownAlert, users: [], addresses: [] });
  for (const text of [
    "others from that ip",
    "before that",
    "is this normal",
    "his last success",
    "did anyone get in",
  ])
    expect(questionInThread(text, alert as Alert)).toBeUndefined();
  const [named] = readAlerts(ownAlert);
  expect(questionInThread("what is normal for him", named as Alert)?.where).toEqual([
    { field: "user", is: ["bob@contoso.com"] },
  ]);
  expect(bob).toMatch(/^7d4a/);
});
