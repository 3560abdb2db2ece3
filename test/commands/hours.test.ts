import { TZDate } from "@date-fns/tz";
import fc from "fast-check";
import { expect, test } from "vitest";
import { heatRows, hoursOf, hourScale, usualHours, type Hours } from "../../src/commands/hours.ts";
import { bucketEdges } from "../../src/commands/trend.ts";

const hour = 3_600_000;
const zones = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "Asia/Kolkata",
  "America/St_Johns",
  "Australia/Lord_Howe",
);

/** Sign-ins at these hours of these days; 0 is Monday. */
const week = (days: readonly number[], at: readonly number[]): Hours =>
  Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => (days.includes(day) && at.includes(hour) ? 5 : 0)),
  );
const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

test.each([
  ["08 to 18 on weekdays", week([0, 1, 2, 3, 4], span(8, 18))],
  ["22 to 04 on weekdays", week([0, 1, 2, 3, 4], [22, 23, 0, 1, 2, 3])],
  ["10 to 12 at weekends", week([5, 6], [10, 11])],
  ["18 to 00 on weekdays", week([2], span(18, 24))],
  ["at any hour on weekdays", week([0, 1, 2, 3, 4], span(0, 24))],
])("usually %s", (words, hours) => {
  expect(usualHours(hours)).toBe(words);
});

test("a row a weekday, a sign an hour, darkest for the busiest", () => {
  const hours = week([0], []).map((day, index) => day.map((_, at) => (index === 0 ? at : 0)));
  expect(heatRows(hours)[0]).toEqual({ label: "Mon", text: "·░░░░░▒▒▒▒▒▒▓▓▓▓▓▓██████", count: "276" });
  expect(heatRows(hours)[6]).toEqual({ label: "Sun", text: "·".repeat(24), count: "0" });
  expect(hourScale).toHaveLength(24);
});

test("every sign-in lies at the hour and the day of the wall clock, also where clocks change", () => {
  // From before clocks change in Berlin until after.
  const start = Date.UTC(2026, 2, 27);
  fc.assert(
    fc.property(
      zones,
      fc.array(fc.integer({ min: 0, max: 5 * 24 * 60 - 1 }), { maxLength: 60 }),
      (zone, minutes) => {
        const times = minutes.map((minute) => start + minute * 60_000);
        const edges = bucketEdges(start, start + 5 * 24 * hour, "hour", zone, 200);
        const counts = edges
          .slice(1)
          .map((end, i) => times.filter((at) => at >= (edges[i] ?? 0) && at < end).length);
        const expected = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
        for (const at of times) {
          const local = new TZDate(at, zone);
          const day = expected[(local.getDay() + 6) % 7];
          if (day !== undefined) day[local.getHours()] = (day[local.getHours()] ?? 0) + 1;
        }
        expect(hoursOf(edges, counts, zone)).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});
