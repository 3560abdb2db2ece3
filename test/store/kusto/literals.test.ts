import * as fc from "fast-check";
import { expect, test } from "vitest";
import { array, moment, text, texts, verbatim, whole } from "../../../src/store/kusto/literals.ts";
import { checkKql } from "../../engines/kusto/check.ts";
import { literalsOf, structureOf } from "../../engines/kusto/literals.ts";
import { hostileTexts } from "../sign-ins.ts";

const anyText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom("\\", '"', "'", "@", "|", "\n", "\r", "\u2028", "\u0000", "`", ";", "/"),
  }),
  fc.constantFrom('" | take 1 //', '\\" or 1==1 //', "```", 'h@"x', "\ud800 half", "\\u0022", "]; drop"),
);

test("any text comes back as it was, and stays one literal", () => {
  fc.assert(
    fc.property(anyText, (value) => {
      const query = `print x = ${text(value)}`;
      expect(literalsOf(query)).toEqual([value]);
      expect(structureOf(query)).toEqual(structureOf('print x = "a"'));
      expect(query).not.toMatch(/[\r\n\u2028\u2029]/);
    }),
    { numRuns: 2_000 },
  );
});

test("lists of texts are lists of literals", () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (values) => {
      expect(literalsOf(`print x = "a" in ${texts(values)}`)).toEqual(["a", ...values]);
      expect(literalsOf(`print x = ${array(values)}`)).toEqual(values);
    }),
  );
  expect(checkKql(`print x = ${array([])}`, {}).columns).toEqual([{ name: "x", type: "dynamic" }]);
});

test("patterns of the program's own stand as they were written", () => {
  expect(literalsOf(`print x = ${verbatim('a\\d"b')}`)).toEqual(['a\\d"b']);
});

test("numbers and moments are what they say, and nothing else gets through", () => {
  const columns = checkKql(`print n = ${whole(-5)}, t = ${moment(Date.UTC(2026, 2, 1))}`, {}).columns;
  expect(columns).toEqual([
    { name: "n", type: "long" },
    { name: "t", type: "datetime" },
  ]);
  for (const bad of [1.5, NaN, Infinity, "1) or (1" as unknown as number])
    expect(() => whole(bad)).toThrow(RangeError);
  expect(() => moment("2026) //" as unknown as number)).toThrow(RangeError);
});
