import { UserError } from "../../errors.ts";
import { limits } from "../../limits.ts";
import { signInTypes } from "../../signin/sign-in.ts";
import { withinBounds } from "../bounds.ts";
import { describe } from "../describe.ts";
import type { FieldName } from "../fields.ts";
import { fitting, usualWindow } from "../keys.ts";
import { lex } from "../lex.ts";
import { conditionFields, Question, type Condition, type Intent } from "../question.ts";
import type { Reader } from "../time/phrases.ts";
import { readAlertHandling } from "./alerts.ts";
import { readAlert, readExplain, readHelp, readIds } from "./commands.ts";
import { readCompare } from "./compare.ts";
import { readFilters } from "./filters.ts";
import { readGroups, readTrend, readWhichValues } from "./groups.ts";
import { readHunts } from "./hunts.ts";
import { readColumns, readExport, readKeeping, readTimeline } from "./keeping.ts";
import { readMuting, readUnwatch, readWatch } from "./watching.ts";
import { readLink } from "./link.ts";
import { readAddresses, readCodes, readKnownApps } from "./literals.ts";
import { readExplicitNames, readUnknown, readVersions } from "./names.ts";
import { readBareName, readExceptions } from "./bare-name.ts";
import { readBareCountries, readPrepositions } from "./prepositions.ts";
import { readOversight } from "./oversight.ts";
import { readRanking } from "./ranking.ts";
import type { Draft, Reading, Rule } from "./reading.ts";
import { readPolicies, readReportOnly } from "./policies.ts";
import { readReports } from "./reports.ts";
import { readReport } from "./schedule.ts";
import { readCannot, readCount, readDigest, readRates, readStatusVersus, readSummary } from "./shapes.ts";
import { readInactivity } from "./inactivity.ts";
import { readBareNouns } from "./bare-nouns.ts";
import { readAbsence, readThresholds } from "./thresholds.ts";
import { readTime } from "./time.ts";
import { readMfaAlone, readRisk, readVerdicts } from "./verdicts.ts";
import {
  joinVerbs,
  mendTypos,
  readFillers,
  readLongValues,
  readNouns,
  readUsage,
  readVersus,
  splitGlued,
  readValues,
} from "./words.ts";

/** Who asks, when and where: what "today", "me" and "3/4" depend on. */
export type Context = Reader;

/** In this order: whole commands first, explicit before guessed, long phrases before single words. */
const rules: readonly Rule[] = [
  readHelp,
  readLink,
  readAlert,
  readExplain,
  readKeeping,
  readMuting,
  readUnwatch,
  readOversight,
  readAlertHandling,
  readReport,
  readIds,
  readFilters,
  readWatch,
  readExport,
  readColumns,
  readTimeline,
  readDigest,
  readHunts,
  readReportOnly,
  readPolicies,
  readReports,
  readCannot,
  readCount,
  readRates,
  readStatusVersus,
  readUnknown,
  readInactivity,
  readThresholds,
  readVersions,
  readExplicitNames,
  readKnownApps,
  readCodes,
  readAddresses,
  readCompare,
  readTime,
  readRisk,
  readWhichValues,
  readLongValues,
  readVerdicts,
  readUsage,
  readSummary,
  readTrend,
  readRanking,
  readGroups,
  readBareNouns,
  readAbsence,
  readMfaAlone,
  readValues,
  readNouns,
  readPrepositions,
  readBareCountries,
  readVersus,
  readExceptions,
];

/** What a watch has no room for: it counts all that matches, all the time. */
const notOfWatches: ReadonlySet<Rule> = new Set([
  readCompare,
  readTime,
  readWhichValues,
  readTrend,
  readRanking,
  readGroups,
]);
/** The same of a hunt that is watched, which has groups and a time to compare with. */
const notOfWatchedHunts: ReadonlySet<Rule> = new Set([readTime, readWhichValues, readTrend, readRanking]);

