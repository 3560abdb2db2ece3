import * as fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../../src/demo/random.ts";

test("the same seed gives the same numbers", () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      expect(draw(seed)).toEqual(draw(seed));
    }),
  );
});

test("another seed gives other numbers", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 20 }), (seeds) => {
      expect(new Set(seeds.map((seed) => draw(seed).join())).size).toBe(seeds.length);
    }),
  );
});

test("numbers stay within their bounds and reach both ends of a range of whole numbers", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: 0, max: 5 }),
      (seed, least, span) => {
        const random = seededRandom(seed);
        const drawn = Array.from({ length: 200 }, () => random.whole(least, least + span));
        expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([least, least + span]);
        const between = Array.from({ length: 50 }, () => random.between(least, least + span));
        expect(between.every((value) => value >= least && value <= least + span)).toBe(true);
      },
    ),
  );
});

test("a chance comes true about as often as it says", () => {
  const random = seededRandom("chance");
  const hits = Array.from({ length: 10_000 }, () => random.chance(0.2)).filter(Boolean).length;
  expect(hits).toBeGreaterThan(1_850);
  expect(hits).toBeLessThan(2_150);
});

test("identifiers are version 4 UUIDs and differ", () => {
  const random = seededRandom("ids");
  const ids = Array.from({ length: 10_000 }, () => random.guid());
  const version4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  expect(ids.filter((id) => !version4.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("nothing can be picked from an empty list", () => {
  expect(() => seededRandom("").pick([])).toThrow(RangeError);
});

function draw(seed: string): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: 5 }, () => random.next());
}
