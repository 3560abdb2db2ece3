import { TZDate, tzOffset } from "@date-fns/tz";
import { addDays, addMonths, addWeeks, format, startOfDay, startOfMonth, startOfWeek } from "date-fns";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { buckets, type Bucket, type Question } from "../question/question.ts";
import type { StatusCounts } from "../store/store.ts";
import type { Point, TrendView } from "../views/view.ts";
import { number, plural } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { countFigures, frame, otherLogs, rangeButtons, replaced, reshape, sentence } from "./framing.ts";
import { nothingFound } from "./nothing.ts";
import { splitBy } from "./split.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Usual lengths, in milliseconds. */
const lengths: Readonly<Record<Bucket, number>> = { hour, day, week: 7 * day, month: 30 * day };

/** Counts over time, split by status. */
export const trend: Command = {
  intent: "trend",
  group: "numbers",
  summary: "Counts over time: per hour, day, week or month; split by status, or by the values of a field.",
  menu: [{ title: "sign-ins per", what: "Counts over time.", example: "sign-ins per day last 7 days" }],
  examples: [
    "sign-ins per day last month",
    "failures per hour today",
    "failure trend for Teams",
    "sign-ins per day split by app",
  ],
  run: async (task, { store }) => {
    const { question, scope, coverage, signal } = task;
    const to = scope.range.to ?? scope.now;
    // Days before the oldest record are not days without sign-ins: they are not drawn, and the coverage line says so.
    const from = Math.max(scope.range.from ?? 0, Math.min(coverage.oldest ?? 0, to - 1)) || to - day;
    const bucket = bucketFor(question, from, to, scope.timezone);
    const edges = bucketEdges(from, to, bucket, scope.timezone);
    if (edges.length - 1 > limits.trendBuckets) {
      const coarser = buckets.find((one) => fits(to - from, one));
      throw new UserError(
        `Per ${bucket} that is about ${number(Math.ceil((to - from) / lengths[bucket]))} points; a chart holds ${limits.trendBuckets}. Ask ${coarser === undefined ? "" : `per ${coarser}, or `}for a shorter range.`,
      );
    }
    const [counts, split, everywhere] = await Promise.all([
      store.trend(scope.filter, edges, signal),
      question.split === undefined ? undefined : splitBy(question.split, edges, task, store),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const total = sum(counts);
    const points = counts.map((count, index) => ({
      ...point(count, edges, index, bucket, task),
      parts: split?.parts[index] ?? [],
    }));
    const view: TrendView = {
      card: "trend",
      ...frame(task, {
        headline: `${headline(counts, edges, bucket, total, task)}${split?.headline ?? ""}`,
        coverage: [otherLogs(everywhere, scope.types), ...(split?.coverage ?? [])],
        buttons: buttons(question, bucket, to - from, points),
      }),
      figures: countFigures(total, task.question),
      points,
      bars: split?.bars ?? [],
    };
    return total.signIns === 0
      ? nothingFound({ ...view, figures: [], points: [], bars: [] }, task, store)
      : view;
  },
};

/** As asked, unless that makes a single point of what has hours: one bar says nothing. */
function bucketFor({ bucket }: Question, from: number, to: number, timezone: string): Bucket {
  if (bucket !== undefined && bucketEdges(from, to, bucket, timezone).length > 2) return bucket;
  const usual = usualBucket(to - from);
  return bucket === undefined || lengths[usual] < lengths[bucket] ? usual : bucket;
}

/** Hours up to two days, days up to sixty, weeks beyond, and months where weeks would be too many. */
function usualBucket(length: number): Bucket {
  if (length <= 2 * day) return "hour";
  if (length <= 60 * day) return "day";
  return fits(length, "week") ? "week" : "month";
}

/** Whether a range of that length, which may begin and end within a bucket, can be drawn. */
function fits(length: number, bucket: Bucket): boolean {
  return length / lengths[bucket] <= limits.trendBuckets - 2;
}

/**
 * The edges of the buckets in the asker's zone, from the range's start to its end; the first and last may be partial.
 * There are no more than it takes to see that a chart cannot hold them.
 */
export function bucketEdges(
  from: number,
  to: number,
  bucket: Bucket,
  timezone: string,
  most: number = limits.trendBuckets,
): number[] {
  const edges = [from];
  for (
    let at = bucketAfter(from, bucket, timezone);
    at < to && edges.length <= most;
    at = bucketAfter(at, bucket, timezone)
  ) {
    edges.push(at);
  }
  return [...edges, to];
}

/** When the next bucket starts. The start is looked for anew each time: some days begin at one o'clock. */
function bucketAfter(at: number, bucket: Bucket, timezone: string): number {
  const local = new TZDate(at, timezone);
  switch (bucket) {
    case "hour": {
      // Not by the wall clock, which shows an hour twice when summer time ends.
      const offset = tzOffset(timezone, local) * 60_000;
      return (Math.floor((at + offset) / hour) + 1) * hour - offset;
    }
    case "day":
      return startOfDay(addDays(local, 1)).getTime();
    case "week":
      return startOfWeek(addWeeks(local, 1), { weekStartsOn: 1 }).getTime();
    case "month":
      return startOfMonth(addMonths(local, 1)).getTime();
  }
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
): Omit<Point, "parts"> {
  const [from = 0, to = 0] = [edges[index], edges[index + 1]];
  // A day is said as its date, which can be typed; what begins within one as its moment.
  const iso = (at: number): string => {
    const local = new TZDate(at, scope.timezone);
    return startOfDay(local).getTime() === at ? format(local, "yyyy-MM-dd") : new Date(at).toISOString();
  };
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
  const average = (failures ? total.failure : total.signIns) / counts.length;
  const rounded = average < 10 ? Math.round(average * 10) / 10 : Math.round(average);
  const a = bucket === "hour" ? "an" : "a";
  const at = { hour: "at", day: "on", week: "in the", month: "in" }[bucket];
  return `${what} in ${plural(counts.length, bucket)}; ${number(rounded)} ${a} ${bucket} on average, most (${number(size(most))}) ${at} ${label(edges[peak] ?? 0, bucket, scope.timezone)}.`;
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

/** The points that one would look into first: the busiest one, and the one with most failures. */
function notable(points: readonly Point[]): readonly Point[] {
  const size = ({ success, failure, interrupted }: Point): number => success + failure + interrupted;
  const greatest = (of: (point: Point) => number): Point | undefined =>
    points.reduce<Point | undefined>(
      (best, one) => (of(one) > (best === undefined ? 0 : of(best)) ? one : best),
      undefined,
    );
  const found = [greatest(size), greatest(({ failure }) => failure)].filter((one) => one !== undefined);
  return points.length > 1 ? [...new Set(found)] : [];
}

function buttons(
  question: Question,
  bucket: Bucket,
  length: number,
  points: readonly Point[],
): TrendView["buttons"] {
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
    ...notable(points).map(({ label, ask }) => ({ title: label, ask })),
    ...(next === undefined || !fits(length, next)
      ? []
      : [{ title: `Per ${next}`, ask: sentence(question, { bucket: next }) }]),
    question.split === undefined
      ? { title: "Split by app", ask: sentence(question, { split: "app" }) }
      : { title: "Split by status", ask: sentence(question, { split: undefined }) },
    { title: "Summary", ask: reshape(question, { intent: "summary" }) },
    { title: "Newest sign-ins", ask: reshape(question, { intent: "list" }) },
    ...rangeButtons({ ...question, bucket: undefined }),
  ];
}
