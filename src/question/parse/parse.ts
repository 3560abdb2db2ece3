import { UserError } from "../../errors.ts";
import { limits } from "../../limits.ts";
import { lex } from "../lex.ts";
import {
  conditionFields,
  mostConditions,
  mostValues,
  Question,
  type Condition,
  type Intent,
} from "../question.ts";
import type { Reader } from "../time/phrases.ts";
import { readExplain, readHelp, readIds } from "./commands.ts";
import { readFilters } from "./filters.ts";
import { readAddresses, readCodes, readExplicitNames, readKnownApps, readUnknown } from "./names.ts";
import { readBareName, readPrepositions } from "./prepositions.ts";
import type { Draft, Reading, Rule } from "./reading.ts";
import { readCount, readGroups, readRanking, readSummary, readTrend, readWhy } from "./shapes.ts";
import { readAbsence, readBareNouns, readThresholds } from "./thresholds.ts";
import { readTime } from "./time.ts";
import { mendTypos, readFillers, readLongValues, readNouns, readValues } from "./words.ts";

/** Who asks, when and where: what "today", "me" and "3/4" depend on. */
export type Context = Reader;

/** In this order: explicit before guessed, long phrases before single words. */
const rules: readonly Rule[] = [
  readHelp,
  readExplain,
  readIds,
  readFilters,
  readUnknown,
  readExplicitNames,
  readKnownApps,
  readCodes,
  readAddresses,
  readTime,
  readLongValues,
  readWhy,
  readSummary,
  readCount,
  readTrend,
  readRanking,
  readGroups,
  readThresholds,
  readBareNouns,
  readAbsence,
  readValues,
  readNouns,
  readPrepositions,
];

/**
 * Reads a command. Every word of the text either gets exactly one meaning, is a known filler, or stands in
 * `notUnderstood`.
 * @throws UserError for an empty text or one over 4,000 characters; nothing else throws
 */
export function parse(text: string, context: Context): Question {
  if (text.length > limits.commandLength) {
    throw new UserError(
      `A question has at most ${limits.commandLength} characters; this one has ${text.length}. Please shorten it.`,
    );
  }
  const tokens = mendTypos(
    lex(text.replace(/^\s*<at>[^<]{0,200}<\/at>|^\s*@signpost\b/i, (mention) => " ".repeat(mention.length))),
  );
  if (tokens.length === 0)
    throw new UserError('There is no question here. Try "failures last 24 hours" or "help".');
  const draft: Draft = { is: new Map(), isNot: new Map() };
  const reading: Reading = { text, tokens, claimed: tokens.map(() => false), reader: context, draft };
  for (const rule of rules) rule(reading);
  const understood = reading.claimed.includes(true);
  readBareName(reading);
  readFillers(reading);
  // Words that mean nothing alone ("hello", an emoji) ask for nothing; words that nothing explains are no name.
  const isGuess = !understood && (reading.claimed.includes(false) || !draft.is.has("user"));
  return isGuess ? { intent: "help", where: [], notUnderstood: unexplained(reading) } : finish(reading);
}

/** All words of a text of which too little was understood; none where each of them is a known filler. */
function unexplained({ tokens, claimed, draft }: Reading): string[] {
  return claimed.includes(false) || draft.is.size > 0 ? tokens.map(({ text }) => text) : [];
}

/** Ranges of intents where the text names none; absent means everything the store holds. */
const usualDays: Readonly<Partial<Record<Intent, number>>> = {
  list: 7,
  summary: 7,
  count: 7,
  top: 30,
  trend: 30,
};

function finish({ text, tokens, claimed, draft }: Reading): Question {
  const { is: _, isNot: __, timed, ...said } = draft;
  implyTypes(draft);
  const intent = said.intent ?? intentOf(draft);
  const days = usualDays[intent];
  const defaulted = timed !== true && days !== undefined;
  const { where, excess } = conditionsOf(draft);
  const notUnderstood = [...leftovers(text, tokens, claimed), ...excess];
  if (intent === "help" || intent === "about" || intent === "explain" || intent === "detail") {
    const { topic, codes, id } = said;
    return prune({ intent, where: [], topic, codes, id, notUnderstood });
  }
  return prune({
    ...said,
    intent,
    where,
    window: defaulted ? { from: `now-${days}d`, to: "now" } : said.window,
    rangeDefaulted: defaulted ? true : undefined,
    by: intent === "top" ? (said.by ?? ["user"]) : undefined,
    of: intent === "count" ? (said.of ?? "signIns") : undefined,
    limit: intent === "list" || intent === "top" ? said.limit : undefined,
    order: intent === "list" || intent === "top" ? said.order : undefined,
    notUnderstood,
  });
}

function intentOf(draft: Draft): Intent {
  if (draft.by !== undefined || draft.having !== undefined) return "top";
  return draft.bucket === undefined ? "list" : "trend";
}

/** The conditions in the order of the field table, and the values for which a question has no room. */
function conditionsOf({ is, isNot }: Draft): { where: Condition[]; excess: string[] } {
  const all: Condition[] = [
    ...[...is].map(([field, values]) => ({ field, is: values })),
    ...[...isNot].map(([field, values]) => ({ field, isNot: values })),
  ].sort((a, b) => conditionFields.indexOf(a.field) - conditionFields.indexOf(b.field));
  const values = (condition: Condition): string[] => condition.is ?? condition.isNot ?? [];
  const bounded = all
    .slice(0, mostConditions)
    .map((condition): Condition =>
      condition.is === undefined
        ? { field: condition.field, isNot: values(condition).slice(0, mostValues) }
        : { field: condition.field, is: values(condition).slice(0, mostValues) },
    );
  const excess = [
    ...all.slice(0, mostConditions).flatMap((condition) => values(condition).slice(mostValues)),
    ...all.slice(mostConditions).flatMap(values),
  ];
  return { where: bounded, excess };
}

/** Naming a service principal or managed identity asks about its log. */
function implyTypes({ is }: Draft): void {
  if (is.has("type")) return;
  const implied = (["servicePrincipal", "managedIdentity"] as const).filter((name) => is.has(name));
  if (implied.length > 0) is.set("type", implied);
}

function leftovers(text: string, tokens: Reading["tokens"], claimed: readonly boolean[]): string[] {
  return tokens
    .filter((_, at) => claimed[at] !== true)
    .map((token) => (token.quoted ? token.text : text.slice(token.start, token.start + token.text.length)))
    .filter((word) => word.trim() !== "");
}

/** Keys that do not apply are absent, not undefined. */
function prune(question: { [key in keyof Question]: Question[key] | undefined }): Question {
  return Question.parse(
    Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined)),
  );
}
