import * as fc from "fast-check";
import { expect, test } from "vitest";
import { JsonLinesSplitter, JsonSplitter } from "../../src/ingest/json-records.ts";

/** Values of the records of a text that arrives in pieces; reasons of broken ones. */
function split(text: string, size = 5, splitter: JsonSplitter | JsonLinesSplitter = new JsonSplitter()) {
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
    text.slice(i * size, (i + 1) * size),
  );
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()].map((record) =>
    "reason" in record ? record.reason : record.value,
  );
}

const [one, two] = [
  { id: "1", note: 'a "quoted" { [ \\', list: [{ a: [] }] },
  { id: "2", value: "[" },
];

test.each([
  ["a list", JSON.stringify([one, two])],
  ["a pretty list", JSON.stringify([one, two], null, 2)],
  ["a page", JSON.stringify({ "@odata.context": "x[{", value: [one, two], "@odata.nextLink": "}]" })],
  ["a message", `{"records": [${JSON.stringify(one)},\n${JSON.stringify(two)}]}`],
  ["pages one after the other", `${JSON.stringify({ value: [one] })}${JSON.stringify({ value: [two] })}`],
  ["a list of pages", JSON.stringify([{ value: [one] }, { value: [] }, { value: [two], more: {} }])],
  ["objects one after the other", `${JSON.stringify(one)} ${JSON.stringify(two, null, 1)}`],
])("the records of %s are found, however the text is cut", (_, text) => {
  for (const size of [1, 2, 7, 10_000]) expect(split(text, size)).toEqual([one, two]);
});

test("rows of an answer of Log Analytics become objects by their columns", () => {
  const answer = {
    tables: [
      {
        name: "PrimaryResult",
        columns: [{ name: "Id", type: "string" }, { name: "Status" }],
        rows: [
          ["1", '{"errorCode":0}'],
          ["2", null],
        ],
      },
    ],
  };
  expect(split(JSON.stringify(answer))).toEqual([
    { Id: "1", Status: '{"errorCode":0}' },
    { Id: "2", Status: null },
  ]);
});

test("any objects are found in any of the layouts, however the text is cut", () => {
  const object = fc.dictionary(
    fc.string().filter((key) => !/^(value|records|tables|rows)$/i.test(key)),
    fc.jsonValue({ maxDepth: 3 }),
  );
  fc.assert(
    fc.property(fc.array(object), fc.integer({ min: 1, max: 50 }), (objects, size) => {
      const same = objects.map((object) => JSON.parse(JSON.stringify(object)) as unknown);
      expect(split(JSON.stringify(objects), size)).toEqual(same);
      expect(split(JSON.stringify({ value: objects }, null, 1), size)).toEqual(same);
      const lines = objects.map((object) => `${JSON.stringify(object)}\r\n`).join("");
      expect(split(lines, size, new JsonLinesSplitter())).toEqual(same);
    }),
  );
});

test.each([
  ["a list that is cut off", '[{"id":"1"},{"id":"2","no', [{ id: "1" }, "cut off"]],
  ["a page that is cut off between records", '{"value":[{"id":"1"},', [{ id: "1" }, "cut off"]],
  [
    "a record with broken inside",
    '[{"id":"1"},{"id":oops},{"id":"3"}]',
    [{ id: "1" }, "not JSON", { id: "3" }],
  ],
  ["text after a record", '{"id":"1"} and more', [{ id: "1" }, "not JSON"]],
  [
    "a record nested too deeply",
    `[{"a":${"[".repeat(100)}${"]".repeat(100)}},{"id":"2"}]`,
    ["nested too deeply", { id: "2" }],
  ],
])("of %s everything else is kept", (_, text, expected) => {
  expect(split(text)).toEqual(expected);
});

test("a broken line says nothing about the next", () => {
  const text = '{"id":"1"}\n{"id":"2\n\n}{ nonsense\n{"records":[{"id":"3"}]}\n{"id":"4"';
  expect(split(text, 6, new JsonLinesSplitter())).toEqual([
    { id: "1" },
    "cut off",
    "not JSON",
    { id: "3" },
    "cut off",
  ]);
});

test("a record that never ends is given up instead of held", () => {
  const splitter = new JsonSplitter();
  const records = Array.from({ length: 60 }, () => splitter.push(`{"a":"${"x".repeat(65_536)}`)).flat();
  expect(records.map((record) => "reason" in record && record.reason)).toEqual(["too long"]);
});
