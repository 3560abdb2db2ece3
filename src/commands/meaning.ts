import type { Alert } from "../alerts/alert.ts";
import { describe } from "../question/describe.ts";
import { isChange } from "../question/keys.ts";
import { parseFollowUp } from "../question/parse/follow-up.ts";
import { interpret, type Context, type Span } from "../question/parse/parse.ts";
import type { FollowUp, Intent, Question } from "../question/question.ts";
import { refine } from "../question/refine.ts";
import { resolved } from "../question/resolved.ts";
import type { Store } from "../store/store.ts";
import type { ChoiceView, NoticeView } from "../views/view.ts";
import {
  alertOfThread,
  mayPoint,
  questionAbout,
  questionInThread,
  withStoredIds,
} from "./alerts/alert-thread.ts";
import type { Ask } from "./ask.ts";
import { memoryOf, type Memory } from "./memory.ts";
import { recall } from "./recall.ts";

/** What a text means here: in this conversation, for this person. */
export interface Meaning {
  readonly question: Question;
  /** Where in the text the words stand that were not understood. */
  readonly unread: readonly Span[];
  /** How it was read, where that needs a word. */
  readonly notes: readonly string[];
}

/**
 * Reads a text: a follow-up changes the last question of this person in this conversation, in the thread of an alert
 * what points at it is about that, "run NAME" is the saved question of that name, everything else stands for itself.
 * @returns a notice where a follow-up has nothing to follow, or asks for the question itself; a choice of saved questions
 * @throws UserError for what the asker can mend
 */
export async function meaningOf(
  ask: Ask,
  context: Context,
  memory: Memory | undefined,
  store: Store,
): Promise<Meaning | NoticeView | ChoiceView> {
  const alert = memory && (await alertOfThread(ask.conversation, memory.state));
  // The store is asked for ids where they are wanted alone: help is read without it.
  const pointed =
    alert && mayPoint(ask.text) ? questionInThread(ask.text, await withStoredIds(alert, store)) : undefined;
  if (pointed !== undefined)
    return { question: pointed, unread: [], notes: [`About the alert: ${describe(pointed)}.`] };
  const followUp = parseFollowUp(ask.text, context);
  if (followUp !== undefined && !standsAlone(followUp)) {
    const last =
      ask.fresh === true
        ? undefined
        : ((await memory?.state.lastQuestion(memory.place, ask.now.getTime())) ??
          (alert && followedAlert(await withStoredIds(alert, store), followUp)));
    if (last !== undefined) return followOn(ask.text, last, followUp, context);
    if (needsQuestion(followUp)) return nothingToFollow();
    const { question, unread } = interpret(ask.text, context);
    return { question, unread, notes: ["There is no earlier question here, so this was read by itself."] };
  }
  const { question, unread } = interpret(ask.text, context);
  if (question.intent !== "run") return { question, unread, notes: [] };
  const { state, place } = memoryOf({ memory });
  const found = recall(question.name ?? "", await state.savedQuestions(place.person), context, ask.shared);
  if ("card" in found) return found;
  return {
    question: found.question,
    unread: placesOf(found.question.notUnderstood, ask.text),
    notes: [found.note],
  };
}

/** What follows on nothing else follows on the alert; the question itself, which is shown to whoever asks, would name its people. */
function followedAlert(alert: Alert, { show }: FollowUp): Question | undefined {
  if (show === "link") return { intent: "alert", id: alert.id, where: [], notUnderstood: [] };
  return show === undefined ? questionAbout(alert) : undefined;
}

/**
 * "Run those of today" is a name, whatever its words point at, what follows "link to" is a question of its own, and
 * "I am on it" is about an alert.
 */
function standsAlone({ intent }: FollowUp): boolean {
  if (intent === undefined || intent === "watch" || intent === "save") return false;
  return intent === "run" || intent === "link" || isChange(intent);
}

function followOn(text: string, last: Question, followUp: FollowUp, context: Context): Meaning | NoticeView {
  if (followUp.show === "query") return query(last, context);
  if (followUp.show === "link") return { question: linkOf(last), unread: [], notes: [] };
  if (followUp.page !== undefined && last.intent !== "list" && last.intent !== "audit")
    return notOfList(last, followUp);
  if (followUp.row !== undefined && !withRows.has(last.intent)) return notOfList(last, followUp);
  const question = refine(last, followUp);
  return {
    question,
    unread: placesOf(followUp.notUnderstood, text),
    notes: [`Follows on: ${describe(question)}.`],
  };
}

function linkOf(last: Question): Question {
  return { intent: "link", command: describe(last), where: [], notUnderstood: [] };
}

/** Answers with rows that can be opened by their number. */
const withRows: ReadonlySet<Intent> = new Set([
  "list",
  "top",
  "trend",
  "hunt",
  "methods",
  "coverage",
  "policies",
]);

/** Where words stand in a text, in their order. */
export function placesOf(words: readonly string[], text: string): Span[] {
  let from = 0;
  return words.flatMap((word) => {
    const start = text.indexOf(word, from);
    if (start < 0) return [];
    from = start + word.length;
    return [{ start, end: from, text: word }];
  });
}

/** Whether a follow-up says nothing that could stand by itself. */
function needsQuestion({ page, row, show, clear, drop, order, ...rest }: FollowUp): boolean {
  if ([page, row, show, clear, drop, order].some((said) => said !== undefined)) return true;
  const { follows: _follows, notUnderstood: _words, intent, format: _format, of: _of, ...said } = rest;
  const isEmpty = Object.keys(said).length === 0;
  return isEmpty && (intent === undefined || ["explain", "export", "count", "trend"].includes(intent));
}

function nothingToFollow(): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: "This follows a question, and there is none before it here.",
    lines: [
      "Ask about sign-ins first. I remember the last question of each person in each conversation for 12 hours.",
    ],
    buttons: [
      { title: "Failures of the last 24 hours", ask: "failures last 24 hours" },
      { title: "Follow-ups", ask: "help follow-ups" },
    ],
  };
}

/** Only lists have rows and pages. */
function notOfList(last: Question, { page }: FollowUp): NoticeView {
  const list = describe(refine(last, { follows: true, intent: "list", notUnderstood: [] }));
  return {
    card: "notice",
    tone: "warning",
    headline: `The last answer has no ${page === undefined ? "rows that could be opened" : "pages"}: only lists of sign-ins have.`,
    lines: [`It answered: ${describe(last)}.`],
    buttons: [{ title: "List its sign-ins", ask: list }],
  };
}

/** "show query": the canonical words and the structure. */
function query(last: Question, context: Context): NoticeView {
  const structure = JSON.stringify(resolved({ ...last, notUnderstood: [] }, context));
  return {
    card: "notice",
    tone: "default",
    headline: describe(last),
    lines: [structure],
    buttons: [{ title: "Ask it again", ask: describe(last) }],
  };
}
