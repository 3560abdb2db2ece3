import { afterAll, beforeAll, expect, test } from "vitest";
import { alertIn, namesOf } from "../../../src/alerts/alert.ts";
import { readAlerts } from "../../../src/alerts/read-alert.ts";
import { createAnswerer } from "../../../src/commands/answer.ts";
import { openSqliteState } from "../../../src/state/sqlite/open-state.ts";
import type { State } from "../../../src/state/state.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { Store } from "../../../src/store/store.ts";
import type { View } from "../../../src/views/view.ts";
import { graphAlert, ownAlert, sentinelAlert, sentinelIncident } from "../../alerts/payloads.ts";
import { now, signInOfBob } from "../../alerts/service.ts";

/** Links in messages, and what they are answered with. */

const reader = "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff";
const other = "eeeeeeee-cccc-4ddd-8eee-ffffffffffff";
const appId = "11111111-2222-4333-8444-555555555555";
const home = { origin: "https://signpost.contoso.com", appId };
const signIn = "66ea54eb-6301-4ee5-be62-ff5a759b0100";
let store: Store;
let state: State;

beforeAll(async () => {
  store = openSqliteStore({ path: ":memory:" });
  state = openSqliteState(":memory:");
  const attacker = { ipAddress: "203.0.113.9", location: { city: "Oslo", countryOrRegion: "NO" } };
  await store.write([
    ...[3_000, 300, 10].map((minutes) => signInOfBob(minutes)),
    signInOfBob(15, { ...attacker, id: signIn, status: { errorCode: 50126 } }),
  ]);
  const second = { ...graphAlert, id: "da2", alertWebUrl: undefined, title: "Anonymous address" };
  await keep(second, "b");
  for (const [index, body] of [graphAlert, sentinelIncident, sentinelAlert, ownAlert].entries())
    await keep(body, `a${index}`);
  await keep({ ...ownAlert, id: "flooded", url: "https://siem.contoso.com/flooded" }, "flood/high");
});
afterAll(async () => {
  await store.close();
  await state.close();
});

async function keep(body: unknown, foldKey: string): Promise<void> {
  const [alert] = readAlerts(body);
  if (alert === undefined) throw new Error("no alert");
  const { source, id } = alert;
  const seen = { source, id, version: "1", updated: now, isClosed: false, at: now, names: namesOf(alert) };
  const thread = { channel: "19:soc", foldKey, severity: "high", count: 1, opened: now, last: now };
  const kept = await state.alerts.open({ ...thread, alert: JSON.stringify(alert) }, seen);
  expect(alertIn(kept)).toEqual(alert);
}

async function say(text: string, { by = reader, shared = false } = {}): Promise<View> {
  const access = { readers: new Set([reader]), conversations: state };
  const answer = createAnswerer({ store, access, version: "1", source: "test", state, home });
  return answer({
    text,
    asker: by === "" ? {} : { id: by },
    now: new Date(now),
    timezone: "UTC",
    locale: "en-GB",
    shared,
    conversation: `19:${shared}`,
  });
}
const said = async (...request: Parameters<typeof say>): Promise<string> =>
  JSON.stringify(await say(...request));

const alertLinks: [string, RegExp][] = [
  [graphAlert.alertWebUrl, /Password Spray/],
  ["https://security.microsoft.com/alerts/DA637551227677560813_-961444813", /Password Spray/],
  ["https://security.microsoft.com/incidents/28282", /Password Spray.*Of the same name: Anonymous address/],
  [
    `https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident${sentinelIncident.object.id.replace("/x/", "/1/")}`,
    /Microsoft Sentinel, incident/,
  ],
  [sentinelIncident.object.properties.incidentUrl, /Microsoft Sentinel, incident/],
  [sentinelAlert.AlertLink, /Microsoft Sentinel, alert/],
  [ownAlert.url, /severity high/],
];

test.each(alertLinks)("%s is answered with what is known of the alert", async (link, expected) => {
  for (const text of [link, `what is this ${link} ?`, `Can you look at this alert: <${link}>`]) {
    const view = await say(text);
    expect(view).toMatchObject({ card: "notice", headline: expect.stringMatching(/bob|Bob/) });
    expect(JSON.stringify(view)).toMatch(expected);
    expect(view.buttons.map(({ title }) => title)).toEqual(
      expect.arrayContaining(["Their sign-ins", "Who got in from there", "Link"]),
    );
    expect(JSON.stringify(view)).not.toMatch(/I left out/);
  }
});

