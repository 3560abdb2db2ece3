import fc from "fast-check";
import { expect, test } from "vitest";
import type { FollowUp } from "../../src/question/question.ts";
import {
  conditionFields,
  mostOffset,
  mostValues,
  Question,
  type Condition,
} from "../../src/question/question.ts";
import { refine } from "../../src/question/refine.ts";
import { signInQuestions } from "./questions.ts";

const followUps: fc.Arbitrary<FollowUp> = fc
  .record(
    {
      said: signInQuestions,
      keys: fc.subarray(["intent", "where", "window", "by", "limit", "order"] as const),
      drop: fc.subarray([...conditionFields], { maxLength: 3 }),
      clear: fc.constant(true as const),
      add: fc.constant(true as const),
      page: fc.constantFrom("next", "previous"),
    },
    { requiredKeys: ["said", "keys"] },
  )
  .map(({ said, keys, ...rest }) => ({
    ...Object.fromEntries(keys.map((key) => [key, said[key]])),
    ...rest,
    follows: true,
    notUnderstood: [],
  }));

test("whatever follows whatever question, the outcome is a question, and every condition of it is known", () => {
  fc.assert(
    fc.property(signInQuestions, followUps, (last, followUp) => {
      const question = refine(last, followUp);
      expect(Question.safeParse(question).error).toBeUndefined();
      const said = [...last.where, ...(followUp.where ?? [])].map(({ field }) => field);
      for (const { field } of question.where) expect(said).toContain(field);
    }),
    { numRuns: 1_500 },
  );
});

const users = (from: number, count: number): Condition => ({
  field: "user",
  is: Array.from({ length: count }, (_, index) => `u${from + index}`),
});
const list = (rest: Partial<Question>): Question => ({
  intent: "list",
  where: [],
  notUnderstood: [],
  ...rest,
});

test("values for which a question has no room are said to be left out", () => {
  const followUp: FollowUp = { follows: true, add: true, where: [users(40, 40)], notUnderstood: ["x"] };
  const question = refine(list({ where: [users(0, 40)] }), followUp);
  expect(question.where).toEqual([users(0, mostValues)]);
  expect(question.notUnderstood).toEqual(["x", ...(users(50, 30).is ?? [])]);
});

test("paging ends where a question cannot say a page", () => {
  const question = refine(list({ offset: mostOffset }), { follows: true, page: "next", notUnderstood: [] });
  expect(question.offset).toBe(mostOffset);
});
