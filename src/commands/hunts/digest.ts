import type { HuntName } from "../../hunts/hunts.ts";
import type { Hunt } from "../../hunts/hunt.ts";
import { huntNamed, hunts } from "../../hunts/hunts.ts";
import type { Condition } from "../../question/question.ts";
import { durationLength, durationText } from "../../question/time/durations.ts";
import { limits } from "../../limits.ts";
import type { StatusCounts, Summary } from "../../store/store.ts";
import type { Bar, Section, SummaryView } from "../../views/view.ts";
import { listed, number, plural } from "../../views/words.ts";
import type { Analysis } from "../analysis.ts";
import type { Command, Task } from "../command.ts";
import { countFigures, frame, otherLogs, replaced, reshape } from "../framing.ts";
import { ruleOf, type Rule, type Search } from "./hunt-search.ts";
import { findsSuccesses, huntHeadline } from "./hunt.ts";
import { topReasons } from "../list.ts";

/** What a hunt found for a digest. */
interface Hunted {
  readonly name: HuntName;
  readonly rule: Rule;
  readonly found: Search;
}

/** "digest", "digest for list:admins last night": whom the hunts have found, and how much there was. */
export const digest: Command = {
  intent: "digest",
  group: "security",
  summary: "All hunts at once, and how many sign-ins there were: the look at the start of a shift.",
  examples: ["digest last 7 days"],
  run: async (task, { store, analysis, huntingTime = limits.storeTime * limits.digestShare }) => {
    const { question, scope, signal } = task;
    const [found, before, everywhere, hunted] = await Promise.all([
      store.summarise(
        scope.filter,
        { facets: ["errorCode"], limit: 10, distinct: ["user", "ip", "app", "country"] },
        signal,
      ),
      countsBefore(task, (filter) => store.summarise(filter, noFacets, signal)),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
      huntAll(task, analysis, huntingTime),
    ]);
    const telling = hunted.filter(({ found: { totals } }) => totals.findings > 0).sort(byDanger);
    const missing = hunts.map(({ name }) => name).filter((name) => hunted.every((one) => one.name !== name));
    const view: SummaryView = {
      card: "summary",
      ...frame(task, {
        about: "Digest",
        headline: headline(telling, hunted),
        coverage: [
          otherLogs(everywhere, scope.types),
          "Each hunt searches the logs of its own.",
          ...farther(scope),
          missing.length === 0
            ? ""
            : `Not looked for, because the time was over: ${listed(missing)}. Ask each by itself, or about a shorter time.`,
          telling.length > limits.digestHunts
            ? `Found as well: ${listed(telling.slice(limits.digestHunts).map(({ name }) => name))}.`
            : "",
          remarksLine(hunted),
        ].filter((line) => line !== ""),
        buttons: [
          { title: "Failures", ask: reshape(question, { intent: "list", where: failures(task) }) },
          { title: "Per hour", ask: reshape(question, { intent: "trend", bucket: "hour" }) },
          { title: "Other hunts", ask: "help hunts" },
        ],
      }),
      figures: countFigures(found.counts, question),
      distinct: (["user", "ip", "app", "country"] as const).map((name) => ({
        label: { user: "users", ip: "addresses", app: "apps", country: "countries" }[name],
        value: number(found.distinct[name] ?? 0),
        tone: "default",
      })),
      verdicts: [comparison(found.counts, before)].filter((line) => line !== ""),
      reasons: topReasons(found, 1),
      sections: sectionsOf(telling, task),
    };
    return view;
  },
};

/** Hunts that are named in a sentence; more are counted. */
const namedHunts = 3;

const noFacets = { facets: [], limit: 0, distinct: [] } as const;

/** One hunt after another, the usual ones first, until the time is over: what is missing then is named. */
async function huntAll(task: Task, analysis: Analysis, time: number): Promise<readonly Hunted[]> {
  const { question, scope, coverage, signal } = task;
  const deadline = AbortSignal.timeout(time);
  const stop = AbortSignal.any([deadline, ...(signal === undefined ? [] : [signal])]);
  const found: Hunted[] = [];
  const namesLogs = question.where.some(({ field }) => field === "type");
  for (const { name } of hunts) {
    const one: Hunt = huntNamed(name);
    const rule = ruleOf(one, { ...question, intent: "hunt", hunt: name });
    // Each hunt searches the logs of its own.
    const types = namesLogs ? scope.types : one.logs;
    const where: Condition[] = [{ field: "type", is: [...types] }, ...scope.anyType.where];
    const request = {
      hunt: name,
      rule,
      scope: lookingBack(one, { ...scope, types, filter: { ...scope.anyType, where } }),
      coverage,
      limit: 1,
    };
    try {
      found.push({ name, rule, found: await analysis.search(request, stop) });
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) break;
      throw error;
    }
  }
  return found;
}

