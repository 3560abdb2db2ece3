import * as fc from "fast-check";
import { expect, test } from "vitest";
import { inert } from "../../src/exports/csv.ts";
import { hostileTexts } from "../views/hostile-texts.ts";
import { signInWith, tableOf, textOf } from "./exported.ts";

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

test.each(["\n", "\r", "\r\n"])(
  "a line break %j inside of a cell ends no row, whatever a reader takes for one",
  async (end) => {
    const csv = await textOf([signInWith({ userAgent: `a${end}2026-03-02,made up` })]);
    expect(csv).toContain(`"a${end}2026-03-02,made up"`);
    expect(
      (await textOf([signInWith({ userAgent: `a${end}b` })])).replace(/"[^"]*"/g, "").split(/\r\n|\r|\n/)
        .length,
    ).toBe(3);
  },
);
