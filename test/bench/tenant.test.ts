import { expect, test } from "vitest";
import { working } from "../../bench/attacks/times.ts";
import { tenantOf } from "../../bench/attacks/tenant.ts";
import { clientKindOf } from "../../src/signin/client-apps.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { distance } from "../../src/hunts/travel.ts";

const records = 6_000;
const tenant = tenantOf({ records, seed: "test" });
const background = Array.from({ length: records }, (_, index) => tenant.signInAt(index));
const isSuccess = ({ status }: SignIn): boolean => status.errorCode === 0;

/** Of each value of a property the values of another. */
function byEach<T>(signIns: readonly SignIn[], keyOf: (one: SignIn) => T, valueOf: (one: SignIn) => unknown) {
  const all = new Map<T, Set<unknown>>();
  for (const one of signIns)
    all.set(keyOf(one), (all.get(keyOf(one)) ?? new Set<unknown>()).add(valueOf(one)));
  return all;
}

test("people of the tenant get in from one country, where no two places are too far apart", () => {
  const people = background.filter((one) => one.userId !== undefined && isSuccess(one));
  const countries = byEach(
    people,
    ({ userId }) => userId,
    ({ location }) => location?.countryOrRegion,
  );
  expect(countries.size).toBeGreaterThan(100);
  expect([...countries.values()].filter(({ size }) => size > 1)).toEqual([]);
  for (const { addresses, around } of tenant.people.slice(0, 50)) {
    const [home] = addresses;
    for (const { latitude, longitude } of around.slice(0, 20)) {
      expect(distance([home?.latitude ?? 0, home?.longitude ?? 0], [latitude, longitude])).toBeLessThan(500);
    }
  }
});

test("people of the tenant sign in themselves while they work", () => {
  const hours = background
    .filter((one) => one.type === "interactiveUser" && isSuccess(one))
    .map(({ createdDateTime }) => new Date(createdDateTime).getUTCHours());
  expect(Math.min(...hours)).toBe(working.from);
  expect(Math.max(...hours)).toBe(working.to - 1);
});

test("old programs belong to few, each of whom has one and uses it for one application", () => {
  const legacy = background.filter(({ clientAppUsed }) => clientKindOf(clientAppUsed) === "legacy");
  const programs = byEach(
    legacy,
    ({ userId }) => userId,
    ({ clientAppUsed, appId }) => `${clientAppUsed} ${appId}`,
  );
  expect(programs.size).toBeGreaterThan(3);
  expect(programs.size).toBeLessThanOrEqual(20);
  expect([...programs.values()].filter(({ size }) => size > 1)).toEqual([]);
  expect(background.filter((one) => one.authenticationProtocol === "ropc" && !legacy.includes(one))).toEqual(
    [],
  );
});

test.each([
  ["disabled accounts", "userId", [50057]],
  ["service principals with a wrong or an expired secret", "servicePrincipalId", [7000215, 7000222]],
] as const)("%s never get in", (_, id, codes) => {
  const wrong = background.filter(
    ({ type, status }) =>
      type !== "managedIdentity" && (codes as readonly number[]).includes(status.errorCode),
  );
  const inside = new Set(background.filter(isSuccess).map((one) => one[id]));
  expect(wrong.length).toBeGreaterThan(5);
  expect(wrong.filter((one) => inside.has(one[id]))).toEqual([]);
});

test("accounts are locked by those alone who try many", () => {
  const locked = background.filter(({ status }) => status.errorCode === 50053);
  expect(locked.length).toBeGreaterThan(5);
  for (const { createdDateTime, ipAddress } of locked)
    expect(tenant.attackerAt(Date.parse(createdDateTime))?.ip).toBe(ipAddress);
});

test("a managed identity gets tokens for one resource", () => {
  const machines = background.filter(({ type }) => type === "managedIdentity");
  const resources = byEach(
    machines,
    ({ servicePrincipalId }) => servicePrincipalId,
    ({ resourceId }) => resourceId,
  );
  expect(resources.size).toBeGreaterThan(10);
  expect([...resources.values()].filter(({ size }) => size > 1)).toEqual([]);
});
