import { Readable } from "node:stream";
import { parse as parseCsv } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Contents } from "../../src/exports/export-set.ts";
import { csvOf, inert } from "../../src/exports/csv.ts";
import { jsonOf } from "../../src/exports/json.ts";
import { fieldsOfSignIns } from "../../src/exports/rows.ts";
import { field, fieldNames } from "../../src/question/fields.ts";
import { partsOf } from "../../src/exports/parts.ts";
import { headerOfLog } from "../../src/portal/headers.ts";
import { signInTypes, type SignIn } from "../../src/signin/sign-in.ts";
import { signIns as company } from "../commands/company.ts";
import { memoryStore } from "../store/memory-store.ts";
import { signInsArbitrary } from "../store/sign-ins.ts";
import { filesOf, setOf, signInWith, storeOf, tableOf, textOf, textsOf } from "./exported.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const all = signInTypes.map((type, index) => signInWith({ id: `r${index}`, type }));
const range = "2026-03-01_2026-03-08";

test.each<[string, readonly SignIn[], Partial<Contents>, readonly string[]]>([
  [
    "a CSV of all logs has the portal's six files",
    all,
    {},
    [
      `InteractiveSignIns_${range}.csv`,
      `InteractiveSignIns_AuthDetails_${range}.csv`,
      `NonInteractiveSignIns_${range}.csv`,
      `NonInteractiveSignIns_AuthDetails_${range}.csv`,
      `ApplicationSignIns_${range}.csv`,
      `MSISignIns_${range}.csv`,
    ],
  ],
  [
    "a JSON of all logs has the portal's four",
    all,
    { format: "json" },
    [
      `InteractiveSignIns_${range}.json`,
      `NonInteractiveSignIns_${range}.json`,
      `ApplicationSignIns_${range}.json`,
      `MSISignIns_${range}.json`,
    ],
  ],
  [
    "columns that were named have no authentication details beside them",
    all.slice(0, 1),
    { columns: ["user"] },
    [`InteractiveSignIns_${range}.csv`],
  ],
  [
    "a log that has nothing among those asked for has no file",
    all,
    { limit: 1, order: "newest", format: "json" },
    [`MSISignIns_${range}.json`],
  ],
])("%s", async (_, signIns, change, names) => {
  expect(Object.keys(await filesOf(signIns, change))).toEqual(names);
});

test.each<[readonly SignIn[], Partial<Contents>, string | undefined]>([
  [all.slice(0, 1), {}, undefined],
  [all.slice(0, 1), { format: "json" }, `InteractiveSignIns_${range}.json`],
  [all.slice(0, 1), { columns: ["user"] }, `InteractiveSignIns_${range}.csv`],
  [all.slice(2, 3), {}, `ApplicationSignIns_${range}.csv`],
  [all.slice(2), {}, undefined],
  [all, { format: "json" }, undefined],
  [company, { format: "json", logs: [{ type: "interactiveUser", signIns: 9 }], perFile: 8 }, undefined],
  [
    company,
    { format: "json", logs: [{ type: "interactiveUser", signIns: 9 }], perFile: 8, offset: 1 },
    `InteractiveSignIns_${range}.json`,
  ],
])("an export is one file where it is certain to be (%#)", async (signIns, change, only) => {
  const set = setOf(signIns, memoryStore(), change);
  expect(set.only).toBe(only);
});

test("one file stays one file, whatever is written before it is fetched", async () => {
  const store = await storeOf(all.slice(0, 1));
  const set = setOf(all.slice(0, 1), store, { format: "json", perFile: 2 });
  await store.write([1, 2, 3].map((n) => entryOf(signInWith({ id: `late${n}` }))));
  expect(Object.keys(await textsOf(set))).toEqual([set.only]);
});

test("files of all logs, in any parts, hold every sign-in that was asked for once, in order, and every step", async () => {
  const property = fc.asyncProperty(
    signInsArbitrary({ maxLength: 25 }),
    fc.constantFrom("newest" as const, "oldest" as const),
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 1, max: 7 }),
    async (signIns, order, limit, offset, perFile) => {
      const asked = { order, limit, offset, perFile };
      const store = await storeOf(signIns);
      const { rows } = await store.list({ where: [] }, { order, limit, offset });
      const json = Object.entries(await filesOf(signIns, { ...asked, format: "json" }));
      const csv = Object.entries(await filesOf(signIns, asked));
      for (const [, text] of json)
        expect((JSON.parse(text) as unknown[]).length).toBeLessThanOrEqual(perFile);
      for (const [, text] of csv) expect(tableOf(text).length).toBeLessThanOrEqual(perFile);
      for (const type of signInTypes) {
        const own = rows.filter((signIn) => signIn.type === type);
        const ids = own.map(({ id }) => id);
        const first = {
          interactiveUser: "I",
          nonInteractiveUser: "N",
          servicePrincipal: "A",
          managedIdentity: "M",
        };
        const ofLog = (files: [string, string][]): [string, string][] =>
          files.filter(([name]) => name.startsWith(first[type]));
        expect(ofLog(json).flatMap(([, text]) => (JSON.parse(text) as SignIn[]).map(({ id }) => id))).toEqual(
          ids,
        );
        const tables = ofLog(csv).filter(([name]) => !name.includes("AuthDetails"));
        expect(tables.flatMap(([, text]) => tableOf(text).map((row) => row["Request ID"]))).toEqual(
          ids.map(inert),
        );
        const details = ofLog(csv).filter(([name]) => name.includes("AuthDetails"));
        const detailed = type === "interactiveUser" || type === "nonInteractiveUser";
        expect(details.flatMap(([, text]) => tableOf(text).map((row) => row["Request ID"]))).toEqual(
          detailed
            ? own.flatMap(({ id, authenticationDetails = [] }) => authenticationDetails.map(() => inert(id)))
            : [],
        );
        expect(details.length > 0).toBe(detailed && own.length > 0);
      }
    },
  );
  await fc.assert(property, { numRuns: 150 });
});

