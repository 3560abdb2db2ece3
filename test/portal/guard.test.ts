import * as fc from "fast-check";
import { expect, test } from "vitest";
import { guarded, unguarded } from "../../src/portal/guard.ts";

test("what was guarded is found again, whatever it was", () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "＝", ";", ",", " ", "\t", "\r", "\n", "a") }),
    fc.string({ unit: "grapheme" }),
  );
  fc.assert(
    fc.property(text, (said) => {
      expect(unguarded(guarded(said))).toBe(said);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["'-q1w2e3", "-q1w2e3"],
  ["'=1+1", "=1+1"],
  ["''=1", "'=1"],
  ["O'Brien", "O'Brien"],
  ["'quoted'", "'quoted'"],
  ["it's a 'test'; 'x", "it's a 'test'; 'x"],
])("a cell %s of a download says %s", (cell, said) => {
  expect(unguarded(cell)).toBe(said);
});
