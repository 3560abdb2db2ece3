import fc from "fast-check";
import { expect, test } from "vitest";
import { factColumns, recordColumn } from "../../../../src/store/sqlite/columns.ts";
import { guidText } from "../../../../src/store/sqlite/guid.ts";
import { guidAt } from "../../../../src/store/sqlite/segments/column-data.ts";
import { FactRows } from "../../../../src/store/sqlite/segments/fact-rows.ts";

const guidColumns = [...factColumns.keys()].filter((at) => factColumns[at]?.kind === "guid");
const nobody = "00000000-0000-0000-0000-000000000000";

/** A GUID for a row and a column. */
const guidOf = (row: number, at: number): string => guidText(Buffer.from(`${row}/${at}`.padEnd(16, ".")));

test("rows keep what they were given, however many they are, and begin empty after the last batch", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 3 }), (batches) => {
      const facts = new FactRows();
      for (const [turn, rows] of batches.entries()) {
        facts.clear();
        const all = Array.from({ length: rows }, () => facts.add());
        expect(all.at(-1)).toBe(rows - 1);
        const given = all.filter((row) => row % 3 === turn);
        for (const row of given) {
          facts.set(row, recordColumn, 1 + row * 1_000);
          for (const at of guidColumns) facts.setGuid(row, at, guidOf(row, at));
        }
        const order = all.toReversed();
        const records = facts.column(recordColumn, "number", order).values;
        const guids = guidColumns.map((at) => facts.column(at, "guid", order));
        const wrong = order.filter((row, i) => {
          const isGiven = row % 3 === turn;
          const told = guids.map((column) => guidAt(column, i) ?? nobody);
          return (
            records[i] !== (isGiven ? 1 + row * 1_000 : 0) ||
            guidColumns.some((at, j) => told[j] !== (isGiven ? guidOf(row, at) : nobody))
          );
        });
        expect(wrong).toEqual([]);
      }
    }),
    { numRuns: 20 },
  );
});
