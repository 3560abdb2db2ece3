import { limits } from "../limits.ts";
import type { Question } from "../question/question.ts";
import type { Group, StatusCounts } from "../store/store.ts";
import type { Bar, Figure, PoliciesView, Section } from "../views/view.ts";
import { listed, number, plural } from "../views/words.ts";
import type { Command } from "./command.ts";
import { frame, otherLogs, rangeButtons, replaced, reshape } from "./framing.ts";
import { nothingFound } from "./nothing.ts";
import {
  appliedTo,
  asked,
  byFailures,
  byPolicy,
  countOf,
  withUsers,
  type Policy,
} from "./policy-outcomes.ts";

const usual = 10;

/** Results in words, for "12 not met". Report-only results are no outcomes: nobody was stopped by them. */
const resultWords: Readonly<Record<string, string>> = {
  failure: "not met",
  success: "passed",
  reportOnlyFailure: "would have been stopped",
  reportOnlyInterrupted: "would have been asked",
  reportOnlySuccess: "would have passed",
  notApplied: "not applied",
  reportOnlyNotApplied: "not applied (report-only)",
  notEnabled: "not enabled",
};

/** Conditional access policies: how often each applied, was met or not, and what the report-only ones would have done. */
export const policies: Command = {
  intent: "policies",
  group: "security",
  summary: "Conditional access policies: applied, met, not met, and what report-only ones would have done.",
  examples: ["which policies blocked alice", "ca policies by failures", "policies last 30 days"],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const limit = Math.min(question.limit ?? usual, limits.topGroups);
    const [outcomes, found, everywhere] = await Promise.all([
      store.top(
        scope.filter,
        {
          by: ["policyOutcome"],
          limit: limits.policyOutcomes,
          rank: "signIns",
          order: "most",
          having: [],
          distinct: ["user"],
        },
        signal,
      ),
      store.summarise(scope.filter, { facets: ["conditionalAccess"], limit: 10, distinct: [] }, signal),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const all = (await asked(byPolicy(outcomes.groups), task, store)).toSorted(byFailures);
    const shown = await Promise.all(all.slice(0, limit).map((policy) => withUsers(policy, task, store)));
    const silent = outcomes.groups.find(({ values }) => values[0]?.key === "")?.counts.signIns ?? 0;
    const total = found.counts.signIns;
    const view: PoliciesView = {
      card: "policies",
      ...frame(task, {
        about: "Conditional access policies",
        headline: headline(all, shown[0], question),
        coverage: [
          otherLogs(everywhere, scope.types),
          outcomes.more ? `Only the ${number(limits.policyOutcomes)} most frequent outcomes were read.` : "",
        ].filter((line) => line !== ""),
        buttons: buttons(question, all.length, limit),
      }),
      figures: total === 0 ? [] : figures(found.facets.conditionalAccess ?? []),
      lines: [
        all.some((policy) => isReportOnly(policy))
          ? "Report-only policies stop nobody: their results say what would have happened."
          : "",
        silent > 0 && all.length > 0
          ? `${plural(silent, "sign-in")} ${silent === 1 ? "says" : "say"} nothing of policies.`
          : "",
      ].filter((line) => line !== ""),
      bars: shown.map((policy) => policyBar(policy, question)),
      shown:
        all.length === 0
          ? ""
          : `${number(shown.length)} of ${plural(all.length, "policy", "policies")}, those not met most first`,
      sections: [
        outcomeSection("Not met", "failure", shown, question),
        outcomeSection("Report-only, would have stopped", "reportOnlyFailure", shown, question),
        outcomeSection("Report-only, would have asked the user", "reportOnlyInterrupted", shown, question),
      ].filter((section) => section.bars.length > 0),
    };
    return total === 0 ? nothingFound(view, task, store) : view;
  },
};

/** Whether all it did was to report. */
function isReportOnly({ outcomes }: Policy): boolean {
  return outcomes.every(({ result }) => result.startsWith("reportOnly"));
}

function headline(all: readonly Policy[], first: Policy | undefined, { where }: Question): string {
  if (first === undefined) return "These sign-ins say nothing of conditional access policies.";
  const outcome = first.outcomes.find(({ result }) => result === "failure")?.group;
  const reporting = all
    .filter((policy) => countOf(policy, "reportOnlyFailure") > 0)
    .toSorted((a, b) => countOf(b, "reportOnlyFailure") - countOf(a, "reportOnlyFailure"))[0];
  const report =
    reporting === undefined
      ? ""
      : ` Report-only, "${reporting.name}" would have stopped ${number(countOf(reporting, "reportOnlyFailure"))}.`;
  if (outcome === undefined) {
    const applying = all.filter((policy) => appliedTo(policy) > 0).length;
    const some = where.some(({ field: name }) => ["policy", "policyResult", "policyOutcome"].includes(name));
    const none = some ? "None of what was asked for stopped a sign-in" : "No policy stopped a sign-in";
    return `${none}; ${plural(applying, "policy", "policies")} applied.${report}`;
  }
  const { counts, distinct } = outcome;
  const of = `${plural(counts.signIns, "sign-in")} of ${plural(distinct.user ?? 0, "user")}`;
  return counts.failure === counts.signIns
    ? `"${first.name}" stopped most: ${of}.${report}`
    : `"${first.name}" was not met most: ${of}, of which ${endings(counts)}.${report}`;
}

/** "12 failed and 5 were interrupted". */
function endings({ failure, interrupted, success }: StatusCounts): string {
  return listed(
    [
      failure > 0 ? `${number(failure)} failed` : "",
      interrupted > 0 ? `${number(interrupted)} ${interrupted === 1 ? "was" : "were"} interrupted` : "",
      success > 0 ? `${number(success)} succeeded` : "",
    ].filter((part) => part !== ""),
  );
}

function figures(groups: readonly Group[]): Figure[] {
  const of = (key: string): string =>
    number(groups.find(({ values }) => values[0]?.key === key)?.counts.signIns ?? 0);
  return [
    { label: "passed", value: of("success"), tone: "good" },
    { label: "stopped", value: of("failure"), tone: "attention" },
    { label: "not applied", value: of("notApplied"), tone: "default" },
  ];
}

function policyBar(policy: Policy, question: Question): Bar {
  const results = Object.entries(resultWords).map(
    ([result, words]) => [countOf(policy, result), words] as const,
  );
  const others = policy.outcomes
    .filter(({ result }) => !(result in resultWords))
    .map(({ result, group }) => [group.counts.signIns, result] as const);
  return {
    label:
      isReportOnly(policy) && !/report.?only/i.test(policy.name)
        ? `${policy.name} · report-only`
        : policy.name,
    detail: [
      ...[...results, ...others]
        .filter(([count]) => count > 0)
        .map(([count, words]) => `${number(count)} ${words}`),
      policy.users === 0 ? "" : plural(policy.users, "user"),
    ]
      .filter((part) => part !== "")
      .join(", "),
    value: `${number(appliedTo(policy))} applied`,
    size: appliedTo(policy),
    ask: reshape(question, { intent: "list", where: replaced(question.where, "policy", [policy.id]) }),
  };
}

function outcomeSection(title: string, result: string, all: readonly Policy[], question: Question): Section {
  const bars = all
    .flatMap(({ name, outcomes }) =>
      outcomes.filter((one) => one.result === result).map((one) => ({ name, ...one })),
    )
    .toSorted((a, b) => b.group.counts.signIns - a.group.counts.signIns)
    .slice(0, limits.facetValues);
  return {
    title,
    bars: bars.map(({ name, id, group: { counts, distinct } }) => ({
      label: name,
      detail: endings(counts),
      value: `${plural(counts.signIns, "sign-in")} · ${plural(distinct.user ?? 0, "user")}`,
      size: counts.signIns,
      ask: reshape(question, {
        intent: "list",
        where: replaced(question.where, "policyOutcome", [id]),
      }),
    })),
  };
}

function buttons(question: Question, policies: number, limit: number): PoliciesView["buttons"] {
  const stopped = replaced(question.where, "conditionalAccess", ["failure"]);
  return [
    ...(policies > limit && limit < limits.topGroups
      ? [
          {
            title: "By policy and result",
            ask: reshape(question, { intent: "top", by: ["policyOutcome"], limit: limits.topGroups }),
          },
        ]
      : []),
    { title: "Those stopped", ask: reshape(question, { intent: "list", where: stopped }) },
    { title: "Stopped, by user", ask: reshape(question, { intent: "top", by: ["user"], where: stopped }) },
    { title: "Stopped, by app", ask: reshape(question, { intent: "top", by: ["app"], where: stopped }) },
    {
      title: "Would have been stopped",
      ask: reshape(question, {
        intent: "list",
        where: replaced(question.where, "policyResult", ["reportOnlyFailure"]),
      }),
    },
    { title: "Summary", ask: reshape(question, { intent: "summary" }) },
    ...rangeButtons(question),
  ];
}
