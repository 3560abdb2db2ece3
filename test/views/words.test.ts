import { expect, test } from "vitest";
import {
  age,
  howLongAgo,
  howOld,
  exactTime,
  fullTime,
  inSentence,
  listed,
  number,
  plural,
  rangeText,
  rowTime,
  saidTime,
  share,
  zoneName,
} from "../../src/views/words.ts";

const at = (iso: string): number => Date.parse(iso);

test.each([
  [0, "0"],
  [999, "999"],
  [1_000, "1,000"],
  [1_234_567, "1,234,567"],
])("%d is written as %s", (value, text) => {
  expect(number(value)).toBe(text);
});

test.each([
  [plural(0, "failure"), "0 failures"],
  [plural(1, "failure"), "1 failure"],
  [plural(1_400, "failure"), "1,400 failures"],
  [plural(1, "address", "addresses"), "1 address"],
  [plural(2, "address", "addresses"), "2 addresses"],
])("%s", (text, expected) => {
  expect(text).toBe(expected);
});

test.each([
  [0, 0, "0 %"],
  [0, 10, "0 %"],
  [1, 1_000, "<1 %"],
  [1, 100, "1 %"],
  [37, 100, "37 %"],
  [1, 3, "33 %"],
  [2, 3, "67 %"],
  [99, 100, "99 %"],
  [999, 1_000, ">99 %"],
  [10, 10, "100 %"],
])("%d of %d is %s", (part, whole, text) => {
  expect(share(part, whole)).toBe(text);
});

test.each([
  ["2026-01-15T12:00:00Z", "Europe/Berlin", "CET"],
  ["2026-07-15T12:00:00Z", "Europe/Berlin", "CEST"],
  ["2026-01-15T12:00:00Z", "Europe/London", "GMT"],
  ["2026-07-15T12:00:00Z", "Europe/London", "BST"],
  ["2026-01-15T12:00:00Z", "UTC", "UTC"],
  ["2026-01-15T12:00:00Z", "Asia/Kolkata", "GMT+5:30"],
  ["2026-01-15T12:00:00Z", "Asia/Kathmandu", "GMT+5:45"],
  ["2026-01-15T12:00:00Z", "America/New_York", "GMT-5"],
  ["2026-07-15T12:00:00Z", "America/New_York", "GMT-4"],
])("at %s the zone %s is called %s", (iso, timezone, name) => {
  expect(zoneName(at(iso), timezone)).toBe(name);
});

test.each([
  [
    "within one offset",
    "2026-11-13T09:00Z",
    "2026-11-20T09:00Z",
    "Europe/Berlin",
    "13 Nov 2026 10:00 to 20 Nov 2026 10:00 CET",
  ],
  [
    "into winter",
    "2026-10-21T09:00Z",
    "2026-11-20T09:00Z",
    "Europe/Berlin",
    "21 Oct 2026 11:00 CEST to 20 Nov 2026 10:00 CET",
  ],
  [
    "into summer",
    "2026-03-28T12:00Z",
    "2026-03-29T12:00Z",
    "Europe/Berlin",
    "28 Mar 2026 13:00 CET to 29 Mar 2026 14:00 CEST",
  ],
  [
    "the hour that comes twice",
    "2026-10-25T00:30Z",
    "2026-10-25T01:30Z",
    "Europe/Berlin",
    "25 Oct 2026 02:30 CEST to 25 Oct 2026 02:30 CET",
  ],
  [
    "a half-hour zone",
    "2026-11-13T18:30Z",
    "2026-11-14T18:30Z",
    "Asia/Kolkata",
    "14 Nov 2026 00:00 to 15 Nov 2026 00:00 GMT+5:30",
  ],
])("a range %s", (_, from, to, timezone, text) => {
  expect(rangeText(at(from), at(to), timezone)).toBe(text);
});

test("a range with an open end says so", () => {
  const noon = at("2026-11-20T11:00Z");
  expect(rangeText(noon, undefined, "Europe/Berlin")).toBe("Since 20 Nov 2026 12:00 CET");
  expect(rangeText(undefined, noon, "Europe/Berlin")).toBe("Until 20 Nov 2026 12:00 CET");
  expect(rangeText(undefined, undefined, "Europe/Berlin")).toBe("All time · times in Europe/Berlin");
});

const now = at("2026-11-20T10:00Z");
test.each([
  ["2026-11-20T08:12:30Z", "09:12", "at 09:12 today"],
  // In Berlin it is the day before already, in UTC not yet.
  ["2026-11-19T23:30:00Z", "00:30", "at 00:30 today"],
  ["2026-11-19T22:30:00Z", "19 Nov 23:30", "on 19 Nov at 23:30"],
  ["2026-01-01T08:12:00Z", "1 Jan 09:12", "on 1 Jan at 09:12"],
  ["2025-12-31T08:12:00Z", "31 Dec 2025 09:12", "on 31 Dec 2025 at 09:12"],
])("%s is %s in a row and %s in a sentence", (iso, inRow, said) => {
  expect(rowTime(at(iso), now, "Europe/Berlin")).toBe(inRow);
  expect(saidTime(at(iso), now, "Europe/Berlin")).toBe(said);
});

test("one sign-in has its time to the second, and with the day of the week", () => {
  expect(exactTime(at("2026-11-19T19:21:52.999Z"), "Europe/Berlin")).toBe("Thu 19 Nov 2026 20:21:52 CET");
  expect(fullTime(at("2026-11-19T19:21:52.999Z"), "Europe/Berlin")).toBe("19 Nov 2026 20:21 CET");
});

test.each([
  [4 * 60_000, "4 minutes"],
  [60 * 60_000, "1 hour"],
  [7 * 86_400_000, "7 days"],
  [30 * 86_400_000, "1 month"],
])("%d milliseconds are %s", (length, text) => {
  expect(age(now - length, now)).toBe(text);
});

test.each([
  [[], ""],
  [["one"], "one"],
  [["one", "two"], "one and two"],
  [["one", "two", "three"], "one, two and three"],
])("%j is said as %j", (items, text) => {
  expect(listed(items)).toBe(text);
});

test.each([
  ["Country", "country"],
  ["Error code", "error code"],
  ["IP address", "IP address"],
  ["MFA", "MFA"],
])("the label %s is %s within a sentence", (label, text) => {
  expect(inSentence(label)).toBe(text);
});

test("what is ahead of the clock is not called old", () => {
  const now = Date.UTC(2026, 2, 1);
  const day = 86_400_000;
  expect([howOld(now - day, now), howLongAgo(now - day, now)]).toEqual(["1 day old", "1 day ago"]);
  const ahead = "5 days ahead of this machine's clock";
  expect([howOld(now + 5 * day, now), howLongAgo(now + 5 * day, now)]).toEqual([ahead, ahead]);
});
