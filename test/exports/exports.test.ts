import { parse as parseCsv } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { columnsOf } from "../../src/exports/columns.ts";
import { inert } from "../../src/exports/csv.ts";
import { exportFile, type Contents } from "../../src/exports/file.ts";
import { signInPages } from "../../src/exports/pages.ts";
import { readJson } from "../../src/ingest/json-formats.ts";
import { field, fieldNames } from "../../src/question/fields.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Store } from "../../src/store/store.ts";
import { signIns as company } from "../commands/company.ts";
import { memoryStore } from "../store/memory-store.ts";
import { sampleSignIns, signInsArbitrary } from "../store/sign-ins.ts";
import { hostileTexts } from "../views/hostile-texts.ts";

async function storeOf(signIns: readonly SignIn[]): Promise<Store> {
  const store = memoryStore();
  await store.write(signIns.map((signIn) => ({ kind: "signIn", signIn })));
  return store;
}

async function textOf(signIns: readonly SignIn[], change: Partial<Contents> = {}): Promise<string> {
  const contents: Contents = {
    filter: { where: [] },
    order: "oldest",
    limit: 1_000,
    format: "csv",
    columns: undefined,
    ...change,
  };
  let text = "";
  for await (const piece of exportFile("x", contents, await storeOf(signIns)).content()) text += piece;
  return text;
}

type Table = Record<string, string>[];
const tableOf = (text: string): Table => parseCsv(text, { bom: true, columns: true });

const signInWith = (change: Partial<SignIn>): SignIn => ({
  id: "11110000-aaaa-4bbb-8ccc-000000000001",
  createdDateTime: "2026-03-02T08:15:30.000Z",
  type: "interactiveUser",
  status: { errorCode: 0 },
  ...change,
});

test("pages of any size, in both orders, hold every sign-in once and in order", async () => {
  const property = fc.asyncProperty(
    signInsArbitrary({ maxLength: 25 }),
    fc.constantFrom("newest" as const, "oldest" as const),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 0, max: 12 }),
    // Few moments, so that many sign-ins share one.
    fc.integer({ min: 1, max: 5 }),
    async (some, order, pageSize, limit, offset, moments) => {
      const signIns = some.map((signIn, index) => ({
        ...signIn,
        createdDateTime: new Date(Date.UTC(2026, 2, 1) + (index % moments)).toISOString(),
      }));
      const store = await storeOf(signIns);
      const given: string[] = [];
      for await (const page of signInPages(store, { where: [] }, { order, limit, offset, pageSize })) {
        expect(page.length).toBeGreaterThan(0);
        expect(page.length).toBeLessThanOrEqual(pageSize);
        given.push(...page.map(({ id }) => id));
      }
      const { rows } = await store.list({ where: [] }, { order, limit, offset });
      expect(given).toEqual(rows.map(({ id }) => id));
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

test("what is written while a file is read comes once or not at all", async () => {
  const [one] = company as [SignIn];
  const tied = (n: number): SignIn => ({ ...one, id: `0000000${n}-9999-4999-8999-999999999999` });
  const store = await storeOf([2, 4, 6, 8].map(tied));
  const given: string[] = [];
  for await (const page of signInPages(store, { where: [] }, { order: "newest", limit: 10, pageSize: 2 })) {
    given.push(...page.map(({ id }) => id));
    await store.write([{ kind: "signIn", signIn: tied(9) }]);
  }
  expect(given.slice(0, 2)).toEqual([8, 6].map((n) => tied(n).id));
  expect(new Set(given).size).toBe(given.length);
  expect(given).toEqual(expect.arrayContaining([4, 2].map((n) => tied(n).id)));
});

test("a reader that gives up reads no further", async () => {
  const store = await storeOf(company);
  const signal = AbortSignal.abort(new Error("gone"));
  const pages = signInPages(store, { where: [] }, { order: "newest", limit: 10, signal });
  await expect(pages.next()).rejects.toThrow("gone");
});

test("a file of nothing has its head and no record", async () => {
  const table = await textOf([]);
  expect(table).toMatch(/^\uFEFFDate \(UTC\),Request ID,.*\r\n$/);
  expect(tableOf(table)).toEqual([]);
  expect(JSON.parse(await textOf([], { format: "json" }))).toEqual([]);
});

test("a file has no more records than it may", async () => {
  expect(tableOf(await textOf(company, { limit: 7 })).length).toBe(7);
  expect((JSON.parse(await textOf(company, { limit: 7, format: "json" })) as unknown[]).length).toBe(7);
});

test("a table has every field under its label, no label twice, those of the portal first", async () => {
  const headers = columnsOf().map(({ header }) => header);
  expect(headers.slice(0, 8)).toEqual([
    "Date (UTC)",
    "Request ID",
    "Correlation ID",
    "User",
    "Username",
    "User ID",
    "User type",
    "Application",
  ]);
  expect(new Set(headers).size).toBe(headers.length);
  expect(headers).toEqual(expect.arrayContaining(fieldNames.map((name) => field(name).label)));
});

test("with columns, a file has those, in the order said, after the time", async () => {
  const columns = ["risk", "user", "ip"] as const;
  const [signIn] = company as [SignIn];
  const table = await textOf([signIn], { columns });
  expect(parseCsv(table, { bom: true })).toEqual([
    ["Date (UTC)", "Risk", "User", "Username", "User ID", "IP address"],
    [signIn.createdDateTime, "", "Dana Ruiz", "dana@contoso.com", signIn.userId, "203.0.113.20"],
  ]);
  expect(JSON.parse(await textOf([signIn], { columns: [...columns, "policy"], format: "json" }))).toEqual([
    {
      createdDateTime: signIn.createdDateTime,
      risk: null,
      user: { id: signIn.userId, name: "Dana Ruiz", alias: "dana@contoso.com" },
      ip: "203.0.113.20",
      policy: [],
    },
  ]);
});

test("several values of one field stand in one cell", async () => {
  const appliedConditionalAccessPolicies = [
    { displayName: "Require MFA", result: "success" },
    { id: "p2", result: "failure" },
  ];
  const [row] = tableOf(await textOf([signInWith({ appliedConditionalAccessPolicies })]));
  expect(row).toMatchObject({ Policy: "Require MFA; p2", "Policy result": "success; failure" });
});

/** What a spreadsheet makes cells of: at commas, or where those are decimal marks at semicolons, or at tabs. */
const cellsOf = (text: string): string[] =>
  [text, ...text.split(/[;\t\r\n]/)].map((cell) => cell.replace(/^[^\S\t\r\n]+/, ""));
const isFormula = (cell: string): boolean => /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell);

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  " =1",
  "＝1",
  "a;=1",
  "a; +1",
  "a\t@x",
  "a\r\n-1",
  '";=1',
])("%j begins no formula, however cells are split", async (text) => {
  expect(isFormula(inert(text))).toBe(false);
  expect(cellsOf(inert(text)).filter(isFormula)).toEqual([]);
  expect(inert(text).replaceAll("'", "")).toBe(text);
});

