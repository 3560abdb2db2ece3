import { limits } from "../limits.ts";
import { explainCode } from "../signin/error-codes/catalogue.ts";
import type { SignIn } from "../signin/sign-in.ts";
import { statusOf } from "../signin/status.ts";
import type { FieldName } from "../question/fields.ts";
import type { Question } from "../question/question.ts";
import type { Group, Store, Summary } from "../store/store.ts";
import { reasonOf } from "../views/reason.ts";
import { rowOf } from "../views/rows.ts";
import { verdictOf } from "../views/verdict.ts";
import type { Button, ListView, Reason } from "../views/view.ts";
import { age, number, plural, rowTime, saidTime } from "../views/words.ts";
import { columnsLine } from "./columns.ts";
import type { Command, Task } from "./command.ts";
import {
  countedSignIns,
  countFigures,
  frame,
  otherLogButtons,
  otherLogs,
  pageButtons,
  rangeButtons,
  replaced,
  reshape,
  sentence,
} from "./framing.ts";
import { gotInElsewhere } from "./got-in.ts";
import { groupedRows, groupKeys, pastEnd } from "./grouped-rows.ts";
import { nothingFound } from "./nothing.ts";

/** Newest sign-ins that match, with what they have in common. */
export const list: Command = {
  intent: "list",
  group: "signIns",
  summary: "The newest sign-ins that match, why they failed and whether anyone got in.",
  menu: [
    {
      title: "failures for",
      what: "Why somebody's sign-ins fail.",
      example: "failures for alice last 7 days",
    },
    { title: "my sign-ins", what: "Your own newest sign-ins.", example: "my sign-ins last 7 days" },
    {
      title: "sign-ins from",
      what: "Sign-ins from a country or address.",
      example: "sign-ins from Germany today",
    },
  ],
  examples: [
    "failures for alice last 7 days",
    "sign-ins from Germany last 24 hours",
    "last 5 failures",
    "legacy auth sign-ins last 30 days",
    "sign-ins for break glass last 30 days",
  ],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const limit = Math.min(question.limit ?? limits.listRows, limits.mostRows);
    // A group has many values of most fields: columns are those of single sign-ins.
    const keys = question.columns === undefined ? groupKeys(scope.types, question.where) : undefined;
    const [summary, everywhere] = await Promise.all([
      store.summarise(
        scope.filter,
        { facets: ["errorCode", "ip"], limit: 50, distinct: ["user", "ip", "app", "country"] },
        signal,
      ),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const { rows, shown, left, verdict } =
      keys === undefined
        ? await singleRows(task, store, limit, summary)
        : await groupedRows(task, store, limit, keys);
    const view: ListView = {
      card: "list",
      ...frame(task, {
        headline: headline(task, summary, await gotInElsewhere(task, store, summary)),
        coverage: [
          otherLogs(everywhere, scope.types),
          question.columns === undefined ? "" : columnsLine(question.columns),
          (question.limit ?? 0) > limit ? `At most ${limits.mostRows} rows fit on a card.` : "",
        ].filter((line) => line !== ""),
        buttons: [...buttons(question, summary, limit, left), ...otherLogButtons(everywhere, task)],
      }),
      figures: countFigures(summary.counts, task.question),
      reasons: topReasons(summary, 1),
      verdict,
      rows,
      shown,
    };
    return summary.counts.signIns === 0 ? nothingFound({ ...view, figures: [] }, task, store) : view;
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
    rows: page.rows
      .map((row) => rowOf(row, { now: scope.now, timezone: scope.timezone }, !oneUser, question.columns))
      .map((row) => (page.rows.length > limits.rowsWithMore ? { ...row, more: [] } : row)),
    shown:
      page.rows.length === 0
        ? pastEnd(summary.counts.signIns)
        : `${span} of ${number(summary.counts.signIns)}, ${order} first`,
    left: summary.counts.signIns - offset - page.rows.length,
    verdict: notable === undefined ? "" : verdictLine(notable, page.rows.length > 1, task),
  };
}

/** What was decided about one sign-in of a list; its time says which one. */
function verdictLine(signIn: SignIn, isOneOfMany: boolean, { scope }: Task): string {
  const verdict = verdictOf(signIn);
  if (verdict === "" || !isOneOfMany) return verdict;
  return `${rowTime(Date.parse(signIn.createdDateTime), scope.now, scope.timezone)}: ${verdict}`;
}

/** "14 failures in 7 days, from 2 addresses; last at 09:12 today; no success from there, and none after." */
function headline({ scope }: Task, { counts, distinct, last = 0 }: Summary, gotIn: string): string {
  if (counts.signIns === 0) return "Nothing found.";
  const { from, to = scope.now } = scope.range;
  const span = from === undefined ? "" : ` in ${age(from, to)}`;
  const { user = 0, ip = 0 } = distinct;
  const whose = user > 1 ? ` of ${plural(user, "user")}` : "";
  const where = ip > 0 ? ` from ${plural(ip, "address", "addresses")}` : "";
  const spread = whose + where === "" ? "" : `,${whose}${where}`;
  return `${countedSignIns(counts)}${span}${spread}; last ${saidTime(last, scope.now, scope.timezone)}${gotIn}.`;
}

/** The most frequent codes of what did not succeed, explained. */
export function topReasons(summary: Summary, most: number): Reason[] {
  const missed = summary.counts.failure + summary.counts.interrupted;
  return codesOf(summary)
    .slice(0, most)
    .map((group) =>
      reasonOf(
        Number(group.values[0]?.key),
        group.counts.failure + group.counts.interrupted,
        missed,
        summary.counts.success > 0,
      ),
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

/** @param left rows that come after those that are shown */
function buttons(question: Question, summary: Summary, limit: number, left: number): Button[] {
  const { counts, distinct } = summary;
  const status = question.where.find((condition) => condition.field === "status");
  const by = (name: FieldName, title: string): Button[] =>
    (distinct[name] ?? 0) > 1 ? [{ title, ask: reshape(question, { intent: "top", by: [name] }) }] : [];
  return [
    ...pageButtons(question, limit, left),
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
    ...(counts.signIns === 0
      ? []
      : [
          {
            title: "Export",
            ask: reshape(question, {
              intent: "export",
              format: "csv",
              ...(question.columns !== undefined && { columns: question.columns }),
            }),
          },
        ]),
    ...rangeButtons(question),
  ];
}
