import { permit, showsNoSignIns, type Permission } from "../access/access.ts";
import { UserError } from "../errors.ts";
import { noLists } from "../lists.ts";
import { describe } from "../question/describe.ts";
import { parse } from "../question/parse/parse.ts";
import type { Question } from "../question/question.ts";
import type { Clock } from "../question/time/edge.ts";
import type { ChoiceView, NoticeView, View } from "../views/view.ts";
import { listed } from "../views/words.ts";
import type { Answerer, Ask } from "./ask.ts";
import type { Deps } from "./command.ts";
import { commandFor } from "./commands.ts";
import { expandLists } from "./lists.ts";
import { recogniseAsker, resolveNames } from "./names.ts";
import { scopeOf, withLogs } from "./scope.ts";

/**
 * The way from a sentence to a view: parse, ask whether it is permitted, find out whom its names mean, make its range
 * absolute, and let the command of its intent answer.
 */
export function createAnswerer(deps: Deps): Answerer {
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
  const clock: Clock = { now: ask.now, timezone: ask.timezone, weekStart: "monday" };
  const question = parse(ask.text, { ...clock, locale: ask.locale });
  const permission = await permissionFor(question, ask, deps, signal);
  if (permission.may === "nothing") return refusal(permission.reason);
  if (ask.shared && !showsNoSignIns(question)) return privately();
  const unread = question.notUnderstood.filter(isFilter);
  if (unread.length > 0) return unreadFilters(question, unread);
  const permitted = permission.may === "own" ? permission.question : question;
  const resolved = await resolveNames(permitted, {
    store: deps.store,
    askerId: ask.asker.id,
    ownOnly: permission.may === "own",
    now: ask.now.getTime(),
    signal,
  });
  if ("card" in resolved) return withNotUnderstood(resolved, question);
  const complete = withLogs(resolved.question);
  const expanded = await expandLists(complete, resolved.names, deps.lists ?? noLists, {
    store: deps.store,
    ownOnly: permission.may === "own",
    signal,
  });
  const view = await commandFor(question.intent).run(
    {
      question: complete,
      names: expanded.names,
      scope: scopeOf(expanded.question, clock, expanded.names.notMeant),
      coverage: await deps.store.coverage(signal),
      ownOnly: permission.may === "own" ? ask.asker.id : undefined,
      signal,
    },
    deps,
  );
  // The other reading of a name comes first: who meant it has got the wrong answer.
  return { ...view, buttons: [...resolved.names.otherReadings, ...view.buttons] };
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
