import * as chrono from "chrono-node";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { rangeOf } from "./ranges.ts";

/** A Wednesday. */
const now = "2026-11-25T10:20:00Z";

// Chrono-node looks at the zone of the machine for "last night".
beforeAll(() => {
  vi.stubEnv("TZ", "UTC");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** What chrono-node takes the phrase to begin with, and to end with where it says so. */
function chronoOf(phrase: string): string {
  const [found] = chrono.parse(phrase, { instant: new Date(now), timezone: 0 });
  if (found === undefined) return "nothing";
  const at = (point: typeof found.start): string => {
    const part = (name: "year" | "month" | "day" | "hour" | "minute"): string =>
      String(point.get(name)).padStart(2, "0");
    return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}`;
  };
  return `${at(found.start)}${found.end ? ` .. ${at(found.end)}` : ""} (${found.text})`;
}

/**
 * Where chrono-node, a well-kept library, reads a phrase otherwise than the language's contract: it gives points where
 * a log asks for ranges, looks ahead where a log lies behind, and knows no calendar units. That is why the rules of time
 * are Signpost's own.
 */
test.each<[phrase: string, theirs: string, ours: string, why: string]>([
  ["last week", "2026-11-18 10:20 (last week)", "2026-11-16 00:00 .. 2026-11-23 00:00", "the calendar week"],
  [
    "last month",
    "2026-10-25 10:20 (last month)",
    "2026-10-01 00:00 .. 2026-11-01 00:00",
    "the calendar month",
  ],
  [
    "last quarter",
    "2026-08-25 10:20 (last quarter)",
    "2026-07-01 00:00 .. 2026-10-01 00:00",
    "the calendar quarter",
  ],
  [
    "this week",
    "2026-11-22 12:00 (this week)",
    "2026-11-23 00:00 .. 2026-11-25 10:20",
    "weeks begin on Monday, and end now",
  ],
  [
    "last 7 days",
    "2026-11-18 10:20 (last 7 days)",
    "2026-11-18 10:20 .. 2026-11-25 10:20",
    "a range, not its start",
  ],
  ["wednesday", "2026-11-25 12:00 (wednesday)", "2026-11-18 00:00 .. 2026-11-19 00:00", "today only if said"],
  ["friday", "2026-11-27 12:00 (friday)", "2026-11-20 00:00 .. 2026-11-21 00:00", "the past is meant"],
  [
    "may",
    "2027-05-01 12:00 (may)",
    "2026-05-01 00:00 .. 2026-06-01 00:00",
    "the past is meant, and the whole month",
  ],
  [
    "3 march",
    "2027-03-03 12:00 (3 march)",
    "2026-03-03 00:00 .. 2026-03-04 00:00",
    "the latest one not in the future",
  ],
  [
    "3/11",
    "2027-03-11 12:00 (3/11)",
    "2026-11-03 00:00 .. 2026-11-04 00:00",
    "day first unless the locale is en-US",
  ],
  [
    "1 march to 5 march",
    "2027-03-01 12:00 .. 2027-03-05 12:00 (1 march to 5 march)",
    "2026-03-01 00:00 .. 2026-03-06 00:00",
    "the last day is included",
  ],
  ["last night", "2026-11-24 00:00 (last night)", "2026-11-24 18:00 .. 2026-11-25 06:00", "18:00 to 06:00"],
  [
    "this morning",
    "2026-11-25 06:00 (this morning)",
    "2026-11-25 00:00 .. 2026-11-25 10:20",
    "00:00 to 12:00, and not past now",
  ],
  [
    "yesterday afternoon",
    "2026-11-24 15:00 (yesterday afternoon)",
    "2026-11-24 12:00 .. 2026-11-24 18:00",
    "12:00 to 18:00",
  ],
  ["last weekend", "2026-11-22 12:00 (last weekend)", "2026-11-21 00:00 .. 2026-11-23 00:00", "both days"],
  [
    "around 14:05",
    "2026-11-25 14:05 (14:05)",
    "2026-11-24 13:50 .. 2026-11-24 14:20",
    "15 minutes either side, of a time that has been",
  ],
  [
    "since monday",
    "2026-11-23 12:00 (monday)",
    "2026-11-23 00:00 .. 2026-11-25 10:20",
    "from its start to now",
  ],
  [
    "until friday",
    "2026-11-27 12:00 (friday)",
    " .. 2026-11-21 00:00",
    "an open start, and the past Friday included",
  ],
  [
    "between 14:00 and 15:30 yesterday",
    "2026-11-25 14:00 (14:00)",
    "2026-11-24 14:00 .. 2026-11-24 15:30",
    "the day belongs to both",
  ],
  [
    "2 days ago",
    "2026-11-23 10:20 (2 days ago)",
    "2026-11-23 00:00 .. 2026-11-24 00:00",
    "the day, not the minute",
  ],
  ["24h", "nothing", "2026-11-24 10:20 .. 2026-11-25 10:20", "how people on call write it"],
  ["q3", "nothing", "2026-07-01 00:00 .. 2026-10-01 00:00", "quarters"],
  ["week 10", "nothing", "2026-03-02 00:00 .. 2026-03-09 00:00", "weeks of ISO 8601"],
  [
    "end of last month",
    "2026-10-31 12:00 (end of last month)",
    "2026-10-21 00:00 .. 2026-11-01 00:00",
    "the last third",
  ],
  [
    "early november",
    "2026-11-01 12:00 (november)",
    "2026-11-01 00:00 .. 2026-11-11 00:00",
    "a third of the month, not its first day",
  ],
  ["the week of the 18th", "nothing", "2026-11-16 00:00 .. 2026-11-23 00:00", "the week that holds the day"],
  [
    "the week before last",
    "2026-11-18 10:20 (the week before)",
    "2026-11-09 00:00 .. 2026-11-16 00:00",
    "the calendar week before last week",
  ],
  [
    "friday before last",
    "2026-11-27 12:00 (friday)",
    "2026-11-13 00:00 .. 2026-11-14 00:00",
    "a week before the latest Friday",
  ],
  [
    "half past nine yesterday",
    "2026-11-24 10:20 (yesterday)",
    "2026-11-24 09:15 .. 2026-11-24 09:45",
    "clock times as they are spoken",
  ],
  [
    "at 2 last night",
    "2026-11-24 02:00 (at 2 last night)",
    "2026-11-25 01:45 .. 2026-11-25 02:15",
    "the hour that lies in that night",
  ],
  [
    "yesterday after 5pm",
    "2026-11-24 17:00 (yesterday after 5pm)",
    "2026-11-24 17:00 .. 2026-11-25 00:00",
    "the rest of that day, not a point",
  ],
  [
    "noon to 3pm",
    "2026-11-25 12:00 .. 2026-11-25 15:00 (noon to 3pm)",
    "2026-11-24 12:00 .. 2026-11-24 15:00",
    "the latest one that has begun",
  ],
  [
    "mon-fri",
    "2026-11-23 12:00 .. 2026-11-27 12:00 (mon-fri)",
    "2026-11-23 00:00 .. 2026-11-25 10:20",
    "no range ends in the future",
  ],
  [
    "previous 4 business days",
    "nothing",
    "2026-11-19 00:00 .. 2026-11-25 00:00",
    "Monday to Friday, today left out",
  ],
  ["2 thursdays ago", "nothing", "2026-11-12 00:00 .. 2026-11-13 00:00", "the second latest Thursday"],
  ["overnight", "nothing", "2026-11-24 18:00 .. 2026-11-25 06:00", "how people on call say it"],
])("%s: chrono-node reads %s, Signpost %s, because %s", (phrase, theirs, ours) => {
  expect(chronoOf(phrase)).toBe(theirs);
  expect(rangeOf(phrase, now)).toBe(ours);
});

test.each([
  ["last hour", "2026-11-25 09:20 (last hour)", "2026-11-25 09:20 .. 2026-11-25 10:20"],
  ["2026-11-03", "2026-11-03 12:00 (2026-11-03)", "2026-11-03 00:00 .. 2026-11-04 00:00"],
])("%s is the same to both, but for the end", (phrase, theirs, ours) => {
  expect(chronoOf(phrase)).toBe(theirs);
  expect(rangeOf(phrase, now)).toBe(ours);
});
