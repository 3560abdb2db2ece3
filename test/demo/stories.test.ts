import { expect, test } from "vitest";
import { mallory, people } from "../../src/demo/company.ts";
import { demoSignIns } from "../../src/demo/demo-sign-ins.ts";
import { stories } from "../../src/demo/stories.ts";
import { matches } from "../../src/question/matches.ts";
import { type Context, parse } from "../../src/question/parse/parse.ts";
import { resolveWindow } from "../../src/question/time/window.ts";
import { mfaVerdict } from "../../src/signin/mfa.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { statusOf } from "../../src/signin/status.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const timeOf = (signIn: SignIn): number => Date.parse(signIn.createdDateTime);

const now = new Date("2026-03-11T14:30:00Z");
const midnight = Date.parse("2026-03-11T00:00:00Z");
const all = [...demoSignIns(now)];
const reader: Context = { now, timezone: "UTC", weekStart: "monday", locale: "en-GB" };

const from = (address: string): SignIn[] => all.filter(({ ipAddress }) => ipAddress === address);
const of = ({ userPrincipalName }: { userPrincipalName: string }): SignIn[] =>
  all.filter((signIn) => signIn.userPrincipalName === userPrincipalName);
const codes = (signIns: readonly SignIn[]): number[] =>
  [...new Set(signIns.map(({ status }) => status.errorCode))].sort((a, b) => a - b);
const span = (signIns: readonly SignIn[]): number => {
  const times = signIns.map(timeOf);
  return Math.max(...times) - Math.min(...times);
};

test.each(stories.map(({ title, question }) => [title, question]))("%s: %j finds it", (_, text) => {
  const question = parse(text, reader);
  expect(question.notUnderstood).toEqual([]);
  const range = resolveWindow(question.window, reader);
  if (typeof range === "string") throw new Error(`${text}: the range is ${range}`);
  // Who names no log means the interactive one.
  const saysType = question.where.some(({ field }) => field === "type");
  const found = all.filter(
    (signIn) =>
      (saysType || signIn.type === "interactiveUser") &&
      timeOf(signIn) >= (range.from ?? -Infinity) &&
      matches(signIn, question.where),
  );
  expect(found.length).toBeGreaterThan(0);
});

test("password spray: one address, every account, half an hour, and nobody gets in", () => {
  const spray = from("203.0.113.66");
  expect(new Set(spray.map(({ userId }) => userId)).size).toBeGreaterThanOrEqual(10);
  expect(span(spray)).toBeLessThan(30 * minute);
  expect(spray.filter((signIn) => statusOf(signIn) === "success")).toEqual([]);
  expect(codes(spray)).toEqual([50053, 50057, 50074, 50126, 500121]);
  expect(spray.some(({ userAgent }) => userAgent?.includes("[free](https://evil.example)"))).toBe(true);
});

test("password spray: Judy's password was right and MFA stopped it", () => {
  const [asked, unanswered] = from("203.0.113.66").filter(({ status }) =>
    [50074, 500121].includes(status.errorCode),
  );
  expect(asked?.userPrincipalName).toBe(people.judy.userPrincipalName);
  expect(asked?.correlationId).toBe(unanswered?.correlationId);
  expect(mfaVerdict(asked as SignIn)).toMatchObject({ result: "failed", how: "notCompleted" });
  expect(mfaVerdict(unanswered as SignIn)).toMatchObject({ result: "failed", how: "denied" });
});

test("MFA fatigue: a dozen denied prompts at night, then one approved, then the device policy holds", () => {
  const attack = from("203.0.113.129");
  expect(new Set(attack.map(({ userPrincipalName }) => userPrincipalName))).toEqual(
    new Set(["bob@contoso.com"]),
  );
  const verdicts = attack.map((signIn) => mfaVerdict(signIn));
  expect(verdicts.slice(0, 12).map(({ how }) => how)).toEqual(Array.from({ length: 12 }, () => "denied"));
  expect(verdicts[12]).toEqual({
    result: "satisfied",
    how: "prompt",
    method: "Mobile app notification",
    detail: "MFA completed in Azure AD",
  });
  expect(span(attack.slice(0, 13))).toBeLessThan(hour);
  expect(attack.slice(13).map(({ status }) => status.errorCode)).toEqual([0, 53000, 53000, 50173]);
  expect(new Set(verdicts.slice(0, 12).map(({ detail }) => detail)).size).toBe(2);
});

