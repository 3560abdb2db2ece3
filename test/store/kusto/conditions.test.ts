import { beforeAll, expect, test } from "vitest";
import type { Condition } from "../../../src/question/question.ts";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { entryOf } from "../../../src/store/sign-in-text.ts";
import type { Store, TopRequest } from "../../../src/store/store.ts";
import { memoryStore } from "../memory-store.ts";
import { someTime } from "../sign-ins.ts";
import { evaluatingEngine, writable } from "./test-store.ts";
import { asHeld } from "./workspace.ts";

/** What is easily compiled wrong: addresses and blocks, names that KQL compares otherwise, values that are not there. */

const guid = (n: number): string => `0000000${n}-1111-4111-8111-111111111111`;
const userId = (n: number): string => `0000000${n}-2222-4222-8222-222222222222`;

interface Written {
  readonly name?: string;
  readonly upn?: string;
  readonly ip?: string;
  readonly city?: string;
  readonly policies?: readonly string[];
  readonly risk?: SignIn["riskLevelAggregated"];
}

const written: readonly Written[] = [
  {
    name: "Zoë Krüger",
    upn: "zoe@contoso.com",
    ip: "203.0.113.7",
    city: "Zürich",
    policies: ["Require MFA"],
  },
  { name: "Zoe Kruger", upn: "zoe2@contoso.com", ip: "203.0.113.200", city: "Zurich", policies: [] },
  {
    name: "Ann  Lee",
    upn: "ann@contoso.com",
    ip: "203.0.112.255",
    city: "New  York",
    policies: ["Block legacy"],
  },
  {
    name: "Ann Lee",
    upn: "ann2@contoso.com",
    ip: "2001:db8::1",
    city: "New York",
    policies: ["Require MFA", "Block legacy"],
  },
  { name: "ＦＵＬＬ Width", upn: "full@contoso.com", ip: "2001:DB8:0:0:0:0:0:2", policies: ["Réquire MFA"] },
  { name: 'Quo"te \\ Slash', upn: "quote@contoso.com", ip: "::ffff:203.0.113.9", city: 'a"b\\c' },
  { upn: "nameless@contoso.com", ip: "not an address", city: "" },
  { name: "İstanbul Straße", ip: "10.0.0.1", policies: ["Block legacy"] },
  {},
  { risk: "low" },
  { risk: "high" },
];

const signIns: SignIn[] = written
  .map(({ name, upn, ip, city, policies, risk }, n): SignIn => ({
    id: guid(n),
    type: "interactiveUser",
    ...(risk !== undefined && { riskLevelAggregated: risk }),
    createdDateTime: new Date(someTime + n * 60_000).toISOString(),
    status: { errorCode: n % 2 === 0 ? 0 : 50126 },
    ...(upn !== undefined && { userId: userId(n), userPrincipalName: upn }),
    ...(name !== undefined && { userDisplayName: name }),
    ...(ip !== undefined && { ipAddress: ip }),
    ...(city !== undefined && { location: { city } }),
    ...(policies !== undefined && {
      appliedConditionalAccessPolicies: policies.map((displayName) => ({ displayName, result: "success" })),
    }),
  }))
  .map(asHeld)
  .filter((signIn) => signIn !== undefined);

const is = (field: Condition["field"], ...values: string[]): Condition => ({ field, is: values });
const not = (field: Condition["field"], ...values: string[]): Condition => ({ field, isNot: values });

const conditions: readonly Condition[] = [
  is("ip", "203.0.113.0/24"),
  not("ip", "203.0.113.0/24"),
  is("ip", "203.0.112.0/23", "10.0.0.1"),
  is("ip", "203.0.113.7"),
  is("ip", "2001:db8::/32"),
  is("ip", "2001:db8::2", "not an address"),
  not("ip", "2001:db8::/32", ""),
  is("ip", "::ffff:203.0.113.9"),
  is("user", "zoë krüger"),
  is("user", "kruger"),
  not("user", "zoe"),
  is("user", "ann lee"),
  is("user", "full"),
  is("user", 'quo"te'),
  is("user", "strasse", "straße"),
  is("user", ""),
  is("user", userId(0)),
  is("user", userId(0), ""),
  not("user", userId(0)),
  is("id", userId(0).toUpperCase(), guid(4)),
  is("requestId", guid(2)),
  not("user", "", "ann"),
  is("city", "zurich"),
  is("city", "new york", ""),
  not("city", "new york"),
  is("city", 'A"B\\C'),
  is("policy", "require mfa"),
  not("policy", "require mfa"),
  is("policy", ""),
  is("risk", "low"),
  not("risk", "low"),
  is("risk", "high", ""),
  not("policy", "", "block legacy"),
];

let store: Store;
const oracle = memoryStore();
beforeAll(async () => {
  store = writable((workspace) => evaluatingEngine(workspace, { seed: 2 }));
  for (const one of [store, oracle]) await one.write(signIns.map(entryOf));
});

test.each(conditions.map((condition) => ({ says: JSON.stringify(condition), condition })))(
  "$says finds what it finds in memory",
  async ({ condition }) => {
    const idsIn = async (one: Store): Promise<string[]> => {
      const { rows } = await one.list({ where: [condition] }, { order: "oldest", limit: 50 });
      return rows.map(({ id }) => id);
    };
    const found = await idsIn(oracle);
    expect(await idsIn(store)).toEqual(found);
    // Whatever is meant is there, and not all is.
    expect([0, signIns.length]).not.toContain(found.length);
  },
);

test("a range may begin and end between two milliseconds", async () => {
  const second = someTime + 60_000;
  const page = { order: "oldest", limit: 50 } as const;
  for (const [from, to] of [
    [second, second + 0.5],
    [second - 0.5, second],
    [second + 0.5, second + 60_000.5],
  ] as const) {
    const [found, expected] = await Promise.all(
      [store, oracle].map((one) => one.list({ where: [], from, to }, page)),
    );
    expect(found?.rows.map(({ id }) => id)).toEqual(expected?.rows.map(({ id }) => id));
    expect(expected?.rows).toHaveLength(to === second ? 0 : 1);
  }
});

test.each([-1, 0, 1])(
  "a scan of as many as there are, and %i, says whether there are more",
  async (beyond) => {
    const request = { fields: ["user"], order: "newest", limit: signIns.length + beyond } as const;
    const scan = await store.scan({ where: [] }, request);
    expect(scan).toEqual(await oracle.scan({ where: [] }, request));
    expect(scan.more).toBe(beyond < 0);
  },
);

test("groups without a value of what is counted have none of it", async () => {
  const request: TopRequest = {
    by: ["user"],
    limit: 10,
    distinct: ["policy"],
    having: [{ of: "policy", atMost: 0 }],
    rank: "policy",
    order: "most",
  };
  const found = await store.top({ where: [] }, request);
  expect(found).toEqual(await oracle.top({ where: [] }, request));
  expect(found.groups.length).toBeGreaterThan(0);
});
