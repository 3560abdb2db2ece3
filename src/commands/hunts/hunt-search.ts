import { UserError } from "../../errors.ts";
import { distinctKeys } from "../../hunts/events.ts";
import { huntNamed, type HuntName } from "../../hunts/hunts.ts";
import type { Finding, Findings, Hunt, Reading, Settings, Threshold } from "../../hunts/hunt.ts";
import { narrowed, readEvents, type Events } from "../events.ts";
import { judgeAftermath } from "./hunt-aftermath.ts";
import { onlyCandidates } from "./hunt-candidates.ts";
import { judgePast } from "./hunt-past.ts";
import type { FieldName } from "../../question/fields.ts";
import { mostValues, type Question } from "../../question/question.ts";
import { durationLength } from "../../question/time/durations.ts";
import type { Coverage, Filter, Store } from "../../store/store.ts";
import { fullTime, number } from "../../views/words.ts";
import type { Scope } from "../scope.ts";

/** What a hunt found. */
export interface Search {
  /** The worst of all, as many as were asked for. */
  readonly findings: readonly Found[];
  readonly totals: FindingTotals;
  /** What was read and what was left out, in sentences. */
  readonly remarks: readonly string[];
}

/** How many were found in all. */
export interface FindingTotals {
  readonly findings: number;
  /** Of which different ones they are. */
  readonly subjects: number;
  /** Those in which somebody got in, and those in which nobody did though a password was right. */
  readonly inside: number;
  readonly accepted: number;
}

/** A finding without all the sign-ins that it is made of. */
export interface Found extends Omit<Finding, "events"> {
  /** Those that its sign-ins came from, each once: as many as a question can name. */
  readonly addresses: readonly string[];
}

export interface SearchRequest {
  readonly hunt: HuntName;
  readonly rule: Rule;
  readonly scope: Pick<Scope, "filter" | "types" | "range" | "timezone">;
  readonly coverage: Pick<Coverage, "types">;
  /** Most findings that are told of. */
  readonly limit: number;
}

/** The thresholds of a question: what it says, and the hunt's own for the rest. */
export interface Rule {
  readonly having: readonly Threshold[];
  readonly within: string | undefined;
  readonly baseline: string | undefined;
  readonly by: readonly FieldName[];
}

export function ruleOf(hunt: Hunt, question: Question): Rule {
  // All that such a hunt counts has failed: "min 3 denials" are failures.
  const countsFailures = hunt.thresholds.having?.some(({ of }) => of === "failures") === true;
  const said = (question.having ?? []).map(({ of, atLeast, atMost }): Threshold => {
    if (of === "lastSeen") {
      throw new UserError("A hunt has no threshold on the last time. Ask for a range of time instead.");
    }
    return { of: of === "signIns" && countsFailures ? "failures" : of, atLeast, atMost };
  });
  const usual = (hunt.thresholds.having ?? []).filter(({ of }) => said.every((one) => one.of !== of));
  const takesWithin = hunt.thresholds.within !== undefined || hunt.takesWithin === true;
  return {
    having: [...usual, ...said],
    within: takesWithin ? (question.within ?? hunt.thresholds.within) : undefined,
    baseline:
      hunt.thresholds.baseline !== undefined && typeof question.baseline === "string"
        ? question.baseline
        : hunt.thresholds.baseline,
    by: hunt.takesBy === true ? (question.by ?? hunt.by) : hunt.by,
  };
}

/** Reads what the hunt needs, lets it find, and looks up what became of it. */
export async function search(
  { hunt: name, rule, scope, coverage, limit }: SearchRequest,
  store: Store,
  signal?: AbortSignal,
): Promise<Search> {
  const hunt: Hunt = huntNamed(name);
  const stored = Math.min(...scope.types.map((type) => coverage.types[type]?.oldest ?? Infinity));
  const from = scope.range.from ?? (Number.isFinite(stored) ? stored : 0);
  const baseline = rule.baseline === undefined ? 0 : durationLength(rule.baseline);
  const held = Math.max(from - baseline, stored);
  const asked = narrowed(scope.filter, hunt.reads.where);
  const reads: Filter =
    scope.range.from === undefined || hunt.past !== undefined ? asked : { ...asked, from: from - baseline };
  const wanted = await onlyCandidates(store, reads, hunt, { ...rule, baseline, from, since: held }, signal);
  const { events, more } =
    wanted === undefined ? nothing : await readEvents(store, wanted, fieldsOf(hunt.reads, rule), signal);
  const settings: Settings = {
    having: rule.having,
    within: rule.within === undefined ? Infinity : Math.max(1, durationLength(rule.within)),
    baseline,
    by: rule.by,
    from,
    since: Math.max(held, more ? (events[0]?.time ?? 0) : -Infinity),
    hasBaseline: baseline > 0 && (await hasAny(store, { ...reads, to: from }, signal)),
  };
  const found = hunt.find(events, settings);
  const followed =
    hunt.aftermath === undefined
      ? { findings: found.findings }
      : await judgeAftermath(hunt.aftermath, found.findings, settings, scope, store, signal);
  const judged =
    hunt.past === undefined
      ? followed
      : await judgePast(hunt.past, followed.findings, { ...settings, since: held }, store, signal);
  return {
    findings: [...judged.findings]
      .sort(byDanger)
      .slice(0, limit)
      .map(({ events, ...finding }) => ({
        ...finding,
        addresses: distinctKeys(events, "ip").slice(0, mostValues),
      })),
    totals: totalsOf(judged.findings),
    remarks: [
      more
        ? `Only the newest ${number(events.length)} of what it reads were read, back to ${fullTime(events[0]?.time ?? 0, scope.timezone)}: ask for a shorter range, or about fewer, to miss nothing.`
        : "",
      ...new Set([followed, judged, found].flatMap(({ remarks = [] }: Findings) => remarks)),
    ].filter((remark) => remark !== ""),
  };
}

/** How many there are of some findings. */
export function totalsOf(findings: readonly Omit<Finding, "events">[]): FindingTotals {
  return {
    findings: findings.length,
    subjects: new Set(findings.map(subjectKey)).size,
    inside: findings.filter(({ entry }) => entry.successes > 0).length,
    accepted: findings.filter(({ entry }) => entry.successes === 0 && entry.accepted.length > 0).length,
  };
}

/** What tells whom or what a finding is about. */
export function subjectKey({ subject }: Pick<Finding, "subject">): string {
  return subject.map(({ value }) => value.key).join("\u0000");
}

const nothing: Events = { events: [], more: false };

async function hasAny(store: Store, filter: Filter, signal: AbortSignal | undefined): Promise<boolean> {
  const { rows } = await store.scan(filter, { fields: [], order: "newest", limit: 1 }, signal);
  return rows.length > 0;
}

/** Those with somebody inside first, then those whose password was right, then the strongest, then the newest. */
function byDanger(a: Finding, b: Finding): number {
  const rank = ({ entry }: Finding): number => (entry.successes > 0 ? 2 : entry.accepted.length > 0 ? 1 : 0);
  return rank(b) - rank(a) || b.weight - a.weight || b.last - a.last;
}

function fieldsOf({ fields }: Reading, { by, having }: Rule): FieldName[] {
  const measured = having.flatMap(({ of }) =>
    of === "signIns" || of === "successes" || of === "failures" ? [] : [of],
  );
  return [...new Set([...fields, ...by, ...measured])];
}
