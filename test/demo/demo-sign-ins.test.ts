import { expect, test } from "vitest";
import { apps } from "../../src/demo/apps.ts";
import { people } from "../../src/demo/company.ts";
import { demoSignIns } from "../../src/demo/demo-sign-ins.ts";
import { readGraph } from "../../src/ingest/graph.ts";
import { fieldNames, fields, field } from "../../src/question/fields.ts";
import { matches } from "../../src/question/matches.ts";
import { type Context, parse } from "../../src/question/parse/parse.ts";
import { mfaVerdict } from "../../src/signin/mfa.ts";
import { SignIn, signInTypes } from "../../src/signin/sign-in.ts";
import { statusOf } from "../../src/signin/status.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const timeOf = (signIn: SignIn): number => Date.parse(signIn.createdDateTime);

const now = new Date("2026-03-11T14:30:00Z");
const all = [...demoSignIns(now)];
/** A spread of them, for what takes its time. */
const some = all.filter((_, index) => index % 23 === 0);
const reader: Context = { now, timezone: "UTC", weekStart: "monday", locale: "en-GB" };

test("every sign-in is valid", () => {
  expect(all.filter((signIn) => !SignIn.safeParse(signIn).success)).toEqual([]);
}, 30_000);

test("no sign-in tells anything that the schema does not have", () => {
  for (const signIn of some) expect(SignIn.parse(signIn)).toEqual(signIn);
});

test("there are about 50,000 sign-ins in the proportions of a real log", () => {
  expect(all.length).toBeGreaterThan(46_000);
  expect(all.length).toBeLessThan(55_000);
  const shares = signInTypes.map((type) => [
    type,
    Math.round((100 * all.filter((signIn) => signIn.type === type).length) / all.length),
  ]);
  expect(Object.fromEntries(shares)).toEqual({
    interactiveUser: 21,
    nonInteractiveUser: 61,
    servicePrincipal: 15,
    managedIdentity: 3,
  });
});

