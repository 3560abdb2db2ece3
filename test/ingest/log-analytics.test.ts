import { expect, test } from "vitest";
import { csvOf, csvRow, signInIn, signInsIn } from "./records.ts";

const step = `[\r\n  {\r\n    "authenticationStepDateTime": "2026-03-02T08:15:29.5+00:00",\r\n    "succeeded": true\r\n  }\r\n]`;

const row = {
  TenantId: "workspace",
  "TimeGenerated [UTC]": "3/2/2026, 8:21:00.500 AM",
  "CreatedDateTime [UTC]": "3/2/2026, 8:15:30.123 AM",
  ResourceId: "/tenants/7a1f0000-4444-4aaa-8bbb-dddddddddddd/providers/Microsoft.aadiam",
  OperationName: "Sign-in activity",
  Category: "SignInLogs",
  ResultType: "50126",
  ResultDescription: "Wrong password",
  Identity: "Mara Okafor",
  Location: "FR",
  AuthenticationDetails: step,
  ConditionalAccessPolicies_dynamic: "[]",
  ConditionalAccessPolicies_string: '[{"id":"p1","conditionsSatisfied":3}]',
  DeviceDetail_dynamic: '{"operatingSystem":"Linux"}',
  DeviceDetail_string: "",
  IsInteractive: "TRUE",
  Id: "11110000-aaaa-4bbb-8ccc-000000000001",
  LocationDetails: '{"city":"Lyon","geoCoordinates":{"latitude":45.7,"longitude":4.8}}',
  ResourceIdentity: "00000003-0000-0000-c000-000000000000",
  UserPrincipalName: "Mara@fabrikam.example",
  UserType: "Member",
  ServicePrincipalId: "00000000-0000-0000-0000-000000000000",
  Type: "SigninLogs",
};

const read = {
  id: "11110000-aaaa-4bbb-8ccc-000000000001",
  type: "interactiveUser",
  createdDateTime: "2026-03-02T08:15:30.123Z",
  observedDateTime: "2026-03-02T08:21:00.500Z",
  tenantId: "7a1f0000-4444-4aaa-8bbb-dddddddddddd",
  isInteractive: true,
  userDisplayName: "Mara Okafor",
  userPrincipalName: "mara@fabrikam.example",
  userType: "member",
  resourceId: "00000003-0000-0000-c000-000000000000",
  location: { city: "Lyon", countryOrRegion: "FR", geoCoordinates: { latitude: 45.7, longitude: 4.8 } },
  deviceDetail: { operatingSystem: "Linux" },
  status: { errorCode: 50126, failureReason: "Wrong password" },
  appliedConditionalAccessPolicies: [{ id: "p1", conditionsSatisfied: ["application", "users"] }],
  authenticationDetails: [{ authenticationStepDateTime: "2026-03-02T08:15:29.500Z", succeeded: true }],
};

test("a row is read with JSON in its cells, US dates, and the one of two typed columns that holds something", async () => {
  const signIn = await signInIn("query_data.csv", csvRow(row));
  const { raw = "", ...known } = signIn;
  expect(known).toEqual(read);
  expect(JSON.parse(raw)).toEqual(row);
});

test("rows are the same as CSV in any encoding, and as JSON in either shape", async () => {
  const text = csvRow(row);
  const utf16be = Buffer.from(`\ufeff${text}`, "utf16le").swap16();
  const columns = Object.keys(row).map((name) => ({ name, type: "string" }));
  const files: [string, string | Uint8Array][] = [
    ["a.csv", `\ufeff${text}`],
    ["b.csv", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["c.csv", utf16be],
    ["d.csv", Buffer.from(text, "utf16le")],
    ["e.csv", utf16be.subarray(2)],
    ["f.json", JSON.stringify([row])],
    ["g.json", JSON.stringify({ tables: [{ name: "PrimaryResult", columns, rows: [Object.values(row)] }] })],
  ];
  for (const [name, content] of files)
    expect([name, ...(await signInsIn(name, content))]).toEqual([name, read]);
});

test("letters of Windows-1252 are understood", async () => {
  const text = csvRow({ ...row, Identity: "Zoë Müller" });
  expect((await signInIn("a.csv", Buffer.from(text, "latin1"))).userDisplayName).toBe("Zoë Müller");
});

test("a service principal's row has its result in columns alone", async () => {
  const text = csvRow({
    TimeGenerated: "2026-03-02T08:21:00Z",
    CreatedDateTime: "2026-03-02T08:15:30Z",
    ResultType: "7000222",
    ServicePrincipalName: "nightly-report",
    ServicePrincipalId: "sp1",
    Type: "AADServicePrincipalSignInLogs",
  });
  expect(await signInIn("a.csv", text)).toMatchObject({
    type: "servicePrincipal",
    servicePrincipalName: "nightly-report",
    status: { errorCode: 7000222 },
  });
});

test("without any time a row has that of its first step, and without one is kept aside", async () => {
  const { "CreatedDateTime [UTC]": _created, "TimeGenerated [UTC]": _generated, ...timeless } = row;
  expect((await signInIn("a.csv", csvRow(timeless))).createdDateTime).toBe("2026-03-02T08:15:29.500Z");
  expect(await signInsIn("a.csv", csvRow({ ...timeless, AuthenticationDetails: "[]" }))).toEqual(["no time"]);
});

test("rows of a summary or of another log are no sign-ins", async () => {
  const summary = csvRow({
    "StartTime [UTC]": "3/2/2026, 8:21:00.500 AM",
    IPAddress: "::1",
    Type: "SigninLogs",
  });
  expect(await signInsIn("a.csv", summary)).toEqual(["not a sign-in"]);
  expect(await signInsIn("a.csv", csvRow({ ...row, Category: "GroupManagement" }))).toEqual([
    "not a sign-in",
  ]);
});

test("a header alone holds no records", async () => {
  expect(await signInsIn("a.csv", csvOf([Object.keys(row)]))).toEqual([]);
});
