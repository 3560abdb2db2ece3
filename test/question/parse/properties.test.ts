import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { limits } from "../../../src/limits.ts";
import { lex } from "../../../src/question/lex.ts";
import { parseFollowUp } from "../../../src/question/parse/follow-up.ts";
import { interpret, parse } from "../../../src/question/parse/parse.ts";
import { Question } from "../../../src/question/question.ts";
import { hostileTexts } from "../questions.ts";

const context = {
  now: new Date("2026-03-11T14:30:00Z"),
  timezone: "Europe/Berlin",
  weekStart: "monday",
  locale: "en-GB",
} as const;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Words and phrases of every rule, in any order: more likely to meet in an odd way than random letters. */
const pieces =
  `failures|for|alice|bob and carol|top|3|last|7 days|by|app|between|and|14:00|15:30|yesterday|the|from|since
  |monday|not|except|without|mfa|denied|ca|policy|blocked by|risky|high|or higher|risk|new|ips|never seen before|vs|versus
  |compare|last week|prior 30|more than|5|10+|users|in 10 min|per|hour|day|who|which|where|when|how many|unique|export|csv
  |watch|over|every|save|as|run|unwatch|details|#3|next|why|only|same|include|columns|user agent|contains|python|UA
  |windows|10|chrome|120.0|country:DE|-app:Teams|status:banana|ip:10.0.0.0/8|"Alice Wong"|50126|AADSTS50053|sp|ci-deploy
  |admins|outside|the US|german|inactive|60 days|spray|impossible travel|pattern|methods|coverage|policies|timeline
  |march|may|sun|unknown|location|least|most|first|seen|rate|,|(|—|?|'s`
    .split("|")
    .map((piece) => piece.trim());

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4_000 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc
    .array(fc.constantFrom(...hostileTexts, ...pieces), { minLength: 1, maxLength: 25 })
    .map((words) => words.join(" ")),
);

test("no text throws, as a question or as a follow-up, and every question is valid", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(lex(text).length > 0 && text.length <= limits.commandLength);
      const question = parse(text, context);
      expect(Question.parse(question)).toEqual(question);
      parseFollowUp(text, context);
    }),
    { numRuns: 1_000 },
  );
});

test("every letter and digit of a text stands in a token, and what is unread is named as it stands", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const tokens = lex(text);
      fc.pre(tokens.length > 0 && text.length <= limits.commandLength);
      const covered = new Set(tokens.flatMap(({ start, end }) => range(start, end)));
      for (const { index } of text.matchAll(/[\p{L}\p{N}]/gu)) expect(covered).toContain(index);
      const { question, unread } = interpret(text, context);
      expect(question.notUnderstood.slice(0, unread.length)).toEqual(unread.map((span) => span.text));
      for (const { start, end } of unread) expect(0 <= start && start < end && end <= text.length).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("a word that means nothing is never lost, wherever it stands", () => {
  const clauses = [
    "failures",
    "for alice",
    "last 7 days",
    "by app",
    "from Germany",
    "to Teams",
    "without mfa",
  ];
  fc.assert(
    fc.property(
      fc.shuffledSubarray(clauses, { minLength: 2 }),
      fc.nat(7),
      fc.stringMatching(/^x[qz]{3,6}[bdg]$/),
      (phrases, at, odd) => {
        const question = parse([...phrases.slice(0, at), odd, ...phrases.slice(at)].join(" "), context);
        const values = question.where.flatMap(({ is = [], isNot = [] }) => [...is, ...isNot]);
        expect([...question.notUnderstood, ...values].some((word) => word.includes(odd))).toBe(true);
      },
    ),
    { numRuns: 1_000 },
  );
});

test.each([
  [
    "failures",
    "for alice",
    "last 7 days",
    "from Germany",
    "app:Teams",
    "-ip:10.0.0.0/8",
    "legacy auth",
    "limit:3",
  ],
  ["top 5 apps", "by failures", "yesterday", "for guests", "from Berlin"],
  ["users", "with more than 5 failures in 10 min", "today", "without mfa", "on windows"],
  ["how many ips", "did bob use", "this week", "to Teams"],
  ["sign-ins per day", "last month", "from France", "high risk"],
  ["password spray", "last 24 hours", "from 203.0.113.0/24"],
  ["failures", "this week vs last week", "to SharePoint", "for carol"],
  ["export csv", "failures", "for dave", "since monday"],
])("the order of phrases does not change the structure: %s, %s, %s …", (...phrases) => {
  const expected = parse(phrases.join(" "), context);
  expect(expected.notUnderstood).toEqual([]);
  fc.assert(
    fc.property(fc.shuffledSubarray(phrases, { minLength: phrases.length }), (shuffled) => {
      expect(parse(shuffled.join(" "), context)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test("case, hyphens, quotation marks and punctuation do not matter", () => {
  const expected = parse('failures for "Alice Wong" last 7 days without mfa', context);
  for (const text of [
    'FAILURES for "Alice Wong" LAST 7 days Without MFA',
    "Failures, for “Alice Wong”, last 7 days - without MFA!",
    "@Signpost failures for «Alice Wong» (last 7 days) w/o mfa?",
    "<at>Signpost</at> failures for 'Alice Wong' last 7 days, without 2FA.",
  ]) {
    expect(parse(text, context)).toEqual(expected);
  }
});

/** Look-ups in tables are what reading consists of; counting them tells the work on any machine. */
function lookUps(text: string): number {
  const spies = [vi.spyOn(Map.prototype, "get"), vi.spyOn(Set.prototype, "has")];
  parse(text, { ...context });
  const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  vi.restoreAllMocks();
  return count;
}

test("a typical command takes a few thousand look-ups", () => {
  for (const text of ["failures for alice last 7 days", "users with 10+ failures in 10 min today by app"])
    expect(lookUps(text)).toBeLessThan(8_000);
});

test.each([
  '"',
  "'",
  "a ",
  "to ",
  "failures ",
  "last ",
  "a,",
  "from now-1d ",
  "for alice ",
  "mfa denied ",
  "between 3 nov and 5 nov ",
  "failurx ",
  "by app and ",
  "policy ",
  "ua ",
  "vs last week ",
  "medium or higher ",
])("4,000 characters of %j are read in bounded steps", (piece) => {
  const text = piece.repeat(4_000 / piece.length).slice(0, 3_999) + "x";
  expect(lookUps(text)).toBeLessThan(600_000);
});

test("what stands beyond the words that are read is not understood, and said", () => {
  const text = `failures ${"zzz ".repeat(600)}for bob`;
  const { notUnderstood, where } = parse(text, context);
  expect(notUnderstood).toContain("bob");
  expect(where.flatMap(({ is = [] }) => is)).not.toContain("bob");
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
