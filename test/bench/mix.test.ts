import * as fc from "fast-check";
import { expect, test } from "vitest";
import { heavyEvery, questionAt } from "../../bench/run/mix.ts";

const list = (kind: string): fc.Arbitrary<string[]> =>
  fc.integer({ min: 1, max: 30 }).map((length) => Array.from({ length }, (_, at) => `${kind} ${at}`));

test("askers ask one heavy question in five and leave out none, however many there are of either kind", () => {
  fc.assert(
    fc.property(list("quick"), list("heavy"), fc.nat(60), (quick, heavy, first) => {
      const turns = heavyEvery * quick.length * heavy.length;
      const asked = Array.from({ length: turns }, (_, at) => questionAt(first + at, { quick, heavy }));
      expect(new Set(asked.map(({ question }) => question))).toEqual(new Set([...quick, ...heavy]));
      expect(asked.filter(({ kind }) => kind === "heavy")).toHaveLength(turns / heavyEvery);
    }),
  );
});
