import { countryName } from "../question/countries.ts";
import { describe } from "../question/describe.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Condition, Question } from "../question/question.ts";
import { signInTypes, type SignInType } from "../signin/sign-in.ts";
import type { Coverage, StatusCounts, Summary } from "../store/store.ts";
import type { Answer, Button, Figure } from "../views/view.ts";
import { howOld, fullTime, inSentence, listed, number, plural, rangeText } from "../views/words.ts";
import type { Task } from "./command.ts";
import { labelKey, type Names } from "./names.ts";
import { typeNames } from "./type-names.ts";
import { unreadLines } from "./unread-logs.ts";

/** What stands around every answer: what was understood, what was left out, how fresh and how complete it is. */

/** What a command adds to the frame of its answer. */
interface Content {
  readonly headline: string;
  readonly buttons: readonly Button[];
  readonly coverage?: readonly string[];
  /** What kind of answer it is, where the title would not tell: "MFA coverage". */
  readonly about?: string;
}

/** The heading and the coverage of an answer; headline and buttons come from the command. */
export function frame(task: Task, rest: Content): Answer {
  const { question, scope } = task;
  const title = titleOf(question, task.names, scope.types);
  return {
    title: rest.about === undefined ? title : `${rest.about} · ${title}`,
    range: rangeText(scope.range.from, scope.range.to, scope.timezone),
    notes: notesOf(task),
    headline: rest.headline,
    coverage: [...(rest.coverage ?? []), ...freshness(task.coverage, task)],
    buttons: rest.buttons,
  };
}

/** "Failures · Alice Ng <alice@contoso.com> · not Germany · interactive". */
export function titleOf(question: Question, names: Names, types: readonly SignInType[]): string {
  const status = question.where.find((condition) => condition.field === "status");
  const others = question.where.filter(
    (condition) => condition.field !== "type" && condition.field !== "status",
  );
  const logs =
    types.length === signInTypes.length ? "all logs" : listed(types.map((type) => typeNames[type]));
  return [statusTitle(status), ...others.map((condition) => conditionTitle(condition, names)), logs].join(
    " · ",
  );
}

function statusTitle(status: Condition | undefined): string {
  const words = { success: "Successes", failure: "Failures", interrupted: "Interrupted" };
  const said = (values: readonly string[]): string =>
    listed(values.map((value) => words[value as keyof typeof words] ?? value));
  if (status?.is !== undefined) return said(status.is);
  return status?.isNot === undefined ? "Sign-ins" : `All but ${said(status.isNot).toLowerCase()}`;
}

function conditionTitle({ field: name, is, isNot }: Condition, names: Names): string {
  const values = [...new Set((is ?? isNot ?? []).map((value) => valueTitle(name, value, names)))];
  const shown =
    values.length > 4 ? `${values.slice(0, 3).join(", ")} and ${values.length - 3} more` : listed(values);
  const label = ["user", "app", "ip", "country", "city", "id"].includes(name)
    ? ""
    : `${inSentence(field(name as FieldName).label)} `;
  return `${isNot === undefined ? "" : "not "}${label}${shown}`;
}

function valueTitle(name: Condition["field"], value: string, names: Names): string {
  if (value === "") return name === "id" ? "?" : `unknown ${inSentence(field(name).label)}`;
  return names.labels.get(labelKey(name, value)) ?? (name === "country" ? countryName(value) : value);
}

function notesOf({ question, names, ownOnly }: Task): string[] {
  const left = question.notUnderstood.map((word) => `"${word}"`);
  return [
    left.length === 0 ? "" : `I left out: ${left.join(", ")}.`,
    question.rangeDefaulted === true ? `No range was named, so the last ${usualText(question)} taken.` : "",
    countsFailuresWithoutMfa(question)
      ? 'Sign-ins that failed before MFA count here as well: "only successes" leaves those who got in without it.'
      : "",
    ownOnly === undefined ? "" : "Only your own sign-ins: you may not see those of others.",
    ...names.notes,
  ].filter((note) => note !== "");
}

/** "7 days were". */
function usualText({ window }: Question): string {
  const days = Number(window?.from?.replace(/\D/g, ""));
  return days === 1 ? "day was" : `${days} days were`;
}

function countsFailuresWithoutMfa({ where, intent }: Question): boolean {
  const asksWithout = where.some(({ field: name, is }) => name === "mfa" && is?.includes("none") === true);
  return asksWithout && intent !== "coverage" && !where.some(({ field: name }) => name === "status");
}

/** The newest record and its age, and whether the range reaches back further than the data. */
export function freshness(
  coverage: Coverage,
  { scope, ownOnly, synced }: Pick<Task, "scope" | "ownOnly" | "synced">,
): string[] {
  const waiting = unreadLines({ scope, synced });
  if (coverage.newest === undefined || coverage.oldest === undefined)
    return waiting.length > 0 ? waiting : ["The store is empty: there are no sign-ins yet."];
  const newest = Math.max(0, ...scope.types.map((type) => coverage.types[type]?.newest ?? 0));
  const missing = scope.types
    .filter((type) => coverage.types[type] === undefined)
    .map((type) => typeNames[type]);
  const from = scope.range.from;
  // How an import of everybody's sign-ins went is not for those who may see their own alone.
  const records =
    ownOnly === undefined ? coverage.quarantined.reduce((sum, { records }) => sum + records, 0) : 0;
  return [
    newest === 0 ? "" : `Newest record ${fullTime(newest, scope.timezone)}, ${howOld(newest, scope.now)}.`,
    missing.length === 0 ? "" : `No ${listed(missing)} log is stored here.`,
    from !== undefined && from < coverage.oldest - 86_400_000
      ? `The question reaches back further than the data: the oldest record is of ${fullTime(coverage.oldest, scope.timezone)}.`
      : "",
    ...waiting,
    records === 0
      ? ""
      : `${plural(records, "record")} could not be read, and ${records === 1 ? "is" : "are"} not counted here.`,
  ].filter((line) => line !== "");
}

