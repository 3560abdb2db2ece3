import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Alert } from "../../src/alerts/alert.ts";
import { readAlerts } from "../../src/alerts/read-alert.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { Store } from "../../src/store/store.ts";
import { playMicrosoft, type Sent } from "../bot/teams.ts";
import { AdaptiveCard } from "../views/card-schema.ts";
import { hostileTexts } from "../views/hostile-texts.ts";
import { bob, graphAlert, ownAlert, sentinelAlert, sentinelIncident } from "./payloads.ts";
import { channel, now, signInOfBob, startAlertService, type AlertService } from "./service.ts";

/** What becomes of an alert: its post, what is said below it, and what changes both. */

const failed = { status: { errorCode: 50126, failureReason: "x" } };
const attacker = { ipAddress: "203.0.113.9", location: { city: "Oslo", countryOrRegion: "NO" } };
let store: Store;
let sent: Sent[];
let folder: string;
let service: AlertService | undefined;

beforeEach(() => {
  ({ sent } = playMicrosoft());
  store = openSqliteStore({ path: ":memory:" });
  folder = mkdtempSync(join(tmpdir(), "signpost-alerts-"));
});
afterEach(async () => {
  await service?.close();
  service = undefined;
  await store.close();
  nock.cleanAll();
  nock.enableNetConnect();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (options: Partial<Parameters<typeof startAlertService>[0]> = {}): Promise<AlertService> =>
  (service = await startAlertService({ store, state: join(folder, "state.db"), ...options }));
const textOf = ({ activity }: Sent): string => JSON.stringify(activity);
const posts = (): Sent[] => sent.filter(({ method }) => method === "POST");
const updates = (): Sent[] => sent.filter(({ method }) => method === "PUT");
/** The conversation that a message went to: a channel, or a thread of it. */
const placeOf = ({ path }: Sent): string => decodeURIComponent(path.split("/")[4] ?? "");

/** Bob is at home in Lyon; somebody in Oslo tries his password, and then has it. */
async function signIns(gotIn: boolean): Promise<void> {
  await store.write([
    ...[3_000, 4_500, 6_000].map((minutes) => signInOfBob(minutes)),
    ...[16, 17, 18].map((minutes) => signInOfBob(minutes, { ...attacker, ...failed })),
    ...(gotIn ? [signInOfBob(10, attacker)] : []),
  ]);
}

test.each([
  ["Microsoft Graph", graphAlert, "Password Spray"],
  ["Sentinel, an incident", sentinelIncident, "Multiple failed sign-ins for bob"],
  ["Sentinel, an alert", sentinelAlert, "Multiple failed sign-ins for bob"],
  ["anybody", ownAlert, "Multiple failed sign-ins for bob"],
])("an alert of %s is a post, and below it stands whether anyone got in", async (_, body, title) => {
  await signIns(true);
  const { send, settled } = await start();
  const answer = await send(body);
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    202,
    { alerts: [{ id: expect.any(String), result: "posted" }] },
  ]);
  await settled();
  expect(sent).toHaveLength(2);
  const [post, reply] = sent as [Sent, Sent];
  expect([placeOf(post), textOf(post).includes(title)]).toEqual([channel, true]);
  expect(placeOf(reply)).toMatch(/^19:soc@thread\.tacv2;messageid=[\da-f-]{36}$/);
  const said = textOf(reply);
  // What comes next is a press away: the entry itself, what belongs to it, and the portal.
  expect(said).toMatch(/"title":"The sign-in","mode":"primary","data":\{"ask":"show [\da-f-]{36}"\}/);
  expect(said).toMatch(/"ask":"sign-ins correlationId:[\da-f-]{36} all time"/);
  expect(said).toContain('"url":"https://entra.microsoft.com/#view/Microsoft_AAD_IAM/SignInEventsV3Blade"');
  expect(said).toContain("bob@contoso.com got in from 203.0.113.9, the last at 31 Mar 2026 11:30 UTC.");
  expect(said).toMatch(
    /1 success and 3 failures from 31 Mar 2026 10:20 to 31 Mar 2026 12:36 UTC; most of what failed: 50126/,
  );
  expect(said).toMatch(/New for them in 3 days: address 203\.0\.113\.9; country Norway\./);
  expect(said).toMatch(/Known: app Travel Desk\./);
  expect(said).toMatch(/MFA of the successes: single factor 1\./);
  expect(said).toMatch(/Last success before: 29 Mar 2026/);
  expect(said).toContain(`sign-ins user:${bob} from:2026-03-31T10:20:00.000Z`);
  expect(said).toContain("link to alert");
});

