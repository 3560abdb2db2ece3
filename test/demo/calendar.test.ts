import { expect, test } from "vitest";
import { atLocal, atUtc, daysBetween, isWeekend, utcDay, weekdayOf } from "../../src/demo/calendar.ts";

const dayOf = (date: string): number => utcDay(Date.parse(`${date}T00:00:00Z`));

test.each([
  ["2026-01-15", "Europe/Berlin", "2026-01-15T08:30:00.000Z"],
  ["2026-07-15", "Europe/Berlin", "2026-07-15T07:30:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-29T07:30:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-25T08:30:00.000Z"],
  ["2024-02-29", "Asia/Kolkata", "2024-02-29T04:00:00.000Z"],
  ["2026-03-08", "America/New_York", "2026-03-08T13:30:00.000Z"],
  ["2026-01-01", "Asia/Tokyo", "2026-01-01T00:30:00.000Z"],
])("half past nine on %s in %s is %s", (date, zone, expected) => {
  expect(new Date(atLocal(dayOf(date), 9.5, zone)).toISOString()).toBe(expected);
});

test("hours of UTC are counted from its midnight, past the end of the day too", () => {
  expect(new Date(atUtc(dayOf("2026-02-28"), 25.5)).toISOString()).toBe("2026-03-01T01:30:00.000Z");
});

test("the week has five days of work, the weekend is Saturday and Sunday", () => {
  const week = daysBetween(dayOf("2026-03-09"), dayOf("2026-03-15"));
  expect(week.map((day) => weekdayOf(day))).toEqual([1, 2, 3, 4, 5, 6, 0]);
  expect(week.map((day) => isWeekend(day))).toEqual([false, false, false, false, false, true, true]);
  expect(daysBetween(5, 4)).toEqual([]);
});
