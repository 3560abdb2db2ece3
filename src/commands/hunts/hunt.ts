import { UserError } from "../../errors.ts";
import type { Hunt } from "../../hunts/hunt.ts";
import { huntNamed, hunts } from "../../hunts/hunts.ts";
import { limits } from "../../limits.ts";
import { field } from "../../question/fields.ts";
import type { HuntView } from "../../views/view.ts";
import { inSentence, listed, number, plural } from "../../views/words.ts";
import type { Command, Task } from "../command.ts";
import { frame } from "../framing.ts";
import { huntButtons } from "./hunt-buttons.ts";
import { findingText } from "./hunt-finding.ts";
import { ruleOf, type Rule, type Search } from "./hunt-search.ts";
import { ruleText } from "../threshold-text.ts";
import { typeNames } from "../type-names.ts";

/** A named detection over the log. */
export const hunt: Command = {
  intent: "hunt",
  group: "security",
  summary: `${hunts.length} named detections, with thresholds of your own: "help hunts" lists them.`,
  menu: [
    {
      title: "password spray",
      what: "Attacks on many accounts; other hunts too.",
      example: "password spray last 7 days",
    },
  ],
  examples: [
    "password spray last 7 days",
    "spray min 10 users 30m",
    "impossible travel",
    "mfa fatigue last 7 days",
    "right password from a new country last 7 days",
    "odd hours last 7 days",
    "mass lockouts last 7 days",
    "new countries for grace past 7d vs prior 30d",
    "stolen sessions last 7 days",
    "failure spikes last 7 days",
    "dormant accounts back",
    "service principals from new ips",
    "service principals from new countries",
    "attack tools last 7 days",
    "first seen asns for admins by user last 7 days",
  ],
  run: async (task, { analysis }) => {
    const { question, scope, coverage } = task;
    if (question.hunt === undefined) {
      throw new UserError(`Say which hunt: ${listed(hunts.map(({ name }) => name))}.`);
    }
    const one = huntNamed(question.hunt);
    const rule = ruleOf(one, question);
    const limit = Math.min(question.limit ?? limits.findings, limits.mostRows);
    const found = await analysis.search({ hunt: question.hunt, rule, scope, coverage, limit }, task.signal);
    return huntView(one, rule, found, task);
  },
};

/** What a hunt has found. */
export function huntView(one: Hunt, rule: Rule, found: Search, task: Task): HuntView {
  const { findings, totals, remarks } = found;
  const answer = frame(task, {
    headline: huntHeadline(one, rule, found),
    coverage: [
      `Searched: ${listed(task.scope.types.map((type) => typeNames[type]))}.`,
      ...remarks,
      ...notTaken(one, task),
    ],
    buttons: huntButtons(rule, findings, task),
  });
  return {
    card: "hunt",
    ...answer,
    title: `Hunt ${one.name} · ${answer.title}`,
    explanation: one.explanation,
    rule: `Looked for: ${ruleText(one, rule)}.`,
    findings: findings.map((finding) => findingText(finding, one, task)),
    shown:
      findings.length < totals.findings
        ? `${number(findings.length)} of ${number(totals.findings)}, the worst first`
        : "",
  };
}

/** "2 users met many wrong passwords; somebody got in once." */
export function huntHeadline(one: Hunt, rule: Rule, { totals, remarks }: Search): string {
  const { findings, subjects, inside, accepted } = totals;
  if (findings === 0) {
    const unknown = remarks.length > 0 ? " Read the remarks below: not all could be told." : "";
    const lower = rule.having.some(({ atLeast = 0 }) => atLeast > 1)
      ? " Lower thresholds can be asked for."
      : "";
    return `Nothing found.${lower}${unknown}`;
  }
  const times = subjects < findings ? `, ${number(findings)} times in all` : "";
  const where = (count: number): string =>
    findings === 1
      ? ""
      : count === findings
        ? " each time"
        : count === 1
          ? " once"
          : ` ${number(count)} times`;
  // Of successes alone it need not be said.
  const entry = findsSuccesses(one)
    ? ""
    : inside > 0
      ? `; somebody got in${where(inside)}`
      : accepted > 0
        ? `; nobody got in, but a password was accepted${where(accepted)}`
        : one.aftermath === undefined
          ? ""
          : "; nobody got in";
  return `${subjectText(rule, subjects, findings)} ${one.found}${times}${entry}.`;
}

/** Whether all that it looks at are successes, so that somebody got in wherever it finds anything. */
export function findsSuccesses({ reads }: Hunt): boolean {
  return reads.where.some(({ field, is }) => field === "status" && is?.join() === "success");
}

function subjectText({ by }: Rule, subjects: number, findings: number): string {
  const [first, second] = by;
  if (first === undefined) return plural(findings, "time");
  const nouns = by.map((name) => field(name));
  return second === undefined
    ? plural(subjects, inSentence(nouns[0]?.label ?? ""), nouns[0]?.plural)
    : `${plural(subjects, "combination")} of ${listed(nouns.map(({ label }) => inSentence(label)))}`;
}

/** Parts of the question that this hunt has no use for. */
function notTaken({ name, by, takesBy, thresholds, takesWithin }: Hunt, { question }: Task): string[] {
  return [
    takesBy !== true && question.by !== undefined && question.by.join() !== by.join()
      ? `Findings of ${name} are always by ${listed(by.map((one) => inSentence(field(one).label)))}.`
      : "",
    question.within !== undefined && thresholds.within === undefined && takesWithin !== true
      ? `"within" means nothing to ${name}.`
      : "",
    question.baseline !== undefined &&
    (thresholds.baseline === undefined || typeof question.baseline !== "string")
      ? `The time to compare with means nothing to ${name}, or is no length such as 30 days.`
      : "",
  ].filter((line) => line !== "");
}