test("a page is asked for when those before it are read, and none after the reader has left", async () => {
  let asked = 0;
  let ended = false;
  async function* pages(): AsyncGenerator<readonly number[]> {
    try {
      for (;;) yield [asked++, asked++];
    } finally {
      ended = true;
    }
  }
  let read = 0;
  for await (const part of partsOf(pages(), 3, false)) {
    for await (const rows of part) {
      expect(asked - read).toBeLessThanOrEqual(4);
      read += rows.length;
    }
    if (read >= 9) break;
  }
  expect([read, ended]).toEqual([9, true]);
});

test("a table begins with the portal's columns, then those of the fields that it has none for; no name comes twice", async () => {
  for (const signIn of all) {
    const [names = []] = parseCsv(await textOf([signIn]), { bom: true });
    const portals = headerOfLog(signIn.type);
    expect(names.slice(0, portals.length)).toEqual(portals);
    expect(names.slice(portals.length)).toEqual(expect.arrayContaining(["Country", "Risk", "Policy", "MFA"]));
    expect(new Set(names.map((name) => name.trim().toLowerCase())).size).toBe(names.length);
  }
});

test("cells say what the portal's say", async () => {
  const row = tableOf(
    await textOf([
      signInWith({
        appId: "89bee1f7-2222-4e8a-8d3d-bbbbbbbbbbbb",
        authenticationRequirement: "multiFactorAuthentication",
        conditionalAccessStatus: "notApplied",
        deviceDetail: { isCompliant: true, trustType: "Azure AD registered" },
        incomingTokenType: "primaryRefreshToken",
        location: { city: "Graz", countryOrRegion: "AT" },
        status: { errorCode: 50074, failureReason: "Strong authentication is required." },
        tokenIssuerType: "AzureAD",
        uniqueTokenIdentifier: "-q1w2e3",
        userType: "member",
      }),
    ]),
  )[0];
  expect(row).toMatchObject({
    "Application ID ": "89bee1f7-2222-4e8a-8d3d-bbbbbbbbbbbb",
    "Authentication requirement": "Multifactor authentication",
    "Conditional Access": "Not Applied",
    Compliant: "true",
    "Join Type": "Azure AD registered",
    "Incoming token type": "Primary refresh token",
    Location: "Graz, , AT",
    Status: "Interrupted",
    "Sign-in error code": "50074",
    "Failure reason": "Strong authentication is required.",
    "Token issuer type": "Azure AD",
    "Unique token identifier": "'-q1w2e3",
    "User type": "Member",
  });
});

test("with columns, a file has those, in the order said, after the time", async () => {
  const columns = ["risk", "user", "ip"] as const;
  const [signIn] = company as [SignIn];
  const createdDateTime = new Date(signIn.createdDateTime).toISOString();
  const table = await textOf([signIn], { columns });
  expect(parseCsv(table, { bom: true })).toEqual([
    ["Date (UTC)", "Risk", "User", "Username", "User ID", "IP address"],
    [createdDateTime, "", "Dana Ruiz", "dana@contoso.com", signIn.userId, "203.0.113.20"],
  ]);
  expect(JSON.parse(await textOf([signIn], { columns: [...columns, "policy"], format: "json" }))).toEqual([
    {
      createdDateTime,
      risk: null,
      user: { id: signIn.userId, name: "Dana Ruiz", alias: "dana@contoso.com" },
      ip: "203.0.113.20",
      policy: [],
    },
  ]);
});

/** Fields of one value: of lists, a scan gives each value once and in its own order. */
const single = fieldNames.filter((name) => field(name).many !== true);

test("scanned for its columns, a file says the same as one made of whole sign-ins", async () => {
  const property = fc.asyncProperty(
    signInsArbitrary({ maxLength: 12 }),
    fc.uniqueArray(fc.constantFrom(...single), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("csv" as const, "json" as const),
    async (signIns, columns, format) => {
      const store = await storeOf(signIns);
      const { rows } = await store.list({ where: [] }, { order: "oldest", limit: 100 });
      const files = await textsOf(setOf(signIns, store, { columns, format }));
      const whole = fieldsOfSignIns(store, columns);
      for (const type of signInTypes) {
        const own = rows.filter((signIn) => signIn.type === type);
        if (own.length === 0) continue;
        const pages = Readable.from([own]) as AsyncIterable<SignIn[]>;
        const pieces = format === "csv" ? csvOf(pages, whole.columns(type)) : jsonOf(pages, whole.record);
        expect(Object.values(files)).toContain((await Readable.from(pieces).toArray()).join(""));
      }
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

test("results of policies stand at the places of their policies", async () => {
  const appliedConditionalAccessPolicies = [
    { displayName: "Require MFA", result: "success" },
    { displayName: "Block legacy", result: "failure" },
  ];
  const columns = ["policy", "policyResult"] as const;
  const [row] = tableOf(await textOf([signInWith({ appliedConditionalAccessPolicies })], { columns }));
  expect(row).toMatchObject({ Policy: "Require MFA; Block legacy", "Policy result": "success; failure" });
});

test("several values of one field stand in one cell", async () => {
  const appliedConditionalAccessPolicies = [
    { displayName: "Require MFA", result: "success" },
    { id: "p2", result: "failure" },
  ];
  const [row] = tableOf(await textOf([signInWith({ appliedConditionalAccessPolicies })]));
  expect(row).toMatchObject({ Policy: "Require MFA; p2", "Policy result": "success; failure" });
});
