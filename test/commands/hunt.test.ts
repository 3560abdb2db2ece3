import { expect, test } from "vitest";
import { limits } from "../../src/limits.ts";
import { huntNames, type HuntName } from "../../src/hunts/hunts.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { HuntView } from "../../src/views/view.ts";
import { askFor, asksOf } from "./company.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const now = new Date("2026-03-31T10:00:00Z");
/** Yesterday at ten: what is hunted happens then. */
const start = now.getTime() - day;

const guid = (text: string): string => {
  const hex = [...text].map((letter) => letter.codePointAt(0)?.toString(16)).join("");
  return hex
    .padStart(20, "0")
    .slice(-20)
    .replace(/^(.{8})(.{4})(.{4})(.{4})$/, "$1-$2-$3-$4-000000000000");
};

let made = 0;

/** A sign-in of Alice at home in Berlin, unless told otherwise, so many minutes after the start. */
function signIn(minutes: number, errorCode: number, rest: Partial<SignIn> & { who?: string } = {}): SignIn {
  const { who = "alice", ...given } = rest;
  made++;
  return {
    id: guid(`r${made}`),
    correlationId: guid(`c${made}`),
    createdDateTime: new Date(start + minutes * minute).toISOString(),
    type: "interactiveUser",
    status: { errorCode },
    userId: guid(who),
    userPrincipalName: `${who}@contoso.com`,
    userDisplayName: who,
    appId: guid("portal"),
    appDisplayName: "Portal",
    ...berlin,
    ...given,
  };
}

const berlin = place("203.0.113.7", 64496, "Berlin", "DE", 52.52, 13.405);
const tokyo = place("198.51.100.9", 64500, "Tokyo", "JP", 35.677, 139.65);
const hamburg = place("203.0.113.8", 64497, "Hamburg", "DE", 53.55, 9.99);