/**
 * Reads a command. Every word of the text either gets exactly one meaning, is a known filler, or stands in
 * `notUnderstood`.
 * @throws UserError for an empty text or one over 4,000 characters; nothing else throws
 */
export function parse(text: string, context: Context): Question {
  return interpret(text, context).question;
}

/** A question, and where in the text the words stand that were not understood. */
export interface Interpretation {
  readonly question: Question;
  readonly unread: readonly Span[];
}

/** A stretch of a text, `[start, end)` in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** As `parse`, with the places of what was not understood. */
export function interpret(text: string, context: Context): Interpretation {
  const reading = read(text, context);
  const { claimed, draft } = reading;
  const understood = claimed.includes(true);
  readBareName(reading);
  readFillers(reading);
  // Words that mean nothing alone ("hello", an emoji) ask for nothing; words that nothing explains are no name.
  const isGuess = !understood && (claimed.includes(false) || !draft.is.has("user"));
  if (isGuess) {
    const unread = unexplained(reading);
    return { question: { intent: "help", where: [], notUnderstood: unread.map(({ text }) => text) }, unread };
  }
  const unread = leftovers(reading);
  const question = finish(draft, unread);
  return draft.command === undefined
    ? { question, unread }
    : withCommand({ question, unread }, draft.command, context);
}

/** What is not understood of a command within another is not understood of the whole. */
function withCommand(
  { question, unread }: Interpretation,
  command: string,
  context: Context,
): Interpretation {
  const inner = interpret(command, context);
  return {
    question: {
      ...question,
      command: describe(inner.question),
      notUnderstood: [...inner.question.notUnderstood, ...question.notUnderstood],
    },
    unread: [...inner.unread, ...unread],
  };
}

/** The text after all rules but the guesses. */
export function read(text: string, context: Context): Reading {
  if (text.length > limits.commandLength) {
    throw new UserError(
      `A question has at most ${limits.commandLength} characters; this one has ${text.length}. Please shorten it.`,
    );
  }
  const all = joinVerbs(
    lex(text.replace(/^\s*<at>[^<]{0,200}<\/at>|^\s*@signpost\b/i, (mention) => " ".repeat(mention.length))),
  );
  const tokens = mendTypos(splitGlued(all.slice(0, limits.commandWords)));
  if (tokens.length === 0)
    throw new UserError('There is no question here. Try "failures last 24 hours" or "help".');
  const draft: Draft = { is: new Map(), isNot: new Map() };
  const reading: Reading = {
    text,
    tokens,
    claimed: tokens.map(() => false),
    excess: all.slice(limits.commandWords),
    reader: context,
    draft,
    nameless: new Set(),
    leftOut: new Set(),
  };
  for (const rule of rules) {
    if (isLeftOut(rule, draft)) leaveOut(reading, rule);
    else rule(reading);
  }
  return reading;
}

function isLeftOut(rule: Rule, { intent, watched }: Draft): boolean {
  return watched === true && (intent === "hunt" ? notOfWatchedHunts : notOfWatches).has(rule);
}

/** Lets a rule claim its words, which are nobody's name then, and takes nothing of it into the question but filters. */
function leaveOut(reading: Reading, rule: Rule): void {
  const { claimed, draft, leftOut } = reading;
  const before = [...claimed];
  rule({ ...reading, draft: { is: draft.is, isNot: draft.isNot, intent: draft.intent } });
  for (const [at, isClaimed] of claimed.entries()) if (isClaimed && before[at] === false) leftOut.add(at);
}

/** All words of a text of which too little was understood; none where each of them is a known filler. */
function unexplained({ tokens, claimed, excess, draft }: Reading): Span[] {
  return claimed.includes(false) || draft.is.size > 0
    ? [...tokens, ...excess].map(({ start, end, text }) => ({ start, end, text }))
    : [];
}

