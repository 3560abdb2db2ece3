import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "../../../src/question/lex.ts";
import { parse } from "../../../src/question/parse/parse.ts";
import { describeWindow } from "../../../src/question/time/describe-window.ts";
import { phraseAt } from "../../../src/question/time/phrases.ts";
import { resolveWindow } from "../../../src/question/time/window.ts";
import { rangeOf } from "./ranges.ts";

/** A Wednesday. */
const now = "2026-11-25T10:20:00Z";

describe("parts of longer stretches", () => {
  test.each([
    ["early november", "2026-11-01 00:00 .. 2026-11-11 00:00"],
    ["mid november", "2026-11-11 00:00 .. 2026-11-21 00:00"],
    ["mid-october", "2026-10-11 00:00 .. 2026-10-21 00:00"],
    ["end of last month", "2026-10-21 00:00 .. 2026-11-01 00:00"],
    ["late last week", "2026-11-20 00:00 .. 2026-11-23 00:00"],
    ["since the beginning of the month", "2026-11-01 00:00 .. 2026-11-25 10:20"],
    ["end of 2025", "2025-09-01 00:00 .. 2026-01-01 00:00"],
    ["first half of november", "2026-11-01 00:00 .. 2026-11-16 00:00"],
    ["second half of last year", "2025-07-01 00:00 .. 2026-01-01 00:00"],
    ["first week of november", "2026-11-02 00:00 .. 2026-11-09 00:00"],
    ["last week of july", "2026-07-27 00:00 .. 2026-08-03 00:00"],
    ["first ten days of last year", "2025-01-01 00:00 .. 2025-01-11 00:00"],
    ["last day of february", "2026-02-28 00:00 .. 2026-03-01 00:00"],
    ["third wednesday of last month", "2026-10-21 00:00 .. 2026-10-22 00:00"],
    ["last friday of october", "2026-10-30 00:00 .. 2026-10-31 00:00"],
    ["second quarter of 2025", "2025-04-01 00:00 .. 2025-07-01 00:00"],
    ["Q1 of last year", "2025-01-01 00:00 .. 2025-04-01 00:00"],
    ["week 10", "2026-03-02 00:00 .. 2026-03-09 00:00"],
    ["week 50", "2025-12-08 00:00 .. 2025-12-15 00:00"],
    ["week 1 of 2026", "2025-12-29 00:00 .. 2026-01-05 00:00"],
    ["the week of the 18th", "2026-11-16 00:00 .. 2026-11-23 00:00"],
    ["w/c 9 nov", "2026-11-09 00:00 .. 2026-11-16 00:00"],
    ["last weekend of october", "2026-10-24 00:00 .. 2026-10-26 00:00"],
    ["last 3 hours of yesterday", "2026-11-24 21:00 .. 2026-11-25 00:00"],
    ["all week", "2026-11-23 00:00 .. 2026-11-25 10:20"],
    ["the whole day yesterday", "2026-11-24 00:00 .. 2026-11-25 00:00"],
    ["week ending 22 nov", "2026-11-16 00:00 .. 2026-11-23 00:00"],
    ["mid-2025", "2025-05-01 00:00 .. 2025-09-01 00:00"],
    ["third quarter", "2026-07-01 00:00 .. 2026-10-01 00:00"],
    ["last year's Q4", "2025-10-01 00:00 .. 2026-01-01 00:00"],
    ["2025Q4", "2025-10-01 00:00 .. 2026-01-01 00:00"],
    ["Q4'25", "2025-10-01 00:00 .. 2026-01-01 00:00"],
    ["H2 2025", "2025-07-01 00:00 .. 2026-01-01 00:00"],
    ["month-to-date", "2026-11-01 00:00 .. 2026-11-25 10:20"],
    ["the year 2025", "2025-01-01 00:00 .. 2026-01-01 00:00"],
    ["november of last year", "2025-11-01 00:00 .. 2025-12-01 00:00"],
    ["november of 2025", "2025-11-01 00:00 .. 2025-12-01 00:00"],
    ["last november", "2025-11-01 00:00 .. 2025-12-01 00:00"],
    ["3 may last year", "2025-05-03 00:00 .. 2025-05-04 00:00"],
    ["last quarter 2025", "2025-10-01 00:00 .. 2026-01-01 00:00"],
    ["since start of week", "2026-11-23 00:00 .. 2026-11-25 10:20"],
  ])("%s", (phrase, range) => {
    expect(rangeOf(phrase, now)).toBe(range);
  });
});

