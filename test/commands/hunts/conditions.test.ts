import { expect, test } from "vitest";
import { lacking } from "./cases/workloads-and-policies.ts";
import { deviceRegistration, gated, phished, ungated } from "./app-fixtures.ts";
import { hunt, signIn, times, tokyo } from "./fixtures.ts";

const day = 1440;

test.each(lacking)("%s finds nothing where %s", async (name, _, signIns) => {
  const view = await hunt(`hunt ${name} last 7 days`, signIns);
  expect(view.findings).toEqual([]);
});

test("a device that is registered without MFA is found at home as well", async () => {
  const home = deviceRegistration(0, { status: { errorCode: 0 } });
  const { findings } = await hunt("hunt device-registration last 7 days", [signIn(-20 * day, 0), home]);
  expect(findings.map(({ lines }) => lines)).toEqual([expect.arrayContaining(["without MFA"])]);
});

test("a place is new where the user never got in, and not where others did or the user failed", async () => {
  const before = [signIn(-20 * day, 50126, tokyo), signIn(-20 * day, 0, { ...tokyo, who: "bob" })];
  const { findings } = await hunt("hunt aitm last 7 days", [...before, ...phished(0)]);
  expect(findings.map(({ subject }) => subject)).toEqual(["alice <alice@contoso.com>"]);
});

test("a place is known from either log of users and any app, whatever the question is about", async () => {
  const before = signIn(-20 * day, 0, { ...tokyo, type: "nonInteractiveUser", appId: "other" });
  const { findings } = await hunt("hunt aitm interactive app OfficeHome last 7 days", [
    before,
    ...phished(0),
  ]);
  expect(findings).toEqual([]);
});

test("where the log has no networks, the address alone tells what is new", async () => {
  const elsewhere = { ...tokyo, autonomousSystemNumber: undefined };
  const found = async (ipAddress: string): Promise<number> => {
    const before = signIn(-20 * day, 0, { ...elsewhere, ipAddress });
    return (await hunt("hunt aitm last 7 days", [before, ...phished(0, elsewhere)])).findings.length;
  };
  expect([await found("198.51.100.9"), await found("198.51.100.10")]).toEqual([0, 1]);
});

test("of a finding only what is new is told", async () => {
  const atHome = { ipAddress: gated.ipAddress, autonomousSystemNumber: gated.autonomousSystemNumber };
  const { findings } = await hunt("hunt ca-gap last 7 days", [gated, ungated(0, atHome), ungated(5)]);
  expect(findings.map(({ lines }) => lines[0])).toEqual(["1 sign-in"]);
});

test("thresholds are for what is new", async () => {
  const signIns = [gated, ungated(0), ungated(5)];
  const found = async (least: number): Promise<number> =>
    (await hunt(`hunt ca-gap min ${least} sign-ins last 7 days`, signIns)).findings.length;
  expect([await found(2), await found(3)]).toEqual([1, 0]);
});

test("a hundred and more suspects are each compared with their own past", async () => {
  const who = (i: number): { who: string } => ({ who: `user${i}` });
  const view = await hunt("hunt device-registration last 7 days", [
    ...times(150, (i) => deviceRegistration(i / 10, { ...tokyo, ...who(i) })),
    ...times(149, (i) => signIn(-20 * day, 0, { ...tokyo, ...who(i) })),
  ]);
  expect(view.findings.map(({ subject }) => subject)).toEqual(["user149 <user149@contoso.com>"]);
});

test("sign-ins at risk come first", async () => {
  const view = await hunt("hunt aitm last 7 days", [
    ...phished(0, { who: "bob" }),
    ...phished(10, { who: "bob" }),
    ...phished(30, { riskLevelDuringSignIn: "high" }),
  ]);
  expect(view.findings.map(({ subject }) => subject)).toEqual([
    "alice <alice@contoso.com>",
    "bob <bob@contoso.com>",
  ]);
  expect(view.findings[0]?.lines).toContain("at medium or high risk by Entra ID");
});

test("without MFA is without MFA, whatever is stored from before the range", async () => {
  const { findings } = await hunt("hunt device-registration last 60 days", [
    deviceRegistration(0, { status: { errorCode: 0 } }),
    deviceRegistration(5, { who: "bob", ...tokyo }),
  ]);
  expect(findings.map(({ subject }) => subject)).toEqual(["alice <alice@contoso.com>"]);
});

test("where nothing is stored from before the range, what is new is not guessed", async () => {
  const view = await hunt("hunt aitm last 60 days", phished(0));
  expect(view.findings).toEqual([]);
  expect(view.coverage.join(" ")).toMatch(/cannot be told what is new/);
});
