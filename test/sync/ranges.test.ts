import fc from "fast-check";
import { expect, test } from "vitest";
import { missing, union, within, without, type Range, type Ranges } from "../../src/sync/ranges.ts";

/** The functions, compared with sets of whole numbers. */

const range = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]): Range => [Math.min(a, b), Math.max(a, b)]);
const ranges = fc.array(range, { maxLength: 6 }).map((all) => all.reduce<Ranges>(union, []));
const points = (all: Ranges): number[] =>
  all.flatMap(([from, to]) => Array.from({ length: to - from }, (_, index) => from + index));
const inside = ([from, to]: Range, point: number): boolean => point >= from && point < to;
const everything = Array.from({ length: 31 }, (_, point) => point);

test("ranges are what sets of numbers are, in order and apart", () => {
  fc.assert(
    fc.property(ranges, range, (all, one) => {
      const held = new Set(points(all));
      const same = (result: Ranges, wanted: (point: number) => boolean): void => {
        expect(points(result)).toEqual(everything.filter(wanted));
        for (const [index, [from, to]] of result.entries()) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(result[index - 1]?.[1] ?? -1);
        }
      };
      same(union(all, one), (point) => held.has(point) || inside(one, point));
      same(without(all, one), (point) => held.has(point) && !inside(one, point));
      same(missing(all, one), (point) => inside(one, point) && !held.has(point));
      same(within(all, one), (point) => held.has(point) && inside(one, point));
    }),
  );
});
