import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Having, Question } from "../question/question.ts";
import { durationLength, durationText } from "../question/time/durations.ts";
import { resolveEdge, type Clock } from "../question/time/edge.ts";
import type { Group, Threshold, TopRequest } from "../store/store.ts";
import type { Bar, TopView } from "../views/view.ts";
import { fullTime, inSentence, listed, number, plural } from "../views/words.ts";
import type { Command, Deps, Task } from "./command.ts";
import { countedSignIns, frame, otherLogs, rangeButtons, replaced, reshape, sentence } from "./framing.ts";
import { list } from "./list.ts";
import { nothingFound } from "./nothing.ts";
import type { Scope } from "./scope.ts";
import { barOf } from "./summary.ts";
import { thresholdText } from "./threshold-text.ts";
import type { TopWithin } from "./within.ts";

const usual = 10;

/** Groups by one or two fields, most first. */
export const top: Command = {
  intent: "top",
  group: "numbers",
  summary: "Groups by one or two fields, most first: users, apps, addresses, countries, error codes …",
  menu: [{ title: "top", what: "Most frequent users, apps, countries.", example: "top 5 apps last 7 days" }],
  examples: [
    "top 3 apps",
    "which users fail most",
    "failures by country",
    "who signed in from Germany",
    "failures by app and country",
  ],
  run: async (task, deps) => {
    const { store } = deps;
    const { question, scope, signal } = task;
    const by = question.by ?? ["user"];
    const limit = Math.min(question.limit ?? usual, limits.topGroups);
    const [result, found, everywhere] = await Promise.all([
      rankGroups(task, { by, limit }, deps),
      store.summarise(scope.filter, { facets: [], limit: 0, distinct: [] }, signal),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const total = found.counts.signIns;
    // A ranking of one that was named, as "only Teams" after "top apps" makes it, is its sign-ins.
    if (result.total === 1 && isNamed(by, question)) return list.run(asList(task), deps);
    const bars = result.groups.map((group) => {
      const bar = barOf(by, group, question, total);
      return question.rank === undefined ? bar : rankedBy(question.rank, bar, group);
    });
    const nouns = by.map((name) => field(name).plural);
    const unit =
      by.length === 1
        ? plural(result.total, inSentence(field(by[0] ?? "user").label), nouns[0])
        : `${plural(result.total, "combination")} of ${listed(nouns)}`;
    const view: TopView = {
      card: "top",
      ...frame(task, {
        headline: headline(question, bars[0], countedSignIns(found.counts)),
        coverage: [
          otherLogs(everywhere, scope.types),
          result.since === undefined
            ? ""
            : `Only the newest ${number(result.read ?? limits.scanned)} sign-ins were looked through for that, back to ${fullTime(result.since, scope.timezone)}: ask for a shorter range, or about fewer.`,
          (question.limit ?? 0) > limit ? `At most ${limits.topGroups} groups fit on a card.` : "",
        ].filter((line) => line !== ""),
        buttons: buttons(task, result.more, limit),
      }),
      bars,
      shown: bars.length === 0 ? "" : `${number(bars.length)} of ${unit}${thresholdsText(question, scope)}`,
    };
    return total === 0 ? nothingFound(view, task, store) : view;
  },
};

function isNamed([only, ...more]: readonly FieldName[], { where, having, rank }: Question): boolean {
  const isPlain = more.length === 0 && rank === undefined && (having ?? []).length === 0;
  return isPlain && where.some((condition) => condition.field === only && condition.is !== undefined);
}

function asList(task: Task): Task {
  const { where, window, rangeDefaulted, notUnderstood } = task.question;
  return { ...task, question: { intent: "list", where, window, rangeDefaulted, notUnderstood } };
}

/** Thresholds apply to the whole range, or to a stretch of it that the question gives with `within`. */
async function rankGroups(
  { question, scope, signal }: Task,
  { by, limit }: Pick<TopRequest, "by" | "limit">,
  { store, analysis }: Deps,
): Promise<TopWithin> {
  const request: TopRequest = {
    by,
    limit,
    rank: question.rank ?? "signIns",
    order: question.order === "least" ? "least" : "most",
    having: (question.having ?? []).map((one) => threshold(one, scope.clock)),
    distinct: question.rank === undefined ? [] : [question.rank],
  };
  return question.within === undefined
    ? store.top(scope.filter, request, signal)
    : analysis.topWithin({ filter: scope.filter, request, length: durationLength(question.within) }, signal);
}

function headline({ order, rank }: Question, first: Bar | undefined, all: string): string {
  if (first === undefined) return `Nothing found. ${all} match, but no group of them reaches the threshold.`;
  const what = rank === undefined ? `${first.value} of ${all}` : `${first.value}, in ${all} of all`;
  return `${first.label} has ${order === "least" ? "fewest" : "most"}: ${what}.`;
}

/** A bar as long as the group has distinct values of what ranks it. */
function rankedBy(rank: FieldName, bar: Bar, group: Group): Bar {
  const size = group.distinct[rank] ?? 0;
  return { ...bar, value: plural(size, inSentence(field(rank).label), field(rank).plural), size };
}

function threshold({ of, atLeast, atMost, before }: Having, clock: Clock): Threshold {
  return { of, atLeast, atMost, before: before === undefined ? undefined : resolveEdge(before, clock) };
}

/** ", with at least 5 users and at most 0 successes within 10 minutes". */
function thresholdsText({ having = [], within }: Question, { clock, timezone }: Scope): string {
  const texts = having.map(({ of, atLeast, atMost, before }) => {
    if (before !== undefined) return `none since ${fullTime(resolveEdge(before, clock), timezone)}`;
    return thresholdText({ of, atLeast, atMost });
  });
  return texts.length === 0
    ? ""
    : `, with ${listed(texts)}${within === undefined ? "" : ` within ${durationText(within)}`}`;
}

/** What else the log can be grouped by, most telling first. */
export function groupable({ types }: Scope): readonly FieldName[] {
  const [only, ...more] = types;
  if (more.length === 0 && only === "servicePrincipal")
    return ["servicePrincipal", "resource", "ip", "errorCode"];
  if (more.length === 0 && only === "managedIdentity") return ["managedIdentity", "resource", "errorCode"];
  return ["user", "app", "country", "ip", "errorCode"];
}

function buttons({ question, scope }: Task, more: boolean, limit: number): TopView["buttons"] {
  const failures = question.where.some((condition) => condition.field === "status");
  const other = groupable(scope).filter((name) => question.by?.includes(name) !== true);
  return [
    ...(more && limit < limits.topGroups
      ? [{ title: `Top ${limits.topGroups}`, ask: sentence(question, { limit: limits.topGroups }) }]
      : []),
    failures
      ? { title: "All statuses", ask: sentence(question, { where: replaced(question.where, "status") }) }
      : {
          title: "Only failures",
          ask: sentence(question, { where: replaced(question.where, "status", ["failure"]) }),
        },
    { title: "Newest sign-ins", ask: reshape(question, { intent: "list" }) },
    ...other.slice(0, 3).map((name) => ({
      title: `By ${inSentence(field(name).label)}`,
      ask: sentence(question, { by: [name] }),
    })),
    ...rangeButtons(question),
  ];
}
