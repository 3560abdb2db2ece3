import { audienceOfOwn, authorise, type Audience, type Permission } from "../access/access.ts";
import { UserError } from "../errors.ts";
import { noLists } from "../lists.ts";
import { describe } from "../question/describe.ts";
import { field } from "../question/fields.ts";
import type { Context } from "../question/parse/parse.ts";
import type { Question } from "../question/question.ts";
import type { Clock } from "../question/time/edge.ts";
import { corrected } from "../question/unread.ts";
import type { ChoiceView, NoticeView, View } from "../views/view.ts";
import { listed } from "../views/words.ts";
import { createAnalysis } from "./analysis.ts";
import type { Answerer, Ask } from "./ask.ts";
import type { Deps } from "./command.ts";
import { commandFor } from "./commands.ts";
import { expandLists } from "./lists.ts";
import { meaningOf, placesOf, type Meaning } from "./meaning.ts";
import { remember, type Memory } from "./memory.ts";
import { recogniseAsker, resolveNames } from "./names.ts";
import { readSynced } from "../sync/synced.ts";
import { rootOf } from "./place.ts";
import { record, sizeOf } from "./record.ts";
import { refusal } from "./refusal.ts";
import { rowQuestion } from "./row.ts";
import { scopeOf, withLogs } from "./scope.ts";
import { inZone, withZone } from "./zone.ts";

/** Without an analysis of its own, answers of very many sign-ins are made of what the store gives. */
export type AnswererOptions = Omit<Deps, "analysis"> & Partial<Pick<Deps, "analysis">>;

/**
 * The way from a sentence to a view: parse, ask whether it is permitted, find out whom its names mean, make its range
 * absolute, and let the command of its intent answer.
 */
export function createAnswerer({ analysis, ...given }: AnswererOptions): Answerer {
  const deps: Deps = { ...given, analysis: analysis ?? createAnalysis(given.store) };
  return async (ask, signal) => {
    try {
      const named = withZone(ask);
      const view = await answer(named.ask, deps, signal);
      return named.zone === undefined ? view : inZone(view, named.zone);
    } catch (error) {
      if (error instanceof UserError) return problem(error.message);
      throw error;
    }
  };
}

async function answer(ask: Ask, deps: Deps, signal: AbortSignal | undefined): Promise<View> {
  const context: Context = { now: ask.now, timezone: ask.timezone, weekStart: "monday", locale: ask.locale };
  const memory = memoryFor(ask, deps);
  const meaning = await meaningOf(ask, context, memory);
  if ("card" in meaning) {
    const { shared, conversation } = ask;
    const own = { shared, conversation: conversation && rootOf(conversation) };
    return forAudience(meaning, await audienceOfOwn(own, deps.access));
  }
  const { row, ...asked } = meaning.question;
  const circumstances = { ask, deps, memory, clock: context, signal };
  const answered = await answerQuestion(asked, circumstances);
  const notKept = answered.permitted ? await remember(memory, asked, ask.now.getTime()) : [];
  const { view, unnamed = [] } =
    row === undefined || !answered.permitted ? answered : await answerRow(answered.view, row, circumstances);
  return withReading(view, ask.text, { ...meaning, notes: [...meaning.notes, ...notKept] }, unnamed);
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
    if (!(error instanceof UserError)) throw error;
    return { view: forAudience(problem(error.message), view.audience ?? "conversation"), permitted: false };
  }
}

