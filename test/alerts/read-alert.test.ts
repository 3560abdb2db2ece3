import assert from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alert } from "../../src/alerts/alert.ts";
import { readAlerts } from "../../src/alerts/read-alert.ts";
import { UserError } from "../../src/errors.ts";
import { bob, graphAlert, ownAlert, sentinelAlert, sentinelIncident } from "./payloads.ts";

const about = {
  first: Date.parse("2026-03-31T11:20:00Z"),
  last: Date.parse("2026-03-31T11:35:00Z"),
  status: "new",
  addresses: ["203.0.113.9"],
};
const account = { id: bob, userPrincipalName: "bob@contoso.com" };

test.each([
  [
    "an alert of Microsoft Graph",
    graphAlert,
    { source: "graph", id: graphAlert.id, title: "Password Spray", severity: "high", users: [account] },
  ],
  [
    "an incident of Microsoft Sentinel",
    sentinelIncident,
    { source: "sentinelIncident", id: sentinelIncident.object.name, severity: "medium", users: [account] },
  ],
  [
    "an alert of Microsoft Sentinel",
    sentinelAlert,
    { source: "sentinelAlert", id: "2518-0000", severity: "low", users: [account] },
  ],
  [
    "one of Signpost's own form",
    ownAlert,
    {
      source: "signpost",
      id: "siem-4711",
      severity: "high",
      users: [{ userPrincipalName: "bob@contoso.com" }],
    },
  ],
])("%s is read", (_, body, expected) => {
  expect(readAlerts(body)).toEqual([expect.objectContaining({ ...about, ...expected })]);
});

test("what came of it is read where it is closed", () => {
  const resolved = {
    ...graphAlert,
    status: "resolved",
    classification: "falsePositive",
    determination: "notMalicious",
  };
  expect(readAlerts(resolved)).toMatchObject([{ status: "closed", outcome: "falsePositive, notMalicious" }]);
  const properties = {
    ...sentinelIncident.object.properties,
    status: "Closed",
    classification: "BenignPositive",
    classificationComment: "a test",
  };
  const closed = { ...sentinelIncident, object: { ...sentinelIncident.object, properties } };
  expect(readAlerts(closed)).toMatchObject([{ status: "closed", outcome: "BenignPositive, a test" }]);
});

test("lists and pages of alerts are read one by one", () => {
  expect(readAlerts({ value: [graphAlert, sentinelAlert] }).map(({ source }) => source)).toEqual([
    "graph",
    "sentinelAlert",
  ]);
  expect(readAlerts([ownAlert, ownAlert])).toHaveLength(2);
});

const { title: _title, ...untitled } = ownAlert;
const { createdTimeUtc: _created, ...undated } = sentinelIncident.object.properties;
const { AlertDisplayName: _name, ...unnamed } = sentinelAlert;

test.each([
  [untitled, /looks like an alert of Signpost's own form, but title is missing/],
  [{ ...ownAlert, severity: "grave" }, /severity must be one of high, medium/],
  [{ ...ownAlert, time: "yesterday" }, /time is no time such as 2026/],
  [{ ...ownAlert, time: "2026-03-31T11:20:00" }, /time is no time such as 2026/],
  [{ ...ownAlert, addresses: ["203.0.113.9", "[click](x)"] }, /addresses\.1 is no IP address/],
  [{ ...ownAlert, users: ["bob"] }, /users\.0 is no address or object id/],
  [{ ...ownAlert, user: "bob" }, /has what nobody knows: "user"/],
  [{ ...ownAlert, url: "javascript:alert(1)" }, /url/],
  [{}, /id is missing/],
  [{ ...graphAlert, title: "" }, /looks like an alert of Microsoft Graph, but title is empty/],
  [
    { ...sentinelIncident, object: { ...sentinelIncident.object, properties: undated } },
    /an incident of Microsoft Sentinel, but object\.properties\.createdTimeUtc is missing/,
  ],
  [unnamed, /an alert of Microsoft Sentinel, but AlertDisplayName is missing/],
  [[ownAlert, untitled], /^Alert 2: this looks like/],
  ["text", /an alert is a JSON object/],
  [null, /an alert is a JSON object/],
  [Array.from({ length: 101 }, () => ownAlert), /at most 100 alerts/],
])("what is no alert is told what is missing, case %#", (body, said) => {
  expect(() => readAlerts(body)).toThrow(UserError);
  expect(() => readAlerts(body)).toThrow(said);
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

test("any body is read, or refused with what to do", () => {
  const bodies = [graphAlert, sentinelIncident, sentinelAlert, ownAlert];
  fc.assert(
    fc.property(fc.constantFrom(...bodies), fc.string(), fc.jsonValue(), (body, key, value) => {
      const keys = Object.keys(body);
      const changed = { ...body, [keys[key.length % keys.length] ?? key]: value };
      const read = (): readonly Alert[] => readAlerts(changed);
      const error = thrownBy(read);
      expect(error === undefined || error instanceof UserError).toBe(true);
      if (error === undefined) for (const { title } of read()) assert(title.length <= 300);
    }),
    { numRuns: 2_000 },
  );
});

test("texts and lists are kept no longer than a card has room for", () => {
  const users = Array.from({ length: 500 }, (_, index) => `user${index}@contoso.com`);
  const addresses = Array.from({ length: 500 }, (_, index) => `10.0.${index % 250}.1`);
  const [alert] = readAlerts({ ...ownAlert, title: "x".repeat(9_999), users, addresses });
  expect([alert?.title.length, alert?.users.length, alert?.addresses.length]).toEqual([300, 20, 20]);
});