test.each([
  [[], /No sign-ins of these people or addresses are stored for that time\./],
  [[signInOfBob(5_000), signInOfBob(16, { ...attacker, ...failed })], /Nobody got in from there so far\./],
  [
    [signInOfBob(16, { ...attacker, status: { errorCode: 50076 } })],
    /Nobody got in from there so far, but the password of bob@contoso\.com was accepted\./,
  ],
  [
    [signInOfBob(5_000), signInOfBob(16, { ...attacker, ...failed }), signInOfBob(12)],
    /Nobody got in from there so far\. bob@contoso\.com signed in from addresses they use\./,
  ],
  [
    [
      signInOfBob(16, { ...attacker, ...failed }),
      signInOfBob(15, {
        ...attacker,
        userId: "7d4a3c2b-1111-4222-8333-444455557777",
        userPrincipalName: "eve@contoso.com",
      }),
    ],
    /eve@contoso\.com got in from 203\.0\.113\.9, the last at 31 Mar 2026 11:25 UTC\./,
  ],
])("did anyone get in? case %#", async (entries, said) => {
  await store.write(entries);
  const { send, settled } = await start();
  await send(graphAlert);
  await settled();
  expect(textOf(sent[1] as Sent)).toMatch(said);
});

test("the same alert again changes nothing, also after a restart", async () => {
  await signIns(true);
  const before = await start();
  await before.send(graphAlert);
  expect((await before.send(graphAlert)).body).toContain('"known"');
  await before.settled();
  await before.close();
  const after = await start();
  expect((await after.send(graphAlert)).body).toContain('"known"');
  await after.settled();
  expect(sent).toHaveLength(2);
});

test("an alert that was kept and not posted is posted by the next start", async () => {
  nock.cleanAll();
  const before = await start();
  await before.send(graphAlert);
  await before.close();
  ({ sent } = playMicrosoft());
  const after = await start();
  // What was left is sent; then comes what stands below it.
  await vi.waitFor(() => expect(posts()).toHaveLength(1));
  await vi.waitFor(async () => {
    await after.desk.round(new AbortController().signal);
    expect(posts()).toHaveLength(2);
  });
  expect(posts().filter((one) => placeOf(one) === channel)).toHaveLength(1);
  expect(posts()).toHaveLength(2);
});

test("alerts like it are folded into its thread, and its card counts them", async () => {
  const { send, settled } = await start();
  for (let number = 0; number < 13; number++)
    await send({ ...sentinelAlert, SystemAlertId: `alert-${number}` });
  await settled();
  expect(posts()).toHaveLength(2);
  expect(textOf(updates().at(-1) ?? (posts()[0] as Sent))).toContain("And 12 more like it");
});

test("what its source says of it later changes the card in place", async () => {
  const { send, settled } = await start();
  await send(sentinelIncident);
  await settled();
  const properties = {
    ...sentinelIncident.object.properties,
    status: "Closed",
    classification: "FalsePositive",
  };
  const closed = { ...sentinelIncident, object: { ...sentinelIncident.object, properties } };
  expect((await send(closed)).body).toContain('"changed"');
  await settled();
  expect(posts()).toHaveLength(2);
  expect(updates()).toHaveLength(1);
  expect(textOf(updates()[0] as Sent)).toContain("closed: FalsePositive");
  // The next of its kind is another matter.
  const next = { ...sentinelIncident, object: { ...sentinelIncident.object, name: "another" } };
  expect((await send(next)).body).toContain('"posted"');
});