interface Circumstances {
  readonly ask: Ask;
  readonly deps: Deps;
  readonly memory: Memory | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** Whoever cannot be told from others has no memory; in local mode everybody is the same person. */
function memoryFor({ asker, conversation }: Ask, { state, access }: Deps): Memory | undefined {
  const person = asker.id ?? (access.readers === "everyone" ? "local" : undefined);
  if (state === undefined || conversation === undefined || person === undefined) return undefined;
  return { state, place: { person, conversation } };
}

interface Answered {
  readonly view: View;
  readonly permitted: boolean;
  /** Where a name is nobody's: the words that were taken for names. */
  readonly unnamed?: readonly string[];
}

async function answerQuestion(
  question: Question,
  { ask, deps, memory, clock, signal }: Circumstances,
): Promise<Answered> {
  const refused = (view: View): Answered => ({ view, permitted: false });
  const permission = await permissionFor(question, ask, deps, signal);
  if (permission.may === "nothing") {
    await record(question, permission, "", ask, deps);
    return refused(refusal(permission.reason));
  }
  try {
    const answered = await mended(
      answerPermitted(question, permission, { ask, deps, memory, clock, signal }),
    );
    await record(question, permission, sizeOf(answered.view), ask, deps);
    return { ...answered, view: forAudience(answered.view, permission.audience) };
  } catch (error) {
    // An answer that came too late, or broke, was asked for all the same.
    await record(question, permission, "not shown", ask, deps);
    throw error;
  }
}

/** What the asker can mend is told to the same people as the answer would have been. */
async function mended(answering: Promise<Answered>): Promise<Answered> {
  try {
    return await answering;
  } catch (error) {
    if (error instanceof UserError) return { view: problem(error.message), permitted: false };
    throw error;
  }
}

/** Where others read along, what they may not see says so of itself. */
function forAudience(view: View, audience: Audience): View {
  return audience === "asker" ? { ...view, audience } : view;
}

async function answerPermitted(
  question: Question,
  permission: Exclude<Permission, { readonly may: "nothing" }>,
  { ask, deps, memory, clock, signal }: Circumstances,
): Promise<Answered> {
  const refused = (view: View): Answered => ({ view, permitted: false });
  const unread = question.notUnderstood.filter(isFilter);
  if (unread.length > 0) return refused(unreadFilters(question, unread));
  const permitted = permission.may === "own" ? permission.question : question;
  const resolved = await resolveNames(permitted, {
    store: deps.store,
    askerId: ask.asker.id,
    ownOnly: permission.may === "own",
    now: ask.now.getTime(),
    signal,
  });
  if ("card" in resolved) {
    const view = withNotUnderstood(resolved, question);
    return { view, permitted: true, unnamed: resolved.card === "notice" ? namesIn(permitted) : [] };
  }
  const complete = withLogs(resolved.question);
  const expanded = await expandLists(complete, resolved.names, deps.lists ?? noLists, {
    store: deps.store,
    ownOnly: permission.may === "own",
    signal,
  });
  deps.observe?.(question);
  const [coverage, synced] = await Promise.all([deps.store.coverage(signal), readSynced(deps.store)]);
  const view = await commandFor(question.intent).run(
    {
      question: complete,
      asked: question,
      memory,
      place: { shared: ask.shared, conversation: ask.conversation },
      names: expanded.names,
      scope: scopeOf(expanded.question, clock, expanded.names.notMeant),
      coverage,
      synced,
      ownOnly: permission.may === "own" ? ask.asker.id : undefined,
      signal,
    },
    ask.via === "search" ? withoutFiles(deps) : deps,
  );
  // The other reading of a name comes first: who meant it has got the wrong answer.
  return { view: { ...view, buttons: [...resolved.names.otherReadings, ...view.buttons] }, permitted: true };
}

/** A search is asked with every key: it puts no file on a shelf. */
function withoutFiles(deps: Deps): Deps {
  const { deliver: _deliver, ...rest } = deps;
  return rest;
}

/** The words that a question has as names. */
function namesIn({ where }: Question): string[] {
  return where.flatMap(({ field: name, is = [] }) =>
    name !== "id" && field(name).kind === "entity" ? is : [],
  );
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
  return "notes" in read ? { ...read, notes: [...notes, ...read.notes] } : read;
}

/** People may name themselves by their user principal name, which the store knows and the platform does not tell. */
async function permissionFor(
  question: Question,
  { asker, shared, conversation }: Ask,
  { access, store }: Deps,
  signal: AbortSignal | undefined,
): Promise<Permission> {
  const request = { question, askerId: asker.id, shared, conversation: conversation && rootOf(conversation) };
  const permission = await authorise(request, access);
  if (asker.id === undefined || permission.may !== "nothing") return permission;
  return authorise({ ...request, question: await recogniseAsker(question, asker.id, store, signal) }, access);
}

/** No word is dropped in silence, not even where the answer is a question back. */
function withNotUnderstood(view: ChoiceView | NoticeView, { notUnderstood }: Question): View {
  if (notUnderstood.length === 0) return view;
  const left = `I left out: ${notUnderstood.map((word) => `"${word}"`).join(", ")}.`;
  return view.card === "choice"
    ? { ...view, headline: `${view.headline} ${left}` }
    : { ...view, lines: [...view.lines, left] };
}

/** A filter that cannot be read: left out, it would turn a narrow question into a wide answer. */
function isFilter(word: string): boolean {
  return /^[-!]?[a-z]{2,40}(!=|:|=)./i.test(word) || /^\d{1,3}(\.\d{1,3}){2,3}(\/\d{1,3})?$/.test(word);
}

function unreadFilters(question: Question, unread: readonly string[]): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `I cannot read ${listed(unread.map((word) => `"${word}"`))}, so I have not searched: without it the answer would be a wider one.`,
    lines: ['Either there is no such field, or it has no such value. "help filters" lists the fields.'],
    buttons: [
      ...(question.intent === "help"
        ? []
        : [{ title: "Search without it", ask: describe({ ...question, notUnderstood: [] }) }]),
      { title: "Filters", ask: "help filters" },
    ],
  };
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
