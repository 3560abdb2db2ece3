import { expect, test } from "vitest";
import type { SignIn } from "../../../src/signin/sign-in.ts";
import { kustoStore } from "../../../src/store/kusto/kusto-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { someTime } from "../sign-ins.ts";
import { evaluatingEngine } from "./test-store.ts";
import { emptyWorkspace, type TableRow } from "./workspace.ts";

const minute = 60_000;
const at = (time: number): string => new Date(time).toISOString();

const alice: TableRow = {
  Id: "66ea54eb-6301-4ee5-be62-ff5a759b0100",
  TimeGenerated: at(someTime),
  CreatedDateTime: at(someTime),
  UserId: "0045f5a8-1d2e-4c11-9b7c-0d8fd2a1c001",
  UserPrincipalName: "alice@contoso.com",
  UserDisplayName: "Alice",
  IPAddress: "203.0.113.7",
  ResultType: "50126",
  Status: { errorCode: 50126 },
};

/** A store over rows of the interactive log, each with the time at which it came. */
function storeOf(
  rows: readonly (readonly [row: TableRow, came: number])[],
  horizon?: number,
  seed?: number,
  table = "SigninLogs",
): Store {
  const workspace = emptyWorkspace();
  for (const [row, came] of rows) {
    workspace.rows[table]?.push(row);
    workspace.ingestionTimes[table]?.push(new Date(came));
  }
  return kustoStore({
    engine: evaluatingEngine(() => workspace, seed === undefined ? {} : { seed }),
    horizon: () => horizon,
  });
}

const count = async (store: Store, status: string): Promise<number> =>
  (
    await store.summarise(
      { where: [{ field: "status", is: [status] }] },
      { facets: [], limit: 0, distinct: [] },
    )
  ).counts.signIns;

test("of several copies the one that came last counts, wherever it stands", async () => {
  const late = {
    ...alice,
    ResultType: "0",
    Status: { errorCode: 0 },
    MfaDetail: { authMethod: "Text message" },
  };
  for (const rows of [
    [
      [alice, someTime],
      [late, someTime + minute],
      [alice, someTime],
    ],
    [
      [late, someTime + minute],
      [alice, someTime],
    ],
  ] as const) {
    const store = storeOf(rows);
    expect(await count(store, "failure")).toBe(0);
    expect(await count(store, "success")).toBe(1);
    expect(await store.coverage()).toMatchObject({ signIns: 1 });
    const [found] = (await store.find(alice["Id"] as string, 5)) as [SignIn];
    expect(found.status.errorCode).toBe(0);
    expect(await store.top({ where: [] }, topUsers)).toMatchObject({ total: 1 });
  }
});

const topUsers = {
  by: ["user"] as const,
  limit: 5,
  rank: "signIns" as const,
  order: "most" as const,
  having: [],
  distinct: ["ip"] as const,
};

test("what the source delivered is the row, complete with columns that no field has", async () => {
  const store = storeOf([[{ ...alice, TokenIssuerType: "AzureAD", ResourceGroup: "g" }, someTime]]);
  const [found] = (await store.find(alice["Id"] as string, 1)) as [SignIn];
  expect(JSON.parse(found.raw ?? "")).toMatchObject({
    UserPrincipalName: "alice@contoso.com",
    TokenIssuerType: "AzureAD",
    Status: { errorCode: 50126 },
  });
  expect(found.tokenIssuerType).toBe("AzureAD");
  const { rows } = await store.list({ where: [] }, { order: "newest", limit: 1 });
  expect(rows).toEqual([{ ...found, raw: undefined }]);
});

test("the time of a sign-in is its own, though it was written a while later; its table is bounded by that", async () => {
  const written = { ...alice, TimeGenerated: at(someTime + 50 * minute) };
  const store = storeOf([[written, someTime + 50 * minute]]);
  const within = (from: number, to: number): Promise<readonly { signIns: number }[]> =>
    store.trend({ where: [], from, to }, [someTime - 60 * minute, someTime, someTime + 60 * minute]);
  expect(await within(someTime, someTime + minute)).toMatchObject([{ signIns: 0 }, { signIns: 1 }]);
  expect(await within(someTime + minute, someTime + 60 * minute)).toMatchObject([
    { signIns: 0 },
    { signIns: 0 },
  ]);
});

