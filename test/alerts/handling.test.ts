import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import { person, playMicrosoft, type Sent } from "../bot/teams.ts";
import { hostileTexts } from "../views/hostile-texts.ts";
import { graphAlert, ownAlert } from "./payloads.ts";
import { channel, now, signInOfBob, startAlertService, type AlertService } from "./service.ts";

/** What people do about an alert, and what its post says of that. */

let store: Store;
let sent: Sent[];
let folder: string;
let service: AlertService;
let time: number;

beforeEach(async () => {
  ({ sent } = playMicrosoft());
  store = openSqliteStore({ path: ":memory:" });
  await store.write([signInOfBob(3_000), signInOfBob(10, { status: { errorCode: 50126 } })]);
  folder = mkdtempSync(join(tmpdir(), "signpost-handling-"));
  time = now;
  await begin();
});
afterEach(async () => {
  await service.close();
  await store.close();
  nock.cleanAll();
  nock.enableNetConnect();
  rmSync(folder, { recursive: true, force: true });
});

async function begin(): Promise<void> {
  service = await startAlertService({
    store,
    state: join(folder, "state.db"),
    readers: [person],
    clock: () => time,
  });
}

const textOf = ({ activity }: Sent): string => JSON.stringify(activity);
const placeOf = ({ path }: Sent): string => decodeURIComponent(path.split("/")[4] ?? "");
const posts = (): Sent[] => sent.filter((one) => one.method === "POST" && placeOf(one) === channel);
/** What the post of an alert was changed to last. */
const changed = (): string => textOf(sent.findLast(({ method }) => method === "PUT") as Sent);
/** What the bot said last. */
const said = (): string =>
  textOf(sent.findLast((one) => one.method === "POST" && !/"typing"/.test(textOf(one))) as Sent);
const buttonsOf = (text: string): string[] =>
  [...text.matchAll(/"ask":"([^"]+)"/g)].map(([, ask = ""]) => ask);
/** The thread below the post of the alert that came last. */
const thread = (): string => placeOf(sent.findLast((one) => /;messageid=/.test(placeOf(one))) as Sent);

async function alerted(body: object = graphAlert): Promise<string> {
  await service.send(body);
  await service.settled();
  return thread();
}

test("an alert is acknowledged and closed from its buttons, and its post says by whom, when, as what and why", async () => {
  const conversation = await alerted();
  const [post] = posts();
  expect(buttonsOf(textOf(post as Sent))).toEqual([
    "acknowledge alert 1",
    "close alert 1 as true positive",
    "close alert 1 as benign positive",
    "close alert 1 as false positive",
  ]);
  await service.say("acknowledge alert 1", { conversation });
  await service.settled();
  expect(changed()).toContain("Acknowledged by Alice Ng, 31 Mar 2026 11:40 UTC.");
  expect(buttonsOf(changed())).not.toContain("acknowledge alert 1");
  // The post is for all, the answer for whoever pressed, in Berlin.
  expect(said()).toContain("Acknowledged by Alice Ng, 31 Mar 2026 13:40 CEST.");
  time += 60_000;
  await service.say("close as false positive because it is the scanner", { conversation });
  await service.settled();
  expect(changed()).toContain(
    "Closed as false positive by Alice Ng, 31 Mar 2026 11:41 UTC: it is the scanner.",
  );
  expect(changed()).toContain('"color":"good"');
  expect(buttonsOf(changed())).toEqual(["reopen alert 1"]);
  expect(said()).toContain("Before that: Acknowledged by Alice Ng, 31 Mar 2026 13:40 CEST.");
  await service.say("reopen", { conversation });
  await service.settled();
  expect(changed()).toContain("Reopened by Alice Ng");
  expect(posts()).toHaveLength(1);
});

test("without an outcome it is asked for", async () => {
  const conversation = await alerted();
  await service.say("close", { conversation });
  expect(said()).toContain("What was alert 1?");
  expect(buttonsOf(said())).toContain("close alert 1 as benign positive");
});

test("only who may see all sign-ins does that, and it says so", async () => {
  const conversation = await alerted();
  const stranger = "cccccccc-cccc-4ddd-8eee-ffffffffffff";
  await service.say("close alert 1 as false positive", { from: stranger, name: "Eve", conversation });
  await service.settled();
  expect(said()).toContain("You may see your own sign-ins here, not those of others.");
  expect(sent.filter(({ method }) => method === "PUT")).toEqual([]);
});

test("what is no alert, or no thread of one, is said", async () => {
  await alerted();
  await service.say("acknowledge", { conversation: channel });
  expect(said()).toContain("This is not the thread of an alert.");
  await service.say("close alert 77 as benign", { conversation: channel });
  expect(said()).toContain("There is no alert 77");
});

test("what somebody has closed and comes again is a thread of its own, which says what it was before", async () => {
  const conversation = await alerted(ownAlert);
  await service.send({ ...ownAlert, id: "again" });
  await service.settled();
  expect(posts()).toHaveLength(1);
  expect(changed()).toContain("And 1 more like it");
  await service.say("close as benign positive because of a test", { conversation });
  await service.settled();
  time += 60_000;
  await service.send({ ...ownAlert, id: "once more" });
  await service.settled();
  expect(posts()).toHaveLength(2);
  expect(textOf(posts()[1] as Sent)).toContain(
    "Seen before: 1 time in 30 days, the last 31 Mar 2026 11:40 UTC. Closed as benign positive by Alice Ng, 31 Mar 2026 11:40 UTC: a test.",
  );
});