test.each(alertLinks)("%s tells nothing to who may not see all sign-ins", async (link) => {
  const stranger = await said(link, { by: other });
  expect(stranger).not.toMatch(/Spray|Bob|bob|203\.0\.113/);
  expect(await said(link, { by: "" })).not.toMatch(/Spray|Bob|bob|203\.0\.113/);
  expect((await say(link, { shared: true })).audience).toBe("asker");
});

test("whether an alert came with an address is told to readers alone", async () => {
  const unknown = await said("https://siem.contoso.com/nothing", { by: other });
  const known = await said(ownAlert.url, { by: other });
  expect(known.replaceAll("4711", "nothing")).toBe(unknown);
});

test.each([
  ["https://security.microsoft.com/incidents/99", /No alert or incident \\"99\\" has come here/],
  ["https://siem.contoso.com/flooded", /came among more alerts than are kept/],
])("%s is said not to be known, and what to do", async (link, expected) => {
  expect(await said(link)).toMatch(expected);
  expect(await said(link)).toMatch(/ask me about its people/);
});

test.each([
  ["https://login.microsoftonline.com/error?code=50126", "explain", /InvalidUserNameOrPassword/],
  [
    `what happened in https://entra.microsoft.com/#view/SignInLogs/requestId/${signIn}`,
    "detail",
    /203\.0\.113\.9/,
  ],
  ["https://signpost.contoso.com/ask?q=failures+last+7+days", "list", /1 failure/],
  ["look: https://signpost.contoso.com/ask?q=sign-ins+per+day+in+Asia%2FTokyo", "trend", /JST|GMT\+9/],
  [
    `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}&message=failures+last+7+days`,
    "list",
    /1 failure/,
  ],
])("%s is answered as a %s", async (text, card, expected) => {
  const view = await say(text);
  expect(view.card).toBe(card);
  expect(JSON.stringify(view)).toMatch(expected);
  expect(JSON.stringify(view)).toMatch(/From the link: /);
});

test("what else is said beside a link is named, and marked where it stands", async () => {
  const link = "https://signpost.contoso.com/ask?q=failures+last+7+days";
  const view = await say(
    `only successes for carol please ${link} and https://security.microsoft.com/incidents/1`,
  );
  expect(view).toMatchObject({
    card: "list",
    notes: expect.arrayContaining(['I left out: "successes", "carol".', "I answered the first link alone."]),
    echo: { unread: ["successes", "carol"] },
  });
});

test("a filter beside a link narrows nothing, so nothing is searched", async () => {
  const link = "https://signpost.contoso.com/ask?q=failures+last+7+days";
  expect(await said(`${link} user:carol`)).toMatch(/I have not searched/);
});

test.each(["allow here", "save failures as x", "forget x", "watch failures", "disallow here"])(
  "a link that says %s changes nothing",
  async (sentence) => {
    const link = `https://signpost.contoso.com/ask?q=${encodeURIComponent(sentence)}`;
    expect(await said(link)).toMatch(/A link may ask, but change nothing/);
    expect(await state.isAllowed("19:false")).toBe(false);
    expect([await state.savedQuestions(reader), await state.allWatches()]).toEqual([[], []]);
  },
);

test("a link is a question by itself, whatever was asked before", async () => {
  await say("failures for bob last 7 days");
  const view = await said("https://signpost.contoso.com/ask?q=by+country");
  expect(view).not.toMatch(/Follows on/);
});

test("a link that is nobody's is said to be none that is known, and among words it is left to be read as one", async () => {
  const view = await said("https://evil.example/incidents/28282");
  expect(view).not.toMatch(/From the link|Spray/);
  expect(view).toContain("I do not know this link.");
  expect(await said("failures for bob https://evil.example/incidents/28282")).toContain("evil.example");
});

test("what follows on a link follows on its question", async () => {
  await say("https://signpost.contoso.com/ask?q=failures+last+7+days");
  expect(await said("by country")).toMatch(/Follows on: top failures by country last 7 days/);
});
