import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { demoLists } from "../src/demo/lists.ts";
import { UserError } from "../src/errors.ts";
import { limits } from "../src/limits.ts";
import { listKey, listsOf, readLists } from "../src/lists.ts";

const folder = mkdtempSync(join(tmpdir(), "signpost-lists-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const admins = { field: "user", values: ["kofi@contoso.com"] };

function refusalOf(setting: string): string {
  try {
    readLists(setting);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("lists stand in the setting itself or in a file that it names", () => {
  const text = JSON.stringify({ Admins: admins, offices: { field: "ip", values: ["203.0.113.0/24"] } });
  const path = join(folder, "lists.json");
  writeFileSync(path, `\uFEFF${text}`);
  const lists = readLists(text);
  expect([...lists]).toEqual([
    ["admins", { name: "Admins", ...admins }],
    ["offices", { name: "offices", field: "ip", values: ["203.0.113.0/24"] }],
  ]);
  expect(readLists(path)).toEqual(lists);
  expect(readLists("").size).toBe(0);
});

test.each(["Break Glass", "break-glass", " break  glass ", "BREAK_GLASS", "breakglass"])(
  "%j is one name",
  (name) => {
    expect(listKey(name)).toBe("breakglass");
  },
);

test("values are kept as the language means them, each once", () => {
  const lists = listsOf(
    {
      countries: { field: "country", values: ["Germany", "de", " US "] },
      failed: { field: "status", values: ["failed", "interrupted"] },
      codes: { field: "errorCode", values: ["AADSTS50126", "053003"] },
    },
    "the test",
  );
  expect([...lists.values()].map(({ values }) => values)).toEqual([
    ["DE", "US"],
    ["failure", "interrupted"],
    ["50126", "53003"],
  ]);
});

test.each<[string, unknown, RegExp]>([
  ["no object", 5, /the list "x" is no object/],
  ["no field", { values: ["a@b.c"] }, /the list "x" has the field nothing/],
  ["another field", { field: "colour", values: ["red"] }, /has the field "colour", which there is not/],
  ["no values", { field: "user" }, /the list "x" has no values/],
  ["an empty list", { field: "user", values: [] }, /has no values/],
  ["a number", { field: "errorCode", values: [50126] }, /has a value that is no text/],
  ["more", { ...admins, note: "x" }, /has more than a field and values/],
  [
    "a display name",
    { field: "user", values: ["Kofi Mensah"] },
    /"Kofi Mensah", which is neither a user principal/,
  ],
  ["the asker", { field: "user", values: ["me"] }, /"me", which is neither/],
  ["a list", { field: "app", values: ["list:other"] }, /"list:other", which is no value of the field app/],
  ["nothing", { field: "app", values: [" "] }, /" ", which is no value/],
  [
    "no address",
    { field: "ip", values: ["203.0.113.0/99"] },
    /which is no value of the field ip \(IP address\)/,
  ],
  [
    "no country",
    { field: "country", values: ["Atlantis"] },
    /"Atlantis", which is no value of the field country/,
  ],
  [
    "too many",
    { field: "app", values: Array.from({ length: limits.listMembers + 1 }, (_, n) => `app ${n}`) },
    /has more than 1000 values/,
  ],
])("a list with %s is refused by its name, with an example", (_, entry, message) => {
  const refusal = refusalOf(JSON.stringify({ fine: admins, x: entry }));
  expect(refusal).toMatch(message);
  expect(refusal).toMatch(/^LISTS: .*A list looks like \{"admins"/);
});

test.each<[string, string, RegExp]>([
  ["no JSON", "{admins", /^LISTS is no JSON/],
  ["two of one name", JSON.stringify({ "a-b": admins, "A B": admins }), /the list "A B" is there twice/],
  ["a name of nothing", JSON.stringify({ '"': admins }), /has a name that is no name/],
  ["a missing file", "no/such/lists.json", /^LISTS must be JSON or the path of a file.*no such file/],
])("%s is refused", (_, setting, message) => {
  expect(refusalOf(setting)).toMatch(message);
});

test.each<[string, string, RegExp]>([
  ["no JSON", "admins: kofi", /^LISTS \(.*lists\.json\) is no JSON/],
  ["no object", "[1]", /^LISTS \(.*lists\.json\) must be an object of lists/],
  [
    "a wrong entry",
    '{"vips":{"field":"user","values":["x"]}}',
    /^LISTS \(.*lists\.json\): the list "vips" has/,
  ],
])("a file with %s is named", (_, text, message) => {
  const path = join(folder, "lists.json");
  writeFileSync(path, text);
  expect(refusalOf(path)).toMatch(message);
});

test("the lists of the demo are lists", () => {
  expect([...listsOf(demoLists, "the demo").keys()]).toEqual([
    "admins",
    "vips",
    "serviceaccounts",
    "breakglass",
    "offices",
  ]);
});