test("ids are unique and the order is oldest first", () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const times = all.map(timeOf);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("a later hour of the same day gives the same sign-ins with the same ids, and adds to them", () => {
  const later = new Date(now.getTime() + 6 * hour);
  const start = later.getTime() - 30 * day;
  const shared = all.filter((signIn) => timeOf(signIn) >= start);
  const after = [...demoSignIns(later)];
  expect(after.slice(0, shared.length).map(({ id }) => id)).toEqual(shared.map(({ id }) => id));
  expect(after.length).toBeGreaterThan(shared.length);
  const known = new Map(after.map((signIn) => [signIn.id, signIn]));
  for (const signIn of some.filter((one) => timeOf(one) >= start)) {
    expect(known.get(signIn.id)).toEqual(signIn);
  }
}, 30_000);

/** A leap day, and a Sunday on which clocks change. */
test.each([
  ["2024-02-29T12:00:00Z", "Europe/London"],
  ["2026-03-29T00:59:00Z", "Europe/Berlin"],
])(
  "at %s the log reaches back 30 days, ends a few minutes ago and has people work by day in %s",
  (moment, timeZone) => {
    const then = Date.parse(moment);
    const signIns = [...demoSignIns(new Date(moment))];
    expect(signIns.length).toBeGreaterThan(45_000);
    expect(signIns.length).toBeLessThan(55_000);
    expect(new Set(signIns.map(({ id }) => id)).size).toBe(signIns.length);

    const ages = signIns.map((signIn) => then - timeOf(signIn));
    expect(ages[0]).toBeLessThanOrEqual(30 * day);
    expect(ages[0]).toBeGreaterThan(30 * day - 15 * minute);
    expect(ages.at(-1)).toBeGreaterThan(0);
    expect(ages.at(-1)).toBeLessThan(15 * minute);
    expect(ages.filter((age) => age < hour).length).toBeGreaterThan(10);

    for (const person of [people.alice, people.bob]) {
      const failures = signIns.filter(
        (signIn) =>
          signIn.userPrincipalName === person.userPrincipalName &&
          statusOf(signIn) === "failure" &&
          then - timeOf(signIn) < 7 * day,
      );
      expect(failures.length).toBeGreaterThanOrEqual(8);
      expect(failures.length).toBeLessThanOrEqual(30);
    }

    const person = timeZone === "Europe/Berlin" ? people.frank : people.kofi;
    const clock = new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" });
    const hours = signIns
      .filter(
        ({ type, deviceDetail }) => type === "interactiveUser" && deviceDetail?.deviceId === person.laptop.id,
      )
      .filter(({ createdDateTime }) => !isWeekend(createdDateTime))
      .map(({ createdDateTime }) => Number(clock.format(new Date(createdDateTime))));
    expect(hours.length).toBeGreaterThan(300);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(Math.floor(person.startsAt - 0.5));
    expect(Math.max(...hours)).toBeLessThanOrEqual(Math.ceil(person.startsAt + 10));
  },
  60_000,
);

test("people work on weekdays and rest at the weekend", () => {
  const perDate = new Map<string, number>();
  for (const signIn of all.filter(({ type }) => type === "interactiveUser")) {
    const date = signIn.createdDateTime.slice(0, 10);
    perDate.set(date, (perDate.get(date) ?? 0) + 1);
  }
  const wholeDays = [...perDate].slice(1, -1);
  const counts = (weekend: boolean): number[] =>
    wholeDays.filter(([date]) => isWeekend(date) === weekend).map(([, count]) => count);
  expect(Math.min(...counts(false))).toBeGreaterThan(3 * Math.max(...counts(true)));
});

test("every field has a value somewhere", () => {
  const missing = new Set(fieldNames);
  for (const signIn of all) {
    for (const name of missing) if (field(name).read(signIn).length > 0) missing.delete(name);
  }
  expect([...missing]).toEqual([]);
});

test.each(Object.values(fields).map((entry) => entry.example))(
  "the example %j of a field finds something",
  (example) => {
    const question = parse(example, reader);
    expect(question.notUnderstood).toEqual([]);
    const where = question.id === undefined ? question.where : [{ field: "id" as const, is: [question.id] }];
    expect(where).not.toEqual([]);
    expect(all.some((signIn) => matches(signIn, where))).toBe(true);
  },
);

test("what stands in raw is read as the same sign-in, but for the tenant, which Graph does not name", () => {
  for (const signIn of some) {
    expect(readGraph(JSON.parse(signIn.raw ?? ""), {})).toEqual({
      kind: "signIn",
      signIn: { ...signIn, tenantId: undefined, raw: undefined },
    });
  }
});

test("a raw record has about the size of a real one", () => {
  const sizes = some.map(({ raw = "" }) => raw.length);
  expect(Math.min(...sizes)).toBeGreaterThan(1_000);
  expect(Math.max(...sizes)).toBeLessThan(5_000);
});

test("MFA was passed where a policy asked for it, and not at the office", () => {
  const opened = all.filter(({ appId, status }) => appId === apps.outlookWeb.id && status.errorCode === 0);
  const results = (isOffice: boolean): Set<string> =>
    new Set(
      opened
        .filter(({ networkLocationDetails, userPrincipalName }) => {
          const isAdmin = [people.frank, people.kofi].some(
            (admin) => admin.userPrincipalName === userPrincipalName,
          );
          return !isAdmin && (networkLocationDetails?.length === 1) === isOffice;
        })
        .map((signIn) => mfaVerdict(signIn).result),
    );
  expect(results(false)).toEqual(new Set(["satisfied"]));
  expect(results(true)).toContain("none");
});

test("an interrupt leads to a success of the same correlation id, unless a story says otherwise", () => {
  const interrupted = all.filter(
    ({ type, status }) => type === "interactiveUser" && [50074, 50076, 50140].includes(status.errorCode),
  );
  const succeeded = new Set(
    all.filter(({ status }) => status.errorCode === 0).map(({ correlationId }) => correlationId),
  );
  const open = interrupted.filter(({ correlationId }) => !succeeded.has(correlationId));
  expect(interrupted.length).toBeGreaterThan(200);
  expect(open.map(({ userPrincipalName }) => userPrincipalName)).toEqual(["judy@contoso.com"]);
});

function isWeekend(date: string): boolean {
  return [0, 6].includes(new Date(date).getUTCDay());
}