function place(
  ipAddress: string,
  autonomousSystemNumber: number,
  city: string,
  countryOrRegion: string,
  latitude: number,
  longitude: number,
): Partial<SignIn> {
  return {
    ipAddress,
    autonomousSystemNumber,
    location: { city, countryOrRegion, geoCoordinates: { latitude, longitude } },
  };
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Frank and a service principal have been there every day for 45 days. */
const background: readonly SignIn[] = times(45, (index) => [
  signIn(-index * 1440 - 30, 0, { who: "frank" }),
  servicePrincipal(-index * 1440 - 30, {}),
]).flat();

function servicePrincipal(minutes: number, rest: Partial<SignIn>): SignIn {
  const { userId: _, userPrincipalName: __, userDisplayName: ___, ...shared } = signIn(minutes, 0);
  return {
    ...shared,
    type: "servicePrincipal",
    servicePrincipalId: guid("deploy"),
    servicePrincipalName: "ci-deploy",
    ...rest,
  };
}

const denied = (minutes: number, rest: Partial<SignIn> & { who?: string } = {}): SignIn =>
  signIn(minutes, 500121, {
    status: { errorCode: 500121, additionalDetails: "MFA denied; user declined the authentication" },
    ...rest,
  });
const approved = (minutes: number, rest: Partial<SignIn> & { who?: string } = {}): SignIn =>
  signIn(minutes, 0, {
    status: { errorCode: 0, additionalDetails: "MFA completed in Azure AD" },
    ...rest,
  });
const blocked = (minutes: number, rest: Partial<SignIn> & { who?: string } = {}): SignIn =>
  signIn(minutes, 53003, { conditionalAccessStatus: "failure", ...rest });
const deviceCode = (minutes: number, rest: Partial<SignIn> = {}): SignIn =>
  signIn(minutes, 0, { authenticationProtocol: "deviceCode", ...rest });
const spray = (users: number): SignIn[] =>
  times(users, (i) => signIn(i * 5, 50126, { who: `user${i}`, ...tokyo }));

async function hunt(text: string, signIns: readonly SignIn[]): Promise<HuntView> {
  const store = openSqliteStore({ path: ":memory:" });
  await store.write([...background, ...signIns].map(entryOf));
  const view = await askFor("hunt", text, { store, now });
  await store.close();
  return view;
}

interface Case {
  readonly finds: readonly SignIn[];
  /** Almost the same, which is nothing. */
  readonly misses: readonly SignIn[];
  readonly subject: RegExp;
  readonly says: RegExp;
  readonly verdict: RegExp;
}

const nobodyIn = /^Nobody/;

const cases: Readonly<Record<HuntName, Case>> = {
  "password-spray": {
    finds: [...spray(10), signIn(70, 0, { who: "user3", ...tokyo })],
    misses: spray(9),
    subject: /^198\.51\.100\.9$/,
    says: /^10 users · 10 failures/,
    verdict: /^Got in: user3, 1 success, last on 30 Mar at 11:10\.$/,
  },
  "brute-force": {
    finds: times(10, (i) => signIn(i, 50126)),
    misses: [...times(9, (i) => signIn(i, 50126)), signIn(11, 50126)],
    subject: /^alice <alice@contoso\.com>$/,
    says: /^10 failures/,
    verdict: nobodyIn,
  },
  "fail-then-success": {
    finds: [...times(10, (i) => signIn(i, 50126, tokyo)), signIn(20, 0, tokyo)],
    misses: [...times(10, (i) => signIn(i, 50126, tokyo)), signIn(61, 0, tokyo)],
    subject: /^alice/,
    says: /10:20: then in from an address that had failed/,
    verdict: /^Got in: alice, 1 success/,
  },
  "impossible-travel": {
    finds: [signIn(0, 0), signIn(60, 0, tokyo)],
    misses: [signIn(0, 0), signIn(60, 50126, tokyo), signIn(90, 0, hamburg), signIn(1000, 0, tokyo)],
    subject: /^alice/,
    says: /8,9\d\d km in 60 minutes/,
    verdict: /^Got in: alice, 2 successes/,
  },
  "multi-country": {
    finds: [signIn(-600, 0), signIn(600, 0, tokyo)],
    misses: [signIn(-840, 0), signIn(601, 0, tokyo)],
    subject: /^alice/,
    says: /countries: Germany and Japan/,
    verdict: /^Got in: alice, 2 successes/,
  },
  "mfa-fatigue": {
    finds: times(5, (i) => denied(i * 5)),
    misses: times(4, (i) => denied(i * 5)),
    subject: /^alice/,
    says: /^5 failures/,
    verdict: nobodyIn,
  },
  "mfa-denied-then-approved": {
    finds: [denied(0, tokyo), approved(30)],
    misses: [
      denied(0),
      signIn(10, 0, { status: { errorCode: 0, additionalDetails: claim() } }),
      approved(61),
    ],
    subject: /^alice/,
    says: /10:30: approved from another address/,
    verdict: /^Got in: alice, 1 success/,
  },
  "first-seen": {
    finds: [signIn(0, 50126, tokyo)],
    misses: [signIn(0, 50126, tokyo), signIn(-20 * 1440, 50126, tokyo)],
    subject: /^Japan$/,
    says: /^1 sign-in · 1 failure/,
    verdict: nobodyIn,
  },
  "failure-spike": {
    finds: times(20, (i) => signIn(5 + i, 50126, { who: `user${i % 3}` })),
    misses: times(19, (i) => signIn(5 + i, 50126, { who: `user${i % 3}` })),
    subject: /^30 Mar 10:05$/,
    says: /^20 failures · 3 users/,
    verdict: nobodyIn,
  },
  "ca-spike": {
    finds: times(5, (i) => blocked(5 + i)),
    misses: times(4, (i) => blocked(5 + i)),
    subject: /^30 Mar 10:05$/,
    says: /^5 failures · 1 user/,
    verdict: /^Password accepted: alice\. Nobody got in\.$/,
  },
  "token-replay": {
    finds: [signIn(0, 0, { sessionId: "s1" }), signIn(30, 0, { sessionId: "s1", ...tokyo })],
    misses: [
      signIn(0, 0, { sessionId: "s1" }),
      signIn(30, 0, { sessionId: "s2", ...tokyo }),
      signIn(40, 0, { sessionId: "s1", ...hamburg }),
    ],
    subject: /^alice <alice@contoso\.com> · session s1$/,
    says: /10:30: went on · Tokyo · Japan/,
    verdict: /^Got in: alice, 1 success/,
  },
  "dormant-account": {
    finds: [signIn(-33 * 1440, 0), signIn(0, 0)],
    misses: [signIn(-33 * 1440, 0), signIn(-10 * 1440, 0), signIn(0, 0)],
    subject: /^alice/,
    says: /25 Feb 10:00: last seen before/,
    verdict: /^Got in: alice, 1 success/,
  },
  "device-code": {
    finds: [deviceCode(-20 * 1440), deviceCode(0, tokyo)],
    misses: [deviceCode(-20 * 1440), deviceCode(0), signIn(5, 0, tokyo)],
    subject: /^alice <alice@contoso\.com> · 198\.51\.100\.9$/,
    says: /^1 sign-in/,
    verdict: /^Got in: alice, 1 success/,
  },
  "sp-new-ip": {
    finds: [servicePrincipal(0, tokyo)],
    misses: [servicePrincipal(0, {}), signIn(0, 0, tokyo)],
    subject: /^ci-deploy · 198\.51\.100\.9$/,
    says: /^1 sign-in/,
    verdict: /^Got in: 1 success/,
  },
};

function claim(): string {
  return "MFA requirement satisfied by claim in the token";
}

/** What was found, without what Frank and the like do. */
const suspects = ({ findings }: HuntView): HuntView["findings"] => findings;

test.each(huntNames)("%s finds what it is for, and says who got in", async (name) => {
  const { finds, subject, says, verdict } = cases[name];
  const view = await hunt(`hunt ${name} last 7 days`, finds);
  const [first, ...others] = suspects(view);
  expect(others).toEqual([]);
  expect(first?.subject).toMatch(subject);
  expect(first?.lines.join("\n")).toMatch(says);
  expect(first?.verdict).toMatch(verdict);
  expect(view.rule).toMatch(/^Looked for: /);
});

test.each(huntNames)("%s finds nothing just below", async (name) => {
  const view = await hunt(`hunt ${name} last 7 days`, cases[name].misses);
  expect(view.findings).toEqual([]);
  expect(view.headline).toMatch(/^Nothing found\./);
});

test.each(huntNames)("%s counts rows that were delivered twice once", async (name) => {
  const { finds, misses } = cases[name];
  const again = (signIns: readonly SignIn[]): SignIn[] => [
    ...signIns,
    ...signIns.map((one) => ({ ...one, observedDateTime: now.toISOString() })),
  ];
  const once = await hunt(`hunt ${name} last 7 days`, finds);
  expect((await hunt(`hunt ${name} last 7 days`, again(finds))).findings).toEqual(once.findings);
  expect((await hunt(`hunt ${name} last 7 days`, again(misses))).findings).toEqual([]);
});

test.each(huntNames)("%s leads to the sign-ins of which it speaks", async (name) => {
  const { finds } = cases[name];
  const store = openSqliteStore({ path: ":memory:" });
  await store.write([...background, ...finds].map(entryOf));
  const view = await askFor("hunt", `hunt ${name} last 7 days`, { store, now });
  const list = await askFor("list", view.findings[0]?.ask ?? "", { store, now });
  expect(list.rows.length).toBeGreaterThan(0);
  expect(list.notes).toEqual([]);
  for (const ask of asksOf(view.buttons)) expect(ask).not.toMatch(/undefined|Infinity|NaN/);
  await store.close();
});

test.each([
  ["spray min 5 users 10m", times(5, (i) => spray(5)[i] as SignIn), 0, "at least 5 users within 10 minutes"],
  ["spray min 5 users within an hour", spray(5), 1, "at least 5 users within 1 hour"],
  ["brute force 3+ failures", times(3, (i) => signIn(i, 50126)), 1, "at least 3 failures within 10 minutes"],
  [
    "brute force 3+ failures in 1 min",
    times(3, (i) => signIn(i, 50126)),
    0,
    "at least 3 failures within 1 minute",
  ],
  [
    "multi country min 3 countries",
    [signIn(0, 0), signIn(60, 0, tokyo)],
    0,
    "at least 3 countries within 1 day",
  ],
  ["dormant accounts back vs prior 14d", [signIn(-16 * 1440, 0), signIn(0, 0)], 1, "14 days"],
  ["mfa fatigue min 3 denials", times(3, (i) => denied(i * 5)), 1, "at least 3 failures within 1 hour"],
  ["mfa fatigue min 4 denials", times(3, (i) => denied(i * 5)), 0, "at least 4 failures within 1 hour"],
  ["failure spike by user", times(20, (i) => signIn(5 + i, 50126)), 1, "by user"],
  ["password spray for user3", spray(10), 0, "at least 10 users within 1 hour"],
])("%s: the thresholds that are said count, and are printed", async (text, signIns, found, rule) => {
  const view = await hunt(`${text} last 7 days`, signIns);
  expect(view.findings.length).toBe(found);
  expect(view.rule).toContain(rule);
});

test("what was not there before: any field, two of them, and honest about what is not stored", async () => {
  const agent = { userAgent: "curl/8" };
  const agents = await hunt("new user agents last 7 days", [signIn(0, 0, agent)]);
  expect(agents.findings.map(({ subject }) => subject)).toEqual(["curl/8"]);
  const all = await hunt("new countries last 60 days", [signIn(0, 0, tokyo)]);
  expect(all.findings).toEqual([]);
  expect(all.coverage.join(" ")).toMatch(/cannot be told what is new/);
  const few = await hunt("new countries last 30 days", [signIn(0, 0, tokyo)]);
  expect(few.findings.map(({ subject }) => subject)).toEqual(["Japan"]);
  expect(few.coverage.join(" ")).toMatch(/Only 15 days before the range are stored/);
  const alone = await hunt("new countries for alice last 7 days", [signIn(0, 0)]);
  expect(alone.findings.map(({ subject }) => subject)).toEqual(["Germany"]);
  expect(alone.coverage.join(" ")).toMatch(/all of it counts as new/);
});

test("what a hunt cannot use is said", async () => {
  const travel = await hunt("impossible travel by app last 7 days", []);
  expect(travel.rule).toMatch(/by user\.$/);
  expect(travel.coverage).toContain("Findings of impossible-travel are always by user.");
  const seen = await hunt("hunt first-seen within:PT5M last 7 days", []);
  expect(seen.coverage).toContain('"within" means nothing to first-seen.');
});

test("those with somebody inside come first, whatever their size", async () => {
  const bigger = times(20, (i) => signIn(i, 50126, { who: "bob" }));
  const inside = [...times(10, (i) => signIn(i, 50126)), signIn(12, 0)];
  const view = await hunt("brute force last 7 days", [...bigger, ...inside]);
  expect(view.findings.map(({ subject }) => subject)).toEqual([
    "alice <alice@contoso.com>",
    "bob <bob@contoso.com>",
  ]);
  expect(view.headline).toBe("2 users met many wrong passwords; somebody got in once.");
  expect(view.findings.map(({ tone }) => tone)).toEqual(["attention", "good"]);
});

test("of a spike, those got in who had failed at that very address", async () => {
  const blocked = times(10, (i) => signIn(i, 50126, tokyo)).concat(
    times(10, (i) => signIn(20 + i, 50126, { who: "bob" })),
  );
  const elsewhere = await hunt("failure spikes last 7 days", [...blocked, signIn(40, 0)]);
  expect(elsewhere.findings.map(({ verdict }) => verdict)).toEqual([
    "Nobody of them got in from there, up to a day after.",
  ]);
  const there = await hunt("failure spikes last 7 days", [...blocked, signIn(40, 0, tokyo)]);
  expect(there.findings[0]?.verdict).toMatch(/^Got in: alice, 1 success/);
});

test("of more users than a store is asked for at once it is told who got in", async () => {
  const many = times(limits.askedValues + 5, (i) => signIn(i / 10, 50126, { who: `user${i}`, ...tokyo }));
  const last = `user${limits.askedValues + 4}`;
  const view = await hunt("password spray last 7 days", [
    ...many,
    signIn(30, 0, { who: last, ...tokyo }),
    signIn(31, 0, { who: last, ...hamburg }),
    signIn(32, 0, { who: "another", ...tokyo }),
  ]);
  expect(view.findings.map(({ verdict }) => verdict)).toEqual([
    `Got in: ${last}, 1 success, last on 30 Mar at 10:30.`,
  ]);
});

test("an entry is not overlooked among many findings that turn out to be none", async () => {
  const denials = times(60, (i) => denied(i, { who: `user${i}` }));
  const more = times(60, (i) => denied(i + 0.5, { who: `user${i}` }));
  const view = await hunt("mfa denied then approved last 7 days", [
    ...denials,
    ...more,
    denied(0, { who: "quiet" }),
    approved(5, { who: "quiet" }),
  ]);
  expect(view.findings.map(({ subject }) => subject)).toEqual(["quiet <quiet@contoso.com>"]);
});

test("a password that was accepted is told from an entry", async () => {
  const view = await hunt("password spray last 7 days", [
    ...spray(10),
    signIn(55, 50076, { who: "user2", ...tokyo }),
  ]);
  expect(view.findings[0]?.verdict).toBe("Password accepted: user2. Nobody got in.");
  expect(view.headline).toMatch(/nobody got in, but a password was accepted/);
});

test("a name that is chosen to deceive stays text", async () => {
  const name = "[free](https://evil.example) ${subject}";
  const view = await hunt(
    "brute force last 7 days",
    times(10, (i) => signIn(i, 50126, { userDisplayName: name })),
  );
  expect(view.findings[0]?.subject).toBe(`${name} <alice@contoso.com>`);
});
