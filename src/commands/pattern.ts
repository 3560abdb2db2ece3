import { limits } from "../limits.ts";
import { field, fieldNames, type FieldName } from "../question/fields.ts";
import type { Question } from "../question/question.ts";
import { isMethod } from "../signin/authentication-methods.ts";
import type { Group, Store, Summary } from "../store/store.ts";
import type { PatternView, Section } from "../views/view.ts";
import { age, inSentence, listed, number, plural, rangeText, share } from "../views/words.ts";
import { lengthBefore, spanOf, type Span } from "./baseline.ts";
import type { Command, Task } from "./command.ts";
import { countFigures, frame, otherLogs, rangeButtons, reshape, sentence } from "./framing.ts";
import { heatLegend, heatRows, hourScale, hoursOf, oddHours, usualHours, type Hours } from "./hours.ts";
import { isAboutUsers, newValues, type NewValues } from "./new-values.ts";
import { nothingFound } from "./nothing.ts";
import { barOf } from "./summary.ts";
import { bucketEdges } from "./trend.ts";

const habitsOf: Readonly<Record<"users" | "services", readonly FieldName[]>> = {
  users: ["app", "country", "ip", "device", "authMethod", "clientApp"],
  services: ["servicePrincipal", "managedIdentity", "resource", "country", "ip"],
};
const counted = {
  users: ["user", "app", "country", "ip", "device"],
  services: ["servicePrincipal", "managedIdentity", "resource", "ip"],
} as const;
const shown = { habits: 3, news: 6 };
const day = 86_400_000;

/** What is looked at for news, and what it is new against. */
interface Stretch {
  readonly from: number;
  readonly since: number;
  readonly to: number;
}

