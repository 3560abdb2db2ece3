import { expect, test } from "vitest";
import { diagnosticRecord, graphSignIn, signInIn, signInsIn } from "./records.ts";

const properties = graphSignIn("11110000-aaaa-4bbb-8ccc-000000000001", { signInEventTypes: undefined });

test("the properties count, and the envelope gives what they lack", async () => {
  const record = diagnosticRecord({ ...properties, ipAddress: null, location: {}, userDisplayName: "" });
  expect(await signInIn("PT1H.json", JSON.stringify({ records: [record] }))).toMatchObject({
    id: "11110000-aaaa-4bbb-8ccc-000000000001",
    type: "interactiveUser",
    createdDateTime: "2026-03-02T08:15:30.123Z",
    observedDateTime: "2026-03-02T08:20:00.000Z",
    tenantId: "7a1f0000-4444-4aaa-8bbb-dddddddddddd",
    correlationId: "0f7b2c1e-3333-4f6a-8c2d-cccccccccccc",
    userDisplayName: "Mara Okafor",
    ipAddress: "198.51.100.8",
    location: { countryOrRegion: "FR" },
    status: { errorCode: 0 },
  });
});

test.each([
  ["SignInLogs", "interactiveUser"],
  ["NonInteractiveUserSignInLogs", "nonInteractiveUser"],
  ["ServicePrincipalSignInLogs", "servicePrincipal"],
  ["managedidentitysigninlogs", "managedIdentity"],
  ["ADFSSignInLogs", "interactiveUser"],
])("a record of the category %s is of the type %s", async (category, type) => {
  const text = JSON.stringify(diagnosticRecord(properties, { category }));
  expect((await signInIn("x.json", text)).type).toBe(type);
});

test("keys of the envelope may be in any case", async () => {
  const record = Object.entries(diagnosticRecord(properties));
  const lower = Object.fromEntries(record.map(([key, value]) => [key.toLowerCase(), value]));
  expect(await signInsIn("x.json", JSON.stringify(lower))).toEqual(
    await signInsIn("x.json", JSON.stringify(Object.fromEntries(record))),
  );
});

test.each([
  [{ errorCode: 50053 }, "Failure", { errorCode: 50053 }, undefined],
  [undefined, "50126", { errorCode: 50126 }, undefined],
  [undefined, 7000215, { errorCode: 7000215 }, undefined],
  [undefined, "Success", { errorCode: 0 }, undefined],
  [
    { failureReason: "AADSTS50057: disabled" },
    "Failure",
    { errorCode: 50057, failureReason: "AADSTS50057: disabled" },
    undefined,
  ],
  [undefined, "Failure", { errorCode: -1 }, "failure"],
])("status %j with the result %j ends as %j", async (status, resultType, read, reportedStatus) => {
  const record = diagnosticRecord({ ...properties, status }, { resultType });
  const signIn = await signInIn("x.json", JSON.stringify(record));
  expect(signIn.status).toEqual(read);
  expect(signIn.reportedStatus).toBe(reportedStatus);
});

test("a signature of the result alone is no result", async () => {
  const record = diagnosticRecord(
    { ...properties, status: {} },
    { resultType: "", resultSignature: "FAILURE" },
  );
  expect(await signInsIn("x.json", JSON.stringify(record))).toEqual(["no result"]);
});

test("without a time of its own a sign-in has that of the envelope", async () => {
  const record = diagnosticRecord({ ...properties, createdDateTime: "" }, { time: "3/2/2026 8:20:00 AM" });
  expect((await signInIn("x.json", JSON.stringify(record))).createdDateTime).toBe("2026-03-02T08:20:00.000Z");
});

test("risk events of the older property are read where the newer one is empty", async () => {
  const changes = { riskEventTypes: ["unlikelyTravel"], riskEventTypes_v2: [] };
  const record = diagnosticRecord({ ...properties, ...changes });
  expect((await signInIn("x.json", JSON.stringify(record))).riskEventTypes_v2).toEqual(["unlikelyTravel"]);
});
