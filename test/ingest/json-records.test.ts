import * as fc from "fast-check";
import { expect, test } from "vitest";
import { JsonLinesSplitter } from "../../src/ingest/json-lines.ts";
import { JsonSplitter } from "../../src/ingest/json-records.ts";

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

const good = (id: string): object => ({ id, note: "}, {", list: [{ id: 1, of: "x" }, { id: 2 }] });
const [a, b, c] = ["a", "b", "c"].map((id) => JSON.stringify(good(id))) as [string, string, string];

test.each([
  ["a bracket of the wrong kind", '{"id":"x","x":[1}'],
  ["a bracket too many", '{"id":"x","x":[1]]}'],
  ["a bracket too few, then lists of objects", '{"id":"x","x":{"y":[{"id":1},{"id":2}],"z":1'],
  ["an unterminated string", '{"id":"x","x":"abc}'],
  ["an unterminated string before others", '{"id":"x","x":"abc,"y":"z","list":[{"id":1}]}'],
  ["text that is no JSON", "oops ]"],
])("a record with %s takes no other record with it, however the text is cut", (_, broken) => {
  const whole = [good("a"), "not JSON", good("b"), good("c")];
  for (const size of [1, 7, 10_000]) {
    expect(split(`[${a},${broken},${b},${c}]`, size)).toEqual(whole);
    expect(split(`{"value":[\n${a},\n${broken},\n${b},\n${c}\n]}`, size)).toEqual(whole);
    expect(split(`${a}\n${broken}\n${b}\n${c}`, size)).toEqual(whole);
  }
});

test.each([
  [`[{"id":"x","x":[1},${a},${b}]`, ["not JSON", good("a"), good("b")]],
  [
    `[${a},{"id":"x","x":[1},${b},{"id":"y","y":"},${c}]`,
    [good("a"), "not JSON", good("b"), "not JSON", good("c")],
  ],
  [`[{"value":[${a},{"id":"x",[}]},{"value":[${b}]}]`, [good("a"), "not JSON", good("b")]],
  [
    `{"tables":[{"columns":[{"name":"Id"},{"name":"B"}],"rows":[["1",2],["2",{],["3",4]]}]}`,
    [{ Id: "1", B: 2 }, "not JSON", { Id: "3", B: 4 }],
  ],
])("reading goes on after a broken record in %s", (text, expected) => {
  for (const size of [1, 7, 10_000]) expect(split(text, size)).toEqual(expected);
});

test("what is kept of a broken record is its text", () => {
  const splitter = new JsonSplitter();
  const records = [...splitter.push(`[${a},{"id":"x","x":[1},${b}]`), ...splitter.end()];
  expect(records.map((record) => record.text)).toEqual([a, '{"id":"x","x":[1},', b]);
});

test.each([
  ["a string that never ends", "x", [{ a: "y" }]],
  ["records that never end", '{"a":"x', []],
])("%s: given up instead of held, and a later record is found while that is cheap", (_, part, later) => {
  const splitter = new JsonSplitter();
  const records = splitter.push('{"a":"');
  for (let i = 0; i < 60; i += 1) records.push(...splitter.push(`${part}${"x".repeat(65_536)}`));
  records.push(...splitter.push('\n{"a":"y"}'), ...splitter.end());
  expect(records[0]).toMatchObject({ reason: "too long" });
  expect(records.every((record) => record.text.length <= 2 * 1024 * 1024)).toBe(true);
  expect(records.slice(1).map((record) => "value" in record && record.value)).toEqual(later);
});

test.each(['{"id":[', '{"id":[{"id":1},', '{"id":"', '{"id":{', "}", '{"id":1}]'])(
  "3 MB of nothing but %s is read to its end",
  (part) => {
    const records = split(part.repeat(3_000_000 / part.length), 65_536);
    expect(records.length).toBeGreaterThan(0);
  },
);