/** What matches in the logs that were not searched. */
export function otherLogs(everywhere: Summary, types: readonly SignInType[]): string {
  const others = (everywhere.facets.type ?? []).filter(
    (group) => !types.includes(group.values[0]?.key as SignInType),
  );
  const waiting = others.map(
    (group) => `${number(group.counts.signIns)} ${typeNames[group.values[0]?.key as SignInType] ?? ""}`,
  );
  const searched = `Searched: ${listed(types.map((type) => typeNames[type]))}.`;
  return waiting.length === 0 ? searched : `${searched} Also matching: ${listed(waiting)}.`;
}

/** Ways to what matches in the logs that were not searched: "Service principal". */
export function otherLogButtons(
  everywhere: Summary,
  { question, scope }: Pick<Task, "question" | "scope">,
): Button[] {
  return (everywhere.facets.type ?? [])
    .map((group) => group.values[0]?.key as SignInType)
    .filter((type) => !scope.types.includes(type) && typeNames[type] !== undefined)
    .map((type) => ({
      title: `${typeNames[type].charAt(0).toUpperCase()}${typeNames[type].slice(1)}`,
      ask: sentence(question, { where: replaced(question.where, "type", [type]), offset: undefined }),
    }));
}

/** "14 failures", "3 successes", or "17 sign-ins" where they ended differently. */
export function countedSignIns(counts: StatusCounts): string {
  if (counts.signIns === 0) return plural(0, "sign-in");
  if (counts.failure === counts.signIns) return plural(counts.failure, "failure");
  if (counts.interrupted === counts.signIns) return plural(counts.interrupted, "interrupted sign-in");
  if (counts.success === counts.signIns) return plural(counts.success, "success", "successes");
  return plural(counts.signIns, "sign-in");
}

/**
 * The counts of the statuses that were asked for. Where that is one alone, the headline says its count, and a nought
 * beside it would read as "nobody got in".
 */
export function countFigures(counts: StatusCounts, { where }: Question): Figure[] {
  const status = where.find((condition) => condition.field === "status");
  const asked = statusFigures.filter(
    ({ label }) => status?.is?.includes(label) !== false && status?.isNot?.includes(label) !== true,
  );
  return asked.length === 1 ? [] : asked.map((one) => ({ ...one, value: number(counts[one.label]) }));
}

const statusFigures = [
  { label: "success", tone: "good" },
  { label: "failure", tone: "attention" },
  { label: "interrupted", tone: "warning" },
] as const;

/** Sentences of buttons: the question changed a little, in canonical words. */
export function sentence(question: Question, change: Partial<Question>): string {
  const changed: Question = { ...question, ...change, notUnderstood: [] };
  return describe(
    Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) as Question,
  );
}

/** The question as one of another shape: keys that belong to the old shape are dropped. */
export function reshape(question: Question, change: Partial<Question> & Pick<Question, "intent">): string {
  // The window is said even where it was a default: defaults differ between shapes, and what the asker saw has to stay.
  const { where, window } = question;
  return sentence({ intent: change.intent, where, window, notUnderstood: [] }, change);
}

/** `where` with a field's condition replaced; no values removes it. */
export function replaced(
  where: readonly Condition[],
  name: Condition["field"],
  is?: readonly string[],
): Condition[] {
  const rest = where.filter((condition) => condition.field !== name);
  return is === undefined ? rest : [...rest, { field: name, is: [...is] }];
}

/**
 * The way through an answer of many rows, page by page in the same place.
 * @param limit rows of a page
 * @param left rows after those that are shown
 */
export function pageButtons(question: Question, limit: number, left: number): Button[] {
  const { offset = 0 } = question;
  const page = (title: string, to: number): Button => ({
    title,
    ask: sentence(question, { offset: to === 0 ? undefined : to }),
    inPlace: true,
  });
  return [
    ...(left > 0 ? [page(`Next ${Math.min(limit, left)}`, offset + limit)] : []),
    ...(offset > 0 ? [page("Previous", Math.max(0, offset - limit))] : []),
  ];
}

/** The usual ranges as buttons, without the one that is shown. */
export function rangeButtons(question: Question): Button[] {
  const ranges = [
    ["24 h", "now-24h"],
    ["7 days", "now-7d"],
    ["30 days", "now-30d"],
  ] as const;
  return ranges
    .filter(([, from]) => !(question.window?.from === from && question.window.to === "now"))
    .map(([title, from]) => ({
      title,
      ask: sentence(question, { window: { from, to: "now" }, rangeDefaulted: undefined, offset: undefined }),
    }));
}
