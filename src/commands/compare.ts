import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Question, Window } from "../question/question.ts";
import { describeWindow } from "../question/time/describe-window.ts";
import type { StatusCounts, Summary } from "../store/store.ts";
import type { Change, CompareView } from "../views/view.ts";
import { inSentence, number, plural, rangeText } from "../views/words.ts";
import { baselineOf, spanOf, type Span } from "./baseline.ts";
import { changesBy, changeText, type Changes, type Sides } from "./changes.ts";
import type { Command, Task } from "./command.ts";
import { frame, otherLogs, rangeButtons, replaced, reshape, sentence } from "./framing.ts";
import { isAboutUsers } from "./new-values.ts";
import { nothingFound } from "./nothing.ts";
import { groupable } from "./top.ts";

const usual: readonly FieldName[] = ["app", "errorCode", "country", "user"];
const distinct = ["user", "ip", "app", "country"] as const;
const hour = 3_600_000;

/** Both ranges, and how long they are. */
interface Ranges {
  readonly now: Span;
  readonly before: Span;
  readonly window: Window;
  readonly unequal: boolean;
}

/** Two ranges side by side: what grew, what shrank, what is new. */
export const compare: Command = {
  intent: "compare",
  group: "numbers",
  summary: "Two ranges side by side: counts, and what grew, shrank, is new or gone.",
  examples: [
    "failures this week vs last week",
    "compare yesterday with the day before",
    "compare failures last 7 days vs last month",
  ],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const now = spanOf(scope.range, task.coverage, scope.now);
    if (now === undefined)
      throw new UserError('Say which range to compare, for example "this week vs last week".');
    const { window, ...before } = baselineOf(task, now);
    const unequal = Math.abs(now.length - before.length) > 0.01 * Math.max(now.length, before.length);
    const ranges: Ranges = { now, before, window, unequal };
    const filters = {
      now: { ...scope.filter, from: now.from, to: now.to },
      before: { ...scope.filter, from: before.from, to: before.to },
    };
    const sides: Sides = {
      ...filters,
      factor: unequal ? now.length / before.length : 1,
      asks: { now: question, before: { ...question, window } },
    };
    const by = question.by === undefined ? open(task) : [question.by];
    const most = question.by === undefined ? limits.changedValues : (question.limit ?? limits.facetValues);
    const request = {
      facets: by.flatMap(([name, ...more]) => (name === undefined || more.length > 0 ? [] : [name])),
      limit: limits.comparedValues,
      distinct,
    };
    const [found, earlier, everywhere] = await Promise.all([
      store.summarise(filters.now, request, signal),
      store.summarise(filters.before, request, signal),
      store.summarise(
        { ...scope.anyType, from: now.from, to: now.to },
        { facets: ["type"], limit: 4, distinct: [] },
        signal,
      ),
    ]);
    const counted = { now: found.facets, before: earlier.facets };
    const changes = await Promise.all(
      by.map((fields) => changesBy(fields, sides, Math.min(most, limits.topGroups), store, signal, counted)),
    );
    const empty = found.counts.signIns + earlier.counts.signIns === 0;
    const view: CompareView = {
      card: "compare",
      ...frame(task, {
        about: "Comparison",
        headline: headline(found.counts, earlier.counts, ranges, question),
        coverage: [
          otherLogs(everywhere, scope.types),
          ...changes.filter(({ cut }) => cut).map((one) => cutText(one)),
        ],
        buttons: buttons(question, window),
      }),
      baseline: `Compared with ${rangeText(before.from, before.to, scope.timezone)}`,
      shown: empty
        ? ""
        : `Now · before · change${unequal ? " per hour, because the ranges differ in length" : ""}`,
      perHour: unequal,
      rows: empty ? [] : rows(found, earlier, ranges),
      lines: empty ? [] : lines(task, found, earlier, ranges),
      sections: changes.map(({ title, bars }) => ({ title, bars })).filter(({ bars }) => bars.length > 0),
    };
    return empty ? nothingFound(view, task, store) : view;
  },
};

/** The usual fields of the logs, without those of which the question names one value. */
function open({ question: { where }, scope }: Task): FieldName[][] {
  const isFixed = (name: FieldName): boolean =>
    where.some((one) => one.field === name && one.is?.length === 1);
  const fields = isAboutUsers(scope) ? usual : groupable(scope).filter((name) => name !== "ip");
  return fields.filter((name) => !isFixed(name)).map((name) => [name]);
}