test("records that come late change what is said below the alert, and nothing else does", async () => {
  await signIns(false);
  let time = now;
  const { send, settled, desk } = await start({ clock: () => time });
  await send(graphAlert);
  await settled();
  expect(textOf(sent[1] as Sent)).toContain("Nobody got in from there so far.");
  const { signal } = new AbortController();
  const eve = { userId: "7d4a3c2b-1111-4222-8333-444455557777", userPrincipalName: "eve@contoso.com" };
  for (let round = 0; round < 5; round++) {
    time += 60_000;
    await store.write([signInOfBob(25 - round, eve)]);
    await desk.round(signal);
  }
  expect(sent).toHaveLength(2);
  await store.write([signInOfBob(10, attacker)]);
  await desk.round(signal);
  const [, , changed, rang] = sent as [Sent, Sent, Sent, Sent];
  expect([changed.method, rang.method, sent.length]).toEqual(["PUT", "POST", 4]);
  expect(textOf(changed)).toContain("bob@contoso.com got in from 203.0.113.9");
  // A reply that is changed rings nobody.
  expect(textOf(rang)).toContain("Since this was explained, bob@contoso.com got in.");
  expect(placeOf(rang)).toBe(placeOf(sent[1] as Sent));
  await store.write([signInOfBob(9, attacker)]);
  await desk.round(signal);
  expect(sent.slice(4).map(({ method }) => method)).toEqual(["PUT"]);
});

test("once the records reach beyond it, nobody got in for sure", async () => {
  await signIns(false);
  await store.write([signInOfBob(-70, { userId: "7d4a3c2b-1111-4222-8333-444455557777" })]);
  const { send, settled } = await start();
  await send(graphAlert);
  await settled();
  const said = textOf(sent[1] as Sent);
  expect(said).toContain("Nobody got in from there.");
  expect(said).not.toMatch(/so far|Records reach/);
});

test("who got in stays said, whatever else is folded into the thread", async () => {
  await signIns(true);
  let time = now;
  const { send, settled } = await start({ clock: () => time });
  await send(graphAlert);
  await settled();
  time += 4 * 3_600_000;
  const later = new Date(time - 600_000).toISOString();
  const repeat = {
    ...graphAlert,
    id: "repeat",
    firstActivityDateTime: later,
    lastActivityDateTime: later,
    evidence: [graphAlert.evidence[0]],
  };
  expect((await send(repeat)).body).toContain('"folded"');
  await settled();
  expect(textOf(updates().at(-1) as Sent)).toContain("bob@contoso.com got in from 203.0.113.9");
  // Closing one of them does not close the others.
  await send({ ...repeat, status: "resolved", lastUpdateDateTime: later });
  await settled();
  expect(sent.some((one) => textOf(one).includes("closed"))).toBe(false);
});

test("somebody who gets in is found among many addresses and many people", async () => {
  const from = (last: number, country = "FR"): object => ({
    ipAddress: `198.51.100.${last}`,
    location: { city: "x", countryOrRegion: country },
  });
  await store.write([
    signInOfBob(4_000),
    ...[11, 12, 13, 14, 15, 16, 17].flatMap((last) =>
      [18, 19].map((ago) => signInOfBob(ago, { ...from(last), ...failed })),
    ),
    signInOfBob(12, from(99, "KP")),
  ]);
  const users = ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "bob@contoso.com"];
  const { send, settled } = await start();
  await send({ ...ownAlert, users, addresses: [] });
  await settled();
  expect(textOf(sent[1] as Sent)).toContain("bob@contoso.com got in from 198.51.100.99");
});

