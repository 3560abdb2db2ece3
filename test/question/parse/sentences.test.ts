import { describe, expect, test } from "vitest";
import { describe as said } from "../../../src/question/describe.ts";
import { parseFollowUp } from "../../../src/question/parse/follow-up.ts";
import { parse } from "../../../src/question/parse/parse.ts";
import { refine } from "../../../src/question/refine.ts";
import { followUps, sentences } from "./sentences.ts";
import { told } from "./told.ts";

const context = {
  now: new Date("2026-03-11T14:30:00Z"),
  timezone: "UTC",
  weekStart: "monday",
  locale: "en-GB",
} as const;

describe.each(Object.entries(sentences))("%s", (_, table) => {
  test.each(table)("%s", (text, means) => {
    const question = parse(text, context);
    expect(told(question)).toBe(means);
    const again = parse(said(question), context);
    expect(again).toEqual({ ...question, notUnderstood: [] });
  });
});

const last = parse("failures for alice last 7 days", context);

test.each(followUps)("%s changes the question before it", (text, change, becomes) => {
  const followUp = parseFollowUp(text, context);
  expect(followUp && told(followUp)).toBe(change);
  expect(followUp && told(refine(last, followUp))).toBe(becomes);
});

test.each([
  "failures for alice last 7 days",
  "alice",
  "failures",
  "top users",
  "top 5 apps",
  "this month vs last month",
  "compare yesterday with the day before",
  "show me all guest logins to SharePoint that failed",
  "password spray",
  "what is 50126",
  "help",
  "summary",
  "export failures last 7 days as csv",
  "save this as x",
  "how many users signed in this week",
  "country:DE",
  "66ea54eb-6301-4ee5-be62-ff5a759b0100",
])("%s stands for itself", (text) => {
  expect(parseFollowUp(text, context)).toBeUndefined();
});

test("a follow-up of another shape keeps the conditions and the range that was shown", () => {
  const top = parse("top 5 apps", context);
  const byCountry = parseFollowUp("by country", context);
  expect(byCountry && told(refine(top, byCountry))).toBe('top ~ {"by":["country"],"limit":5}');
  const list = parse("failures", context);
  expect(byCountry && told(refine(list, byCountry))).toBe(
    'top status:failure [now-7d..now] {"by":["country"]}',
  );
});

test("pages go on by as many rows as a card shows", () => {
  const next = parseFollowUp("next", context);
  const previous = parseFollowUp("previous", context);
  if (next === undefined || previous === undefined) throw new Error("these are follow-ups");
  const second = refine(last, next);
  expect(second.offset).toBe(5);
  expect(refine(second, next).offset).toBe(10);
  expect(refine(second, previous).offset).toBeUndefined();
  expect(refine(last, previous)).toEqual(last);
});
