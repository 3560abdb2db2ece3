import { fold } from "./fold.ts";
import { lex } from "./lex.ts";
import type { AlertOutcome, Condition, Having, Question } from "./question.ts";
import { describeWindow } from "./time/describe-window.ts";
import { phraseAt } from "./time/phrases.ts";
import { countryAt, fieldAt, meaningAt } from "./vocabulary.ts";
import { knownApps } from "../signin/known-apps.ts";
import { field, type FieldName } from "./fields.ts";
import { workdays } from "./question.ts";
import { signInTypes } from "../signin/sign-in.ts";

/**
 * The canonical command of a question: `parse` reads it back to the same question. What was not understood is not
 * part of it.
 */
export function describe(question: Question): string {
  const { intent, topic, codes, id = "", name } = question;
  switch (intent) {
    case "help":
      return topic === undefined ? "help" : `help ${topic}`;
    case "about":
    case "alerts":
    case "watches":
    case "saved":
      return intent;
    case "detail":
    case "alert":
    case "unwatch":
      if (question.id === undefined && intent === "unwatch") return intent;
      return `${intent === "detail" ? "show" : intent} ${guid.test(id) || /^#\d+$/.test(id) ? id : inQuotes(id)}`;
    case "mute":
    case "unmute":
      if (id === undefined) return intent;
      return join([intent, inQuotes(id), intent === "mute" ? `length:${question.length ?? ""}` : ""]);
    case "acknowledge":
    case "close":
    case "reopen":
      return aboutAlert(question);
    case "allow":
    case "disallow":
      return `${intent} here`;
    case "run":
    case "forget":
      return `${intent} ${inQuotes(name ?? "")}`;
    case "save":
      return `save ${question.command ?? "this"} as ${inQuotes(name ?? "")}`;
    case "report":
      return `${scheduleText(question)}: ${question.command ?? "this"}`;
    case "link":
      return `link to ${question.command ?? "this"}`;
    case "explain":
      return codes === undefined ? aboutSignIns(question) : `explain ${codes.join(" ")}`;
    case "list":
    case "summary":
    case "count":
    case "top":
    case "trend":
    case "compare":
    case "pattern":
    case "methods":
    case "coverage":
    case "policies":
    case "hunt":
    case "digest":
    case "export":
    case "watch":
    case "audit":
      return aboutSignIns(question);
  }
}

/** "every day at 09:00", "every mon and fri at 08:30": when a report is made. */
export function scheduleText({ at = "", days }: Question): string {
  return `every ${days === undefined ? "day" : days.join() === workdays.join() ? "weekday" : days.join(" and ")} at ${at}`;
}

/** "close alert 12 as falsePositive because "the scanner"". */
function aboutAlert({ intent, id, outcome, reason }: Question): string {
  return join([
    intent,
    id === undefined ? "" : `alert ${id}`,
    outcome === undefined ? "" : `as ${outcomeWords[outcome]}`,
    reason === undefined ? "" : `because ${inQuotes(reason)}`,
  ]);
}

/** What an alert turned out to be, as it is said. */
export const outcomeWords: Readonly<Record<AlertOutcome, string>> = {
  truePositive: "true positive",
  benignPositive: "benign positive",
  falsePositive: "false positive",
  undetermined: "undetermined",
};

function aboutSignIns(question: Question): string {
  return join([
    ...shape(question),
    ...filters(question),
    ...settings(question),
    range(question),
    versus(question),
  ]);
}

/** The other range of a comparison. */
function versus({ baseline }: Question): string {
  return typeof baseline === "object" ? `vs ${describeWindow(baseline)}` : "";
}

/** The leading words that make the intent. */
function shape(question: Question): string[] {
  const status = statusWord(question);
  switch (question.intent) {
    case "summary":
    case "pattern":
    case "methods":
    case "policies":
    case "digest":
    case "audit":
      return [question.intent, status ?? ""];
    case "watch":
      return question.hunt === undefined
        ? ["watch", status ?? "sign-ins"]
        : ["watch", ...huntShape(question)];
    case "compare":
      return [
        "compare",
        status ?? "",
        ...(question.by === undefined ? [] : [`by ${question.by.map(groupWord).join(" and ")}`]),
      ];
    case "coverage":
      return ["mfa coverage", status ?? ""];
    case "explain":
      return ["explain", status ?? "sign-ins"];
    case "hunt":
      return huntShape(question);
    case "export":
      return [`export ${question.format ?? "csv"}`, status ?? "sign-ins"];
    case "count": {
      const of = question.of ?? "signIns";
      return of === "signIns" ? ["count", status ?? "sign-ins"] : ["count", field(of).plural, status ?? ""];
    }
    case "top":
      return [
        question.limit === undefined ? "top" : `top ${question.limit}`,
        status ?? "",
        `by ${(question.by ?? ["user"]).map(groupWord).join(" and ")}`,
      ];
    case "trend":
      return [status ?? "sign-ins", question.bucket === undefined ? "trend" : `per ${question.bucket}`];
    default:
      return [status ?? "sign-ins"];
  }
}

