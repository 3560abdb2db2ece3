import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Condition } from "../question/question.ts";
import type { Filter, Group, Store, Summary } from "../store/store.ts";
import type { Bar, CoverageView, Figure, Section } from "../views/view.ts";
import { inSentence, number, plural, share } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { frame, otherLogs, rangeButtons, replaced, reshape } from "./framing.ts";
import { nothingFound } from "./nothing.ts";
import { withCondition, without } from "./scope.ts";
import { barOf } from "./summary.ts";

/** Fields by which the sign-ins without MFA are told apart. */
const sides: readonly FieldName[] = ["app", "user", "clientApp"];
const unprotected: Condition = { field: "mfaHow", isNot: ["prompt", "claim"] };

/** The ways in which a sign-in that succeeded met MFA, or did not. */
const ways = [
  { key: "prompt", label: "By a prompt" },
  { key: "claim", label: "By a claim in the token" },
  { key: "skipped", label: "Skipped by a rule" },
  { key: "", label: "Without MFA" },
] as const;

/** The share of successful sign-ins that MFA protected, by prompt or by a claim in the token, and what was not. */
export const coverage: Command = {
  intent: "coverage",
  group: "security",
  summary: "Share of sign-ins that MFA protected, by prompt or by token claim, and what was not.",
  examples: ["mfa coverage", "mfa coverage for Azure Portal", "how many sign-ins are protected by mfa"],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const successes = withCondition(without(scope.filter, "status"), { field: "status", is: ["success"] });
    const unsafe = withCondition(successes, unprotected);
    const [all, found, open, everywhere] = await Promise.all([
      store.summarise(scope.filter, { facets: [], limit: 0, distinct: [] }, signal),
      store.summarise(successes, { facets: ["mfaHow"], limit: 10, distinct: ["user"] }, signal),
      store.summarise(
        unsafe,
        { facets: [...sides, "clientKind"], limit: limits.facetValues, distinct: ["user"] },
        signal,
      ),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const total = found.counts.signIns;
    const where = replaced(question.where, "status", ["success"]);
    const openWhere = [...where.filter(({ field: name }) => name !== "mfaHow"), unprotected];
    const view: CoverageView = {
      card: "coverage",
      ...frame(task, {
        about: "MFA coverage",
        headline: headline(found, all.counts.signIns),
        coverage: [otherLogs(everywhere, scope.types)],
        buttons: [
          { title: "Those without", ask: reshape(question, { intent: "list", where: openWhere }) },
          {
            title: "Without, by user",
            ask: reshape(question, { intent: "top", by: ["user"], where: openWhere }),
          },
          {
            title: "Without, by app",
            ask: reshape(question, { intent: "top", by: ["app"], where: openWhere }),
          },
          {
            title: "Without, per day",
            ask: reshape(question, { intent: "trend", bucket: "day", where: openWhere }),
          },
          { title: "Methods", ask: reshape(question, { intent: "methods" }) },
          ...rangeButtons(question),
        ],
      }),
      figures: total === 0 ? [] : figures(found),
      lines: total === 0 ? [] : lines(found, open, question.where),
      shown: total === 0 ? "" : "Successful sign-ins",
      bars: total === 0 ? [] : bars(found, task),
      sections: await sectionsOf(task, store, successes, open, openWhere),
    };
    return all.counts.signIns === 0 ? nothingFound(view, task, store) : view;
  },
};

const counted = (found: Summary, key: string): number =>
  found.facets.mfaHow?.find(({ values: [value] }) => value?.key === key)?.counts.signIns ?? 0;

/** With neither prompt, claim nor rule: asked for and not completed counts as without, the sign-in succeeded all the same. */
function countOf(found: Summary, key: (typeof ways)[number]["key"]): number {
  if (key !== "") return counted(found, key);
  return (
    found.counts.signIns - counted(found, "prompt") - counted(found, "claim") - counted(found, "skipped")
  );
}

function headline(found: Summary, matching: number): string {
  const total = found.counts.signIns;
  if (total === 0) return `None of ${plural(matching, "sign-in")} succeeded, so there is nothing to protect.`;
  const [byPrompt, byClaim] = [countOf(found, "prompt"), countOf(found, "claim")];
  return `MFA protected ${share(byPrompt + byClaim, total)} of ${plural(total, "successful sign-in")}: ${number(byPrompt)} by a prompt, ${number(byClaim)} by a claim in the token; ${number(total - byPrompt - byClaim)} it did not.`;
}

function figures(found: Summary): Figure[] {
  const total = found.counts.signIns;
  const [skipped, without] = [countOf(found, "skipped"), countOf(found, "")];
  return [
    { label: "protected", value: share(total - skipped - without, total), tone: "good" },
    ...(skipped > 0
      ? ([{ label: "skipped by a rule", value: share(skipped, total), tone: "warning" }] as const)
      : []),
    { label: "without MFA", value: share(without, total), tone: without > 0 ? "attention" : "good" },
  ];
}

function lines(found: Summary, open: Summary, where: readonly Condition[]): string[] {
  const [users, all] = [open.distinct.user ?? 0, found.distinct.user ?? 0];
  const legacy =
    open.facets.clientKind?.find(({ values: [value] }) => value?.key === "legacy")?.counts.signIns ?? 0;
  const other = where.some(({ field: name, is }) => name === "status" && is?.join() !== "success");
  return [
    `Only successful sign-ins count${other ? ", whatever status was asked for" : ""}. What a rule skipped (a trusted place, a remembered device, an app password) is not counted as protected.`,
    users === 0
      ? "Nobody got in without MFA."
      : `${number(users)} of ${plural(all, "user")} got in without MFA at least once.`,
    legacy === 0 ? "" : `${number(legacy)} of those without came by legacy clients, which cannot do MFA.`,
  ].filter((line) => line !== "");
}

function bars(found: Summary, { question }: Task): Bar[] {
  const total = found.counts.signIns;
  const where = replaced(question.where, "status", ["success"]);
  return ways
    .map(({ key, label }) => {
      const size = countOf(found, key);
      const only: Condition =
        key === ""
          ? { field: "mfaHow", isNot: ["prompt", "claim", "skipped"] }
          : { field: "mfaHow", is: [key] };
      return {
        label,
        detail: "",
        value: `${number(size)} · ${share(size, total)}`,
        size,
        ask: reshape(question, { intent: "list", where: [...replaced(where, "mfaHow"), only] }),
      };
    })
    .filter(({ size }) => size > 0);
}

/** Who and what was without MFA most, each with its share of all that succeeded there. */
async function sectionsOf(
  task: Task,
  store: Store,
  successes: Filter,
  open: Summary,
  where: readonly Condition[],
): Promise<Section[]> {
  const asked = { ...task.question, where: [...where] };
  return Promise.all(
    sides
      .map((name) => [name, open.facets[name] ?? []] as const)
      .filter(([, groups]) => groups.length > 0)
      .map(async ([name, groups]) => {
        const own = await store.summarise(
          withCondition(successes, { field: name, is: groups.map(({ values }) => values[0]?.key ?? "") }),
          { facets: [name], limit: limits.comparedValues, distinct: [] },
          task.signal,
        );
        const all = (group: Group): number =>
          own.facets[name]?.find(({ values }) => values[0]?.key === group.values[0]?.key)?.counts.signIns ??
          group.counts.signIns;
        return {
          title: `Without MFA most, by ${inSentence(field(name).label)}`,
          bars: groups.map((group) => ({
            ...barOf([name], group, asked, open.counts.signIns),
            detail: `${share(group.counts.signIns, all(group))} of ${plural(all(group), "success", "successes")} there`,
          })),
        };
      }),
  );
}
