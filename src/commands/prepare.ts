import { authorise, showsNoSignIns, type Permission } from "../access/access.ts";
import { noLists } from "../lists.ts";
import { describe } from "../question/describe.ts";
import { field } from "../question/fields.ts";
import { isAboutSignIns } from "../question/keys.ts";
import type { Question } from "../question/question.ts";
import type { Clock } from "../question/time/edge.ts";
import { readSynced } from "../sync/synced.ts";
import type { Button, ChoiceView, NoticeView, View } from "../views/view.ts";
import { listed } from "../views/words.ts";
import type { Ask } from "./ask.ts";
import type { Deps, Task } from "./command.ts";
import { expandLists } from "./lists.ts";
import type { Memory } from "./memory.ts";
import { recogniseAsker, resolveNames } from "./names.ts";
import { rootOf } from "./place.ts";
import { scopeOf, withLogs } from "./scope.ts";

/** All that a question is answered in. */
export interface Circumstances {
  readonly ask: Ask;
  readonly deps: Deps;
  readonly memory: Memory | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

export type Permitted = Exclude<Permission, { readonly may: "nothing" }>;

export interface Answered {
  readonly view: View;
  readonly permitted: boolean;
  /** Where a name is nobody's: the words that were taken for names. */
  readonly unnamed?: readonly string[];
}

/** What somebody may be answered. People may name themselves by their user principal name, which the platform does not tell. */
export async function permissionFor(
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

/** The task of a permitted question, its names resolved and its range absolute; or what stands in its way. */
export async function prepare(
  question: Question,
  permission: Permitted,
  { ask, deps, memory, clock, signal }: Circumstances,
): Promise<{ readonly task: Task; readonly otherReadings: readonly Button[] } | Answered> {
  if (isAboutSignIns(question.intent) && question.notUnderstood.some(isAboutAlerts))
    return { view: notAboutAlerts(question), permitted: false };
  const unread = question.notUnderstood.filter(isFilter);
  if (unread.length > 0) return { view: unreadFilters(question, unread), permitted: false };
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
  const task: Task = {
    question: complete,
    asked: question,
    asker: ask.asker,
    memory,
    place: { shared: ask.shared, conversation: ask.conversation },
    names: expanded.names,
    scope: scopeOf(expanded.question, clock, expanded.names.notMeant),
    ...(await held(question, deps, signal)),
    ownOnly: permission.may === "own" ? ask.asker.id : undefined,
    signal,
  };
  return { task, otherReadings: resolved.names.otherReadings };
}

type Held = Pick<Task, "coverage" | "synced">;

/** What the store holds. What shows no sign-ins needs none: help may be wanted just when it does not answer. */
async function held(question: Question, { store }: Deps, signal: AbortSignal | undefined): Promise<Held> {
  if (showsNoSignIns(question))
    return { coverage: { signIns: 0, types: {}, quarantined: [] }, synced: new Map() };
  const [coverage, synced] = await Promise.all([store.coverage(signal), readSynced(store)]);
  return { coverage, synced };
}

/** The words that a question has as names. */
function namesIn({ where }: Question): string[] {
  return where.flatMap(({ field: name, is = [] }) =>
    name !== "id" && field(name).kind === "entity" ? is : [],
  );
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
export function isFilter(word: string): boolean {
  return /^[-!]?[a-z]{2,40}(!=|:|=)./i.test(word) || /^\d{1,3}(\.\d{1,3}){2,3}(\/\d{1,3})?$/.test(word);
}

/** "Who closed alert 2" is no question about sign-ins. */
function isAboutAlerts(word: string): boolean {
  return /^(alerts?|incidents?)$/i.test(word);
}

function notAboutAlerts({ notUnderstood }: Question): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: `I cannot read ${listed(notUnderstood.map((word) => `"${word}"`))}, so I have not searched.`,
    lines: [
      'About alerts I understand "open alerts", "alert 12" (what it says, and who closed it), "acknowledge alert 12", "close alert 12 as false positive because …" and "reopen alert 12".',
    ],
    buttons: [{ title: "Open alerts", ask: "alerts" }],
  };
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