describe("times of day", () => {
  test.each([
    ["half past nine yesterday", "2026-11-24 09:15 .. 2026-11-24 09:45"],
    ["quarter to 5 yesterday", "2026-11-24 04:30 .. 2026-11-24 05:00"],
    ["0930 hours", "2026-11-25 09:15 .. 2026-11-25 09:45"],
    ["between 0900 and 1000", "2026-11-25 09:00 .. 2026-11-25 10:00"],
    ["b/w 2 and 4am", "2026-11-25 02:00 .. 2026-11-25 04:00"],
    ["between 2 and 4am yesterday", "2026-11-24 02:00 .. 2026-11-24 04:00"],
    ["between 3 and 8 yesterday", "2026-11-24 03:00 .. 2026-11-24 08:00"],
    ["from 9 to 5 on monday", "2026-11-23 09:00 .. 2026-11-23 17:00"],
    ["monday between 9 and 11", "2026-11-23 09:00 .. 2026-11-23 11:00"],
    ["9–10am", "2026-11-25 09:00 .. 2026-11-25 10:00"],
    ["noon to 3pm", "2026-11-24 12:00 .. 2026-11-24 15:00"],
    ["overnight", "2026-11-24 18:00 .. 2026-11-25 06:00"],
    ["the night before last", "2026-11-23 18:00 .. 2026-11-24 06:00"],
    ["early this morning", "2026-11-25 00:00 .. 2026-11-25 10:20"],
    ["this time yesterday", "2026-11-24 10:05 .. 2026-11-24 10:35"],
    ["same day last week", "2026-11-18 00:00 .. 2026-11-19 00:00"],
    ["at 9 this morning", "2026-11-25 08:45 .. 2026-11-25 09:15"],
    ["11pm last night", "2026-11-24 22:45 .. 2026-11-24 23:15"],
    ["at 2 last night", "2026-11-25 01:45 .. 2026-11-25 02:15"],
    ["at 8 yesterday evening", "2026-11-24 19:45 .. 2026-11-24 20:15"],
    ["between 2 and 4 last night", "2026-11-25 02:00 .. 2026-11-25 04:00"],
    ["between 10pm and 2am last night", "2026-11-24 22:00 .. 2026-11-25 02:00"],
    ["from 10pm last night to 2am", "2026-11-24 22:00 .. 2026-11-25 02:00"],
    ["yesterday 22:00 to 02:00", "2026-11-24 22:00 .. 2026-11-25 02:00"],
    ["three in the morning", "2026-11-25 02:45 .. 2026-11-25 03:15"],
    ["11 at night", "2026-11-24 22:45 .. 2026-11-24 23:15"],
    ["at 2 p.m. yesterday", "2026-11-24 13:45 .. 2026-11-24 14:15"],
    ["nine to eleven in the morning", "2026-11-25 09:00 .. 2026-11-25 10:20"],
    ["between nine and eleven am yesterday", "2026-11-24 09:00 .. 2026-11-24 11:00"],
    ["yesterday 9-11", "2026-11-24 09:00 .. 2026-11-24 11:00"],
    ["early yesterday", "2026-11-24 00:00 .. 2026-11-24 12:00"],
    ["late friday night", "2026-11-20 18:00 .. 2026-11-21 06:00"],
    ["in the morning", "2026-11-25 00:00 .. 2026-11-25 10:20"],
    ["yesterday after 5pm", "2026-11-24 17:00 .. 2026-11-25 00:00"],
    ["yesterday until noon", "2026-11-24 00:00 .. 2026-11-24 12:00"],
    ["previous tuesday by 2 in the afternoon", "2026-11-17 00:00 .. 2026-11-17 14:00"],
    ["14th feb for 7 hours from 9:30am", "2026-02-14 09:30 .. 2026-02-14 16:30"],
    ["from 9:30am for 7 hours on 14th feb", "2026-02-14 09:30 .. 2026-02-14 16:30"],
    ["yesterday from 9am for 2 hours", "2026-11-24 09:00 .. 2026-11-24 11:00"],
    ["9am yesterday for 2 hours", "2026-11-24 09:00 .. 2026-11-24 11:00"],
    ["30 minutes before 14:05", "2026-11-24 13:35 .. 2026-11-24 14:05"],
    ["the hour after 9am yesterday", "2026-11-24 09:00 .. 2026-11-24 10:00"],
    ["from 9am", "2026-11-25 09:00 .. 2026-11-25 10:20"],
    ["15 minutes past 3pm", "2026-11-24 15:00 .. 2026-11-24 15:30"],
    ["quarter past noon yesterday", "2026-11-24 12:00 .. 2026-11-24 12:30"],
    ["thursday from 9a to 11a", "2026-11-19 09:00 .. 2026-11-19 11:00"],
    ["11:30-1:30", "2026-11-24 11:30 .. 2026-11-24 13:30"],
    ["monday morning last week", "2026-11-16 00:00 .. 2026-11-16 12:00"],
    ["9am to 5 yesterday", "2026-11-24 09:00 .. 2026-11-24 17:00"],
    ["midnight to 6", "2026-11-25 00:00 .. 2026-11-25 06:00"],
    ["between noon and 2", "2026-11-24 12:00 .. 2026-11-24 14:00"],
    ["between 14:05:10 and 14:05:50", "2026-11-24 14:05 .. 2026-11-24 14:06"],
    ["since 9", "2026-11-25 09:00 .. 2026-11-25 10:20"],
  ])("%s", (phrase, range) => {
    expect(rangeOf(phrase, now)).toBe(range);
  });
});