test("records without an id, which could not be told from their copies, are left out", async () => {
  const store = storeOf([
    [alice, someTime],
    [{ ...alice, Id: "" }, someTime],
  ]);
  expect(await store.coverage()).toMatchObject({ signIns: 1 });
});

test("nothing is looked for before the horizon, except that a range may begin later", async () => {
  const old = {
    ...alice,
    Id: "a",
    TimeGenerated: at(someTime - 90 * minute),
    CreatedDateTime: at(someTime - 90 * minute),
  };
  const rows = [
    [alice, someTime],
    [old, someTime],
  ] as const;
  expect(await storeOf(rows).coverage()).toMatchObject({ signIns: 2 });
  const bounded = storeOf(rows, someTime - 30 * minute);
  expect(await bounded.coverage()).toMatchObject({ signIns: 1, oldest: someTime });
  expect(await bounded.find("a", 1)).toEqual([]);
  const { rows: listed } = await bounded.list(
    { where: [], from: someTime - 100 * minute },
    { order: "oldest", limit: 5 },
  );
  expect(listed.map(({ id }) => id)).toEqual([alice["Id"]]);
});

test("a record that names somebody by something else than an id is found like any other", async () => {
  const { UserId: _, ...nameless } = alice;
  const store = storeOf([
    [alice, someTime],
    [{ ...nameless, Id: "b" }, someTime],
    [{ ...nameless, Id: "c", UserPrincipalName: "", UserDisplayName: alice["UserId"] }, someTime],
  ]);
  const named = async (text: string): Promise<number> => {
    const filter = { where: [{ field: "user" as const, is: [text] }] };
    return (await store.summarise(filter, { facets: [], limit: 0, distinct: [] })).counts.signIns;
  };
  expect(await named("alice@contoso.com")).toBe(2);
  expect(await named(alice["UserId"] as string)).toBe(2);
});

test("of copies that came in the same moment one counts, the same in every query", async () => {
  const success = { ...alice, ResultType: "0", Status: { errorCode: 0 } };
  for (let seed = 0; seed < 8; seed++) {
    const store = storeOf(
      [
        [alice, someTime],
        [success, someTime],
      ],
      undefined,
      seed,
    );
    const [failures, successes] = [await count(store, "failure"), await count(store, "success")];
    expect(failures + successes).toBe(1);
    const [found] = (await store.find(alice["Id"] as string, 5)) as [SignIn];
    expect(found.status.errorCode === 0).toBe(successes === 1);
  }
});

test("policies stand in either of two columns", async () => {
  const policies = [{ id: "p1", displayName: "Require MFA", result: "failure" }];
  const store = storeOf(
    [
      [{ ...alice, ConditionalAccessPolicies: JSON.stringify(policies) }, someTime],
      [
        { ...alice, Id: "b", ConditionalAccessPolicies: "[]", ConditionalAccessPoliciesV2: policies },
        someTime,
      ],
    ].map(([row, came]) => [{ ...(row as TableRow), Status: "" }, came as number] as const),
    undefined,
    undefined,
    "AADNonInteractiveUserSignInLogs",
  );
  const { facets } = await store.summarise({ where: [] }, { facets: ["policy"], limit: 5, distinct: [] });
  expect(facets.policy).toMatchObject([
    { values: [{ key: "p1", name: "Require MFA" }], counts: { signIns: 2 } },
  ]);
});

test("what is left out is said", async () => {
  const store = storeOf([
    [alice, someTime],
    [{ ...alice, Id: "" }, someTime],
    [{ ...alice, Id: "c", ResultType: "Failure", Status: {} }, someTime],
    [{ ...alice, Id: "d", ResultType: "", Status: { errorCode: 50053 } }, someTime],
  ]);
  expect(await store.coverage()).toMatchObject({
    signIns: 2,
    quarantined: [
      { reason: "no Id, so that copies can't be told from it", records: 1 },
      { reason: "no result that is a number", records: 1 },
    ],
  });
  expect((await store.list({ where: [] }, { order: "newest", limit: 9 })).rows).toHaveLength(2);
});
