import { UserError } from "../errors.ts";
import { describe } from "../question/describe.ts";
import { fold } from "../question/fold.ts";
import { parseFollowUp } from "../question/parse/follow-up.ts";
import { interpret, type Context, type Span } from "../question/parse/parse.ts";
import type { FollowUp, Question } from "../question/question.ts";
import { refine } from "../question/refine.ts";
import { resolved } from "../question/resolved.ts";
import type { Place, State } from "../state/state.ts";
import type { NoticeView } from "../views/view.ts";
import type { Ask } from "./ask.ts";

/** What a text means here: in this conversation, for this person. */
export interface Meaning {
  readonly question: Question;
  /** Where in the text the words stand that were not understood. */
  readonly unread: readonly Span[];
  /** How it was read, where that needs a word. */
  readonly notes: readonly string[];
}

/** Where what the asker said last is remembered; absent where nobody can be told from anybody else. */
export interface Memory {
  readonly state: State;
  readonly place: Place;
}

/**
 * Reads a text: a follow-up changes the last question of this person in this conversation, "run NAME" is the saved
 * question of that name, everything else stands for itself.
 * @returns a notice where a follow-up has nothing to follow, or asks for the question itself
 * @throws UserError for what the asker can mend
 */
export async function meaningOf(
  ask: Ask,
  context: Context,
  memory: Memory | undefined,
): Promise<Meaning | NoticeView> {
  const followUp = parseFollowUp(ask.text, context);
  if (followUp !== undefined) {
    const last = await memory?.state.lastQuestion(memory.place, ask.now.getTime());
    if (last !== undefined) return followOn(ask.text, last, followUp, context);
    if (needsQuestion(followUp)) return nothingToFollow();
    const { question, unread } = interpret(ask.text, context);
    return { question, unread, notes: ["There is no earlier question here, so this was read by itself."] };
  }
  const { question, unread } = interpret(ask.text, context);
  return question.intent === "run" ? saved(question, memory) : { question, unread, notes: [] };
}

function followOn(text: string, last: Question, followUp: FollowUp, context: Context): Meaning | NoticeView {
  if (followUp.show === "query") return query(last, context);
  const question = refine(last, followUp);
  return {
    question,
    unread: placesOf(followUp.notUnderstood, text),
    notes: [`Follows on: ${describe(question)}.`],
  };
}

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

async function saved({ name = "" }: Question, memory: Memory | undefined): Promise<Meaning> {
  const all = (await memory?.state.savedQuestions(memory.place.person)) ?? [];
  const found = all.find((one) => fold(one.name) === fold(name));
  if (found === undefined) {
    const names = all.map((one) => `"${one.name}"`).join(", ");
    throw new UserError(
      `You have saved no question called "${name}". ${
        names === ""
          ? 'Ask something, then say "save this as NAME".'
          : `Yours are: ${names}. "saved" lists them.`
      }`,
    );
  }
  return {
    question: found.question,
    unread: [],
    notes: [`Saved as "${found.name}": ${describe(found.question)}.`],
  };
}
