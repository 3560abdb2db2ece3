import fc from "fast-check";
import { expect, test } from "vitest";
import { describe } from "../../src/question/describe.ts";
import { parse } from "../../src/question/parse/parse.ts";
import { Question } from "../../src/question/question.ts";
import { questions } from "./questions.ts";

const context = {
  now: new Date("2026-11-22T10:00:00Z"),
  timezone: "Europe/Berlin",
  weekStart: "monday",
  locale: "en-GB",
} as const;

test("what describe says is read back as the same question, whatever its values are", () => {
  fc.assert(
    fc.property(questions, (question) => {
      expect(Question.parse(question)).toEqual(question);
      expect(parse(describe(question), context)).toEqual(question);
    }),
    { numRuns: 2_000 },
  );
});

test("describe says the same for what it said itself", () => {
  fc.assert(
    fc.property(questions, (question) => {
      const said = describe(question);
      expect(describe(parse(said, context))).toBe(said);
    }),
    { numRuns: 1_000 },
  );
});
