import * as fc from "fast-check";
import { expect, test } from "vitest";
import { JsonLinesSplitter } from "../../src/ingest/json-lines.ts";
import { JsonSplitter } from "../../src/ingest/json-records.ts";
import type { SourceRecord } from "../../src/ingest/quarantine.ts";

const nested = (levels: number): string => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;

const line = fc.oneof(
  fc.object({ maxDepth: 4 }).map((object) => JSON.stringify(object)),
  fc
    .record({
      key: fc.constantFrom("value", "records", "Tables", "rows", "valued"),
      items: fc.array(fc.record({ id: fc.string() }), { maxLength: 3 }),
    })
    .map(({ key, items }) => JSON.stringify({ [key]: items, more: 1 })),
  fc.constantFrom(
    "",
    "[]",
    '[{"id":"1"},{"id":"2"}]',
    "{",
    '{"id":"1"',
    '{"id":"1"}}',
    "null",
    "7",
    '"text"',
  ),
  fc.constantFrom(63, 64, 65, 66).map(nested),
  fc.json(),
);

test("a line is read as it would be in any other file, whole or broken", () => {
  const recordsOf = (splitter: Pick<JsonSplitter, "push" | "end">, text: string): SourceRecord[] => [
    ...splitter.push(text),
    ...splitter.end(),
  ];
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom("\n", "\r\n", " \n"), (lines, end) => {
      const kept = lines.filter((text) => !/[\r\n]/.test(text));
      const records = recordsOf(new JsonLinesSplitter(), kept.map((text) => text + end).join(""));
      expect(records).toEqual(kept.flatMap((text) => recordsOf(new JsonSplitter(), text + end.slice(0, -1))));
    }),
    { numRuns: 500 },
  );
});