test.each([
  ["America/New_York", now, "at 09:05 UTC", "2026-11-25 03:50 .. 2026-11-25 04:20"],
  ["America/New_York", now, "yesterday 14:05 UTC", "2026-11-24 08:50 .. 2026-11-24 09:20"],
  ["America/New_York", now, "since 0930Z", "2026-11-25 04:30 .. 2026-11-25 05:20"],
  ["Europe/Berlin", now, "between 14:00 and 15:30 UTC yesterday", "2026-11-24 15:00 .. 2026-11-24 16:30"],
  ["Europe/Berlin", now, "2026-07-03 14:05 GMT", "2026-07-03 15:50 .. 2026-07-03 16:20"],
  // Where the date in UTC is another than the asker's.
  ["Australia/Sydney", "2026-11-25T21:00:00Z", "at 14:05 UTC", "2026-11-26 00:50 .. 2026-11-26 01:20"],
  ["America/Los_Angeles", "2026-11-25T04:00:00Z", "at 03:00 UTC", "2026-11-24 18:45 .. 2026-11-24 19:15"],
])("in %s at %s, a time can be said in UTC: %s", (timezone, at, phrase, range) => {
  expect(rangeOf(phrase, at, timezone)).toBe(range);
});

describe("amounts, days and shorthand", () => {
  test.each([
    ["past half hour", "2026-11-25 09:50 .. 2026-11-25 10:20"],
    ["past 1.5 hours", "2026-11-25 08:50 .. 2026-11-25 10:20"],
    ["last two and a half hours", "2026-11-25 07:50 .. 2026-11-25 10:20"],
    ["last forty five minutes", "2026-11-25 09:35 .. 2026-11-25 10:20"],
    ["last twenty-one days", "2026-11-04 10:20 .. 2026-11-25 10:20"],
    ["last fortnight", "2026-11-11 10:20 .. 2026-11-25 10:20"],
    ["last 2 fortnights", "2026-10-28 10:20 .. 2026-11-25 10:20"],
    ["last hour and a half", "2026-11-25 08:50 .. 2026-11-25 10:20"],
    ["past several days", "2026-11-18 10:20 .. 2026-11-25 10:20"],
    ["trailing 7 days", "2026-11-18 10:20 .. 2026-11-25 10:20"],
    ["preceding week", "2026-11-16 00:00 .. 2026-11-23 00:00"],
    ["last minute", "2026-11-25 10:19 .. 2026-11-25 10:20"],
    ["last week on friday", "2026-11-20 00:00 .. 2026-11-21 00:00"],
    ["wed 11/11", "2026-11-11 00:00 .. 2026-11-12 00:00"],
    ["lst wk", "2026-11-16 00:00 .. 2026-11-23 00:00"],
    ["lastmonth", "2026-10-01 00:00 .. 2026-11-01 00:00"],
    ["ystrday", "2026-11-24 00:00 .. 2026-11-25 00:00"],
    ["wkend", "2026-11-21 00:00 .. 2026-11-23 00:00"],
    ["monday to wednesday", "2026-11-23 00:00 .. 2026-11-25 10:20"],
    ["mon-tue", "2026-11-23 00:00 .. 2026-11-25 00:00"],
    ["monday to friday last week", "2026-11-16 00:00 .. 2026-11-21 00:00"],
    ["last monday to last friday", "2026-11-16 00:00 .. 2026-11-21 00:00"],
    ["1/11-5/11", "2026-11-01 00:00 .. 2026-11-06 00:00"],
    ["from q1 to q2 2025", "2025-01-01 00:00 .. 2025-07-01 00:00"],
    ["the week before last", "2026-11-09 00:00 .. 2026-11-16 00:00"],
    ["friday before last", "2026-11-13 00:00 .. 2026-11-14 00:00"],
    ["two days before yesterday", "2026-11-22 00:00 .. 2026-11-23 00:00"],
    ["previous 4 business days", "2026-11-19 00:00 .. 2026-11-25 00:00"],
    ["last 3 working days", "2026-11-20 00:00 .. 2026-11-25 10:20"],
    ["2 business days ago", "2026-11-23 00:00 .. 2026-11-24 00:00"],
    ["between 2 and 4 hours ago", "2026-11-25 06:20 .. 2026-11-25 08:20"],
    ["3-5 days ago", "2026-11-20 00:00 .. 2026-11-23 00:00"],
    ["prior to november", " .. 2026-11-01 00:00"],
    ["not before 3 nov", "2026-11-03 00:00 .. 2026-11-25 10:20"],
    ["since 3 days", "2026-11-22 10:20 .. 2026-11-25 10:20"],
    ["monday onwards", "2026-11-23 00:00 .. 2026-11-25 10:20"],
    ["between 2024 and 2025", "2024-01-01 00:00 .. 2026-01-01 00:00"],
    ["from the 5th of october to the 8th", "2026-10-05 00:00 .. 2026-10-09 00:00"],
    ["twenty fifth of october", "2026-10-25 00:00 .. 2026-10-26 00:00"],
    ["nov to jan", "2025-11-01 00:00 .. 2026-02-01 00:00"],
    ["the first of the month", "2026-11-01 00:00 .. 2026-11-02 00:00"],
    ["2025 march", "2025-03-01 00:00 .. 2025-04-01 00:00"],
    ["2026-3-5", "2026-03-05 00:00 .. 2026-03-06 00:00"],
    ["from 2025", "2025-01-01 00:00 .. 2026-01-01 00:00"],
    ["monday last week", "2026-11-16 00:00 .. 2026-11-17 00:00"],
    ["2 thursdays ago", "2026-11-12 00:00 .. 2026-11-13 00:00"],
    ["starting monday", "2026-11-23 00:00 .. 2026-11-25 10:20"],
    ["as of yesterday", "2026-11-24 00:00 .. 2026-11-25 10:20"],
    ["1-5 march", "2026-03-01 00:00 .. 2026-03-06 00:00"],
    ["march 1-5", "2026-03-01 00:00 .. 2026-03-06 00:00"],
    ["may eighth - tenth, 2025", "2025-05-08 00:00 .. 2025-05-11 00:00"],
    ["2026/11/03", "2026-11-03 00:00 .. 2026-11-04 00:00"],
    ["20261103", "2026-11-03 00:00 .. 2026-11-04 00:00"],
    ["2026-11-01/P7D", "2026-11-01 00:00 .. 2026-11-08 00:00"],
    ["P7D/2026-11-08", "2026-11-01 00:00 .. 2026-11-08 00:00"],
    ["PT24H", "2026-11-24 10:20 .. 2026-11-25 10:20"],
    ["2026-11-03..2026-11-05", "2026-11-03 00:00 .. 2026-11-06 00:00"],
    ["now/d to now/d", "2026-11-25 00:00 .. 2026-11-25 10:20"],
    ["-1mon@mon to @mon", "2026-10-01 00:00 .. 2026-11-01 00:00"],
    ["earliest=-24h@h latest=now", "2026-11-24 10:00 .. 2026-11-25 10:20"],
    ["between(ago(7d)..now())", "2026-11-18 10:20 .. 2026-11-25 10:20"],
    ["between ago(7d) and ago(1d)", "2026-11-18 10:20 .. 2026-11-24 10:20"],
    ["-1w@w to @d", "2026-11-16 00:00 .. 2026-11-25 00:00"],
    ["christmas", "2025-12-25 00:00 .. 2025-12-26 00:00"],
    ["new year's eve", "2025-12-31 00:00 .. 2026-01-01 00:00"],
  ])("%s", (phrase, range) => {
    expect(rangeOf(phrase, now)).toBe(range);
  });
});

