import type { FieldName } from "../question/fields.ts";
import { field } from "../question/fields.ts";
import { countryName } from "../question/countries.ts";
import type { Question } from "../question/question.ts";
import { nameOrKnown } from "../signin/known-apps.ts";
import type { SignInType } from "../signin/sign-in.ts";
import type { Group, Summary } from "../store/store.ts";
import type { Bar, Section, SummaryView } from "../views/view.ts";
import { inSentence, listed, number, plural, saidTime, share } from "../views/words.ts";
import { limits } from "../limits.ts";
import { codeTitle } from "../views/reason.ts";
import type { Command, Task } from "./command.ts";
import { countFigures, frame, otherLogs, rangeButtons, replaced, reshape } from "./framing.ts";
import { pastPassword, topReasons } from "./list.ts";
import { asksForOutcome, gotInElsewhere } from "./got-in.ts";
import { nothingFound } from "./nothing.ts";
import { typeNames } from "./type-names.ts";

const sections: readonly FieldName[] = ["errorCode", "app", "country", "ip", "user"];

/** What matches, from every side: status, MFA, conditional access, risk, codes, apps, places. */
export const summary: Command = {
  intent: "summary",
  group: "numbers",
  summary: "Status, MFA, conditional access, risk, reasons, apps and places of what matches.",
  menu: [
    {
      title: "summary for",
      what: "All about a user in one card.",
      example: "summary for alice last 30 days",
    },
  ],
  examples: ["summary for bob", "overview last 24 hours", "how is alice doing"],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const [found, everywhere] = await Promise.all([
      store.summarise(
        scope.filter,
        {
          facets: [...sections, "mfa", "conditionalAccess", "risk", "status", "clientKind"],
          limit: 50,
          distinct: ["user", "ip", "app", "country", "errorCode"],
        },
        signal,
      ),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const view: SummaryView = {
      card: "summary",
      ...frame(task, {
        headline: headline(task, found, await gotInElsewhere(task, store, found)),
        coverage: [otherLogs(everywhere, scope.types)],
        buttons: [
          { title: "Newest sign-ins", ask: reshape(question, { intent: "list" }) },
          ...(found.counts.failure > 0
            ? [
                {
                  title: "Only failures",
                  ask: reshape(question, {
                    intent: "list",
                    where: replaced(question.where, "status", ["failure"]),
                  }),
                },
              ]
            : []),
          { title: "Per day", ask: reshape(question, { intent: "trend", bucket: "day" }) },
          ...rangeButtons(question),
        ],
      }),
      figures: countFigures(found.counts, task.question),
      distinct: distinctFigures(found),
      verdicts: verdicts(found),
      reasons: topReasons(found, 1),
      sections: sections.map((name) => section(name, found, question)).filter((one) => one.bars.length > 0),
    };
    return found.counts.signIns === 0 ? nothingFound(view, task, store) : view;
  },
};

function headline(task: Task, { counts, lastSuccess, lastFailure }: Summary, gotIn: string): string {
  if (counts.signIns === 0) return "Nothing found.";
  const at = (time: number): string => saidTime(time, task.scope.now, task.scope.timezone);
  const total = plural(counts.signIns, "sign-in");
  // A question that leaves successes out cannot tell that nobody got in.
  const parts = asksForOutcome(task)
    ? [total, lastFailure === undefined ? "" : `last failure ${at(lastFailure)}`]
    : [
        `${total}, ${share(counts.failure, counts.signIns)} failed`,
        lastSuccess === undefined ? "nobody got in" : `last success ${at(lastSuccess)}`,
        lastFailure === undefined ? "no failure" : `last failure ${at(lastFailure)}`,
      ];
  return `${parts.filter((part) => part !== "").join("; ")}${gotIn}.`;
}

function distinctFigures({ distinct }: Summary) {
  return (["user", "app", "ip", "country"] as const)
    .map((name) => ({ name, value: distinct[name] ?? 0 }))
    .filter(({ value }) => value > 0)
    .map(({ name, value }) => ({
      label: value === 1 ? inSentence(field(name).label).replace("ip ", "") : field(name).plural,
      value: number(value),
      tone: "default" as const,
    }));
}

/** MFA, conditional access, risk, legacy clients and passwords in one line each, where there is something to say. */
function verdicts(found: Summary): string[] {
  const of = (name: FieldName, key: string): number =>
    found.facets[name]?.find((group) => group.values[0]?.key === key)?.counts.signIns ?? 0;
  const total = found.counts.signIns;
  const risky = (["high", "medium", "low"] as const)
    .map((level) => [level, of("risk", level)] as const)
    .filter(([, count]) => count > 0);
  const password = pastPassword(found);
  const unknownRisk = of("risk", "");
  return [
    `MFA: ${number(of("mfa", "satisfied"))} satisfied, ${number(of("mfa", "failed"))} denied, ${number(of("mfa", ""))} asked for and not completed, ${number(of("mfa", "none"))} without.`,
    `Conditional access: ${number(of("conditionalAccess", "success"))} passed, ${number(of("conditionalAccess", "failure"))} stopped, ${number(of("conditionalAccess", "notApplied"))} not applied.`,
    risky.length > 0
      ? `Risk: ${listed(risky.map(([level, count]) => `${number(count)} ${level}`))}.`
      : unknownRisk === total
        ? "Risk: not known from these records."
        : "Risk: none seen.",
    of("clientKind", "legacy") > 0 ? `Legacy authentication: ${number(of("clientKind", "legacy"))}.` : "",
    password > 0 ? `The password was right in at least ${number(password)} that did not get in.` : "",
  ].filter((line) => line !== "" && total > 0);
}

function section(name: FieldName, found: Summary, question: Question): Section {
  const groups = (found.facets[name] ?? []).filter(
    (group) => group.values[0]?.key !== "" && !(name === "errorCode" && isSuccess(group)),
  );
  // One value says nothing that the title does not.
  const useful =
    groups.length === 1 && question.where.some((condition) => condition.field === name) ? [] : groups;
  const noError = name === "errorCode" && found.facets.errorCode?.some(isSuccess) === true ? 1 : 0;
  const all = (found.distinct[name] ?? useful.length) - noError;
  const title = name === "errorCode" ? "Error codes" : `Top ${field(name).plural}`;
  return {
    title: all > limits.summaryValues ? `${title}, ${limits.summaryValues} of ${number(all)}` : title,
    bars: useful
      .slice(0, limits.summaryValues)
      .map((group) => barOf([name], group, question, found.counts.signIns)),
  };
}

/** Whether a group of error codes is that of no error. */
function isSuccess({ values }: Group): boolean {
  return values[0]?.key === "0";
}

/** A group as a bar whose sentence lists its sign-ins. */
export function barOf(by: readonly FieldName[], group: Group, question: Question, total: number): Bar {
  const { counts } = group;
  const where = by.reduce(
    (conditions, name, index) => {
      const value = group.values[index];
      return replaced(conditions, name, [value?.alias ?? value?.key ?? ""]);
    },
    [...question.where],
  );
  return {
    label: by.map((name, index) => labelOf(name, group, index)).join(" · "),
    detail: detailOf(group, by, question),
    value: `${number(counts.signIns)} · ${share(counts.signIns, total)}`,
    size: counts.signIns,
    ask: reshape(question, { intent: "list", where }),
  };
}

function labelOf(name: FieldName, group: Group, index: number): string {
  const value = group.values[index];
  if (value === undefined || value.key === "") return `unknown ${inSentence(field(name).label)}`;
  if (name === "country") return countryName(value.key);
  if (name === "type") return typeNames[value.key as SignInType] ?? value.key;
  if (name === "errorCode") return codeTitle(Number(value.key));
  return nameOrKnown(value.key, value.name) ?? value.alias ?? value.key;
}

/** A user's address, and how the sign-ins ended, unless they were asked for by that. */
function detailOf({ counts, values }: Group, by: readonly FieldName[], { where }: Question): string {
  const exact = by.length === 1 ? (values[0]?.alias ?? "") : "";
  const isOneStatus = where.some(({ field: name, is }) => name === "status" && is?.length === 1);
  const parts = [
    counts.failure > 0 ? plural(counts.failure, "failure") : "",
    counts.interrupted > 0 ? `${number(counts.interrupted)} interrupted` : "",
    counts.success > 0 ? plural(counts.success, "success", "successes") : "",
  ].filter((part) => part !== "");
  return [exact, isOneStatus ? "" : parts.join(", ")].filter((part) => part !== "").join(" · ");
}
