import * as fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf } from "../../src/ingest/instant.ts";

test.each([
  ["2026-03-02T08:15:30Z", "2026-03-02T08:15:30.000Z"],
  ["2026-03-02T08:15:30.1234567Z", "2026-03-02T08:15:30.123Z"],
  ["2026-03-02 08:15:30.983201900", "2026-03-02T08:15:30.983Z"],
  ["2026-03-02T08:15:30.9", "2026-03-02T08:15:30.900Z"],
  ["2026-03-02T08:15:30.5-05:00", "2026-03-02T13:15:30.500Z"],
  ["2026-03-02T00:10:00+0200", "2026-03-01T22:10:00.000Z"],
  ["6/15/2026, 9:56:49.975 AM", "2026-06-15T09:56:49.975Z"],
  ["6/15/2026 12:00:01 AM", "2026-06-15T00:00:01.000Z"],
  ["6/15/2026, 12:00:01 PM", "2026-06-15T12:00:01.000Z"],
  ["6/15/2026 1:02:03\u202fPM", "2026-06-15T13:02:03.000Z"],
  ["01/09/2027 09:41:00", "2027-01-09T09:41:00.000Z"],
  ["1/9/2027 10:41:00 AM +01:00", "2027-01-09T09:41:00.000Z"],
  ["/Date(1772439330123)/", "2026-03-02T08:15:30.123Z"],
])("%s is the moment %s", (text, instant) => {
  expect(instantOf(text)).toBe(instant);
});

test.each([
  "",
  "yesterday",
  "2026-03-02",
  "2026-02-30T08:15:30Z",
  "2026-03-02T24:15:30Z",
  "2026-03-02T08:15:60Z",
  "15/06/2026 09:56:49",
  "6/15/2026 13:00:00 PM",
  "0001-01-01T00:00:00Z",
  "/Date(-62135596800000)/",
])("'%s' is no moment", (text) => {
  expect(instantOf(text)).toBeUndefined();
});

test("every moment since 1970 is read back from ISO 8601 with any number of digits", () => {
  const moment = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });
  fc.assert(
    fc.property(moment, fc.stringMatching(/^\d{0,6}$/), (date, more) => {
      expect(instantOf(date.toISOString().replace("Z", `${more}Z`))).toBe(date.toISOString());
    }),
  );
});
