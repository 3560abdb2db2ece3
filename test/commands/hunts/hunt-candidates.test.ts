import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ruleOf, search, type SearchRequest } from "../../../src/commands/hunts/hunt-search.ts";
import { huntNamed, huntNames, type HuntName } from "../../../src/hunts/hunts.ts";
import type { Threshold } from "../../../src/hunts/hunt.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import type { Store } from "../../../src/store/store.ts";
import { memoryStore } from "../../store/memory-store.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 2, 31, 10);
const hunts = huntNames.filter((name) => huntNamed(name).finds !== undefined);

interface Seen {
  readonly hoursAgo: number;
  readonly who: number;
  readonly where: number;
}

/** Of every hunt something to read. */
const signInsOf = ({ hoursAgo, who, where }: Seen, at: number): SignIn[] => {
  const shared = {
    createdDateTime: new Date(now - hoursAgo * 3_600_000).toISOString(),
    status: { errorCode: 0 },
    ipAddress: `203.0.113.${where}`,
    location: { countryOrRegion: ["DE", "FR", "JP", "US"][where] ?? "GB" },
    appId: `app${at % 3}`,
    autonomousSystemNumber: 64500 + where,
    deviceDetail: { operatingSystem: `System ${where}` },
    userAgent: `curl/${at % 4}`,
  };
  const user = { userId: `u${who}`, userDisplayName: `User ${who}`, authenticationProtocol: "deviceCode" };
  return [
    { ...shared, ...user, id: `i${at}`, type: "interactiveUser" },
    { ...shared, ...user, id: `f${at}`, type: "interactiveUser", status: { errorCode: 50126 } },
    {
      ...shared,
      ...user,
      id: `d${at}`,
      type: "nonInteractiveUser",
      status: { errorCode: 500121, additionalDetails: "MFA denied; user did not select the correct number" },
    },
    {
      ...shared,
      ...user,
      id: `b${at}`,
      type: "interactiveUser",
      status: { errorCode: 50057 },
      appId: `app${where}`,
    },
    { ...shared, ...user, id: `l${at}`, type: "interactiveUser", clientAppUsed: `IMAP${who}` },
    { ...shared, id: `s${at}`, type: "servicePrincipal", servicePrincipalId: `sp${who}` },
    {
      ...shared,
      id: `w${at}`,
      type: "servicePrincipal",
      servicePrincipalId: `sp${who}`,
      status: { errorCode: 7000215 },
    },
    {
      ...shared,
      id: `m${at}`,
      type: "managedIdentity",
      servicePrincipalId: `mi${who}`,
      resourceId: `resource${where}`,
    },
    { ...shared, ...user, id: `r${at}`, type: "interactiveUser", authenticationProtocol: "ropc" },
    {
      ...shared,
      ...user,
      id: `g${at}`,
      type: "interactiveUser",
      userType: "guest",
      conditionalAccessStatus: "failure",
      status: { errorCode: 53003 },
    },
  ];
};

