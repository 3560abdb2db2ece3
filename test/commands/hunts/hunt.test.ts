import { expect, test } from "vitest";
import { limits } from "../../../src/limits.ts";
import { huntNames } from "../../../src/hunts/hunts.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import type { HuntView } from "../../../src/views/view.ts";
import { askFor, asksOf } from "../company.ts";
import { cases } from "./cases.ts";
import { approved, background, denied, hamburg, hunt, now, signIn, spray, times, tokyo } from "./fixtures.ts";

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

const lacking = huntNames.flatMap((name) =>
  Object.entries(cases[name].lacks ?? {}).map(([what, signIns]) => ({ name, what, signIns })),
);

test.each(lacking)("$name finds nothing $what", async ({ name, signIns }) => {
  expect((await hunt(`hunt ${name} last 7 days`, signIns)).findings).toEqual([]);
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

test("an entry is not overlooked among very many findings that turn out to be none", async () => {
  const view = await hunt("mfa denied then approved last 7 days", [
    ...times(1_500, (i) => denied(1 + (i % 60), { who: `user${i}`, ...tokyo })),
    denied(0, { who: "quiet", ...tokyo }),
    approved(5, { who: "quiet" }),
  ]);
  expect(view.findings.map(({ subject }) => subject)).toEqual(["quiet <quiet@contoso.com>"]);
  expect(view.coverage.join(" ")).not.toMatch(/left out/);
});

test("two prompts that were denied at home are no slip", async () => {
  const view = await hunt("mfa denied then approved last 7 days", [
    signIn(-20 * 1440, 0),
    denied(0),
    denied(2),
    approved(4),
  ]);
  expect(view.findings.map(({ subject }) => subject)).toEqual(["alice <alice@contoso.com>"]);
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
