import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { quote } from "../question/describe.ts";
import { field, type FieldName } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import { parse, type Context } from "../question/parse/parse.ts";
import type { Candidate, Store } from "../store/store.ts";
import { plain } from "../views/plain.ts";
import { inSentence } from "../views/words.ts";
import { phrases, type Phrase, sentences } from "./phrases.ts";

/** What a text that is being typed may become. */
export interface Suggestion {
  /** The whole text. */
  readonly text: string;
  /** What its end is, where that is not plain to see: "hunt", "Alice Ng". */
  readonly detail: string;
}

/** The end of what was typed that a suggestion takes the place of, and what stands before it. */
interface Tail {
  readonly head: string;
  readonly text: string;
  readonly folded: string;
}

/** Words at the end that may belong together: "conditional access fail". */
const mostWords = 3;

/** Letters of a name that are typed before it is looked up. */
const leastOfName = 2;

/** Words that a name follows. */
const beforeName = /(?:^|\s)(?:for|of|by|user|users|app|apps|about|with|is|only|to)\s$/i;

/**
 * What a text may become: whole questions that begin with it, then its last words as phrases of the language and as names
 * of users and applications, which are left out without a store, or where they take longer than the signal says. Nothing is suggested that
 * would not be understood. Names are those of the whole tenant: only for those who may see it.
 */
export async function suggest(
  typed: string,
  context: Context,
  store: Store | undefined,
  signal?: AbortSignal,
): Promise<readonly Suggestion[]> {
  if (typed.trim() === "" || typed.length > limits.suggestedFor) return [];
  const tails = tailsOf(typed);
  const questions = beginning(sentences, typed);
  const endings = await Promise.all(tails.map((tail) => endingsOf(tail, store, signal)));
  const inOrder = [...questions.slice(0, fewQuestions), ...endings.flat(), ...questions.slice(fewQuestions)];
  return understood(distinct(inOrder), Math.min(...[typed, ...tails.map(({ head }) => head)].map(unreadIn)));

  function understood(all: readonly Suggestion[], unreadBefore: number): Suggestion[] {
    const some: Suggestion[] = [];
    for (const one of all.slice(0, mostRead)) {
      if (some.length === limits.suggestions) break;
      if (unreadIn(one.text) <= unreadBefore) some.push(one);
    }
    return some;
  }

  /** Words not understood; of what cannot be read at all, no end of them. */
  function unreadIn(text: string): number {
    if (text.trim() === "") return 0;
    try {
      return parse(text, context).notUnderstood.length;
    } catch (error) {
      if (error instanceof UserError) return Infinity;
      throw error;
    }
  }
}

/** Whole questions that come before what only the last words may become. */
const fewQuestions = 3;

/** Phrases that come before names where no name is expected. */
const fewPhrases = 3;

/** Suggestions that are read to see whether they are understood: each takes half a millisecond. */
const mostRead = 40;

function distinct(all: readonly Suggestion[]): readonly Suggestion[] {
  const first = new Map<string, Suggestion>();
  for (const { text, detail } of all) if (!first.has(fold(text))) first.set(fold(text), { text, detail });
  return [...first.values()];
}

/** The last words, most of them first. */
function tailsOf(typed: string): Tail[] {
  const starts = [...typed.matchAll(/\S+/g)].map(({ index }) => index).slice(-mostWords);
  // After a space nothing is said of what comes.
  if (/\s$/.test(typed)) return [];
  return starts.map((start) => {
    const text = typed.slice(start);
    return { head: typed.slice(0, start), text, folded: fold(text) };
  });
}

/** What the end may become: phrases and names, in the order that the word before it suggests. */
async function endingsOf(
  tail: Tail,
  store: Store | undefined,
  signal: AbortSignal | undefined,
): Promise<Suggestion[]> {
  const { head, folded } = tail;
  const said = beginning(phrases, folded).map(({ text, detail }) => ({ text: head + text, detail }));
  const names = await namesFor(tail, store, signal).catch((error: unknown) => {
    if (signal?.aborted === true) return [];
    throw error;
  });
  return beforeName.test(head) ? [...names, ...said] : [...said.slice(0, fewPhrases), ...names, ...said];
}

/** Those that begin with a text and are longer. */
function beginning(all: readonly Phrase[], text: string): Phrase[] {
  const folded = fold(text);
  if (folded === "") return [];
  return all.filter((one) => one.folded.startsWith(folded) && one.folded !== folded);
}

/** Users and applications whose names the words begin. */
async function namesFor(
  tail: Tail,
  store: Store | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly Suggestion[]> {
  if (store === undefined || tail.folded.length < leastOfName) return [];
  const found = await Promise.all(kinds.map((kind) => namesOf(kind, tail, store, signal)));
  return found.flat();
}

const kinds = ["user", "app"] as const;

/** Names of each kind that are suggested. */
const mostNames = 3;

async function namesOf(
  kind: FieldName,
  { head, text }: Tail,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Suggestion[]> {
  const { candidates } = await store.lookup(kind, { text, how: "prefix", limit: mostNames }, signal);
  return candidates.map((one) => ({
    text: head + (kindSaid.test(head) ? nameOf(one) : filterFor(kind, one)),
    detail: [inSentence(field(kind).label), plain(one.name ?? "")].filter((part) => part !== "").join(" "),
  }));
}

/** A word before a name that says what it is of. */
const kindSaid = /(?:^|\s)(?:app|application|user|account)\s$/i;

/** A user by their address, an application by its name, which is anybody's choice and so may have to stand in quotes. */
function filterFor(kind: FieldName, one: Candidate): string {
  const name = nameOf(one);
  return /^[^"]+@/.test(name) ? name : `${kind}:${name}`;
}

function nameOf({ id, name, alias }: Candidate): string {
  const said = alias ?? name ?? id;
  // What cannot be shown as it is would not be found again.
  return quote(said === plain(said) ? said : id);
}
