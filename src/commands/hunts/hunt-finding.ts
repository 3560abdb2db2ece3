import type { Entry, Evidence, Hunt, Trait, Value } from "../../hunts/hunt.ts";
import { countryName } from "../../question/countries.ts";
import { field, type FieldName } from "../../question/fields.ts";
import type { Condition } from "../../question/question.ts";
import type { HuntFinding, Tone } from "../../views/view.ts";
import type { Found } from "./hunt-search.ts";
import { inSentence, listed, plural, rowTime, saidTime, spanText } from "../../views/words.ts";
import type { Task } from "../command.ts";
import { replaced, reshape } from "../framing.ts";
import { countedText } from "../threshold-text.ts";

/** So many values of one field are named. */
const namedValues = 3;

/** A finding in words. */
export function findingText(finding: Found, hunt: Hunt, task: Task): HuntFinding {
  const { scope } = task;
  const { first, last, subject } = finding;
  const { text, tone } = verdictOf(finding, hunt, task);
  return {
    subject:
      subject.length === 0 ? rowTime(first, scope.now, scope.timezone) : subject.map(subjectText).join(" · "),
    time: spanText(first, last, scope.now, scope.timezone),
    lines: linesOf(finding.evidence, task),
    verdict: text,
    tone,
    ask: ownSignIns(finding, hunt, task),
  };
}

/** Counts share a line; everything else has one of its own. */
function linesOf(evidence: readonly Evidence[], { scope }: Task): string[] {
  const counts = evidence.flatMap((one) => (one.kind === "count" ? [countedText(one.of, one.count)] : []));
  const values = evidence.flatMap((one) => (one.kind === "values" ? [valuesText(one.of, one.values)] : []));
  const others = evidence.flatMap((one) => {
    if (one.kind === "text") return [one.text];
    if (one.kind !== "moment") return [];
    const what = [one.text, ...one.values.map(({ of, value }) => valueText(of, value))];
    return [
      `${rowTime(one.at, scope.now, scope.timezone)}: ${what.filter((part) => part !== "").join(" · ")}`.replace(
        /: $/,
        "",
      ),
    ];
  });
  return [counts.join(" · "), ...others, values.join(" · ")].filter((line) => line !== "");
}

function valuesText(of: FieldName, values: readonly Value[]): string {
  const { label, plural: many } = field(of);
  const named = values.slice(0, namedValues).map((value) => valueText(of, value));
  const rest = values.length - named.length;
  const heading = inSentence(values.length === 1 ? label : many);
  return `${heading}: ${rest > 0 ? `${named.join(", ")} and ${rest} more` : listed(named)}`;
}

function valueText(of: FieldName, { key, name, alias }: Value): string {
  return of === "country" ? countryName(key) : (name ?? alias ?? key);
}

function subjectText({ of, value }: Trait): string {
  const shown = valueText(of, value);
  if (of === "user" && value.alias !== undefined && value.alias !== shown) return `${shown} <${value.alias}>`;
  return of === "sessionId" ? `session ${shown}` : shown;
}

function verdictOf({ entry }: Found, { aftermath }: Hunt, { scope }: Task): { text: string; tone: Tone } {
  const last = entry.last === undefined ? "" : `, last ${saidTime(entry.last, scope.now, scope.timezone)}`;
  const accepted = entry.accepted.length === 0 ? "" : `Password accepted: ${whom(entry.accepted)}.`;
  if (entry.successes > 0) {
    return {
      text: `Got in: ${whoGotIn(entry)}${last}. ${accepted}`.trim(),
      tone: "attention",
    };
  }
  if (accepted !== "") return { text: `${accepted} Nobody got in.`, tone: "warning" };
  if (aftermath !== undefined && aftermath.source !== "any") {
    return { text: "Nobody of them got in from there, up to a day after.", tone: "good" };
  }
  return { text: "Nobody got in.", tone: "good" };
}

function whoGotIn({ users, successes }: Entry): string {
  const times = plural(successes, "success", "successes");
  return users.length === 0 ? times : `${whom(users)}, ${times}`;
}

function whom(users: readonly Value[]): string {
  const named = users.slice(0, namedValues).map((value) => valueText("user", value));
  const rest = users.length - named.length;
  return rest > 0 ? `${named.join(", ")} and ${plural(rest, "other")}` : listed(named);
}

/** All sign-ins of its subject while it lasted. */
function ownSignIns({ subject, first, last }: Found, { reads }: Hunt, { question, scope }: Task): string {
  const narrow = reads.where.flatMap(({ field, is }): Condition[] =>
    is === undefined || is.length > 2 ? [] : [{ field, is: [...is] }],
  );
  const where = [...narrow, ...subject.map(conditionOn)].reduce<Condition[]>(
    (all, condition) => replaced(all, condition.field, condition.is),
    replaced(question.where, "type", scope.types),
  );
  const iso = (at: number): string => new Date(at).toISOString();
  return reshape(question, { intent: "list", where, window: { from: iso(first), to: iso(last + 1_000) } });
}

/** The condition that a trait of a finding makes. */
export function conditionOn({ of, value }: Trait): Condition & { readonly is: string[] } {
  return { field: of, is: [value.alias ?? value.key] };
}