test("legacy client: IMAP of one mailbox, first a wrong password, then blocked by its policy", () => {
  const imap = all.filter(({ clientAppUsed }) => clientAppUsed === "IMAP4");
  expect(new Set(imap.map(({ userPrincipalName }) => userPrincipalName))).toEqual(
    new Set(["invoices@contoso.com"]),
  );
  const inOrder = imap.map(({ status }) => status.errorCode);
  const firstBlock = inOrder.indexOf(53003);
  expect(new Set(inOrder.slice(0, firstBlock))).toEqual(new Set([50126]));
  expect(new Set(inOrder.slice(firstBlock))).toEqual(new Set([53003]));
  expect(failedPolicies(imap.slice(firstBlock))).toEqual(new Set(["Block legacy authentication"]));
});

test("broken secret: ci-deploy worked every hour and has failed every hour for two days", () => {
  const deployments = all.filter(({ servicePrincipalName }) => servicePrincipalName === "ci-deploy");
  const since = midnight - 2 * day;
  expect(codes(deployments.filter((signIn) => timeOf(signIn) < since))).toEqual([0]);
  const broken = deployments.filter((signIn) => timeOf(signIn) >= since);
  expect(codes(broken)).toEqual([7000222]);
  expect(broken.length).toBe(2 * 24 + 15);
});

test("conditional access block: Alice, from a tablet nobody manages, by the policy on devices", () => {
  const blocked = of(people.alice).filter(({ status }) => [53000, 53003].includes(status.errorCode));
  expect(blocked.length).toBe(10);
  expect(blocked.every((signIn) => timeOf(signIn) >= now.getTime() - 7 * day)).toBe(true);
  expect(blocked.every(({ deviceDetail }) => deviceDetail?.isManaged === false)).toBe(true);
  expect(new Set(blocked.map(({ conditionalAccessStatus }) => conditionalAccessStatus))).toEqual(
    new Set(["failure"]),
  );
  expect(failedPolicies(blocked)).toEqual(new Set(["Require compliant device"]));
  expect(new Set(blocked.map((signIn) => mfaVerdict(signIn).how))).toEqual(new Set(["claim"]));
  expect(blocked.at(-1)).toMatchObject({
    id: "66ea54eb-6301-4ee5-be62-ff5a759b0100",
    flaggedForReview: true,
  });
});

test("guest: a partner's account, vouched for by its own tenant, on weekdays", () => {
  const guests = all.filter(({ userType }) => userType === "guest");
  expect(guests.length).toBeGreaterThan(15);
  expect(new Set(guests.map(({ homeTenantName }) => homeTenantName))).toEqual(new Set(["fabrikam.com"]));
  expect(new Set(guests.map((signIn) => mfaVerdict(signIn).how))).toEqual(new Set(["claim"]));
  expect(
    guests.filter(({ createdDateTime }) => [0, 6].includes(new Date(createdDateTime).getUTCDay())),
  ).toEqual([]);
});

test("traveller: Grace was in three countries, one after the other, never faster than an airliner", () => {
  const hers = of(people.grace).filter(({ status }) => status.errorCode === 0);
  const cities = hers.map(({ location }) => location?.city);
  const journey = cities.filter((city, index) => city !== cities[index - 1]);
  expect(journey).toEqual(["Berlin", "New York", "Tokyo", "Berlin"]);
  for (const [index, signIn] of hers.slice(1).entries()) {
    const before = hers[index] as SignIn;
    const hours = (timeOf(signIn) - timeOf(before)) / hour;
    expect(kilometres(before, signIn)).toBeLessThanOrEqual(900 * hours);
  }
});