describe("clocks that change", () => {
  test.each([
    ["Europe/Berlin", "2026-10-26T08:00:00Z", "yesterday", "2026-10-25 00:00 .. 2026-10-26 00:00", 25],
    ["Europe/Berlin", "2026-03-30T08:00:00Z", "yesterday", "2026-03-29 00:00 .. 2026-03-30 00:00", 23],
    ["America/New_York", "2026-03-09T15:00:00Z", "yesterday", "2026-03-08 00:00 .. 2026-03-09 00:00", 23],
    ["America/New_York", "2026-11-02T15:00:00Z", "yesterday", "2026-11-01 00:00 .. 2026-11-02 00:00", 25],
    [
      "Australia/Lord_Howe",
      "2026-10-05T02:00:00Z",
      "yesterday",
      "2026-10-04 00:00 .. 2026-10-05 00:00",
      23.5,
    ],
    ["America/Sao_Paulo", "2018-11-05T15:00:00Z", "yesterday", "2018-11-04 01:00 .. 2018-11-05 00:00", 23],
    ["Asia/Kolkata", "2026-11-25T10:20:00Z", "yesterday", "2026-11-24 00:00 .. 2026-11-25 00:00", 24],
    ["Europe/Berlin", "2026-10-26T08:00:00Z", "last 24 hours", "2026-10-25 09:00 .. 2026-10-26 09:00", 24],
    ["Europe/Berlin", "2026-10-25T20:00:00Z", "last 24 hours", "2026-10-24 22:00 .. 2026-10-25 21:00", 24],
    ["Europe/Berlin", "2026-03-30T08:00:00Z", "last 2 days", "2026-03-28 10:00 .. 2026-03-30 10:00", 47],
    ["Europe/Berlin", "2026-10-25T20:00:00Z", "today", "2026-10-25 00:00 .. 2026-10-25 21:00", 22],
    ["Europe/Berlin", "2026-10-26T08:00:00Z", "25 oct", "2026-10-25 00:00 .. 2026-10-26 00:00", 25],
    // The hour from 02:00 comes twice: the first one counts.
    ["Europe/Berlin", "2026-10-25T20:00:00Z", "at 02:30", "2026-10-25 02:15 .. 2026-10-25 02:45", 0.5],
    // There was no 02:30: the clock went from 02:00 to 03:00.
    ["Europe/Berlin", "2026-03-29T20:00:00Z", "at 02:30", "2026-03-29 03:15 .. 2026-03-29 03:45", 0.5],
    ["America/New_York", "2026-11-02T15:00:00Z", "last 24 hours", "2026-11-01 10:00 .. 2026-11-02 10:00", 24],
    ["America/New_York", "2026-11-01T20:00:00Z", "at 01:30", "2026-11-01 01:15 .. 2026-11-01 01:45", 0.5],
    ["America/New_York", "2026-03-09T15:00:00Z", "last week", "2026-03-02 00:00 .. 2026-03-09 00:00", 167],
    [
      "Australia/Lord_Howe",
      "2026-04-06T02:00:00Z",
      "yesterday",
      "2026-04-05 00:00 .. 2026-04-06 00:00",
      24.5,
    ],
    [
      "Australia/Lord_Howe",
      "2026-04-06T02:00:00Z",
      "last 24 hours",
      "2026-04-05 12:30 .. 2026-04-06 12:30",
      24,
    ],
    ["America/Sao_Paulo", "2018-11-05T15:00:00Z", "4 nov", "2018-11-04 01:00 .. 2018-11-05 00:00", 23],
    ["America/Sao_Paulo", "2018-11-04T15:00:00Z", "today", "2018-11-04 01:00 .. 2018-11-04 13:00", 12],
    [
      "America/Sao_Paulo",
      "2018-11-04T15:00:00Z",
      "since midnight",
      "2018-11-04 01:00 .. 2018-11-04 13:00",
      12,
    ],
    [
      "America/Sao_Paulo",
      "2018-11-05T15:00:00Z",
      "last 24 hours",
      "2018-11-04 13:00 .. 2018-11-05 13:00",
      24,
    ],
  ])("%s at %s: %s", (timezone, at, phrase, range, hours) => {
    expect(rangeOf(phrase, at, timezone)).toBe(range);
    const clock = { now: new Date(at), timezone, weekStart: "monday", locale: "en-GB" } as const;
    const { window } = parse(`failures ${phrase}`, clock);
    expect(lengthOf(window, clock)).toBe(hours);
  });
});

