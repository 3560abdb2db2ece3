import { expect, test } from "vitest";
import { parse } from "../../../src/question/parse/parse.ts";
import { resolveWindow } from "../../../src/question/time/window.ts";
import { rangeOf } from "./ranges.ts";

/** A Wednesday afternoon. */
const now = "2026-03-11T14:30:00Z";

test.each([
  ["last 24 hours", "2026-03-10 14:30 .. 2026-03-11 14:30"],
  ["past 2 wks", "2026-02-25 14:30 .. 2026-03-11 14:30"],
  ["last two hours", "2026-03-11 12:30 .. 2026-03-11 14:30"],
  ["90 min", "2026-03-11 13:00 .. 2026-03-11 14:30"],
  ["in the past hour", "2026-03-11 13:30 .. 2026-03-11 14:30"],
  ["past week", "2026-03-04 14:30 .. 2026-03-11 14:30"],
  ["past month", "2026-02-11 14:30 .. 2026-03-11 14:30"],
  ["today", "2026-03-11 00:00 .. 2026-03-11 14:30"],
  ["yesterday", "2026-03-10 00:00 .. 2026-03-11 00:00"],
  ["the day before yesterday", "2026-03-09 00:00 .. 2026-03-10 00:00"],
  ["this week", "2026-03-09 00:00 .. 2026-03-11 14:30"],
  ["week to date", "2026-03-09 00:00 .. 2026-03-11 14:30"],
  ["last week", "2026-03-02 00:00 .. 2026-03-09 00:00"],
  ["last month", "2026-02-01 00:00 .. 2026-03-01 00:00"],
  ["last quarter", "2025-10-01 00:00 .. 2026-01-01 00:00"],
  ["this year", "2026-01-01 00:00 .. 2026-03-11 14:30"],
  ["monday", "2026-03-09 00:00 .. 2026-03-10 00:00"],
  ["wednesday", "2026-03-04 00:00 .. 2026-03-05 00:00"],
  ["this wednesday", "2026-03-11 00:00 .. 2026-03-11 14:30"],
  ["last friday", "2026-03-06 00:00 .. 2026-03-07 00:00"],
  ["tuesday of last week", "2026-03-03 00:00 .. 2026-03-04 00:00"],
  ["last weekend", "2026-03-07 00:00 .. 2026-03-09 00:00"],
  ["since monday", "2026-03-09 00:00 .. 2026-03-11 14:30"],
  ["since 09:00", "2026-03-11 09:00 .. 2026-03-11 14:30"],
  ["before friday", " .. 2026-03-06 00:00"],
  ["until 10am", "2026-03-11 00:00 .. 2026-03-11 10:00"],
  ["yesterday afternoon", "2026-03-10 12:00 .. 2026-03-10 18:00"],
  ["this morning", "2026-03-11 00:00 .. 2026-03-11 12:00"],
  ["last night", "2026-03-10 18:00 .. 2026-03-11 06:00"],
  ["november", "2025-11-01 00:00 .. 2025-12-01 00:00"],
  ["may", "2025-05-01 00:00 .. 2025-06-01 00:00"],
  ["february 2024", "2024-02-01 00:00 .. 2024-03-01 00:00"],
  ["q3", "2025-07-01 00:00 .. 2025-10-01 00:00"],
  ["q1", "2026-01-01 00:00 .. 2026-03-11 14:30"],
  ["2026-03-03", "2026-03-03 00:00 .. 2026-03-04 00:00"],
  ["3 nov", "2025-11-03 00:00 .. 2025-11-04 00:00"],
  ["nov 3 to nov 5", "2025-11-03 00:00 .. 2025-11-06 00:00"],
  ["from 1 march until 5 march", "2026-03-01 00:00 .. 2026-03-06 00:00"],
  ["between 1 march and 5 march", "2026-03-01 00:00 .. 2026-03-06 00:00"],
  ["3/4/2025", "2025-04-03 00:00 .. 2025-04-04 00:00"],
  ["2 days ago", "2026-03-09 00:00 .. 2026-03-10 00:00"],
  ["between 14:00 and 15:30 yesterday", "2026-03-10 14:00 .. 2026-03-10 15:30"],
  ["monday between 1pm and 4pm", "2026-03-09 13:00 .. 2026-03-09 16:00"],
  ["9:00-10:30 today", "2026-03-11 09:00 .. 2026-03-11 10:30"],
  ["around 14:05", "2026-03-11 13:50 .. 2026-03-11 14:20"],
  ["at 23:00", "2026-03-10 22:45 .. 2026-03-10 23:15"],
  ["14:05 yesterday", "2026-03-10 13:50 .. 2026-03-10 14:20"],
  ["-24h", "2026-03-10 14:30 .. 2026-03-11 14:30"],
  ["-7d@d", "2026-03-04 00:00 .. 2026-03-11 14:30"],
  ["now-7d/d", "2026-03-04 00:00 .. 2026-03-11 14:30"],
  ["ago(7d)", "2026-03-04 14:30 .. 2026-03-11 14:30"],
  ["2026-03-01/2026-03-03", "2026-03-01 00:00 .. 2026-03-03 00:00"],
  ["from:2026-03-01 to:2026-03-03T12:00", "2026-03-01 00:00 .. 2026-03-03 12:00"],
  ["all time", " .. "],
  ["ever", " .. "],
  ["2027-01-01", "future"],
  ["from:2026-03-05 to:2026-03-01", "reversed"],
])("%s", (phrase, expected) => {
  expect(rangeOf(phrase, now)).toBe(expected);
});