test("the next shift finds what is open, in a channel and in their own chat", async () => {
  const conversation = await alerted(ownAlert);
  await service.send({ ...ownAlert, id: "other", title: "Another matter" });
  await service.settled();
  await service.say("acknowledge alert 1", { conversation });
  time += 60_000;
  await service.say("open alerts", { conversation: "19:other@thread.tacv2" });
  expect(said()).toContain("in our personal chat");
  const read = async (): Promise<string> => {
    const before = sent.length;
    await service.say("open alerts", { conversation: "a:personal" });
    return sent.slice(before).map(textOf).join("");
  };
  const first = await read();
  expect(first).toContain("2 alerts open, 1 of them not acknowledged.");
  expect(first).toMatch(
    /2: Another matter · high · .*1: Multiple failed sign-ins for bob · high · .* · Acknowledged by Alice Ng/,
  );
  expect(buttonsOf(first)).toEqual(["alert #2", "alert #1"]);
  await service.say("close alert 2 as benign", { conversation });
  await service.send({ ...ownAlert, status: "closed", updated: "2026-03-31T11:50:00Z" });
  await service.say("reopen alert 2", { conversation });
  // What its source closes after somebody acknowledged it is closed.
  expect(await read()).toContain("1 alert open");
  await service.say("close alert 2 as benign", { conversation });
  expect(await read()).toContain("No alert of the last 30 days is open.");
});

test("what was done while Teams did not take it is said after a restart", async () => {
  const conversation = await alerted();
  nock.cleanAll();
  const refusing = nock("https://smba.trafficmanager.net")
    .put(/.*/)
    .times(3)
    .reply(429, {}, { "retry-after": "0" });
  ({ sent } = playMicrosoft());
  await service.say("acknowledge alert 1", { conversation });
  await service.settled();
  expect(refusing.isDone()).toBe(true);
  expect(sent.filter(({ method }) => method === "PUT")).toEqual([]);
  await service.close();
  await begin();
  await service.desk.round(new AbortController().signal);
  expect(changed()).toContain("Acknowledged by Alice Ng");
});

test("names and reasons that are chosen to deceive stay text", async () => {
  const conversation = await alerted();
  for (const text of Object.values(hostileTexts).filter((one) => one.trim() !== "" && one.length < 200)) {
    const before = sent.length;
    await service.say(`close as false positive because "${text.replace(/[\\"]/g, "\\$&")}"`, {
      conversation,
      name: text,
    });
    await service.settled();
    const card = JSON.stringify(sent.slice(before).findLast(({ method }) => method === "PUT")?.activity);
    expect(card).toContain('"type":"AdaptiveCard"');
    expect(card).not.toMatch(
      /"type":"TextBlock"[^}]*https?:|by Password Spray|"url":"(?!https:\/\/(security|login)\.microsoft)/,
    );
  }
});

test("what a person has closed and its source takes up again, or finds worse, is open again", async () => {
  const conversation = await alerted({ ...ownAlert, severity: "low" });
  await service.say("close as false positive", { conversation });
  await service.settled();
  expect(changed()).toContain('"color":"good"');
  time += 60_000;
  await service.send({ ...ownAlert, severity: "high", updated: "2026-03-31T11:50:00Z" });
  await service.settled();
  expect(changed()).toContain("Reopened by another tool, 31 Mar 2026 11:41 UTC.");
  expect(changed()).toContain('"color":"attention"');
  expect(buttonsOf(changed())).toContain("acknowledge alert 1");
});

test("what is acknowledged here and then closed at its source is closed", async () => {
  const conversation = await alerted(ownAlert);
  await service.say("acknowledge", { conversation });
  await service.settled();
  time += 60_000;
  await service.send({ ...ownAlert, status: "closed", outcome: "scanner", updated: "2026-03-31T11:50:00Z" });
  await service.settled();
  expect(changed()).toContain("closed at its source: scanner");
  expect(changed()).toContain('"color":"good"');
  expect(buttonsOf(changed())).not.toContain("close alert 1 as true positive");
});

test("what is closed is not acknowledged without a word", async () => {
  const conversation = await alerted();
  await service.say("close as false positive", { conversation });
  await service.say("acknowledge alert 1", { conversation });
  expect(said()).toContain("Alert 1 is closed.");
  await service.settled();
  expect(changed()).toContain("Closed as false positive by Alice Ng");
});

test("in another conversation what is done about an alert is said to whoever does it alone", async () => {
  await alerted();
  await service.say("acknowledge alert 1", { conversation: "19:everybody@thread.tacv2" });
  const there = sent.filter((one) => placeOf(one).startsWith("19:everybody")).map(textOf);
  expect(there.join("")).toContain("in our personal chat");
  expect(there.join("")).not.toContain("Password Spray");
});

test("an incident's number is not that of an alert, and a link beside a closing is part of what is said", async () => {
  const conversation = await alerted();
  await service.say("close incident 1 as false positive", { conversation });
  expect(said()).toContain("One alert at a time, by the number on its post");
  await service.say("close as benign because of https://security.microsoft.com/alerts/other", {
    conversation,
  });
  await service.settled();
  expect(changed()).toContain("Closed as benign positive by Alice Ng");
  expect(changed()).toContain("https://security.microsoft.com/alerts/other");
});