function huntShape(question: Question): string[] {
  return [
    `hunt ${question.hunt ?? ""}`,
    statusWord(question) ?? "",
    ...(question.by === undefined ? [] : [`by ${question.by.map(groupWord).join(" and ")}`]),
  ];
}

/** The word that groups by a field. */
function groupWord(name: FieldName): string {
  return field(name).words[0];
}

/** A single status is said as a word; anything else as a filter. */
function statusWord({ intent, where }: Question): string | undefined {
  // After "policies" a word for failures is about what the policies did.
  if (intent === "policies") return undefined;
  const status = where.find((condition) => condition.field === "status" && condition.is !== undefined);
  const [only, ...more] = status?.is ?? [];
  if (only === undefined || more.length > 0) return undefined;
  return { failure: "failures", success: "successes", interrupted: "interrupted" }[only];
}

function filters(question: Question): string[] {
  const spoken = statusWord(question) === undefined ? undefined : "status";
  return question.where
    .filter((condition) => !(condition.field === spoken && condition.is !== undefined))
    .map((condition) => plainUser(condition) ?? filter(condition));
}

function filter({ field: name, is, isNot }: Condition): string {
  if (name === "type" && is?.length === signInTypes.length) return "all logs";
  return `${isNot === undefined ? "" : "-"}${name}:${(is ?? isNot ?? []).map(quote).join(",")}`;
}

/** "for alice" where the name is one word that means nothing else. */
function plainUser({ field: name, is }: Condition): string | undefined {
  const [value = "", ...more] = is ?? [];
  return name === "user" && more.length === 0 && (value === "me" || isPlainName(value))
    ? `for ${value}`
    : undefined;
}

const appWords: ReadonlySet<string> = new Set(knownApps.flatMap((app) => app.words));

/** A word that every rule of the parser would leave alone. */
function isPlainName(value: string): boolean {
  if (!/^[A-Za-z][A-Za-z]*([.@_][A-Za-z0-9]+)*$/.test(value)) return false;
  const tokens = lex(value);
  const word = fold(value);
  const clock = { now: new Date(0), timezone: "UTC", weekStart: "monday", locale: "en-GB" } as const;
  return (
    tokens.length === 1 &&
    tokens[0]?.text === value &&
    value.length >= 3 &&
    !appWords.has(word) &&
    meaningAt(tokens, 0) === undefined &&
    fieldAt(tokens, 0) === undefined &&
    countryAt(tokens, 0) === undefined &&
    phraseAt(tokens, 0, clock) === undefined
  );
}

function settings(question: Question): string[] {
  const { intent, limit, having, columns, baseline } = question;
  const said = (
    name: "order" | "offset" | "rank" | "within" | "split" | "threshold" | "every" | "row",
  ): string => (question[name] === undefined ? "" : `${name}:${question[name]}`);
  return [
    limit !== undefined && intent !== "top" ? `limit:${limit}` : "",
    said("order"),
    said("offset"),
    said("row"),
    said("rank"),
    said("split"),
    having === undefined || having.length === 0 ? "" : `having:${having.map(threshold).join(",")}`,
    said("within"),
    said("threshold"),
    said("every"),
    columns === undefined ? "" : `columns:${columns.join(",")}`,
    typeof baseline === "string" ? `baseline:${baseline}` : "",
  ];
}

function threshold({ of, atLeast, atMost, before }: Having): string {
  if (before !== undefined) return `${of}<${before}`;
  return atLeast === undefined ? `${of}<=${atMost}` : `${of}>=${atLeast}`;
}

function range(question: Question): string {
  if (question.intent === "watch") return "";
  return question.rangeDefaulted === true ? "" : describeWindow(question.window);
}

/** A value as a filter takes it: bare where that is safe, in quotes otherwise. */
export function quote(value: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._@/-]*$/.test(value)) return value;
  return inQuotes(value);
}

function inQuotes(value: string): string {
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