test.each([
  [
    "without records from before",
    [signInOfBob(12)],
    { addresses: [] },
    /bob@contoso\.com signed in from 198\.51\.100\.7\. There are no records from before/,
  ],
  [
    "from an address that was new an hour before",
    [signInOfBob(6_000), signInOfBob(95, attacker), signInOfBob(12, attacker)],
    { addresses: [] },
    /bob@contoso\.com got in from 203\.0\.113\.9/,
  ],
  [
    "as the last of many people",
    [signInOfBob(6_000), signInOfBob(12, attacker)],
    {
      addresses: [],
      users: [...Array.from({ length: 30 }, (_, at) => `u${at}@contoso.com`), "bob@contoso.com"],
    },
    /bob@contoso\.com got in from 203\.0\.113\.9/,
  ],
  [
    "as the first of many people: then nobody is said to be out for sure",
    [
      signInOfBob(6_000),
      signInOfBob(12, attacker),
      signInOfBob(-70, { userId: "7d4a3c2b-1111-4222-8333-444455557777" }),
    ],
    {
      addresses: ["198.51.100.200"],
      users: ["bob@contoso.com", ...Array.from({ length: 30 }, (_, at) => `u${at}@contoso.com`)],
    },
    /No sign-ins of these people|Nobody got in from there, as far as was read/,
  ],
  [
    "while one of the two logs is behind",
    [
      signInOfBob(6_000),
      signInOfBob(16, { ...attacker, ...failed }),
      signInOfBob(-70, { signInEventTypes: ["nonInteractiveUser"], isInteractive: false }),
    ],
    {},
    /Nobody got in from there so far/,
  ],
])("somebody who got in %s is not said to be out", async (_, entries, changes, said) => {
  await store.write(entries);
  const { send, settled } = await start();
  await send({ ...ownAlert, ...changes });
  await settled();
  expect(textOf(sent[1] as Sent)).toMatch(said);
  expect(textOf(sent[1] as Sent)).not.toContain('"color":"good"');
});

test("an accepted password counts for anybody from the alert's address, and not for a prompt at home", async () => {
  const eve = { userId: "7d4a3c2b-1111-4222-8333-444455557777", userPrincipalName: "eve@contoso.com" };
  const prompt = { status: { errorCode: 50074 } };
  await store.write([signInOfBob(4_000), signInOfBob(15, prompt), signInOfBob(14)]);
  const { send, settled } = await start();
  await send(graphAlert);
  await settled();
  expect(textOf(sent[1] as Sent)).toMatch(
    /"text":"Nobody got in from there so far\. bob@contoso\.com signed in from addresses they use\."/,
  );
  await store.write([signInOfBob(15, { ...attacker, ...eve, ...prompt })]);
  await service?.desk.round(new AbortController().signal);
  expect(textOf(updates().at(-1) as Sent)).toContain("but the password of eve@contoso.com was accepted");
});

test("an older state that was delayed on its way changes nothing", async () => {
  const { send, settled } = await start();
  const properties = {
    ...sentinelIncident.object.properties,
    status: "Closed",
    lastModifiedTimeUtc: "2026-03-31T12:00:00Z",
  };
  await send(sentinelIncident);
  await send({ ...sentinelIncident, object: { ...sentinelIncident.object, properties } });
  expect((await send(sentinelIncident)).body).toContain('"known"');
  await settled();
  expect(textOf(sent.findLast((one) => placeOf(one) === channel) as Sent)).toContain("closed");
});

test("what is worse, or comes a day later, has a thread of its own", async () => {
  let time = now;
  const { desk, settled } = await start({ clock: () => time });
  const alert = (id: string, severity: "low" | "high") =>
    readAlerts({ ...ownAlert, id, severity })[0] as Alert;
  expect(await desk.take(alert("1", "low"))).toBe("posted");
  expect(await desk.take(alert("2", "low"))).toBe("folded");
  expect(await desk.take(alert("3", "high"))).toBe("posted");
  time += 23 * 3_600_000;
  expect(await desk.take(alert("4", "high"))).toBe("folded");
  time += 2 * 3_600_000;
  expect(await desk.take(alert("5", "high"))).toBe("posted");
  await settled();
});

