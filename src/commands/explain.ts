import { limits } from "../limits.ts";
import { explained } from "../views/reason.ts";
import type { ExplainView } from "../views/view.ts";
import { listed, number, plural, share } from "../views/words.ts";
import type { Command, Deps, Task } from "./command.ts";
import { frame, otherLogs, rangeButtons, replaced, reshape } from "./framing.ts";
import { nothingFound } from "./nothing.ts";
import { withCondition } from "./scope.ts";

/** What error codes mean and how to fix them: those that are named, else those of what matches. */
export const explain: Command = {
  intent: "explain",
  group: "help",
  summary: "What an error code means, its likely cause and what to do; or why somebody's sign-ins fail.",
  menu: [{ title: "what is", what: "What an error code means and what to do.", example: "what is 50126" }],
  examples: ["what is 50126", "explain AADSTS50076", "why 53003", "why failures for bob"],
  run: (task, deps) =>
    task.question.codes === undefined
      ? explainMatches(task, deps)
      : Promise.resolve(explainCodes(task.question.codes)),
};

/** Needs no data and no permission. */
function explainCodes(asked: readonly number[]): ExplainView {
  const codes = asked.map(explained);
  const [only] = codes;
  return {
    card: "explain",
    title: "",
    range: "",
    notes: [],
    headline:
      codes.length === 1 && only !== undefined
        ? `${only.title}: ${only.meaning}`
        : `${codes.length} error codes`,
    coverage: [],
    codes,
    buttons: asked
      .filter((code) => code !== 0)
      .slice(0, 2)
      .flatMap((code) => [
        { title: `Who had ${code}`, ask: `top 10 by user errorCode:${code} last 7 days` },
        { title: `Newest ${code}`, ask: `sign-ins errorCode:${code} last 7 days` },
      ]),
  };
}

/** The codes of what matches and did not succeed, the most frequent explained. */
async function explainMatches(task: Task, { store }: Deps): Promise<ExplainView> {
  const { question, scope, signal } = task;
  // "Why failures" is about failures alone; "why can't bob sign in" about all that kept him out.
  const filter = question.where.some((condition) => condition.field === "status")
    ? scope.filter
    : withCondition(scope.filter, { field: "status", isNot: ["success"] });
  const [all, found, everywhere] = await Promise.all([
    store.summarise(scope.filter, { facets: [], limit: 0, distinct: [] }, signal),
    store.summarise(filter, { facets: ["errorCode"], limit: limits.comparedValues, distinct: [] }, signal),
    store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
  ]);
  const { signIns, success } = found.counts;
  const missed = signIns - success;
  const groups = (found.facets.errorCode ?? []).filter(
    ({ values, counts }) => values[0]?.key !== "" && counts.signIns > counts.success,
  );
  const codes = groups.map(({ values }) => Number(values[0]?.key));
  const counts = groups.map(({ counts }) => counts.signIns - counts.success);
  const shown = groups.slice(0, limits.explainedCodes);
  const unknown = missed - counts.reduce((sum, count) => sum + count, 0);
  const more = groups.length - shown.length;
  const view: ExplainView = {
    card: "explain",
    ...frame(task, {
      about: "Why",
      headline:
        missed === 0
          ? `Nothing to explain: none of ${plural(all.counts.signIns, "sign-in")} failed or was interrupted.`
          : `${plural(missed, "sign-in")} did not succeed: ${listed(shown.map((_, index) => `${number(counts[index] ?? 0)} with ${codes[index]}`)) || "none of them has a code"}.`,
      coverage: [
        otherLogs(everywhere, scope.types),
        more > 0 ? `${plural(more, "more code")} ${more === 1 ? "is" : "are"} not explained here.` : "",
        unknown > 0 ? `${plural(unknown, "record")} ${unknown === 1 ? "has" : "have"} no error code.` : "",
      ].filter((line) => line !== ""),
      buttons: [
        { title: "By error code", ask: reshape(question, { intent: "top", by: ["errorCode"] }) },
        { title: "Newest sign-ins", ask: reshape(question, { intent: "list" }) },
        ...codes.slice(0, limits.explainedCodes).map((code) => ({
          title: `Newest ${code}`,
          ask: reshape(question, {
            intent: "list",
            where: replaced(question.where, "errorCode", [String(code)]),
          }),
        })),
        ...rangeButtons(question),
      ],
    }),
    codes: shown.map((_, index) => {
      const about = explained(codes[index] ?? 0);
      const count = counts[index] ?? 0;
      return {
        ...about,
        title: `${about.title} · ${number(count)} of ${number(missed)}, ${share(count, missed)}`,
      };
    }),
  };
  return all.counts.signIns === 0 ? nothingFound(view, task, store) : view;
}
