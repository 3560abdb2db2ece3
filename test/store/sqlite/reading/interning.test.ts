import fc from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "../../../../src/errors.ts";
import { Interning } from "../../../../src/store/sqlite/reading/interning.ts";

test("things are numbered in the order in which they are first seen, the same always alike", () => {
  const thing = fc.tuple(fc.nat(40), fc.nat(2), fc.integer({ min: 2 ** 32 - 2, max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(fc.array(fc.array(thing, { maxLength: 3_000, size: "max" }), { maxLength: 4 }), (parts) => {
      const interning = new Interning(3);
      const known = new Map<string, number>();
      for (const part of parts) {
        const columns = [0, 1, 2].map((i) => Uint32Array.from(part, (words) => words[i] as number));
        const numbers = new Uint32Array(part.length);
        interning.internRows(
          columns,
          Uint16Array.from(part, (_, row) => row),
          numbers,
        );
        const expected = part.map((words) => {
          const key = words.join(" ");
          if (!known.has(key)) known.set(key, known.size);
          return known.get(key);
        });
        expect([...numbers]).toEqual(expected);
      }
      expect(interning.size).toBe(known.size);
      for (const [key, number] of known) {
        expect([0, 1, 2].map((i) => interning.word(number, i)).join(" ")).toBe(key);
        expect(interning.intern(Uint32Array.from(key.split(" "), Number))).toBe(number);
      }
    }),
    { numRuns: 30 },
  );
});

test("more than four million things are refused, and what to ask instead is said", () => {
  const interning = new Interning(1);
  const rows = Uint16Array.from({ length: 2 ** 15 }, (_, row) => row);
  const numbers = new Uint32Array(rows.length);
  const add = (turn: number): void => {
    interning.internRows([Uint32Array.from(rows, (row) => turn * rows.length + row)], rows, numbers);
  };
  for (let turn = 0; turn < 2 ** 7; turn++) add(turn);
  expect(interning.size).toBe(2 ** 22);
  expect(() => add(2 ** 7)).toThrow(UserError);
  expect(() => add(2 ** 7)).toThrow(/shorter range/);
});
