import { audienceOfOwn, type Audience } from "../access/access.ts";
import { isMendable } from "../errors.ts";
import { limits } from "../limits.ts";
import { parse, type Context } from "../question/parse/parse.ts";
import type { Intent, Question } from "../question/question.ts";
import type { Clock } from "../question/time/edge.ts";
import { corrected } from "../question/unread.ts";
import type { NoticeView, View } from "../views/view.ts";
import { createAnalysis } from "./analysis.ts";
import type { Answerer, Ask } from "./ask.ts";
import type { Deps } from "./command.ts";
import { commandFor } from "./commands.ts";
import { lasting } from "./links/lasting.ts";
import { withLink } from "./links/link.ts";
import { followLink, meaningOfLink, type Linked } from "./links/linked.ts";
import { meaningOf, placesOf, type Meaning } from "./meaning.ts";
import { remember, type Memory } from "./memory.ts";
import { rootOf } from "./place.ts";
import { permissionFor, prepare, type Answered, type Circumstances, type Permitted } from "./prepare.ts";
import { record, sizeOf } from "./record.ts";
import { refusal } from "./refusal.ts";
import { rowQuestion } from "./row.ts";
import { inZone, withZone } from "./zone.ts";

/** Without an analysis of its own, answers of very many sign-ins are made of what the store gives. */
export type AnswererOptions = Omit<Deps, "analysis"> & Partial<Pick<Deps, "analysis">>;

/**
 * The way from a sentence to a view: parse, ask whether it is permitted, find out whom its names mean, make its range
 * absolute, and let the command of its intent answer.
 */
export function createAnswerer({ analysis, ...given }: AnswererOptions): Answerer {
  const usual: Deps = { ...given, analysis: analysis ?? createAnalysis(given.store) };
  return async (ask, signal) => {
    const { patience } = ask;
    const deps = patience === undefined ? usual : { ...usual, huntingTime: patience * limits.digestShare };
    try {
      const linked = await followLink(ask, deps, signal);
      const named = withZone(linked?.ask ?? ask);
      const view = await answer(named.ask, linked, deps, signal);
      return named.zone === undefined ? view : inZone(view, named.zone);
    } catch (error) {
      if (isMendable(error)) return problem(error.message);
      throw error;
    }
  };
}

async function answer(
  ask: Ask,
  linked: Linked | undefined,
  deps: Deps,
  signal: AbortSignal | undefined,
): Promise<View> {
  const context: Context = { now: ask.now, timezone: ask.timezone, weekStart: "monday", locale: ask.locale };
  const memory = memoryFor(ask, deps);
  const read = await meaningOf(ask, context, memory, deps.store);
  if ("card" in read) {
    const { shared, conversation } = ask;
    const own = { shared, conversation: conversation && rootOf(conversation) };
    return forAudience(read, await audienceOfOwn(own, deps.access));
  }
  const meaning = linked === undefined ? read : meaningOfLink(read, linked);
  const { row, ...asked } = meaning.question;
  const circumstances = { ask, deps, memory, clock: context, signal };
  const answered = await answerQuestion(asked, circumstances);
  const notKept = answered.permitted ? await remember(memory, asked, ask.now.getTime()) : [];
  const { view, unnamed = [] } =
    row === undefined || !answered.permitted ? answered : await answerRow(answered.view, row, circumstances);
  return withReading(
    view,
    linked?.typed ?? ask.text,
    { ...meaning, notes: [...meaning.notes, ...notKept] },
    unnamed,
  );
}

/** What a row of an answer asks; that there is none is told to the same people as the answer. */
async function answerRow(view: View, row: number, circumstances: Circumstances): Promise<Answered> {
  const { ask } = circumstances;
  try {
    const context: Context = {
      now: ask.now,
      timezone: ask.timezone,
      weekStart: "monday",
      locale: ask.locale,
    };
    return await answerQuestion(rowQuestion(view, row, context), circumstances);
  } catch (error) {
    if (!isMendable(error)) throw error;
    return { view: forAudience(problem(error.message), view.audience ?? "conversation"), permitted: false };
  }
}

