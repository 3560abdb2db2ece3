import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event, Threshold } from "../../src/hunts/hunt.ts";
import { meetsAll } from "../../src/hunts/measure.ts";
import { burstsOf, meetsWithin } from "../../src/hunts/window.ts";

const event: fc.Arbitrary<Event> = fc
  .record({
    time: fc.integer({ min: 0, max: 40 }),
    user: fc.constantFrom("a", "b", "c", undefined),
    status: fc.constantFrom("success", "failure", "interrupted"),
  })
  .map(({ time, user, status }) => ({
    time,
    values: { user: user === undefined ? [] : [{ key: user }], status: [{ key: status }] },
  }));

const eventsArbitrary = fc
  .array(event, { maxLength: 12 })
  .map((events) => [...events].sort((a, b) => a.time - b.time));

const threshold: fc.Arbitrary<Threshold> = fc
  .record({
    of: fc.constantFrom("signIns", "successes", "failures", "user"),
    bound: fc.integer({ min: 0, max: 4 }),
    least: fc.boolean(),
  })
  .map(({ of, bound, least }) => (least ? { of, atLeast: bound } : { of, atMost: bound }) as Threshold);

const thresholdsArbitrary = fc.array(threshold, { minLength: 1, maxLength: 2 });
const length = fc.integer({ min: 0, max: 15 });

/** Every moment at which a stretch can begin, halves included, with what it holds. */
function stretches(events: readonly Event[], long: number): Event[][] {
  const starts = Array.from({ length: 2 * (41 + long) + 1 }, (_, i) => i / 2 - long);
  return starts
    .map((start) => events.filter(({ time }) => time >= start && time <= start + long))
    .filter((held) => held.length > 0);
}

test("thresholds are met exactly where one of all possible stretches meets them, upper bounds where all do", () => {
  fc.assert(
    fc.property(eventsArbitrary, length, thresholdsArbitrary, (events, long, thresholds) => {
      const met = stretches(events, long).map((held) => meetsAll(held, thresholds));
      const expected = thresholds.some(({ atLeast }) => atLeast !== undefined)
        ? met.includes(true)
        : !met.includes(false);
      expect(meetsWithin(events, long, thresholds)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test("bursts hold the events of all stretches that meet thresholds, each once, in order", () => {
  fc.assert(
    fc.property(eventsArbitrary, length, thresholdsArbitrary, (events, long, thresholds) => {
      const met = stretches(events, long).filter((held) => meetsAll(held, thresholds));
      const within = events.filter((one) => met.some((held) => held.includes(one)));
      expect(burstsOf(events, long, thresholds).flat()).toEqual(within);
    }),
    { numRuns: 2_000 },
  );
});
