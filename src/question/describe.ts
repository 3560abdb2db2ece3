import { fold } from "./fold.ts";
import { lex } from "./lex.ts";
import type { Condition, Having, Question } from "./question.ts";
import { describeWindow } from "./time/describe-window.ts";
import { phraseAt } from "./time/phrases.ts";
import { countryAt, fieldAt, meaningAt } from "./vocabulary.ts";
import { knownApps } from "../signin/known-apps.ts";
import { field } from "./fields.ts";
import { signInTypes } from "../signin/sign-in.ts";

/**
 * The canonical command of a question: `parse` reads it back to the same question. What was not understood is not
 * part of it.
 */
export function describe(question: Question): string {
  switch (question.intent) {
    case "help":
      return question.topic === undefined ? "help" : `help ${question.topic}`;
    case "about":
      return "about";
    case "explain":
      return `explain ${(question.codes ?? []).join(" ")}`;
    case "detail":
      return `show ${guid.test(question.id ?? "") ? question.id : inQuotes(question.id ?? "")}`;
    case "list":
    case "summary":
    case "count":
    case "top":
    case "trend":
      return join([...shape(question), ...filters(question), ...settings(question), range(question)]);
  }
}

/** The leading words that make the intent. */
function shape(question: Question): string[] {
  const status = statusWord(question);
  switch (question.intent) {
    case "summary":
      return ["summary", status ?? ""];
    case "count": {
      const of = question.of ?? "signIns";
      return of === "signIns" ? ["count", status ?? "sign-ins"] : ["count", field(of).plural, status ?? ""];
    }
    case "top":
      return [
        question.limit === undefined ? "top" : `top ${question.limit}`,
        `by ${(question.by ?? ["user"]).map((name) => field(name).words[0]).join(" and ")}`,
        status ?? "",
      ];
    case "trend":
      return [status ?? "sign-ins", question.bucket === undefined ? "trend" : `per ${question.bucket}`];
    default:
      return [status ?? "sign-ins"];
  }
}

/** A single status is said as a word; anything else as a filter. */
function statusWord({ where }: Question): string | undefined {
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
  const { intent, limit, order, offset, rank, having } = question;
  return [
    limit !== undefined && intent === "list" ? `limit:${limit}` : "",
    order === undefined ? "" : `order:${order}`,
    offset === undefined ? "" : `offset:${offset}`,
    rank === undefined ? "" : `rank:${rank}`,
    having === undefined || having.length === 0 ? "" : `having:${having.map(threshold).join(",")}`,
  ];
}

function threshold({ of, atLeast, atMost, before }: Having): string {
  if (before !== undefined) return `${of}<${before}`;
  return atLeast === undefined ? `${of}<=${atMost}` : `${of}>=${atLeast}`;
}

function range(question: Question): string {
  return question.rangeDefaulted === true ? "" : describeWindow(question.window);
}

/** A value as a filter takes it: bare where that is safe, in quotes otherwise. */
function quote(value: string): string {
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
