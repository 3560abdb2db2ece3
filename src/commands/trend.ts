import { TZDate } from "@date-fns/tz";
import {
  addDays,
  addHours,
  addMonths,
  addWeeks,
  format,
  startOfDay,
  startOfHour,
  startOfMonth,
  startOfWeek,
} from "date-fns";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import type { Bucket, Question } from "../question/question.ts";
import type { StatusCounts } from "../store/store.ts";
import type { Point, TrendView } from "../views/view.ts";
import { number, plural } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { countFigures, frame, otherLogs, rangeButtons, replaced, reshape, sentence } from "./framing.ts";

const day = 86_400_000;

/** Counts over time, split by status. */
export const trend: Command = {
  intent: "trend",
  summary: "Counts over time: per hour, day, week or month.",
  examples: ["sign-ins per day last month", "failures per hour today", "failure trend for Teams"],
  run: async (task, { store }) => {
    const { question, scope, coverage, signal } = task;
    const to = scope.range.to ?? scope.now;
    // Days before the oldest record are not days without sign-ins: they are not drawn, and the coverage line says so.
    const from = Math.max(scope.range.from ?? 0, Math.min(coverage.oldest ?? 0, to - 1)) || to - day;
    const bucket = question.bucket ?? usualBucket(to - from);
    const edges = bucketEdges(from, to, bucket, scope.timezone);
    if (edges.length - 1 > limits.trendBuckets) {
      throw new UserError(
        `Per ${bucket} that is ${number(edges.length - 1)} points; a chart holds ${limits.trendBuckets}. Ask per ${bucket === "hour" ? "day" : "month"}, or for a shorter range.`,
      );
    }
    const [counts, everywhere] = await Promise.all([
      store.trend(scope.filter, edges, signal),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const total = sum(counts);
    const view: TrendView = {
      card: "trend",
      ...frame(task, {
        headline: headline(counts, edges, bucket, total, task),
        coverage: [otherLogs(everywhere, scope.types)],
        buttons: buttons(question, bucket),
      }),
      figures: countFigures(total),
      points: counts.map((count, index) => point(count, edges, index, bucket, task)),
    };
    return view;
  },
};

/** Hours up to two days, days up to sixty, weeks beyond. */
function usualBucket(length: number): Bucket {
  if (length <= 2 * day) return "hour";
  return length <= 60 * day ? "day" : "week";
}

/** The edges of the buckets in the asker's zone, from the range's start to its end; the first and last may be partial. */
export function bucketEdges(from: number, to: number, bucket: Bucket, timezone: string): number[] {
  const start = {
    hour: startOfHour,
    day: startOfDay,
    week: (date: TZDate) => startOfWeek(date, { weekStartsOn: 1 }),
    month: startOfMonth,
  }[bucket];
  const step = { hour: addHours, day: addDays, week: addWeeks, month: addMonths }[bucket];
  const edges = [from];
  // One bucket more than may be shown is enough to see that there are too many.
  for (
    let at = step(start(new TZDate(from, timezone)), 1);
    at.getTime() < to && edges.length <= 100_000;
    at = step(at, 1)
  ) {
    edges.push(at.getTime());
  }
  return [...edges, to];
}

function label(at: number, bucket: Bucket, timezone: string): string {
  const shapes = { hour: "d MMM HH:mm", day: "EEE d MMM", week: "'week of' d MMM", month: "MMM yyyy" };
  return format(new TZDate(at, timezone), shapes[bucket]);
}

function point(
  counts: StatusCounts,
  edges: readonly number[],
  index: number,
  bucket: Bucket,
  { question, scope }: Task,
): Point {
  const [from = 0, to = 0] = [edges[index], edges[index + 1]];
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    label: label(from, bucket, scope.timezone),
    success: counts.success,
    failure: counts.failure,
    interrupted: counts.interrupted,
    ask: reshape(question, { intent: "list", window: { from: iso(from), to: iso(to) } }),
  };
}

function headline(
  counts: readonly StatusCounts[],
  edges: readonly number[],
  bucket: Bucket,
  total: StatusCounts,
  { scope }: Task,
): string {
  if (total.signIns === 0) return "Nothing found.";
  const failures = total.failure > 0 && total.success === 0;
  const size = (count: StatusCounts): number => (failures ? count.failure : count.signIns);
  const peak = counts.reduce(
    (best, count, index) => (size(count) > size(counts[best] ?? total) ? index : best),
    0,
  );
  const most = counts[peak] ?? total;
  const what = failures ? plural(total.failure, "failure") : plural(total.signIns, "sign-in");
  const average = Math.round((failures ? total.failure : total.signIns) / counts.length);
  return `${what} in ${plural(counts.length, bucket)}; ${number(average)} a ${bucket} on average, most (${number(size(most))}) ${bucket === "hour" ? "at" : "on"} ${label(edges[peak] ?? 0, bucket, scope.timezone)}.`;
}

function sum(counts: readonly StatusCounts[]): StatusCounts {
  const add = (key: keyof StatusCounts): number => counts.reduce((total, count) => total + count[key], 0);
  return {
    signIns: add("signIns"),
    success: add("success"),
    failure: add("failure"),
    interrupted: add("interrupted"),
  };
}

function buttons(question: Question, bucket: Bucket): TrendView["buttons"] {
  const finer = { month: "week", week: "day", day: "hour", hour: undefined } as const;
  const failures = question.where.some((condition) => condition.field === "status");
  const next = finer[bucket];
  return [
    failures
      ? { title: "All statuses", ask: sentence(question, { where: replaced(question.where, "status") }) }
      : {
          title: "Only failures",
          ask: sentence(question, { where: replaced(question.where, "status", ["failure"]) }),
        },
    ...(next === undefined ||
    (next === "hour" && question.window?.from !== "now-7d" && question.window?.from !== "now-24h")
      ? []
      : [{ title: `Per ${next}`, ask: sentence(question, { bucket: next }) }]),
    { title: "Summary", ask: reshape(question, { intent: "summary" }) },
    { title: "Newest sign-ins", ask: reshape(question, { intent: "list" }) },
    ...rangeButtons({ ...question, bucket: undefined }),
  ];
}
