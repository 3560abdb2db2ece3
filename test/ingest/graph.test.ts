import { expect, test } from "vitest";
import { entriesIn, graphSignIn, signInIn, signInsIn } from "./records.ts";

test("a sign-in of Graph is brought into one notation: without nulls, blanks, zero GUIDs and coordinates nobody knows", async () => {
  const record = graphSignIn("11110000-aaaa-4bbb-8ccc-000000000001");
  const text = JSON.stringify({ value: [record] });
  const { raw = "", ...signIn } = await signInIn("page.json", text, "2026-03-03T00:00:00.000Z");
  expect(signIn).toEqual({
    id: "11110000-aaaa-4bbb-8ccc-000000000001",
    type: "interactiveUser",
    createdDateTime: "2026-03-02T08:15:30.123Z",
    observedDateTime: "2026-03-03T00:00:00.000Z",
    userDisplayName: "Mara Okafor",
    userPrincipalName: "mara.okafor@fabrikam.example",
    userId: "5d0a9d3c-1111-4c3c-9b0e-aaaaaaaaaaaa",
    appId: "89bee1f7-2222-4e8a-8d3d-bbbbbbbbbbbb",
    appDisplayName: "Travel Desk",
    ipAddress: "198.51.100.7",
    clientAppUsed: "Browser",
    correlationId: "0f7b2c1e-3333-4f6a-8c2d-cccccccccccc",
    conditionalAccessStatus: "notApplied",
    isInteractive: true,
    status: { errorCode: 0 },
    deviceDetail: { browser: "Firefox 140.0", trustType: "Azure AD joined" },
    location: { city: "Lyon", countryOrRegion: "FR" },
  });
  expect(JSON.parse(raw)).toEqual(record);
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "a client app of the name %s is one like any other, and so is whatever else has that name",
  async (name) => {
    const record = graphSignIn("1", {
      clientAppUsed: name,
      userType: name,
      [name]: name,
      appDisplayName: name,
    });
    const [signIn] = await signInsIn("a.json", JSON.stringify([record]));
    expect(signIn).toMatchObject({ clientAppUsed: name, appDisplayName: name });
  },
);

test.each([
  ["conditionsSatisfied", "application,users", ["application", "users"]],
  ["conditionsSatisfied", ["users"], ["users"]],
  ["conditionsSatisfied", 19, ["application", "users", "clientType"]],
  ["conditionsNotSatisfied", "none", []],
  ["conditionsNotSatisfied", 0, []],
  ["authenticationStrength", { displayName: "Phishing-resistant MFA" }, "Phishing-resistant MFA"],
])("a policy's %s %j is read as %j", async (property, written, read) => {
  const record = graphSignIn("1", { appliedConditionalAccessPolicies: [{ id: "p", [property]: written }] });
  const signIn = await signInIn("a.json", JSON.stringify([record]));
  expect(signIn.appliedConditionalAccessPolicies).toEqual([{ id: "p", [property]: read }]);
});

test.each([
  [{ signInEventTypes: ["nonInteractiveUser"] }, "InteractiveSignIns.json", "nonInteractiveUser"],
  [{ signInEventTypes: undefined }, "NonInteractiveSignIns_x.json", "nonInteractiveUser"],
  [{ signInEventTypes: undefined }, "InteractiveSignIns_x.json", "interactiveUser"],
  [{ signInEventTypes: undefined }, "MSISignIns_x.json", "managedIdentity"],
  [{ signInEventTypes: undefined }, "ApplicationSignIns_x.json", "servicePrincipal"],
  [{ signInEventTypes: undefined, isInteractive: false }, "x.json", "nonInteractiveUser"],
  [{ signInEventTypes: undefined }, "x.json", "interactiveUser"],
  [
    {
      signInEventTypes: [],
      userId: null,
      userPrincipalName: "",
      servicePrincipalId: "sp",
      isInteractive: false,
    },
    "x.json",
    "servicePrincipal",
  ],
])("%j in a file %s is a sign-in of the type %s", async (changes, name, type) => {
  const signIn = await signInIn(name, JSON.stringify([graphSignIn("1", changes)]));
  expect(signIn.type).toBe(type);
});

test("keys of any case are understood, as PowerShell writes them", async () => {
  const upper = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, v]) => [`${key[0]?.toUpperCase()}${key.slice(1)}`, upper(v)]),
        )
      : value;
  const record = graphSignIn("1");
  expect(await signInsIn("a.json", JSON.stringify([upper(record)]))).toEqual(
    await signInsIn("b.json", JSON.stringify([record])),
  );
});

test.each([
  [{ createdDateTime: "soon" }, "bad value in createdDateTime"],
  [{ createdDateTime: null }, "no time"],
  [{ status: null }, "no result"],
  [{ status: { errorCode: "none" } }, "bad value in errorCode"],
  [{ signInEventTypes: [], category: "AuditLogs" }, "not a sign-in"],
])("a record with %j is kept aside: %s", async (changes, reason) => {
  const record = graphSignIn("1", changes);
  expect(await entriesIn("a/b.json", JSON.stringify([graphSignIn("0"), record]))).toMatchObject([
    { kind: "signIn" },
    { kind: "quarantined", reason, source: "b.json, record 2", raw: JSON.stringify(record) },
  ]);
});

test("what are no objects or no sign-ins is kept aside", async () => {
  const text = JSON.stringify([{ correlationId: "c", ipAddress: "::1" }, [graphSignIn("1")], {}]);
  expect(await signInsIn("a.json", text)).toMatchObject(["not a sign-in", { id: "1" }, "not a sign-in"]);
});

test("a sign-in without an id gets one from its content, the same every time, unlike that of another one", async () => {
  const ids = async (...records: object[]): Promise<unknown[]> =>
    (await signInsIn("a.json", JSON.stringify(records))).map(
      (one) => typeof one === "object" && "id" in one && one.id,
    );
  const [a, b] = [graphSignIn(""), graphSignIn("", { ipAddress: "198.51.100.99" })];
  const [first, second] = await ids(a, b);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(second).not.toBe(first);
  expect(await ids(b, a)).toEqual([second, first]);
});

test("steps that come apart from their sign-in name it", async () => {
  const step = {
    requestId: "r1",
    authenticationMethod: "Password",
    succeeded: true,
    authenticationStepDateTime: null,
  };
  expect(await entriesIn("InteractiveSignIns_AuthDetails.json", JSON.stringify([step]))).toEqual([
    {
      kind: "authenticationDetail",
      signInId: "r1",
      detail: { authenticationMethod: "Password", succeeded: true },
    },
  ]);
});

test("GUIDs are the same in either case; of other ids the case is kept", async () => {
  const id = "11110000-aaaa-4bbb-8ccc-000000000001";
  const names = ["correlationId", "originalRequestId", "userId", "appId", "servicePrincipalId", "sessionId"];
  const ids = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
  const record = (text: string) => graphSignIn(text, { ...ids(text), deviceDetail: { deviceId: text } });
  const [lower, upper] = await signInsIn("a.json", JSON.stringify([record(id), record(id.toUpperCase())]));
  expect(upper).toEqual(lower);
  expect(lower).toMatchObject({ id, ...ids(id), deviceDetail: { deviceId: id } });
  const other = await signInIn("a.json", JSON.stringify([record("Some-Id")]));
  expect(other).toMatchObject({ id: "Some-Id", ...ids("Some-Id") });
  const step = JSON.stringify([
    { requestId: id.toUpperCase(), authenticationMethod: "Password", correlationId: id },
  ]);
  expect(await entriesIn("a.json", step)).toMatchObject([{ signInId: id }]);
});
