import { limits } from "../limits.ts";
import type { FieldName } from "../question/fields.ts";
import type { Condition } from "../question/question.ts";
import { mfaPrompts } from "../question/vocabulary.ts";
import { isMethod, isPassword, isPasswordless } from "../signin/authentication-methods.ts";
import { promptReasonText } from "../signin/prompt-reasons.ts";
import type { Group, Summary } from "../store/store.ts";
import type { Bar, MethodsView, Section } from "../views/view.ts";
import { inSentence, listed, number, plural, share } from "../views/words.ts";
import type { Command, Task } from "./command.ts";
import { frame, otherLogs, rangeButtons, replaced, reshape } from "./framing.ts";
import { nothingFound } from "./nothing.ts";
import { withCondition } from "./scope.ts";
import { barOf } from "./summary.ts";

const answered: Condition = { field: "mfaHow", is: ["prompt"] };
const prompted: Condition = { field: "mfaHow", is: [...mfaPrompts] };
const unanswered: Condition = { field: "mfaHow", is: ["denied", "notCompleted"] };
const shownMethods = 10;

/** Authentication methods: how much they are used, by how many, and how often they let somebody in. */
export const methods: Command = {
  intent: "methods",
  group: "security",
  summary:
    "Authentication methods: uses, users, success rate, passwordless and legacy share; why MFA was asked for.",
  examples: [
    "auth methods last month",
    "passwordless usage",
    "auth methods of Teams last 30 days",
    "why was alice prompted for mfa",
  ],
  run: async (task, { store }) => {
    const { question, scope, signal } = task;
    const [used, found, everywhere] = await Promise.all([
      store.top(
        scope.filter,
        {
          by: ["authMethod"],
          limit: limits.methods,
          rank: "signIns",
          order: "most",
          having: [],
          distinct: ["user"],
        },
        signal,
      ),
      store.summarise(scope.filter, { facets: ["mfaHow", "clientKind"], limit: 10, distinct: [] }, signal),
      store.summarise(scope.anyType, { facets: ["type"], limit: 4, distinct: [] }, signal),
    ]);
    const groups = used.groups.filter((group) => isMethod(keyOf(group)));
    const named = groups.map(keyOf);
    const without = named.filter(isPasswordless);
    const count = async (values: readonly string[]): Promise<Summary["counts"]> => {
      const none = { signIns: 0, success: 0, failure: 0, interrupted: 0 };
      if (values.length === 0) return none;
      const filter = withCondition(scope.filter, { field: "authMethod", is: [...values] });
      return (await store.summarise(filter, { facets: [], limit: 0, distinct: [] }, signal)).counts;
    };
    const mfa = (condition: Condition, ...facets: readonly FieldName[]): Promise<Summary> =>
      store.summarise(
        withCondition(scope.filter, condition),
        { facets, limit: limits.methods, distinct: [] },
        signal,
      );
    const [all, passwordless, success, failed, asked] = await Promise.all([
      count(named),
      count(without),
      mfa(answered, "authMethod"),
      mfa(unanswered, "mfaDetail"),
      mfa(prompted, "promptReason", "mfaRequiredBy"),
    ]);
    const total = found.counts.signIns;
    const legacy = counted(found, "clientKind", "legacy");
    const view: MethodsView = {
      card: "methods",
      ...frame(task, {
        about: "Authentication methods",
        headline: `${headline(groups, all, passwordless)}${promptedText(asked)}`,
        coverage: [
          otherLogs(everywhere, scope.types),
          used.more ? `Only the ${limits.methods} most used methods were told apart.` : "",
        ].filter((line) => line !== ""),
        buttons: [
          {
            title: "Users by method",
            ask: reshape(question, { intent: "top", by: ["authMethod"], rank: "user" }),
          },
          ...(without.length === 0
            ? []
            : [
                {
                  title: "Passwordless sign-ins",
                  ask: reshape(question, {
                    intent: "list",
                    where: replaced(question.where, "authMethod", without),
                  }),
                },
              ]),
          {
            title: "MFA denied",
            ask: reshape(question, {
              intent: "list",
              where: [...replaced(question.where, "mfaHow"), { field: "mfaHow", is: ["denied"] }],
            }),
          },
          { title: "MFA coverage", ask: reshape(question, { intent: "coverage" }) },
          { title: "Summary", ask: reshape(question, { intent: "summary" }) },
          ...rangeButtons(question),
        ],
      }),
      figures:
        total === 0
          ? []
          : [
              { label: "passwordless", value: share(passwordless.success, all.success), tone: "good" },
              { label: "methods", value: number(groups.length), tone: "default" },
              {
                label: "legacy clients",
                value: share(legacy, total),
                tone: legacy > 0 ? "warning" : "default",
              },
            ],
      lines: total === 0 ? [] : lines(found, all.signIns, without, used.groups),
      bars: groups.slice(0, shownMethods).map((group) => methodBar(group, task, all.signIns)),
      shown:
        groups.length === 0
          ? ""
          : `${number(Math.min(shownMethods, groups.length))} of ${plural(groups.length, "method")}; a sign-in with several counts for each`,
      sections: sectionsOf(task, { answered: success, unanswered: failed, prompted: asked }),
    };
    return total === 0 ? nothingFound(view, task, store) : view;
  },
};