/** What takes days to show is looked for in as many, whatever the range is. */
function lookingBack({ looksBack }: Hunt, scope: Task["scope"]): Task["scope"] {
  const { from, to = scope.now } = scope.range;
  const least = looksBack === undefined ? Infinity : to - durationLength(looksBack);
  if (from === undefined || from <= least) return scope;
  return { ...scope, range: { ...scope.range, from: least }, filter: { ...scope.filter, from: least } };
}

function farther(scope: Task["scope"]): string[] {
  return hunts
    .map((one): Hunt => one)
    .filter((one) => lookingBack(one, scope) !== scope)
    .map(({ name, looksBack = "" }) => `${name} looks back ${durationText(looksBack)}.`);
}

/** Those in which somebody got in, then those in which a password was right, then the most findings. */
function byDanger(a: Hunted, b: Hunted): number {
  const rank = ({ name, found: { totals } }: Hunted): number => {
    // Of hunts that look at successes alone everybody is inside.
    if (totals.inside > 0) return findsSuccesses(huntNamed(name)) ? 2 : 3;
    return totals.accepted > 0 ? 1 : 0;
  };
  return rank(b) - rank(a) || b.found.totals.findings - a.found.totals.findings;
}

function headline(telling: readonly Hunted[], hunted: readonly Hunted[]): string {
  const looked = hunted.length;
  const limited = hunted.filter(({ found }) => found.remarks.length > 0).length;
  if (telling.length === 0)
    return `Nothing found: ${plural(looked, "hunt")} looked${limited === 0 ? "" : `, ${limited} of them with less to compare with than they need`}.`;
  const inside = telling.filter(({ found }) => found.totals.inside > 0).map(({ name }) => name);
  const danger = inside.length === 0 ? "nobody got in" : `somebody got in, by ${some(inside)}`;
  return `${telling.length} of ${plural(looked, "hunt")} found something; ${danger}.`;
}

/** The worst of them as rows, the others by their names. */
function sectionsOf(telling: readonly Hunted[], task: Task): Section[] {
  if (telling.length === 0) return [];
  const shown = telling.slice(0, limits.digestHunts);
  const title =
    shown.length === telling.length ? "Found" : `Found: the ${shown.length} worst of ${telling.length}`;
  return [{ title, bars: shown.map((one) => bar(one, task)) }];
}

function bar({ name, rule, found }: Hunted, { question }: Task): Bar {
  return {
    label: name,
    detail: huntHeadline(huntNamed(name), rule, found),
    value: number(found.totals.findings),
    size: found.totals.findings,
    ask: reshape(question, { intent: "hunt", hunt: name }),
  };
}

function remarksLine(hunted: readonly Hunted[]): string {
  const limited = hunted.filter(({ found }) => found.remarks.length > 0).map(({ name }) => name);
  return limited.length === 0
    ? ""
    : `Not all could be told by ${some(limited)}: asked by themselves, they say why.`;
}

/** The first of them, and how many more. */
function some(names: readonly string[]): string {
  const first = names.slice(0, namedHunts);
  const more = names.length - first.length;
  return listed(more > 0 ? [...first, plural(more, "more hunt")] : first);
}

/** How many there were in the time of the same length before; undefined where the range has no beginning. */
async function countsBefore(
  { scope }: Task,
  summarise: (filter: Task["scope"]["filter"]) => Promise<Summary>,
): Promise<StatusCounts | undefined> {
  const { from, to = scope.now } = scope.range;
  if (from === undefined) return undefined;
  return (await summarise({ ...scope.filter, from: from - (to - from), to: from })).counts;
}

function comparison(now: StatusCounts, before: StatusCounts | undefined): string {
  if (before === undefined || before.signIns === 0) return "";
  return `In the same time before: ${number(before.success)} successes, ${plural(before.failure, "failure")}; now ${number(now.success)} and ${number(now.failure)}.`;
}

function failures({ question }: Task): Task["question"]["where"] {
  return replaced(question.where, "status", ["failure"]);
}