test("many alerts of low severity leave room for one of high", async () => {
  const { desk, settled } = await start();
  const alert = (id: number, severity: "low" | "high") =>
    readAlerts({ ...ownAlert, id: `${id}`, title: `Alert ${id}`, severity })[0] as Alert;
  for (let id = 0; id < 50; id++) await desk.take(alert(id, "low"));
  expect(await desk.take(alert(99, "high"))).toBe("posted");
  await settled();
  expect(posts().some((one) => placeOf(one) === channel && textOf(one).includes("Alert 99"))).toBe(true);
});

test("routes say which channel has which alerts", async () => {
  const routes = [
    { channel: "19:spray@thread.tacv2", title: "spray" },
    { channel, severity: ["high" as const], source: ["signpost" as const] },
  ];
  const { send, settled } = await start({ routes });
  expect((await send(graphAlert)).body).toContain('"posted"');
  expect((await send(ownAlert)).body).toContain('"posted"');
  expect((await send({ ...ownAlert, id: "low", severity: "low" })).body).toContain('"not routed"');
  await settled();
  const roots = posts()
    .map(placeOf)
    .filter((place) => !place.includes(";"));
  expect(new Set(roots)).toEqual(new Set([channel, "19:spray@thread.tacv2"]));
});

test("texts of an alert do nothing on its card, and only portals of Microsoft are linked", async () => {
  const { send, settled } = await start();
  for (const [name, text] of Object.entries(hostileTexts)) {
    const alert = {
      ...ownAlert,
      id: name,
      title: `${name} ${text}`,
      description: text,
      users: [`${text}@x`],
    };
    expect((await send(alert)).status).toBe(202);
  }
  await send({ ...graphAlert, id: "link", alertWebUrl: "https://security.microsoft.com.evil.example/x" });
  await settled();
  expect(sent.length).toBeGreaterThan(20);
  for (const { activity } of sent) {
    const [attachment] = activity["attachments"] as { content: unknown }[];
    expect(AdaptiveCard.safeParse(attachment?.content).error).toBeUndefined();
    expect(JSON.stringify(attachment)).not.toContain("evil.example/x");
  }
});

test("ten thousand alerts in a minute, by https, end in few threads, and none is lost without a word", async () => {
  let time = now;
  const { send, settled } = await start({ clock: () => time, state: ":memory:" });
  const alert = (number: number) => ({
    ...ownAlert,
    id: `flood-${number}`,
    title: `Failed sign-ins ${number}`,
    users: [`user${number}@contoso.com`],
    key: "",
  });
  const results: string[] = [];
  for (let number = 0; number < 10_000; number += 100) {
    time += 600;
    const { status, body } = await send(Array.from({ length: 100 }, (_, at) => alert(number + at)));
    expect(status).toBe(202);
    const { alerts } = JSON.parse(body) as { alerts: { result: string }[] };
    results.push(...alerts.map(({ result }) => result));
  }
  await settled();
  expect(results.filter((result) => result === "posted")).toHaveLength(21);
  expect(results.filter((result) => result === "folded")).toHaveLength(9_979);
  expect(posts().filter((one) => placeOf(one) === channel)).toHaveLength(21);
  expect(textOf(updates().at(-1) as Sent)).toMatch(/9,980 alerts of severity high came from/);
  // Those that come at once are told at once.
  expect(updates().length).toBeLessThan(400);
}, 60_000);

/** Faults of Teams, before it works as usual. */
function faulty(method: "post" | "put", ...answers: readonly (readonly [status: number, body?: object])[]) {
  nock.cleanAll();
  const teams = nock("https://smba.trafficmanager.net");
  for (const [status, body = {}] of answers)
    teams[method](/.*/).reply(status, body, status === 429 || status === 503 ? { "retry-after": "0" } : {});
  ({ sent } = playMicrosoft());
  return teams;
}

