import { readdirSync } from "node:fs";
import { basename } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { explainCode, explainedCodes } from "../../../src/signin/error-codes/catalogue.ts";
import { categories, type Entry, type ErrorCode } from "../../../src/signin/error-codes/error-code.ts";
import { names } from "../../../src/signin/error-codes/names.ts";
import { interruptCodes, statusOfCode } from "../../../src/signin/status.ts";

const codes = explainedCodes.map((entry) => entry.code);
const named = Object.keys(names).map(Number);
const folder = new URL("../../../src/signin/error-codes/", import.meta.url);

function codesWhere(holds: (entry: ErrorCode) => boolean): number[] {
  return explainedCodes.filter(holds).map((entry) => entry.code);
}

test("every code that matters is explained", () => {
  const wanted = [
    16000, 16001, 16003, 20012, 40008, 50000, 50003, 50005, 50008, 50011, 50012, 50013, 50014, 50017, 50020,
    50034, 50053, 50054, 50055, 50056, 50057, 50058, 50059, 50064, 50072, 50074, 50076, 50078, 50079, 50087,
    50088, 50089, 50097, 50105, 50107, 50125, 50126, 50127, 50128, 50129, 50131, 50132, 50133, 50135, 50140,
    50142, 50143, 50144, 50146, 50148, 50155, 50158, 50168, 50173, 50180, 50181, 50182, 50187, 50193, 50194,
    50196, 50197, 50199, 50201, 50203, 51004, 51005, 51006, 52004, 53000, 53001, 53002, 53003, 53004, 53009,
    53010, 53011, 54005, 65001, 65002, 65004, 65005, 70000, 70001, 70008, 70011, 70016, 70018, 70019, 70021,
    70043, 70044, 70046, 75005, 75011, 76021, 80001, 80002, 80005, 80007, 80010, 80012, 80014, 81001, 81004,
    81009, 81010, 81011, 81012, 81014, 81016, 90002, 90014, 90024, 90025, 90033, 90055, 90072, 90094, 90095,
    90135, 120000, 120002, 130004, 130500, 130502, 130503, 135011, 135016, 140000, 220501, 500011, 500014,
    500021, 500121, 500212, 500213, 500341, 500571, 500581, 500881, 501291, 501314, 530001, 530002, 530003,
    530004, 530021, 530031, 530032, 530033, 530034, 530035, 530084, 650052, 650056, 650057, 700003, 700016,
    700024, 700027, 700054, 700082, 700084, 750054, 900144, 1000000, 1100000, 7000110, 7000112, 7000215,
    7000218, 7000222, 7500514,
  ];
  expect(wanted.filter((code) => !codes.includes(code))).toEqual([]);
});

test("a code has one explanation or one name, never both and never two", () => {
  const all = [...codes, ...named];
  expect(all.filter((code, at) => all.indexOf(code) !== at)).toEqual([]);
});

test("each category has a file of its name, whose entries are sorted by code and all in the catalogue", async () => {
  const others = new Set(["catalogue", "code-words", "error-code", "names"]);
  const files = readdirSync(folder)
    .map((file) => basename(file, ".ts"))
    .filter((stem) => !others.has(stem));
  expect(files.toSorted()).toEqual(Object.keys(categories).toSorted());
  for (const category of files) {
    const module = (await import(new URL(`${category}.ts`, folder).href)) as Record<string, readonly Entry[]>;
    const own = Object.values(module).flatMap((entries) => entries.map((entry) => entry.code));
    expect({ category, codes: own }).toEqual({
      category,
      codes: codesWhere((entry) => entry.category === category),
    });
  }
});

test("texts are whole sentences, short, and free of markup", () => {
  const texts = explainedCodes.flatMap(({ code, meaning, cause, remedy, attackHint = "Nothing." }) =>
    [meaning, cause, remedy, attackHint].map((text) => ({ code, text })),
  );
  expect(texts.filter(({ text }) => !/^[A-Z].{5,158}\.$/.test(text))).toEqual([]);
  expect(texts.filter(({ text }) => /[<>`*_#[\]{}|&\\\n]|\$\{|https?:| {2}/.test(text))).toEqual([]);
});

test("documentation is a page of Microsoft Learn", () => {
  const page = /^https:\/\/learn\.microsoft\.com\/(entra|troubleshoot)(\/[a-z0-9-]+)+$/;
  const others = explainedCodes
    .map((entry) => entry.documentation)
    .filter((url) => url !== undefined)
    .filter((url) => !page.test(url) || new URL(url).host !== "learn.microsoft.com");
  expect(others).toEqual([]);
});

test("whatever may be an attack says when it is one", () => {
  const silent = codesWhere(
    ({ attack, attackHint }) => attackHint === undefined && /medium|high/.test(attack),
  );
  expect(silent).toEqual([]);
  expect(codesWhere(({ attack, attackHint }) => attackHint !== undefined && attack === "none")).toEqual([]);
});

test("the codes that show an accepted password are those of Microsoft's password spray rule and 50144", () => {
  expect(codesWhere((entry) => entry.passwordAccepted === true)).toEqual([
    50005, 50055, 50057, 50072, 50074, 50076, 50079, 50105, 50129, 50133, 50144, 50155, 50158, 50173, 53000,
    53001, 53003,
  ]);
});

test("what expires as expected is a failure that hints at no attack", () => {
  const expired = codesWhere((entry) => entry.expectedExpiry === true);
  expect(expired).toEqual([50089, 70008, 70043, 70044, 700082, 700084]);
  expect(expired.filter((code) => statusOfCode(code) !== "failure")).toEqual([]);
  expect(codesWhere((entry) => entry.expectedExpiry === true && entry.attack !== "none")).toEqual([]);
});

test.each([
  [50053, "status.failureReason"],
  [50131, "status.failureReason"],
  [530032, "status.failureReason"],
  [500121, "status.additionalDetails"],
  [53003, "appliedConditionalAccessPolicies"],
  [50097, "correlationId"],
  [50158, "correlationId"],
])("%i cannot be judged without %s", (code, field) => {
  expect(explainCode(code)).toMatchObject({ known: "explained", entry: { readAlso: field } });
});

test("every code that interrupts a sign-in is explained", () => {
  expect([...interruptCodes].filter((code) => explainCode(code).known !== "explained")).toEqual([]);
});

test("an explanation holds the entry, else the name, and for success neither", () => {
  expect(explainCode(50126)).toMatchObject({
    code: 50126,
    status: "failure",
    lookup: "https://login.microsoftonline.com/error?code=50126",
    known: "explained",
    entry: { name: "InvalidUserNameOrPassword", category: "bad-password", attack: "medium" },
  });
  expect(explainCode(50074)).toMatchObject({ status: "interrupted", known: "explained" });
  expect(explainCode(20001)).toEqual({
    code: 20001,
    status: "failure",
    lookup: "https://login.microsoftonline.com/error?code=20001",
    known: "named",
    name: "WsFedSignInResponseError",
  });
  expect(explainCode(0)).toMatchObject({ status: "success", known: "success" });
});

test("a code that nobody knows still has its status and a page to look it up", () => {
  const known = new Set([0, ...codes, ...named]);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99_999_999 }).filter((code) => !known.has(code)),
      (code) => {
        expect(explainCode(code)).toEqual({
          code,
          status: "failure",
          lookup: `https://login.microsoftonline.com/error?code=${code}`,
          known: "unknown",
        });
      },
    ),
  );
});
