import { permit, showsNoSignIns, type Permission } from "../access/access.ts";
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
import { rowQuestion } from "./row.ts";
import { scopeOf, withLogs } from "./scope.ts";

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
      return await answer(ask, deps, signal);
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
  if ("card" in meaning) return meaning;
  const { row, ...asked } = meaning.question;
  const circumstances = { ask, deps, memory, clock: context, signal };
  const answered = await answerQuestion(asked, circumstances);
  const notKept = answered.permitted ? await remember(memory, asked, ask.now.getTime()) : [];
  const { view, unnamed = [] } =
    row === undefined || !answered.permitted
      ? answered
      : await answerQuestion(rowQuestion(answered.view, row, context), circumstances);
  return withReading(view, ask.text, { ...meaning, notes: [...meaning.notes, ...notKept] }, unnamed);
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
  if (permission.may === "nothing") return refused(refusal(permission.reason));
  if (ask.shared && !showsNoSignIns(question)) return refused(privately());
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
  const view = await commandFor(question.intent).run(
    {
      question: complete,
      asked: question,
      memory,
      names: expanded.names,
      scope: scopeOf(expanded.question, clock, expanded.names.notMeant),
      coverage: await deps.store.coverage(signal),
      ownOnly: permission.may === "own" ? ask.asker.id : undefined,
      signal,
    },
    deps,
  );
  // The other reading of a name comes first: who meant it has got the wrong answer.
  return { view: { ...view, buttons: [...resolved.names.otherReadings, ...view.buttons] }, permitted: true };
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
  { asker }: Ask,
  { access, store }: Deps,
  signal: AbortSignal | undefined,
): Promise<Permission> {
  const permission = permit(question, asker.id, access);
  if (asker.id === undefined || permission.may !== "nothing") return permission;
  return permit(await recogniseAsker(question, asker.id, store, signal), asker.id, access);
}

/** A conversation is not a person: what the asker may see, the others in it may not. */
function privately(): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: "Everyone in this conversation would see the answer, so I give it in our personal chat only.",
    lines: ["Open a chat with me and ask there. Error codes I explain here too."],
    buttons: [{ title: "Help", ask: "help" }],
  };
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

function refusal(reason: "not-a-reader" | "unknown-asker"): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline:
      reason === "unknown-asker"
        ? "I cannot tell who is asking, so I show no sign-ins."
        : "You may see your own sign-ins here, not those of others.",
    lines:
      reason === "unknown-asker"
        ? ["Anonymous and some guest accounts carry no directory id. Error codes I explain to everybody."]
        : [
            "Who may see the whole tenant's sign-ins is set by the administrator of this bot. Error codes I explain to everybody.",
          ],
    buttons: [
      ...(reason === "unknown-asker" ? [] : [{ title: "My sign-ins", ask: "my sign-ins last 7 days" }]),
      { title: "Help", ask: "help" },
    ],
  };
}
