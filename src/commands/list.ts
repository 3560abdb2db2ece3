import { limits } from "../limits.ts";
import { explainCode } from "../signin/error-codes/catalogue.ts";
import { statusOf } from "../signin/status.ts";
import type { FieldName } from "../question/fields.ts";
import type { Question } from "../question/question.ts";
import type { Group, StatusCounts, Store, Summary } from "../store/store.ts";
import { reasonOf } from "../views/reason.ts";
import { rowOf } from "../views/rows.ts";
import { verdictOf } from "../views/verdict.ts";
import type { Button, ListView, Reason } from "../views/view.ts";
import { age, listed, number, plural, saidTime } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { countFigures, frame, otherLogs, rangeButtons, replaced, reshape, sentence } from "./framing.ts";
import { groupedRows, groupKeys } from "./grouped-rows.ts";
import { withCondition, without } from "./scope.ts";

/** Newest sign-ins that match, with what they have in common. */
export const list: Command = {
  intent: "list",
  summary: "The newest sign-ins that match, why they failed and whether anyone got in.",
  examples: [
    "failures for alice last 7 days",
    "sign-ins from Germany today",
    "last 5 failures",
    "legacy auth sign-ins last 30 days",
  ],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const limit = question.limit ?? limits.listRows;
    const keys = groupKeys(scope.types, question.where);
    const [summary, after, everywhere] = await Promise.all([
      store.summarise(
        scope.filter,
        { facets: ["errorCode", "status"], limit: 50, distinct: ["user", "ip", "app", "country"] },
        signal,
      ),
      lastSuccess(task, store),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const { rows, shown, more, verdict } =
      keys === undefined
        ? await singleRows(task, store, limit, summary)
        : await groupedRows(task, store, limit, keys);
    const view: ListView = {
      card: "list",
      ...frame(task, {
        headline: headline(task, summary, after),
        coverage: [otherLogs(everywhere, scope.types)],
        buttons: buttons(question, summary, more ? limit : 0),
      }),
      figures: countFigures(summary.counts),
      reasons: topReasons(summary, 1),
      verdict,
      rows,
      shown,
    };
    return summary.counts.signIns === 0 ? nothing(task, store, view) : view;
  },
};

async function singleRows(task: Task, store: Store, limit: number, summary: Summary) {
  const { question, scope, signal } = task;
  const order = question.order === "oldest" ? "oldest" : "newest";
  const offset = question.offset ?? 0;
  const page = await store.list(scope.filter, { order, limit, offset }, signal);
  const oneUser = summary.distinct.user === 1;
  const notable = page.rows.find((row) => statusOf(row) !== "success") ?? page.rows[0];
  const first = offset + 1;
  const span =
    page.rows.length <= 1 ? number(first) : `${number(first)} to ${number(offset + page.rows.length)}`;
  return {
    rows: page.rows.map((row) => rowOf(row, { now: scope.now, timezone: scope.timezone }, !oneUser)),
    shown: page.rows.length === 0 ? "" : `${span} of ${number(summary.counts.signIns)}, ${order} first`,
    more: page.more,
    verdict: notable === undefined ? "" : `${page.rows.length > 1 ? "Newest: " : ""}${verdictOf(notable)}`,
  };
}

/** When someone of these last got in, if the question was about those who did not. */
async function lastSuccess({ scope, signal }: Task, store: Store): Promise<number | undefined> {
  const filter = without(
    scope.filter,
    "status",
    "errorCode",
    "failureReason",
    "conditionalAccess",
    "mfa",
    "mfaDetail",
  );
  const successes = await store.summarise(
    withCondition(filter, { field: "status", is: ["success"] }),
    { facets: [], limit: 0, distinct: [] },
    signal,
  );
  return successes.lastSuccess;
}

const what = (counts: StatusCounts): string => {
  if (counts.failure === counts.signIns) return plural(counts.failure, "failure");
  if (counts.interrupted === counts.signIns) return plural(counts.interrupted, "interrupted sign-in");
  if (counts.success === counts.signIns) return plural(counts.success, "success", "successes");
  return plural(counts.signIns, "sign-in");
};

/** "14 failures in 7 days, from 2 addresses; last at 09:12 today; no success after." */
function headline({ scope, question }: Task, summary: Summary, lastSuccess: number | undefined): string {
  const { counts, distinct, last = 0 } = summary;
  if (counts.signIns === 0) return "Nothing found.";
  const { from, to = scope.now } = scope.range;
  const span = from === undefined ? "" : ` in ${age(from, to)}`;
  const parts = (["user", "ip"] as const)
    .filter((name) => (distinct[name] ?? 0) > 0 && !(name === "user" && distinct.user === 1))
    .map((name) =>
      name === "user" ? plural(distinct.user ?? 0, "user") : plural(distinct.ip ?? 0, "address", "addresses"),
    );
  const spread =
    parts.length === 0
      ? ""
      : `, ${listed(parts.map((part) => (part.includes("user") ? `of ${part}` : `from ${part}`)))}`;
  const unsuccessful =
    counts.success === 0 && question.where.some((condition) => condition.field !== "status");
  const success = !unsuccessful
    ? ""
    : lastSuccess !== undefined && lastSuccess > last
      ? `; a success followed, the last ${saidTime(lastSuccess, scope.now, scope.timezone)}`
      : "; no success after";
  return `${what(counts)}${span}${spread}; last ${saidTime(last, scope.now, scope.timezone)}${success}.`;
}

/** The most frequent codes of what did not succeed, explained. */
export function topReasons(summary: Summary, most: number): Reason[] {
  const missed = summary.counts.failure + summary.counts.interrupted;
  return codesOf(summary)
    .slice(0, most)
    .map((group) =>
      reasonOf(Number(group.values[0]?.key), group.counts.failure + group.counts.interrupted, missed),
    );
}

function codesOf(summary: Summary): readonly Group[] {
  return (summary.facets.errorCode ?? []).filter(
    (group) =>
      group.values[0]?.key !== "0" &&
      group.values[0]?.key !== "" &&
      group.counts.failure + group.counts.interrupted > 0,
  );
}

/** How many of the unsuccessful got past the password. */
export function pastPassword(summary: Summary): number {
  return codesOf(summary)
    .filter((group) => {
      const about = explainCode(Number(group.values[0]?.key));
      return about.known === "explained" && about.entry.passwordAccepted === true;
    })
    .reduce((sum, group) => sum + group.counts.failure + group.counts.interrupted, 0);
}

function buttons(question: Question, summary: Summary, next: number): Button[] {
  const { counts, distinct } = summary;
  const status = question.where.find((condition) => condition.field === "status");
  const by = (name: FieldName, title: string): Button[] =>
    (distinct[name] ?? 0) > 1 ? [{ title, ask: reshape(question, { intent: "top", by: [name] }) }] : [];
  return [
    ...(next > 0
      ? [{ title: `Next ${next}`, ask: sentence(question, { offset: (question.offset ?? 0) + next }) }]
      : []),
    ...(status === undefined && counts.failure > 0 && counts.failure < counts.signIns
      ? [
          {
            title: "Only failures",
            ask: sentence(question, {
              where: replaced(question.where, "status", ["failure"]),
              offset: undefined,
            }),
          },
        ]
      : []),
    ...(status === undefined
      ? []
      : [
          {
            title: "All statuses",
            ask: sentence(question, { where: replaced(question.where, "status"), offset: undefined }),
          },
        ]),
    { title: "Summary", ask: reshape(question, { intent: "summary" }) },
    ...by("ip", "By address"),
    ...by("app", "By app"),
    ...by("user", "By user"),
    ...by("country", "By country"),
    ...(codesOf(summary).length > 1
      ? [{ title: "By error code", ask: reshape(question, { intent: "top", by: ["errorCode"] }) }]
      : []),
    { title: "Per day", ask: reshape(question, { intent: "trend", bucket: "day" }) },
    ...rangeButtons(question),
  ];
}

/** Nothing found says which nothing: an empty store, a range before the data, or the last one at another time. */
async function nothing(task: Task, store: Store, view: ListView): Promise<ListView> {
  const { scope, coverage, question, signal } = task;
  const { from, to } = scope.range;
  const anyTime = await store.summarise(
    { where: scope.filter.where },
    { facets: [], limit: 0, distinct: [] },
    signal,
  );
  const reason =
    coverage.oldest === undefined
      ? "The store is empty: import sign-ins first."
      : to !== undefined && to <= coverage.oldest
        ? "The whole range lies before the oldest record that is stored."
        : scope.types.every((type) => coverage.types[type] === undefined)
          ? "That log is not stored here."
          : anyTime.last !== undefined
            ? `There are ${plural(anyTime.counts.signIns, "match", "matches")} at other times, the last ${saidTime(anyTime.last, scope.now, scope.timezone)}.`
            : "There is no match at any other time either.";
  const wider: Button[] =
    anyTime.last === undefined || from === undefined
      ? []
      : [
          {
            title: "All time",
            ask: sentence(question, { window: undefined, rangeDefaulted: undefined, offset: undefined }),
          },
        ];
  return {
    ...view,
    headline: `Nothing found. ${reason}`,
    figures: [],
    buttons: [...wider, ...view.buttons.slice(0, 4)],
  };
}