test("disabled account: Mallory worked until nine days ago, since then her account says no", () => {
  const gone = midnight - 8 * day;
  const before = of(mallory).filter((signIn) => timeOf(signIn) < gone - day);
  const after = of(mallory).filter((signIn) => timeOf(signIn) >= gone && signIn.ipAddress !== "203.0.113.66");
  expect(before.some(({ status }) => status.errorCode === 0)).toBe(true);
  expect(codes(after)).toEqual([50057]);
  expect(after.filter(({ type }) => type === "interactiveUser").length).toBe(4);
  expect(after.length).toBeGreaterThan(50);
});

test("stolen session: one session id, two countries, high risk, and an end", () => {
  const session = all.filter(({ sessionId }) => sessionId === "0045f5a8-1d2e-4c11-9b7c-0d8fd2a1c001");
  expect(session.map(({ location }) => location?.countryOrRegion)).toEqual([
    "DE",
    ...Array<string>(7).fill("SG"),
  ]);
  expect(session.slice(1).map(({ riskLevelDuringSignIn }) => riskLevelDuringSignIn)).toEqual(
    Array<string>(7).fill("high"),
  );
  expect(session.map(({ status }) => status.errorCode)).toEqual([0, 0, 0, 0, 0, 0, 50133, 50133]);
});

test("device code: a routine from the data centre and one from a rented server", () => {
  const byCode = all.filter(({ authenticationProtocol }) => authenticationProtocol === "deviceCode");
  expect(byCode.map(({ userPrincipalName }) => userPrincipalName)).toEqual([
    "kofi@contoso.com",
    "kofi@contoso.com",
    "kofi@contoso.com",
    "ivan@contoso.com",
    "kofi@contoso.com",
  ]);
  expect(byCode.map((signIn) => mfaVerdict(signIn).method)).toEqual([
    "FIDO2 security key",
    "FIDO2 security key",
    "FIDO2 security key",
    "Mobile app notification",
    "FIDO2 security key",
  ]);
  const after = from("203.0.113.88").filter(({ type }) => type === "nonInteractiveUser");
  expect(codes(after)).toEqual([0]);
});

test("risky sign-in: a medium risk remediated by MFA, a low one dismissed", () => {
  const remediated = all.filter(({ riskState }) => riskState === "remediated");
  expect(remediated.map((signIn) => [signIn.riskLevelDuringSignIn, mfaVerdict(signIn).how])).toEqual([
    ["medium", "prompt"],
  ]);
  expect(all.filter(({ riskState }) => riskState === "dismissed").length).toBe(1);
});

test("consent phishing: an application named like a formula gets nothing", () => {
  const lured = all.filter(({ appDisplayName }) => appDisplayName?.startsWith("=HYPERLINK("));
  expect(codes(lured)).toEqual([65001, 90094]);
  expect(new Set(lured.map(({ userId }) => userId)).size).toBe(3);
});

test("tenant restriction: the office's proxy denies a foreign tenant", () => {
  const denied = all.filter(({ isTenantRestricted }) => isTenantRestricted);
  expect(codes(denied)).toEqual([500021]);
  expect(
    denied.every(
      ({ networkLocationDetails }) => networkLocationDetails?.[0]?.networkNames?.[0] === "Berlin office",
    ),
  ).toBe(true);
});

test("service account: a password every night and never MFA", () => {
  const nights = of({ userPrincipalName: "svc-backup@contoso.com" }).filter(
    ({ status }) => status.errorCode === 0,
  );
  expect(nights.length).toBeGreaterThan(80);
  expect(new Set(nights.map((signIn) => mfaVerdict(signIn).result))).toEqual(new Set(["none"]));
});

function failedPolicies(signIns: readonly SignIn[]): Set<string | undefined> {
  return new Set(
    signIns
      .flatMap(({ appliedConditionalAccessPolicies }) => appliedConditionalAccessPolicies ?? [])
      .filter(({ result }) => result === "failure")
      .map(({ displayName }) => displayName),
  );
}

/** Along a great circle. */
function kilometres(a: SignIn, b: SignIn): number {
  const [from, to] = [a, b].map(({ location }) => location?.geoCoordinates);
  if (from === undefined || to === undefined) return 0;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const haversine =
    Math.sin(radians(to.latitude - from.latitude) / 2) ** 2 +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(to.latitude)) *
      Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(haversine));
}