const seen = fc.array(
  fc.record({
    hoursAgo: fc.oneof(fc.integer({ min: 1, max: 45 * 24 }), fc.integer({ min: 1, max: 20 })),
    who: fc.integer({ min: 0, max: 3 }),
    where: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 30 },
);

async function storeOf(all: readonly Seen[]): Promise<Store> {
  const store = memoryStore();
  await store.write(all.flatMap(signInsOf).map(entryOf));
  return store;
}

/** Low enough for so few sign-ins. */
const thresholds: Partial<Record<HuntName, Threshold | readonly Threshold[]>> = {
  "password-spray": { of: "user", atLeast: 2 },
  "brute-force": { of: "failures", atLeast: 2 },
  "fail-then-success": { of: "failures", atLeast: 2 },
  "multi-country": { of: "country", atLeast: 2 },
  "mfa-fatigue": { of: "failures", atLeast: 2 },
  "guest-denied": { of: "app", atLeast: 2 },
  "sp-secrets": { of: "failures", atLeast: 2 },
  "sp-guessing": { of: "failures", atLeast: 2 },
  "ca-blocks": { of: "app", atLeast: 2 },
  "tool-spray": [
    { of: "userAgent", atLeast: 2 },
    { of: "app", atLeast: 2 },
  ],
  "distributed-spray": [
    { of: "user", atLeast: 2 },
    { of: "ip", atLeast: 2 },
  ],
  "low-and-slow": [
    { of: "ip", atLeast: 2 },
    { of: "country", atLeast: 2 },
  ],
  "mfa-code-guessing": { of: "failures", atLeast: 2 },
  "disabled-accounts": { of: "user", atLeast: 2 },
  "disabled-probing": { of: "app", atLeast: 2 },
};

async function find(hunt: HuntName, days: number, store: Store) {
  const { logs } = huntNamed(hunt);
  const range = { from: now - days * day, to: now };
  const request: SearchRequest = {
    hunt,
    rule: ruleOf(huntNamed(hunt), {
      intent: "hunt",
      hunt,
      where: [],
      notUnderstood: [],
      having: [thresholds[hunt] ?? []].flat(),
      within: "P2D",
    }),
    scope: {
      filter: { where: [{ field: "type", is: [...logs] }], ...range },
      types: logs,
      range,
      timezone: "UTC",
    },
    coverage: await store.coverage(),
    limit: 100,
  };
  return search(request, store);
}

/** Tells how many sign-ins each scan has read. */
function watch(store: Store, read: number[]): Store {
  return {
    ...store,
    async scan(...asked) {
      const scan = await store.scan(...asked);
      read.push(scan.rows.length);
      return scan;
    },
  };
}

test.each(hunts)("%s finds the same as if it read everything", async (hunt) => {
  await fc.assert(
    fc.asyncProperty(seen, fc.constantFrom(1, 7, 20, 40), async (all, days) => {
      const store = await storeOf(all);
      const tooMany: Store = {
        ...store,
        top: async (...asked) => ({ ...(await store.top(...asked)), more: true }),
      };
      expect(await find(hunt, days, store)).toEqual(await find(hunt, days, tooMany));
    }),
    { numRuns: 60 },
  );
});

const whole = hunts.filter((name) => huntNamed(name).suspects === undefined);

test.each(whole.filter((name) => huntNamed(name).finds !== "bursts"))(
  "%s reads what is new, and nothing of what was there before",
  async (hunt) => {
    const old = Array.from({ length: 44 * 24 }, (_, hour): Seen => ({
      hoursAgo: hour + 1,
      who: 1,
      where: 1,
    }));
    const fresh: Seen = { hoursAgo: 5, who: 2, where: 2 };
    const store = await storeOf([...old, fresh]);
    const read: number[] = [];
    const { findings } = await find(hunt, 7, watch(store, read));
    expect(findings).toHaveLength(1);
    expect(Math.max(...read)).toBeLessThanOrEqual(signInsOf(fresh, 0).length);
  },
);

test.each(hunts.filter((name) => !whole.includes(name)))(
  "%s reads all of those for whom something is new, and nothing of others",
  async (hunt) => {
    const days = Array.from({ length: 40 }, (_, days): Seen => ({
      hoursAgo: days * 24 + 6,
      who: 1,
      where: 1,
    }));
    const one = [...days, { hoursAgo: 6, who: 1, where: 2 }];
    const others = days.map((seen) => ({ ...seen, who: 2 }));
    const alone: number[] = [];
    const among: number[] = [];
    const { findings } = await find(hunt, 7, watch(await storeOf(one), alone));
    expect(findings.map(({ subject }) => subject[0]?.value.key)).toEqual(["u1"]);
    expect((await find(hunt, 7, watch(await storeOf([...one, ...others]), among))).findings).toEqual(
      findings,
    );
    expect(among).toEqual(alone);
  },
);

test("a spray is found without reading those who tried few", async () => {
  const alone = Array.from({ length: 200 }, (_, who): Seen => ({ hoursAgo: 20, who, where: 50 + who }));
  const crowd = Array.from({ length: 12 }, (_, who): Seen => ({ hoursAgo: 5, who, where: 1 }));
  const store = await storeOf([...alone, ...crowd]);
  const read: number[] = [];
  const { findings } = await find("password-spray", 7, watch(store, read));
  expect(findings.map(({ subject }) => subject[0]?.value.key)).toEqual(["203.0.113.1"]);
  // Each of them met a wrong password and a disabled account.
  expect(read[0]).toBe(2 * crowd.length);
});
