import { expect, test } from "vitest";
import { fields } from "../../../src/question/fields.ts";
import { explainCode } from "../../../src/signin/error-codes/catalogue.ts";
import { codeWords } from "../../../src/signin/error-codes/code-words.ts";

/** Spaces and hyphens do not tell phrases apart. */
function keyOf(phrase: string): string {
  return phrase.toLowerCase().replace(/[\s-]/g, "");
}

test.each([
  ["bad password", [50126]],
  ["wrong password", [50126]],
  ["locked out", [50053]],
  ["lockouts", [50053]],
  ["disabled account", [50057]],
  ["disabled users", [50057]],
  ["expired password", [50055]],
  ["user unknown", [50034]],
  ["invalid client secret", [7000215]],
  ["client secret expired", [7000222]],
  ["not assigned", [50105]],
])("%j means %j", (phrase, codes) => {
  expect(codeWords[phrase]).toEqual(codes);
});

test("a required second factor is a value of MFA and no error code", () => {
  expect(codeWords).not.toHaveProperty("mfa required");
});

test("every code that a phrase means is explained", () => {
  const meant = Object.values(codeWords).flat();
  expect(meant.filter((code) => explainCode(code).known !== "explained")).toEqual([]);
});

test("phrases are one to six words in lower case", () => {
  expect(Object.keys(codeWords).filter((phrase) => !/^[a-z]+([ -][a-z]+){0,5}$/.test(phrase))).toEqual([]);
});

test("no phrase stands in the table twice or means something in the table of fields", () => {
  const own = Object.keys(codeWords).map(keyOf);
  const taken = Object.values(fields)
    .flatMap((field) => [...field.words, ...("values" in field ? Object.values(field.values).flat() : [])])
    .map(keyOf);
  expect(own.filter((key, at) => own.indexOf(key) !== at)).toEqual([]);
  expect(own.filter((key) => taken.includes(key))).toEqual([]);
});
