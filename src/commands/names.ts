import { meansAsker } from "../access/access.ts";
import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import type { Condition, Question } from "../question/question.ts";
import { knownAppById } from "../signin/known-apps.ts";
import type { Candidate, Store } from "../store/store.ts";
import type { Button, ChoiceView, NoticeView } from "../views/view.ts";
import { createFinder, wellKnown } from "./known-names.ts";
import { othersThan, readName, type NameReading } from "./read-name.ts";
import { replaceValue } from "./replace-value.ts";
import { labelOf, noSignInOfYours, unknownAsker } from "./unclear-names.ts";

/** How the values of a question are called: by "field value" in folded form. */
export interface Names {
  readonly labels: ReadonlyMap<string, string>;
  /** Readings that were guessed, in words. */
  readonly notes: readonly string[];
  /** Ids of accounts that a name fits and that are not meant: anybody can call themselves by another's address. */
  readonly notMeant: readonly string[];
  /** Entra object ids of the accounts that are meant, by "user value" in folded form. */
  readonly accounts: ReadonlyMap<string, string>;
  /** The question with a name read as something else: "Read as application". */
  readonly otherReadings: readonly Button[];
}

export const labelKey = (name: string, value: string): string => `${name} ${fold(value)}`;

interface Resolution {
  readonly question: Question;
  readonly names: Names;
}

interface Circumstances {
  readonly store: Store;
  readonly askerId: string | undefined;
  /** The asker may see only their own sign-ins: which names the tenant knows is none of their business. */
  readonly ownOnly: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Finds out whom the question's names mean. A user's name becomes the one account it names; several accounts make a
 * choice, none a notice, unless the word is the name of something else. How a name is read: `read-name.ts`.
 */
export async function resolveNames(
  question: Question,
  { store, askerId, ownOnly, now, signal }: Circumstances,
): Promise<Resolution | ChoiceView | NoticeView> {
  const find = createFinder(store, signal);
  const labels = new Map<string, string>();
  const accounts = new Map<string, string>();
  const notes: string[] = [];
  const notMeant: string[] = [];
  const otherReadings: Button[] = [];
  let resolved = question;
  for (const condition of question.where) {
    if (condition.field === "id") labelKnownIds(condition, labels);
    if (!isNameCondition(condition)) continue;
    for (const value of condition.is ?? condition.isNot ?? []) {
      // Lists are put in the place of their names later: see `expandLists`.
      if (value === "" || value.startsWith("list:")) continue;
      const isMe = condition.field === "user" && meansAsker(value, askerId);
      if (isMe && askerId === undefined) return unknownAsker();
      const read = isMe
        ? await readAsker(store, askerId ?? "", signal)
        : ownOnly
          ? readBlindly(condition.field, value)
          : await readName({ question, condition, value }, find, now);
      if ("card" in read) return read;
      const [canonical = ""] = read.values;
      if (read.account !== undefined && condition.is !== undefined) {
        const request = { text: canonical, how: "named", limit: limits.namesakes } as const;
        const { candidates } = await store.lookup("user", request, signal);
        notMeant.push(...othersThan(canonical, candidates));
      }
      if (read.account !== undefined) accounts.set(labelKey(read.field, canonical), read.account.id);
      resolved = replaceValue(resolved, condition, value, read);
      for (const [held, label] of read.labels) labels.set(labelKey(read.field, held), label);
      notes.push(...read.notes);
      otherReadings.push(...read.otherReadings);
    }
  }
  return { question: resolved, names: { labels, notes, notMeant, accounts, otherReadings } };
}

function isNameCondition(condition: Condition): condition is Condition & { field: FieldName } {
  return condition.field !== "id" && (condition.field === "city" || field(condition.field).kind === "entity");
}

/** An id may be that of one of Microsoft's applications. */
function labelKnownIds({ is, isNot }: Condition, labels: Map<string, string>): void {
  for (const id of is ?? isNot ?? []) {
    const app = knownAppById(id);
    if (app !== undefined) labels.set(labelKey("id", id), app.name);
  }
}

/** What can be said of a name without looking whether the tenant has it: that it is one of Microsoft's applications. */
function readBlindly(kind: FieldName, value: string): NameReading {
  const apps = wellKnown(kind, value);
  return {
    field: kind,
    values: [value, ...apps.map(({ id }) => id)],
    labels: apps.flatMap(({ id, name }) => [
      [value, name],
      [id, name],
    ]),
    notes: [],
    otherReadings: [],
  };
}

/** The asker is the one account with their id: names and aliases are what others may choose. */
async function readAsker(
  store: Store,
  askerId: string,
  signal: AbortSignal | undefined,
): Promise<NameReading | NoticeView> {
  const account = await accountOf(store, askerId, signal);
  if (account === undefined) return noSignInOfYours();
  return {
    field: "user",
    values: [account.id],
    labels: [[account.id, `you (${labelOf(account)})`]],
    notes: [],
    account,
    otherReadings: [],
  };
}

/** The account with an object id: never one that bears the id as a name. */
export async function accountOf(
  store: Store,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Candidate | undefined> {
  const request = { text: id, how: "exact", limit: limits.namesakes } as const;
  const { candidates } = await store.lookup("user", request, signal);
  return candidates.find((one) => fold(one.id) === fold(id));
}

/** The question with the asker's own user principal name, if it is in there, said as "me". */
export async function recogniseAsker(
  question: Question,
  askerId: string,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Question> {
  if (!question.where.some((condition) => condition.field === "user")) return question;
  const { alias } = (await accountOf(store, askerId, signal)) ?? {};
  if (alias === undefined) return question;
  const own = (values: readonly string[]): string[] =>
    values.map((value) => (fold(value) === fold(alias) ? "me" : value));
  const where = question.where.map((condition): Condition => {
    if (condition.field !== "user") return condition;
    return condition.is === undefined
      ? { field: "user", isNot: own(condition.isNot ?? []) }
      : { field: "user", is: own(condition.is) };
  });
  return { ...question, where };
}