/** "23 failures this week, 9 last week: 156 % more." */
function headline(
  now: StatusCounts,
  before: StatusCounts,
  { now: at, before: then, window, unequal }: Ranges,
  question: Question,
): string {
  const words = [
    said(question.window, "in this range"),
    said(window, question.baseline === undefined ? "before" : "in the other range"),
  ] as const;
  const only = question.where.find((one) => one.field === "status")?.is;
  const key = only?.length === 1 && only[0] === "failure" ? "failure" : "signIns";
  const noun = { failure: "failure", signIns: "sign-in" }[key];
  const amounts = `${now[key] === 0 ? `no ${noun}s` : plural(now[key], noun)} ${words[0]}, ${before[key] === 0 ? "none" : number(before[key])} ${words[1]}`;
  const rate = unequal ? moreOrLess("; per hour ", now[key] / at.length, before[key] / then.length) : "";
  const failures =
    key === "failure" || now.failure + before.failure === 0
      ? ""
      : `; failures ${number(now.failure)}, before ${number(before.failure)}${moreOrLess(
          unequal ? ", per hour " : ": ",
          now.failure / (unequal ? at.length : 1),
          before.failure / (unequal ? then.length : 1),
        )}`;
  const sentence = `${amounts}${moreOrLess(": ", now[key], before[key])}${rate}${failures}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Words that read on: "this week", "last 7 days"; anything else stands in the range itself. */
function said(window: Window | undefined, otherwise: string): string {
  const words = describeWindow(window);
  if (/^(last|past) \d|^past /.test(words)) return `in the ${words}`;
  return /^(today|yesterday|this |last )/.test(words) ? words : otherwise;
}

/** ": 156 % more", or nothing where one of them is none: that needs no per cent. */
function moreOrLess(lead: string, now: number, before: number): string {
  const text = changeText(now, before);
  if (text === "new" || text === "gone") return "";
  if (text === "no change") return `${lead}no change`;
  if (text.startsWith("×")) return `${lead}${text.slice(2)} times as many`;
  return `${lead}${text.slice(1)} ${text.startsWith("+") ? "more" : "less"}`;
}

function rows(found: Summary, earlier: Summary, { now, before, unequal }: Ranges): Change[] {
  const rate = (count: number, { length }: Span): number =>
    unequal ? Math.round((1_000 * count * hour) / length) / 1_000 : count;
  const statuses = [
    ["All", "signIns"],
    ["Success", "success"],
    ["Failure", "failure"],
    ["Interrupted", "interrupted"],
  ] as const;
  const perHour = (count: number, span: Span): string =>
    unequal ? ` (${number(rate(count, span))} an hour)` : "";
  const occurring = statuses.filter(([, key]) => found.counts[key] + earlier.counts[key] > 0);
  // All is the same as the only status that there is.
  const asked = occurring.length === 2 ? occurring.slice(1) : occurring;
  return [
    ...asked.map(([label, key]): Change => {
      const [a, b] = [found.counts[key], earlier.counts[key]];
      return {
        label,
        now: `${number(a)}${perHour(a, now)}`,
        before: `${number(b)}${perHour(b, before)}`,
        change: changeText(a / (unequal ? now.length : 1), b / (unequal ? before.length : 1)),
        sizes: key === "signIns" ? [] : [rate(b, before), rate(a, now)],
      };
    }),
    ...distinct.map((name): Change => {
      const [a, b] = [found.distinct[name] ?? 0, earlier.distinct[name] ?? 0];
      const { plural } = field(name);
      return {
        label: plural.charAt(0).toUpperCase() + plural.slice(1),
        now: number(a),
        before: number(b),
        // Distinct values do not grow with time as sign-ins do: a rate of them would say nothing.
        change: unequal ? "" : changeText(a, b),
        sizes: [],
      };
    }),
  ];
}

function lines(
  { coverage, scope }: Task,
  found: Summary,
  earlier: Summary,
  { now, before, unequal }: Ranges,
): string[] {
  const hours = ({ length }: Span): string => plural(Math.round(length / hour), "hour");
  const oldest = coverage.oldest ?? 0;
  return [
    unequal
      ? `The ranges differ in length, ${hours(now)} and ${hours(before)}: what changed is told per hour. Distinct values cannot be: a longer range has more of them anyway.`
      : "",
    now.from < before.to && before.from < now.to
      ? "The two ranges overlap: what lies in both counts in both."
      : "",
    before.from < oldest
      ? before.to <= oldest
        ? "The range before lies before the oldest record that is stored, so nothing can be known of it."
        : `The range before begins before the oldest record, of ${rangeText(oldest, undefined, scope.timezone).replace("Since ", "")}: its numbers are too low.`
      : "",
    found.counts.signIns === 0 ? "There is nothing in this range." : "",
    earlier.counts.signIns === 0 ? "There is nothing in the range before." : "",
  ].filter((line) => line !== "");
}

function cutText({ title }: Changes): string {
  const what = title.replace(/^.*: /, "");
  return `Of the ${what} only the ${limits.comparedValues} most active of either range were compared.`;
}

function buttons(question: Question, window: Window): CompareView["buttons"] {
  const failures = question.where.some((one) => one.field === "status");
  return [
    {
      title: failures ? "All statuses" : "Only failures",
      ask: sentence(question, {
        where: replaced(question.where, "status", failures ? undefined : ["failure"]),
      }),
    },
    ...(["country", "ip"] as const)
      .filter((name) => question.by?.includes(name) !== true)
      .map((name) => ({
        title: `By ${inSentence(field(name).label)}`,
        ask: sentence(question, { by: [name] }),
      })),
    { title: "Newest now", ask: reshape(question, { intent: "list" }) },
    { title: "Newest before", ask: reshape(question, { intent: "list", window }) },
    { title: "Summary now", ask: reshape(question, { intent: "summary" }) },
    { title: "Summary before", ask: reshape(question, { intent: "summary", window }) },
    ...rangeButtons({ ...question, baseline: undefined }),
  ];
}
