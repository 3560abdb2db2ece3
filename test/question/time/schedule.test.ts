import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";
import fc from "fast-check";
import { expect, test } from "vitest";
import { weekdays } from "../../../src/question/question.ts";
import { lastDue, nextDue } from "../../../src/question/time/schedule.ts";

const clockOf = (now: string, timezone = "Europe/Berlin") =>
  ({ now: new Date(now), timezone, weekStart: "monday" }) as const;
const iso = (moment: number): string => new Date(moment).toISOString();

test.each([
  // A Tuesday; Berlin is two hours ahead of UTC.
  [{ at: "09:00" }, "2026-03-31T10:00:00Z", "2026-03-31T07:00", "2026-03-30T07:00", "2026-04-01T07:00"],
  [{ at: "09:00" }, "2026-03-31T07:00:00Z", "2026-03-31T07:00", "2026-03-30T07:00", "2026-04-01T07:00"],
  [{ at: "09:00" }, "2026-03-31T06:59:59Z", "2026-03-30T07:00", "2026-03-29T07:00", "2026-03-31T07:00"],
  // The clocks went forward on the 29th.
  [{ at: "09:00" }, "2026-03-29T10:00:00Z", "2026-03-29T07:00", "2026-03-28T08:00", "2026-03-30T07:00"],
  [
    { at: "08:30", days: ["mon" as const] },
    "2026-03-31T10:00:00Z",
    "2026-03-30T06:30",
    "2026-03-23T07:30",
    "2026-04-06T06:30",
  ],
  [
    { at: "08:30", days: ["mon" as const, "fri" as const] },
    "2026-03-31T10:00:00Z",
    "2026-03-30T06:30",
    "2026-03-27T07:30",
    "2026-04-03T06:30",
  ],
])("%j at %s was due at %s, before that at %s, and is next at %s", (schedule, now, due, before, next) => {
  const clock = clockOf(now);
  const last = lastDue(schedule, clock);
  expect([last.due, last.before, nextDue(schedule, clock)].map((moment) => iso(moment).slice(0, 16))).toEqual(
    [due, before, next],
  );
});

test("every moment is at its time of day, on one of its days, and each is due once, in every zone", () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date("2026-01-01T00:00:00Z"),
        max: new Date("2027-01-01T00:00:00Z"),
        noInvalidDate: true,
      }),
      fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"),
      fc.option(fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }), { nil: undefined }),
      // Hours that no change of the clocks leaves out or brings twice.
      fc.integer({ min: 4, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:30`),
      (now, timezone, days, at) => {
        const clock = { now, timezone, weekStart: "monday" } as const;
        const { due, before } = lastDue({ at, days }, clock);
        const next = nextDue({ at, days }, clock);
        expect(before).toBeLessThan(due);
        expect(due).toBeLessThanOrEqual(now.getTime());
        expect(next).toBeGreaterThan(now.getTime());
        for (const moment of [before, due, next]) {
          const local = new TZDate(moment, timezone);
          expect(format(local, "HH:mm")).toBe(at);
          expect(days ?? weekdays).toContain(format(local, "EEE").toLowerCase());
        }
        expect(lastDue({ at, days }, { ...clock, now: new Date(next) }).before).toBe(due);
        expect(lastDue({ at, days }, { ...clock, now: new Date(due - 1) }).due).toBe(before);
      },
    ),
    { numRuns: 300 },
  );
});
