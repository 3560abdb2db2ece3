import { expect, test } from "vitest";
import { clientAppName, clientKindOf } from "../../src/signin/client-apps.ts";
import { riskLevel } from "../../src/signin/conditions.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { interruptCodes, statusOf, statusOfCode } from "../../src/signin/status.ts";

test.each<[number, string]>([
  [0, "success"],
  [50126, "failure"],
  [53003, "failure"],
  [500121, "failure"],
  [50140, "interrupted"],
  [50074, "interrupted"],
  [50076, "interrupted"],
  [65001, "interrupted"],
])("code %i means %s", (code, status) => expect(statusOfCode(code)).toBe(status));

test("twenty codes interrupt by every workbook of Microsoft's, and six more by the newer ones", () => {
  expect(interruptCodes.size).toBe(26);
});

test("the source's own verdict wins over the code", () => {
  expect(statusOf({ status: { errorCode: 50140 }, reportedStatus: "success" })).toBe("success");
});

const risky = (type: SignIn["type"], during?: string, aggregated?: string): SignIn => ({
  id: "1",
  createdDateTime: "2026-11-22T10:00:00.000Z",
  type,
  status: { errorCode: 0 },
  riskLevelDuringSignIn: during,
  riskLevelAggregated: aggregated,
});

test.each<[string, SignIn, string | undefined]>([
  ["the higher of both levels", risky("interactiveUser", "low", "high"), "high"],
  ["none where both say so", risky("interactiveUser", "none", "none"), "none"],
  ["hidden is unknown, never none", risky("interactiveUser", "hidden", "hidden"), undefined],
  ["nothing said is unknown", risky("interactiveUser"), undefined],
  ["a managed identity's default is no finding", risky("managedIdentity", "none", "low"), "none"],
])("risk: %s", (_, signIn, level) => expect(riskLevel(signIn)).toBe(level));

test.each<[string, string, string]>([
  ["IMAP", "IMAP4", "legacy"],
  ["Other clients; IMAP", "IMAP4", "legacy"],
  ["browser", "Browser", "modern"],
  ["Mobile Apps and Desktop clients", "Mobile Apps and Desktop clients", "modern"],
  ["Something New", "Something New", "legacy"],
])("client %s is the portal's %s, %s", (said, name, kind) => {
  expect(clientAppName(said)).toBe(name);
  expect(clientKindOf(said)).toBe(kind);
});