const keyOf = ({ values }: Group): string => values[0]?.key ?? "";

function counted(found: Summary, name: "mfaHow" | "clientKind", key: string): number {
  return found.facets[name]?.find((group) => keyOf(group) === key)?.counts.signIns ?? 0;
}

function headline(groups: readonly Group[], all: Summary["counts"], passwordless: Summary["counts"]): string {
  const [first] = groups;
  if (first === undefined) return "No sign-in names the method it was made with.";
  return `${keyOf(first)} is used most: in ${share(first.counts.signIns, all.signIns)} of ${plural(all.signIns, "sign-in")} that name a method; ${share(passwordless.success, all.success)} of those that succeeded were passwordless.`;
}

/** " MFA was asked for in 728 sign-ins, most of them because of conditional access." */
function promptedText({ counts, facets }: Summary): string {
  if (counts.signIns === 0) return "";
  const [by] = (facets.mfaRequiredBy ?? []).filter((group) => keyOf(group) !== "");
  const most = by === undefined || by.counts.signIns === counts.signIns ? "" : "most of them ";
  const why = by === undefined ? "" : `, ${most}required by ${inSentence(promptReasonText(keyOf(by)))}`;
  return ` MFA was asked for in ${plural(counts.signIns, "sign-in")}${why}.`;
}

function lines(
  found: Summary,
  named: number,
  passwordless: readonly string[],
  groups: readonly Group[],
): string[] {
  const total = found.counts.signIns;
  const mfa = (key: string): string => number(counted(found, "mfaHow", key));
  const tokens = groups
    .filter((group) => keyOf(group) !== "" && !isMethod(keyOf(group)))
    .reduce((sum, group) => sum + group.counts.signIns, 0);
  const known = total - counted(found, "clientKind", "");
  return [
    `MFA prompts: ${mfa("prompt")} answered, ${mfa("denied")} denied, ${mfa("notCompleted")} not completed. By a claim in the token: ${mfa("claim")}; skipped by a rule: ${mfa("skipped")}.`,
    passwordless.length === 0
      ? "No passwordless method was used."
      : `Passwordless here: ${listed(passwordless)}.`,
    `Legacy clients: ${number(counted(found, "clientKind", "legacy"))} of ${plural(known, "sign-in")} whose client is known.`,
    named < total
      ? `${plural(total - named, "sign-in")} ${total - named === 1 ? "names" : "name"} no method; in ${number(tokens)} a token had satisfied at least one step already.`
      : "",
  ].filter((line) => line !== "");
}

function methodBar(group: Group, { question }: Task, total: number): Bar {
  const { counts, distinct } = group;
  return {
    ...barOf(["authMethod"], group, question, total),
    detail: [
      isPasswordless(keyOf(group)) ? "passwordless" : "",
      `${share(counts.success, counts.signIns)} got in`,
      plural(distinct.user ?? 0, "user"),
    ]
      .filter((part) => part !== "")
      .join(" · "),
  };
}

/** What prompts were answered with, what the log says where they were not, and what made Entra ID ask. */
function sectionsOf(
  { question }: Task,
  found: Readonly<Record<"answered" | "unanswered" | "prompted", Summary>>,
): Section[] {
  const section = (
    title: string,
    name: FieldName,
    condition: Condition,
    of: Summary,
    isShown: (group: Group) => boolean = () => true,
  ): Section => ({
    title,
    bars: (of.facets[name] ?? [])
      .filter((group) => keyOf(group) !== "" && isShown(group))
      .slice(0, limits.facetValues)
      .map((group) => {
        const where = [...replaced(question.where, "mfaHow"), condition];
        const bar = barOf([name], group, { ...question, where }, of.counts.signIns);
        return { ...bar, label: promptReasonText(bar.label), detail: "" };
      }),
  });
  return [
    section(
      "MFA prompts answered with",
      "authMethod",
      answered,
      found.answered,
      // The password of the first step stands beside the second factor.
      (group) => isMethod(keyOf(group)) && !isPassword(keyOf(group)),
    ),
    section("MFA prompts not answered, as the log says", "mfaDetail", unanswered, found.unanswered),
    section("MFA prompts, required by", "mfaRequiredBy", prompted, found.prompted),
    section("MFA prompts, because of the session lifetime", "promptReason", prompted, found.prompted),
  ].filter(({ bars }) => bars.length > 0);
}
