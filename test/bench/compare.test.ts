import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Table } from "../../bench/engines/engine.ts";
import { differenceOf as difference, keptAnswer } from "../../bench/run/compare.ts";
import { quantile, timesOf } from "../../bench/run/statistics.ts";

function differenceOf(one: Table, other: Table, ordered: boolean): string | undefined {
  return difference(keptAnswer(one, ordered), keptAnswer(other, ordered));
}

const cell = fc.oneof(fc.integer(), fc.string(), fc.constant(null));
const tables = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 20 });

test("a table is equal to itself, and without an order to itself in any order", () => {
  fc.assert(
    fc.property(tables, fc.integer(), (table, turn) => {
      expect(differenceOf(table, table, true)).toBeUndefined();
      const at = table.length === 0 ? 0 : Math.abs(turn) % table.length;
      expect(differenceOf(table, [...table.slice(at), ...table.slice(0, at)], false)).toBeUndefined();
    }),
  );
});

test.each([
  ["another value", [["a", 1]], [["a", 2]], '1 and 1 rows; row 1 is ["a","1"] and ["a","2"].'],
  [
    "a missing row",
    [
      ["a", 1],
      ["b", 2],
    ],
    [["a", 1]],
    '2 and 1 rows; row 2 is ["b","2"] and missing.',
  ],
  ["another order", [["a"], ["b"]], [["b"], ["a"]], '2 and 2 rows; row 1 is ["a"] and ["b"].'],
  ["another length", [["a"]], [["a", null]], '1 and 1 rows; row 1 is ["a"] and ["a",""].'],
])("%s is a difference", (_, one, other, expected) => {
  expect(differenceOf(one, other, true)).toBe(expected);
});

test("a number and its text are the same, and so are nothing and an empty text", () => {
  expect(differenceOf([[1, null]], [["1", ""]], true)).toBeUndefined();
});

test("quantiles are values that were measured", () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
  expect(quantile([1, 2, 3, 4], 0.95)).toBe(4);
  expect(quantile([7], 0.5)).toBe(7);
  expect(timesOf([3, 1, 2])).toEqual({ p50: 2, p95: 3, low: 1, high: 3, count: 3 });
});
