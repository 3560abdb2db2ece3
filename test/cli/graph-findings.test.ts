import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { graphFindings } from "../../src/cli/graph-findings.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { claimStore } from "../../src/sync/tenant.ts";
import {
  playGraph,
  simulatedClock,
  wrongClock,
  type FakeGraph,
  type SimulatedClock,
} from "../sync/fake-graph.ts";

/** What `doctor` says of reading from Microsoft Graph. */

const tenant = "66666666-7777-4888-9999-aaaaaaaaaaaa";
const token = `x.${Buffer.from(JSON.stringify({ tid: tenant })).toString("base64url")}.x`;
let clock: SimulatedClock;
let graph: FakeGraph;

beforeEach(() => {
  nock.disableNetConnect();
  clock = simulatedClock(Date.parse("2026-03-01T00:00:00Z"));
  graph = playGraph(clock, 10);
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

const lines = async (own = clock, store?: Parameters<typeof graphFindings>[0]): Promise<string[]> =>
  (await graphFindings(store, async () => token, own)).map(({ level, text }) => `${level} ${text}`);

test("where all can be read, it says so of each log, with one request each", async () => {
  expect(await lines()).toEqual([
    `ok Microsoft Graph: a token was given for tenant ${tenant}`,
    "ok Microsoft Graph: interactive sign-ins may be read, nothing read yet",
    "ok Microsoft Graph: non-interactive sign-ins may be read, nothing read yet",
    "ok Microsoft Graph: service principal sign-ins may be read, nothing read yet",
    "ok Microsoft Graph: managed identity sign-ins may be read, nothing read yet",
  ]);
  expect(graph.requests).toHaveLength(4);
});

test.each([
  [{ status: 403, code: "Authentication_MSGraphPermissionMissing" }, /FIX .*AuditLog\.Read\.All/],
  [{ status: 403, code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" }, /FIX .*Entra ID P1/],
  [{ status: 403, code: "Authentication_RequestFromUnsupportedUserRole" }, /FIX .*Security Reader/],
  [{ status: 401, code: "InvalidAuthenticationToken" }, /FIX .*secret or certificate/],
  [{ status: 503 }, /FIX .*tried again/],
])("%j is one clear line and a next step", async (fault, said) => {
  graph.fault = ({ searchParams }) =>
    searchParams.get("$filter")?.includes("'servicePrincipal'") === true ? fault : undefined;
  const found = await lines();
  expect(found.filter((line) => line.startsWith("FIX"))).toEqual([expect.stringMatching(said)]);
  expect(found).toHaveLength(5);
});

test("a secret that is wrong is said without it", async () => {
  const wrong = async (): Promise<string> => Promise.reject(new Error("AADSTS7000215: secret verysecret"));
  const found = await graphFindings(undefined, wrong, clock);
  expect(found).toEqual([
    {
      level: "FIX",
      text: expect.stringMatching(
        /No token for Microsoft Graph was given \(AADSTS7000215\)\. Check who reads/,
      ),
    },
  ]);
  expect(JSON.stringify(found)).not.toContain("verysecret");
});

test.each([
  [11 * 60_000, /note Clock: this machine's is 11 minutes ahead of/],
  [-11 * 60_000, /note Clock: this machine's is 11 minutes behind/],
])("a clock that is %d ms off is noted", async (by, said) => {
  const own = { ...clock, ...wrongClock(clock, by) };
  expect((await lines(own)).at(-1)).toMatch(said);
});

test("a store of another tenant is said, and claimed by looking it is not", async () => {
  const store = openSqliteStore({ path: ":memory:" });
  await lines(clock, store);
  await claimStore(store, "99999999-7777-4888-9999-aaaaaaaaaaaa");
  expect(await lines(clock, store)).toContainEqual(expect.stringMatching(/^FIX .*another file with STORE/));
  await store.close();
});