/** Whoever cannot be told from others has no memory; in local mode everybody is the same person. */
function memoryFor({ asker, conversation }: Ask, { state, access }: Deps): Memory | undefined {
  const person = asker.id ?? (access.readers === "everyone" ? "local" : undefined);
  if (state === undefined || conversation === undefined || person === undefined) return undefined;
  return { state, place: { person, conversation } };
}

/** Answers a question that is understood, as the asker may see it, and keeps that in the trail. */
export async function answerQuestion(
  question: Question,
  { ask, deps, memory, clock, signal }: Circumstances,
): Promise<Answered> {
  const refused = (view: View): Answered => ({ view, permitted: false });
  const subject = question.intent === "link" ? subjectOf(question, clock) : question;
  const permission = await permissionFor(subject, ask, deps, signal).catch(async (error: unknown) => {
    // Whether somebody names themselves can't be told while the store is silent; they have asked all the same.
    await record(question, { may: "nothing", reason: "unknown-standing" }, "", ask, deps);
    throw error;
  });
  if (permission.may === "nothing") {
    await record(question, permission, "", ask, deps);
    return refused(refusal(permission.reason));
  }
  try {
    const answered = await mended(
      answerPermitted(question.intent, subject, permission, { ask, deps, memory, clock, signal }),
    );
    await record(question, permission, sizeOf(answered.view, question.intent), ask, deps);
    return { ...answered, view: forAudience(answered.view, permission.audience) };
  } catch (error) {
    // An answer that came too late, or broke, was asked for all the same.
    await record(question, permission, "not shown", ask, deps);
    throw error;
  }
}

/** What a link opens is what it may be made for: its names are looked up, and it says whom they mean. */
function subjectOf({ command = "", notUnderstood }: Question, clock: Clock): Question {
  return { ...parse(command, { ...clock, locale: "en-GB" }), notUnderstood };
}

/** What the asker can mend is told to the same people as the answer would have been. */
async function mended(answering: Promise<Answered>): Promise<Answered> {
  try {
    return await answering;
  } catch (error) {
    if (isMendable(error)) return { view: problem(error.message), permitted: false };
    throw error;
  }
}

/** Where others read along, what they may not see says so of itself. */
function forAudience(view: View, audience: Audience): View {
  return audience === "asker" ? { ...view, audience } : view;
}

/** Answers a question as its own intent has it, or as one about it. */
async function answerPermitted(
  intent: Intent,
  question: Question,
  permission: Permitted,
  circumstances: Circumstances,
): Promise<Answered> {
  const prepared = await prepare(question, permission, circumstances);
  if ("view" in prepared) return prepared;
  const { ask, deps } = circumstances;
  deps.observe?.(question);
  const answered = await commandFor(intent).run(
    prepared.task,
    ask.via === "search" ? withoutFiles(deps) : deps,
  );
  const view = intent === question.intent ? withLink(answered, lasting(prepared.task)) : answered;
  // The other reading of a name comes first: who meant it has got the wrong answer.
  return { view: { ...view, buttons: [...prepared.otherReadings, ...view.buttons] }, permitted: true };
}

/** A search is asked with every key: it puts no file on a shelf. */
function withoutFiles(deps: Deps): Deps {
  const { deliver: _deliver, ...rest } = deps;
  return rest;
}

/** How the text was read: what it follows on, which words mean nothing and what they may have been meant as. */
function withReading(view: View, text: string, { notes, unread }: Meaning, unnamed: readonly string[]): View {
  const fixed = corrected(text, [...unread, ...unnamed.flatMap((name) => placesOf([name], text))]);
  const button = fixed === undefined ? [] : [{ title: `Did you mean: ${fixed}`, ask: fixed }];
  const read = {
    ...view,
    ...(unread.length > 0 && { echo: { typed: text, unread: unread.map((span) => span.text) } }),
    buttons: [...button, ...view.buttons],
  };
  if (notes.length === 0) return read;
  if (read.card === "notice") return { ...read, lines: [...notes, ...read.lines] };
  return "notes" in read ? { ...read, notes: [...notes, ...read.notes] } : read;
}

function problem(message: string): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: message,
    lines: [],
    buttons: [{ title: "Help", ask: "help" }],
  };
}