test("days are those of the asker's zone", () => {
  expect(rangeOf("today", "2026-03-11T23:30:00Z", "Australia/Sydney")).toBe(
    "2026-03-12 00:00 .. 2026-03-12 10:30",
  );
  expect(rangeOf("yesterday", "2026-03-11T03:30:00Z", "America/New_York")).toBe(
    "2026-03-09 00:00 .. 2026-03-10 00:00",
  );
});

test("a calendar day keeps its wall clock where daylight saving begins or ends; hours stay exact", () => {
  const spring = {
    now: new Date("2026-03-30T10:00:00Z"),
    timezone: "Europe/Berlin",
    weekStart: "monday",
  } as const;
  const length = (window: { from: string; to: string }): number => {
    const range = resolveWindow(window, spring);
    return typeof range === "string" ? 0 : ((range.to ?? 0) - (range.from ?? 0)) / 3_600_000;
  };
  expect(length({ from: "now/d-1d", to: "now/d" })).toBe(23);
  expect(length({ from: "now-24h", to: "now" })).toBe(24);
  expect(length({ from: "now-1d", to: "now" })).toBe(24);
  expect(length({ from: "now/d-2d", to: "now/d-1d" })).toBe(24);
  expect(rangeOf("yesterday", "2026-10-26T10:00:00Z", "Europe/Berlin")).toBe(
    "2026-10-25 00:00 .. 2026-10-26 00:00",
  );
});

test.each<[string, string, string]>([
  ["between 14:00 and 15:30 yesterday", "2026-10-26T10:00:00Z", "2026-10-25 14:00 .. 2026-10-25 15:30"],
  ["yesterday afternoon", "2026-10-26T10:00:00Z", "2026-10-25 12:00 .. 2026-10-25 18:00"],
  ["around 14:05 yesterday", "2026-10-26T10:00:00Z", "2026-10-25 13:50 .. 2026-10-25 14:20"],
  ["since 09:00", "2026-03-29T12:00:00Z", "2026-03-29 09:00 .. 2026-03-29 14:00"],
  ["until 10am", "2026-03-29T12:00:00Z", "2026-03-29 00:00 .. 2026-03-29 10:00"],
  ["last night", "2026-03-29T12:00:00Z", "2026-03-28 18:00 .. 2026-03-29 06:00"],
])("%s is read from the clock on the wall on days when clocks change", (phrase, now, expected) => {
  expect(rangeOf(phrase, now, "Europe/Berlin")).toBe(expected);
});

test("days begin at midnight again after a day that began at one o'clock", () => {
  expect(rangeOf("yesterday", "2026-04-25T10:00:00Z", "Africa/Cairo")).toBe(
    "2026-04-24 01:00 .. 2026-04-25 00:00",
  );
  expect(rangeOf("24 apr", "2026-04-25T10:00:00Z", "Africa/Cairo")).toBe(
    "2026-04-24 01:00 .. 2026-04-25 00:00",
  );
});

test("day and month of a numeric date follow the asker's locale", () => {
  expect(rangeOf("3/4/2025", now, "UTC", "en-US")).toBe("2025-03-04 00:00 .. 2025-03-05 00:00");
  expect(rangeOf("25/12/2025", now, "UTC", "en-US")).toBe("2025-12-25 00:00 .. 2025-12-26 00:00");
});

test.each(["version 10.0.19045", "32/13/2026", "2026-02-30", "25:61"])("%s is no time", (text) => {
  const question = parse(`failures ${text}`, {
    now: new Date(now),
    timezone: "UTC",
    weekStart: "monday",
    locale: "en-GB",
  });
  expect(question.rangeDefaulted).toBe(true);
});