test.each(Object.entries(hostileTexts))("%s is no formula and controls no terminal", async (_, text) => {
  const signIn = signInWith({
    userDisplayName: text,
    appDisplayName: text,
    userAgent: text,
    status: { errorCode: 50126, failureReason: text },
  });
  const csv = await textOf([signIn]);
  const [row = {}] = tableOf(csv);
  expect(Object.values(row).flatMap(cellsOf).filter(isFormula)).toEqual([]);
  expect(csv).not.toMatch(/[^\P{Cc}\t\r\n]/u);
  expect(row["User agent"]).toBe(inert(text));
  const json = await textOf([signIn], { format: "json" });
  expect(json).not.toMatch(/[^\P{Cc}\n]/u);
  expect(JSON.parse(json)).toMatchObject([{ userAgent: text }]);
});

test("whatever a record says, its cells say, and a table has as many rows as sign-ins", async () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r\n", ";", "=", "'", " ", "ü", "🙂") }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
      const signIns = texts.map((userAgent, index) => signInWith({ id: `r${index}`, userAgent }));
      const rows = tableOf(await textOf(signIns));
      expect(rows.map((row) => row["User agent"])).toEqual(texts.map(inert));
    }),
    { numRuns: 200 },
  );
});

test("quotes, line breaks and letters of all scripts come through as they are", async () => {
  const userAgent = 'say "hi",\r\nthen\ngo; Lena Novák 日本語 🙂';
  const [row] = tableOf(await textOf([signInWith({ userAgent })]));
  expect(row?.["User agent"]).toBe(userAgent);
});

test("exported JSON is imported again as what it was", async () => {
  const signIns = sampleSignIns(40);
  for (const signIn of [...signIns, ...company]) {
    const [record] = JSON.parse(await textOf([signIn], { format: "json" })) as unknown[];
    const read = readJson(record, {});
    // Ids come back in lower case.
    const { id, type, createdDateTime } = signIn;
    expect(
      read.kind === "signIn" ? { ...read.signIn, id: read.signIn.id.toLowerCase() } : read,
    ).toMatchObject({
      id: id.toLowerCase(),
      type,
      createdDateTime: new Date(createdDateTime).toISOString(),
      status: { errorCode: signIn.status.errorCode },
    });
  }
  for (const { createdDateTime, ...signIn } of company) {
    const [record] = JSON.parse(
      await textOf([{ createdDateTime, ...signIn }], { format: "json" }),
    ) as unknown[];
    expect(readJson(record, {})).toMatchObject({ signIn });
  }
});
