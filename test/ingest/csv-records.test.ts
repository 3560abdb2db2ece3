import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CsvSplitter } from "../../src/ingest/csv-records.ts";
import { csvOf } from "./records.ts";

function split(text: string, size = 5, delimiter = ",") {
  const splitter = new CsvSplitter(delimiter);
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
    text.slice(i * size, (i + 1) * size),
  );
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()].map((record) =>
    "reason" in record ? { [record.reason]: record.text } : record.value,
  );
}

test("whatever stands in quoted cells is read back, however the text is cut", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", " ", ",", ";", '"', "\n", "\r\n", "'") });
  const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });
  const shape = fc.tuple(rows, fc.integer({ min: 1, max: 40 }), fc.constantFrom(",", ";", "\t"));
  fc.assert(
    fc.property(shape, ([rows, size, delimiter]) => {
      const text = csvOf([["x", "y", "z"], ...rows], delimiter);
      expect(split(text, size, delimiter)).toEqual(rows.map(([x, y, z]) => ({ x, y, z })));
    }),
  );
});

test("cells without quotes, padded and repeated names, short rows and empty lines are fine", () => {
  const text = 'sep=,\na, b ,b,\n\n1,2" screen,3,4\n5\n6,7,8,,,\n';
  expect(split(text)).toEqual([
    { a: "1", b: '2" screen', "b 2": "3", "": "4" },
    { a: "5" },
    { a: "6", b: "7", "b 2": "8", "": "" },
  ]);
});

test("a header without rows has no records", () => {
  expect(split('"a","b"\r\n')).toEqual([]);
});

test("a quote that nobody closes costs its own line, not the next ones", () => {
  const text = 'a,b\n1,"open\n2,"two"\n3,three\n4,"open\n5,five\n6,six';
  expect(split(text)).toEqual([
    { "not CSV": '1,"open' },
    { a: "2", b: "two" },
    { a: "3", b: "three" },
    { "not CSV": '4,"open' },
    { a: "5", b: "five" },
    { a: "6", b: "six" },
  ]);
});

test("a row with more cells than names is kept aside, and so is one that the end of the text cuts off", () => {
  expect(split("a,b\n1,2,3\n4,5\n6")).toEqual([
    { "not CSV": "1,2,3" },
    { a: "4", b: "5" },
    { "cut off": "6" },
  ]);
});

test("a row inside of a quoted cell stays a text", () => {
  const forged = 'x"",""y\n9,nine\n';
  expect(split(`a,b\n1,"${forged}"\n2,two\n`)).toEqual([
    { a: "1", b: 'x","y\n9,nine\n' },
    { a: "2", b: "two" },
  ]);
});