function finish(draft: Draft, unread: readonly Span[]): Question {
  const intent = intentOf(draft);
  implyTypes(draft);
  const {
    is: _is,
    isNot: _isNot,
    timed,
    timeline,
    grouped,
    rated: _rated,
    statusCounts: _counts,
    oneRange: _oneRange,
    watched: _watched,
    ...said
  } = draft;
  const { where, excess } = conditionsOf(draft);
  const notUnderstood = [...unread.map(({ text }) => text), ...excess];
  // Codes are explained without a look at any sign-in.
  if (said.codes !== undefined)
    return Question.parse({ intent, where: [], codes: said.codes, notUnderstood });
  const usual = timed === true ? undefined : usualWindow(intent);
  // Hunts have suspects of their own: only "by" gives them others.
  const firstSeen = said.hunt === "first-seen";
  const by =
    intent === "top" ? (said.by ?? defaultGroup(draft)) : grouped === true || firstSeen ? said.by : undefined;
  return Question.parse(
    fitting({
      ...said,
      intent,
      where,
      window: usual ?? said.window,
      rangeDefaulted: usual === undefined ? undefined : true,
      by,
      of: said.of ?? "signIns",
      split: said.split ?? said.by?.[0],
      order: timeline === true ? "oldest" : said.order,
      baseline: intent === "compare" || typeof said.baseline === "string" ? said.baseline : undefined,
      format: said.format ?? "csv",
      notUnderstood,
    }),
  );
}

function intentOf(draft: Draft): Intent {
  if (draft.watched === true) return "watch";
  const isCount = draft.intent === "count";
  // "Number of users per app" ranks the apps by their users.
  if (isCount && draft.grouped === true && draft.of !== "signIns") draft.rank = draft.of;
  // "How many failures per day" is a trend, "count failures by user" groups.
  if (draft.intent !== undefined && !(isCount && (draft.bucket !== undefined || draft.grouped === true)))
    return draft.intent;
  // "Sign-ins per day by app": the groups split the trend.
  if (draft.bucket !== undefined || draft.split !== undefined) return "trend";
  if (draft.by !== undefined || draft.having !== undefined || draft.rank !== undefined) return "top";
  return draft.rated === true ? "summary" : "list";
}

/** What `top` groups by where no field is said: the accounts of the log that is asked about. */
function defaultGroup({ is }: Draft): [FieldName] {
  const types = is.get("type") ?? [];
  const [only, ...more] = types;
  return more.length === 0 && (only === "servicePrincipal" || only === "managedIdentity") ? [only] : ["user"];
}

/** The conditions in the order of the field table, and the values for which a question has no room. */
export function conditionsOf({ is, isNot }: Draft): { where: Condition[]; excess: string[] } {
  const all: Condition[] = [
    ...[...is].map(([field, values]) => ({ field, is: values })),
    ...[...isNot].map(([field, values]) => ({ field, isNot: values })),
  ].sort((a, b) => conditionFields.indexOf(a.field) - conditionFields.indexOf(b.field));
  return withinBounds(all);
}

/** Naming a service principal or managed identity asks about its log, and a timeline about all of them. */
function implyTypes({ is, timeline, by, of }: Draft): void {
  if (is.has("type")) return;
  if (timeline === true) return void is.set("type", [...signInTypes]);
  const implied = (["servicePrincipal", "managedIdentity"] as const).filter(
    (name) => is.has(name) || by?.includes(name) === true || of === name,
  );
  if (implied.length > 0) is.set("type", implied);
}

export function leftovers({ text, tokens, claimed, leftOut, excess }: Reading): Span[] {
  return [...tokens.filter((_, at) => claimed[at] !== true || leftOut.has(at)), ...excess]
    .map((token) => {
      const said = token.quoted ? token.text : text.slice(token.start, token.start + token.text.length);
      return { start: token.start, end: token.quoted ? token.end : token.start + said.length, text: said };
    })
    .filter((span) => span.text.trim() !== "");
}