test.each([
  "windows 10",
  "chrome 120.0",
  "from 10.1.2.3",
  "from 10.0.0.0/8",
  "office 365",
  "50126",
  "notoday",
  "knowledge",
  "outside business hours",
  "for user may",
  "version 7.1",
  "5+ users",
  "last 3 mondays",
  "for June Carter",
  "for Mark May",
  "from Christmas Island",
  "2024.1.2",
  "24/7",
  "room 9p",
  "after 5 failures",
  "between 5 and 10 users",
])("%s is no time", (text) => {
  const clock = { now: new Date(now), timezone: "UTC", weekStart: "monday", locale: "en-GB" } as const;
  const question = parse(`failures ${text}`, clock);
  expect(question.window === undefined || question.rangeDefaulted === true).toBe(true);
});

test("whatever range is said, its canonical words mean the same", () => {
  const phrases =
    `last|past|previous|since|until|before|on|in|early|end of|first week of|monday|november|3 nov|2026-11-03
    |yesterday|week|7 days|2 hours|q3|2025|to|between|and|14:05|9am|afternoon|at|around|-|the 3rd|week 10|UTC|for|ago|before last|3 business days|after|last night|9|half past nine|onwards|weekend
    |the|of|ending|quarter|noon|P7D|-7d@d|ago(7d)|from|in the morning|late|9-11|2 mondays|prior to|so far`
      .split("|")
      .map((phrase) => phrase.trim());
  const clock = {
    now: new Date(now),
    timezone: "Europe/Berlin",
    weekStart: "monday",
    locale: "en-GB",
  } as const;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...phrases), { minLength: 1, maxLength: 6 }), (words) => {
      const found = phraseAt(lex(words.join(" ")), 0, clock);
      fc.pre(found?.window !== undefined);
      const said = lex(describeWindow(found?.window));
      expect(phraseAt(said, 0, clock)).toEqual({ window: found?.window, length: said.length });
    }),
    { numRuns: 2_000 },
  );
});

function lengthOf(
  window: ReturnType<typeof parse>["window"],
  clock: Parameters<typeof resolveWindow>[1],
): number {
  const range = resolveWindow(window, clock);
  if (typeof range === "string") return Number.NaN;
  return ((range.to ?? 0) - (range.from ?? 0)) / 3_600_000;
}
