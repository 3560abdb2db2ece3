import { huntNamed } from "../../hunts/hunts.ts";
import { limits } from "../../limits.ts";
import { durationLength } from "../../question/time/durations.ts";
import type { Suspect, Watch, WatchProgress } from "../../state/state.ts";
import type { HuntView } from "../../views/view.ts";
import type { Deps, Task } from "../command.ts";
import { ruleOf, subjectKey, totalsOf, type Found, type Rule } from "../hunts/hunt-search.ts";
import { huntView } from "../hunts/hunt.ts";

/** Hunts that are watched. */

/**
 * Whom a hunt finds who was not told of: somebody new, somebody who was quiet for a while, and those of whom it is new
 * who got in.
 */
export async function newSuspects(
  { question, scope, coverage, signal, ...task }: Task,
  watch: Watch,
  { analysis }: Pick<Deps, "analysis">,
): Promise<{ readonly view: HuntView; readonly progress: Progress } | { readonly progress: Progress }> {
  const hunt = question.hunt ?? "password-spray";
  const one = huntNamed(hunt);
  const rule = ruleOf(one, question);
  const request = { hunt, rule, scope, coverage, limit: limits.watchSuspects };
  const { findings, remarks } = await analysis.search(request, signal);
  const told = new Map(watch.suspects.map((suspect) => [suspect.subject, suspect]));
  const isNews = (finding: Found): boolean => {
    const before = told.get(subjectKey(finding));
    if (finding.last <= watch.since) return false;
    if (before === undefined || finding.first > before.last + quietOf(rule)) return true;
    return insideOf(finding).some((user) => !before.inside.includes(user));
  };
  const news = findings.filter(isNews);
  const progress = { suspects: remembered(findings, told, scope.range.from ?? 0) };
  if (news.length === 0) return { progress };
  const found = { findings: news.slice(0, limits.findings), totals: totalsOf(news), remarks };
  return { view: huntView(one, rule, found, { question, scope, coverage, signal, ...task }), progress };
}

/** Who got in; service principals have no users. */
function insideOf({ entry }: Found): readonly string[] {
  if (entry.successes === 0) return [];
  return entry.users.length === 0 ? [""] : entry.users.map(({ key }) => key);
}

type Progress = Pick<WatchProgress, "suspects">;

const hour = 3_600_000;

/** So long nothing must have happened for it to be another matter. */
function quietOf({ within }: Rule): number {
  return within === undefined ? hour : Math.max(hour, durationLength(within));
}

/** Those of the time that is looked at, the newest of them. */
function remembered(findings: readonly Found[], told: ReadonlyMap<string, Suspect>, from: number): Suspect[] {
  const all = new Map(told);
  for (const finding of findings) {
    const subject = subjectKey(finding);
    const before = all.get(subject);
    all.set(subject, {
      subject,
      last: Math.max(finding.last, before?.last ?? 0),
      inside: [...new Set([...(before?.inside ?? []), ...insideOf(finding)])].slice(0, limits.watchSuspects),
    });
  }
  return [...all.values()]
    .filter(({ last }) => last >= from)
    .sort((a, b) => b.last - a.last)
    .slice(0, limits.watchSuspects);
}