/** Habits: hours, days, apps, places, devices and methods, and what is new against before. */
export const pattern: Command = {
  intent: "pattern",
  group: "security",
  summary: "Habits of a user or app: hours, days, apps, places, devices, methods; and what is new.",
  examples: ["sign-in pattern of alice", "what is normal for bob", "pattern of Teams last 30 days"],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const habits = habitsOf[isAboutUsers(scope) ? "users" : "services"];
    const [found, everywhere] = await Promise.all([
      store.summarise(
        scope.filter,
        {
          facets: habits,
          // One more: a token that answered for a method is none.
          limit: shown.habits + 1,
          distinct: counted[isAboutUsers(scope) ? "users" : "services"],
        },
        signal,
      ),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const span = spanOf(
      { from: scope.range.from ?? found.first, to: scope.range.to },
      task.coverage,
      scope.now,
    );
    if (span === undefined || found.counts.signIns === 0)
      return nothingFound(emptyView(task, otherLogs(everywhere, scope.types)), task, store);
    const stretch = stretchOf(span, task);
    const [hours, earlier, fresh] = await Promise.all([
      hoursIn(task, span, store),
      store.summarise(
        { ...scope.filter, from: stretch.from, to: stretch.since },
        { facets: [], limit: 0, distinct: [] },
        signal,
      ),
      newValues(
        { ...scope.filter, from: stretch.from, to: stretch.to },
        stretch.since,
        question,
        scope,
        store,
        signal,
      ),
    ]);
    // Where there is nothing to compare with, all would be new: that is said, and none of it listed.
    const comparable = earlier.counts.signIns > 0;
    const news: NewValues = comparable ? fresh : { bars: [], words: [], cut: [] };
    const enough = found.counts.signIns >= limits.leastPattern;
    const recent = `in the last ${age(stretch.since, stretch.to)}`;
    return {
      card: "pattern",
      ...frame(task, {
        about: "Pattern",
        headline: headline(found, hours, enough, comparable ? newsWords(news, recent) : ""),
        coverage: [
          otherLogs(everywhere, scope.types),
          span.length > limits.patternDays * day
            ? `Hours are those of the last ${limits.patternDays} days of the range.`
            : "",
          news.cut.length > 0
            ? `What is new was looked for among the latest ${limits.patternValues} values; there are more ${listed(news.cut)}.`
            : "",
        ].filter((line) => line !== ""),
        buttons: buttons(question),
      }),
      figures: countFigures(found.counts, task.question),
      lines: [
        distinctLine(found, question),
        enough
          ? `${oddHours(hours)} ${rhythm(found, span)}`
          : `Only ${plural(found.counts.signIns, "sign-in")}: too few to tell habits from chance.`,
        newsLine(news, comparable, stretch, task),
      ].filter((line) => line !== ""),
      shown: heatLegend(hours, scope.timezone),
      hours: hourScale,
      rows: heatRows(hours),
      news: news.bars.length === 0 ? [] : [{ title: `New ${recent}`, bars: news.bars.slice(0, shown.news) }],
      sections: habits.map((name) => section(name, found, question)).filter(({ bars }) => bars.length > 0),
    };
  },
};

function emptyView(task: Task, logs: string): PatternView {
  return {
    card: "pattern",
    ...frame(task, {
      about: "Pattern",
      headline: "Nothing found.",
      coverage: [logs],
      buttons: buttons(task.question),
    }),
    figures: [],
    lines: [],
    shown: "",
    hours: "",
    rows: [],
    news: [],
    sections: [],
  };
}

/** The last 7 days of a longer range against the rest of it; all of a shorter one against the 30 days before it. */
function stretchOf({ from, to, length }: Span, { question, scope }: Task): Stretch {
  if (typeof question.baseline === "string")
    return { from: lengthBefore(question.baseline, from, scope.clock), since: from, to };
  if (length >= 14 * day) return { from, since: lengthBefore("P7D", to, scope.clock), to };
  return { from: lengthBefore("P30D", from, scope.clock), since: from, to };
}

async function hoursIn({ scope, signal }: Task, { from, to }: Span, store: Store): Promise<Hours> {
  const start = Math.max(from, to - limits.patternDays * day);
  const edges = bucketEdges(start, to, "hour", scope.timezone, 25 * limits.patternDays);
  const counts = await store.trend(scope.filter, edges, signal);
  return hoursOf(
    edges,
    counts.map(({ signIns }) => signIns),
    scope.timezone,
  );
}

/** "Usually 08 to 18 on weekdays, from Germany, with Microsoft Teams; new in the last 7 days: country Nigeria." */
function headline(found: Summary, hours: Hours, enough: boolean, news: string): string {
  const most = (name: FieldName): string => {
    const [group] = found.facets[name] ?? [];
    const known = group?.values[0]?.key !== "" && (group?.counts.signIns ?? 0) * 2 > found.counts.signIns;
    return group !== undefined && known ? barOf([name], group, noQuestion, 1).label : "";
  };
  const [country, app] = [most("country"), most("app")];
  const parts = [
    `Usually ${usualHours(hours)}`,
    country === "" ? "" : `from ${country}`,
    app === "" ? "" : `with ${app}`,
  ].filter((part) => part !== "");
  const usual = enough ? parts.join(", ") : `Only ${plural(found.counts.signIns, "sign-in")}`;
  return `${usual}${news === "" ? "" : `; ${news}`}.`;
}

function newsWords({ words }: NewValues, recent: string): string {
  if (words.length === 0) return `nothing new ${recent}`;
  const more = words.length > 3 ? ` and ${number(words.length - 3)} more` : "";
  return `new ${recent}: ${more === "" ? listed(words) : words.slice(0, 3).join(", ")}${more}`;
}

const noQuestion: Question = { intent: "pattern", where: [], notUnderstood: [] };

/** "6 a day on average." */
function rhythm(found: Summary, { length }: Span): string {
  const average = (found.counts.signIns * day) / Math.max(length, day);
  return `${number(average < 10 ? Math.round(average * 10) / 10 : Math.round(average))} a day on average.`;
}

function newsLine(
  news: NewValues,
  comparable: boolean,
  { from, since, to }: Stretch,
  { coverage, scope }: Task,
): string {
  const before = Math.max(from, Math.min(coverage.oldest ?? from, since));
  const against = rangeText(before, since, scope.timezone);
  if (!comparable)
    return before === since
      ? "Nothing older is stored, so what is new cannot be told."
      : `There is no sign-in in ${against} to compare with, so all of it is new.`;
  const what = news.words.length === 0 ? "Nothing new" : plural(news.words.length, "new value");
  return `${what} in ${rangeText(since, to, scope.timezone)}, compared with ${against}.`;
}

/** "11 applications, 2 countries, 3 addresses and 1 device", without what there is none of or what was asked about. */
function distinctLine({ distinct }: Summary, { where }: Question): string {
  const said = fieldNames
    .filter((name) => (distinct[name] ?? 0) > 0 && !where.some((one) => one.field === name && one.is))
    .map((name) => plural(distinct[name] ?? 0, inSentence(field(name).label), field(name).plural));
  return said.length === 0 ? "" : `${listed(said)}.`;
}

function section(name: FieldName, found: Summary, question: Question): Section {
  const groups = (found.facets[name] ?? []).filter(({ values }: Group) => {
    const key = values[0]?.key ?? "";
    return name === "authMethod" ? isMethod(key) : key !== "";
  });
  const fixed = question.where.some((one) => one.field === name && one.is?.length === 1);
  const { plural } = field(name);
  return {
    title: plural.charAt(0).toUpperCase() + plural.slice(1),
    bars: (fixed ? [] : groups.slice(0, shown.habits)).map((group) => ({
      ...barOf([name], group, question, found.counts.signIns),
      detail: "",
      value: `${share(group.counts.signIns, found.counts.signIns)} · ${number(group.counts.signIns)}`,
    })),
  };
}

function buttons(question: Question): PatternView["buttons"] {
  return [
    { title: "Newest sign-ins", ask: reshape(question, { intent: "list" }) },
    {
      title: "Per hour, last 2 days",
      ask: reshape(question, { intent: "trend", bucket: "hour", window: { from: "now-2d", to: "now" } }),
    },
    { title: "Summary", ask: reshape(question, { intent: "summary" }) },
    { title: "By address", ask: reshape(question, { intent: "top", by: ["ip"] }) },
    ...(question.baseline === "P90D"
      ? []
      : [
          {
            title: "New against 90 days",
            ask: sentence(question, {
              baseline: "P90D",
              window: { from: "now-7d", to: "now" },
              rangeDefaulted: undefined,
            }),
          },
        ]),
    ...rangeButtons({ ...question, baseline: undefined }),
  ];
}