test("a service that is away for a while gets each post once", async () => {
  const teams = faulty("post", [503], [503], [429]);
  const { send, settled } = await start();
  await send(graphAlert);
  await settled();
  expect(teams.isDone()).toBe(true);
  expect(posts()).toHaveLength(2);
});

test("a post of which nobody knows whether it arrived is made once more, and again, and then no more", async () => {
  let tries = 0;
  nock.cleanAll();
  nock("https://smba.trafficmanager.net")
    .persist()
    .post(/.*/)
    .reply(() => {
      tries += 1;
      return [500];
    });
  ({ sent } = playMicrosoft());
  let time = now;
  const { send, settled, desk } = await start({ clock: () => time });
  await send(graphAlert);
  await settled();
  const { signal } = new AbortController();
  for (let minute = 0; minute < 180; minute++) {
    time += 60_000;
    await desk.round(signal);
  }
  expect(tries).toBe(3);
  expect(posts()).toHaveLength(0);
});

test("a post that was lost once arrives ten minutes later", async () => {
  faulty("post", [500]);
  let time = now;
  const { send, settled, desk } = await start({ clock: () => time });
  await send(graphAlert);
  await settled();
  time += 60_000;
  await desk.round(new AbortController().signal);
  expect(posts()).toHaveLength(0);
  time += 10 * 60_000;
  await desk.round(new AbortController().signal);
  expect(posts().map(placeOf)[0]).toBe(channel);
  expect(posts()).toHaveLength(2);
});

test("a reply that is refused leaves the post above it alone", async () => {
  let time = now;
  nock.cleanAll();
  const refused = nock("https://smba.trafficmanager.net")
    .persist()
    .post(/messageid/)
    .reply(400, { error: { code: "BadSyntax" } });
  ({ sent } = playMicrosoft());
  const { send, settled, desk } = await start({ clock: () => time });
  await send(graphAlert);
  await settled();
  for (let minute = 0; minute < 120; minute++) {
    time += 60_000;
    await desk.round(new AbortController().signal);
  }
  expect(refused.isDone()).toBe(true);
  expect(posts()).toHaveLength(1);
});

test("a card that cannot be changed now is changed later, and posted anew where it is gone", async () => {
  let time = now;
  const { send, settled, desk } = await start({ clock: () => time });
  await send(sentinelAlert);
  await settled();
  faulty("put", [429], [429], [429]);
  await send({ ...sentinelAlert, SystemAlertId: "second" });
  await settled();
  expect([posts().length, updates().length]).toEqual([0, 0]);
  await desk.round(new AbortController().signal);
  expect([posts().length, updates().length]).toEqual([0, 1]);
  faulty("put", [404, { error: { code: "ActivityNotFoundInConversation" } }]);
  await send({ ...sentinelAlert, SystemAlertId: "third" });
  await settled();
  for (const _ of [1, 2, 3]) {
    time += 10 * 60_000;
    await desk.round(new AbortController().signal);
  }
  expect(posts().filter((one) => placeOf(one) === channel)).toHaveLength(1);
  expect(textOf(posts()[0] as Sent)).toContain("And 2 more like it");
});

test("what became known while a message waited for a restart is said after it", async () => {
  await signIns(false);
  const before = await start();
  await before.send(graphAlert);
  await before.settled();
  await before.close();
  await store.write([signInOfBob(10, attacker)]);
  const after = await start();
  await after.desk.round(new AbortController().signal);
  // What did not change is not said again.
  expect(sent.map(({ method }) => method)).toEqual(["POST", "POST", "PUT", "POST"]);
  expect(textOf(sent[2] as Sent)).toContain("bob@contoso.com got in from 203.0.113.9");
  expect(textOf(sent[3] as Sent)).toContain("Since this was explained, bob@contoso.com got in.");
});
