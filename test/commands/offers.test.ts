import fc from "fast-check";
import { expect, test } from "vitest";
import { describe as describeQuestion } from "../../src/question/describe.ts";
import { parse, type Context } from "../../src/question/parse/parse.ts";
import { field, fieldNames } from "../../src/question/fields.ts";
import { renderCard } from "../../src/views/render.ts";
import { renderText } from "../../src/views/text.ts";
import { questions } from "../question/questions.ts";
import { ask, asksOf, companyStore, correlation, now, signIns } from "./company.ts";

/** Everything that an answer offers is a sentence that could have been typed: buttons, rows, bars, points, options. */

const reader: Context = { now, timezone: "Europe/Berlin", weekStart: "monday", locale: "en-GB" };
const circumstances = { timezone: "Europe/Berlin", store: await companyStore() };

const groupable = fieldNames.filter((name) => field(name).groups);
const sentences = [
  "failures",
  "failures last 7 days",
  "failures for alex",
  "failures for bob and adler offset:5 last 7 days",
  "my sign-ins all time",
  "timesheets failures",
  "sign-ins of unknown country",
  "non-interactive sign-ins",
  "service principal sign-ins",
  "all logs last 30 days",
  "last sign-in of dana",
  "last 40 sign-ins all time",
  "failures for dana last 7 days",
  "summary",
  "summary for gail all time",
  "summary all logs all time",
  "how many requests",
  "count request IDs all time",
  "sign-ins per hour 29 march",
  "sign-ins per day last 7 days",
  "sign-ins per week all time",
  "failures per month all time",
  "sign-ins per day split:app all time",
  "sign-ins per week split:policyOutcome all time",
  "compare failures last 7 days vs from:now-30d to:now-7d",
  "compare last 30 days",
  "compare by app and country last 7 days vs last month",
  "pattern of bob last 30 days",
  "pattern all time",
  "pattern baseline:P3D last 2 days",
  "methods all time",
  "mfa coverage all time",
  "mfa coverage for bob",
  "policies all time",
  "which policies blocked bob",
  "top 3 apps and countries having:signIns>=1 rank:ip",
  "help",
  "help filters",
  "help times",
  "help thresholds",
  "help errors",
  "help contry",
  ...fieldNames.map((name) => `help ${name}`),
  "about",
  "what is 50126 and 53003",
  "!!! 1234",
  "failures for nobody at all",
  "failures for al",
  "failures for alxe",
  "failures for mrash",
  "sign-ins to micr",
  "sign-ins to timeshets",
  "outlok sign-ins",
  "sign-ins policy:requir all time",
  "sign-ins from Munnich",
  "ci-deploy sign-ins",
  "managed identity sign-ins",
  ...groupable.map((name) => `top 25 by ${name} all logs all time`),
  ...groupable.map((name) => `count ${field(name).plural} all time`),
  `show ${correlation}`,
  ...signIns.map(({ id }) => `show ${id}`),
];

/** What was offered before, and asked then; help comes last, since less is asked of what it offers. */
const asked = new Set<string>();

test.each(sentences.toSorted((a, b) => Number(a.startsWith("help")) - Number(b.startsWith("help"))))(
  "%s: all that is offered is understood, says what it means, and is answered",
  async (text) => {
    const view = await ask(text, circumstances);
    // Whom the examples of help name is not at this company.
    const unhelpful =
      view.card === "help"
        ? /did not understand|chart holds/
        : /did not understand|chart holds|is called|in the future|ends,|Which one is meant/;
    for (const offered of asksOf(view)) {
      if (asked.has(offered)) continue;
      asked.add(offered);
      const question = parse(offered, reader);
      const { headline } = await ask(offered, circumstances);
      expect({
        offered,
        left: question.notUnderstood,
        again: parse(describeQuestion(question), reader),
        unhelpful: unhelpful.test(headline) ? headline : "",
      }).toEqual({ offered, left: [], again: question, unhelpful: "" });
    }
  },
);

test("any question is answered, as it was put or with what is wrong about it, and can be drawn", async () => {
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const sentence = describeQuestion(question);
      fc.pre(sentence.length <= 4_000);
      const view = await ask(sentence, circumstances);
      expect(view.headline).not.toBe("");
      expect(asksOf(view).flatMap((offered) => parse(offered, reader).notUnderstood)).toEqual([]);
      renderCard(view);
      renderText(view, { width: 100, colour: false });
    }),
    { numRuns: 150 },
  );
}, 60_000);

test("any text is answered", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 80 }), async (text) => {
      expect((await ask(text, circumstances)).headline).not.toBe("");
    }),
    { numRuns: 100 },
  );
}, 60_000);
