import { meansAsker } from "../access/access.ts";
import { field, type FieldName } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import type { Condition, Question } from "../question/question.ts";
import type { Candidate, Store } from "../store/store.ts";
import type { ChoiceView, NoticeView } from "../views/view.ts";
import { nearbyCountry, nearbyNames } from "./nearby.ts";
import {
  asCountry,
  choice,
  nobody,
  offered,
  replaceValue,
  suggestion,
  unknownAsker,
  userLabel,
} from "./unclear-names.ts";

/** How the values of a question are called: by "field value" in folded form. */
export interface Names {
  readonly labels: ReadonlyMap<string, string>;
  /** Readings that were guessed, in words. */
  readonly notes: readonly string[];
  /** Ids of accounts that a name fits and that are not meant: anybody can call themselves by another's address. */
  readonly notMeant: readonly string[];
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
 * choice, none a notice, unless the word is known as an application.
 */
export async function resolveNames(
  question: Question,
  { store, askerId, ownOnly, now, signal }: Circumstances,
): Promise<Resolution | ChoiceView | NoticeView> {
  const labels = new Map<string, string>();
  const notes: string[] = [];
  const notMeant: string[] = [];
  let resolved = question;
  for (const condition of question.where) {
    if (condition.field === "city" && !ownOnly) {
      const unknown = await unknownPlace(question, condition, store, signal);
      if (unknown !== undefined) return unknown;
    }
    if (condition.field === "id" || field(condition.field).kind !== "entity") continue;
    const name = condition.field;
    for (const value of condition.is ?? condition.isNot ?? []) {
      // Lists are put in the place of their names later: see `expandLists`.
      if (value === "" || value.startsWith("list:")) continue;
      const isMe = name === "user" && meansAsker(value, askerId);
      if (ownOnly && !isMe) continue;
      if (isMe && askerId === undefined) return unknownAsker();
      const candidates = await candidatesOf(store, name, isMe ? (askerId ?? "") : value, isMe, signal);
      const exact = candidates.find((one) =>
        [one.id, one.alias].some((key) => key !== undefined && fold(key) === fold(value)),
      );
      const one = exact ?? (candidates.length === 1 ? candidates[0] : undefined);
      if (name === "user" && one !== undefined) {
        const canonical = one.alias ?? one.id;
        if (condition.is !== undefined) notMeant.push(...othersOf(canonical, candidates));
        resolved = replaceValue(resolved, condition, value, {
          field: name,
          value: isMe ? one.id : canonical,
        });
        labels.set(
          labelKey(name, isMe ? one.id : canonical),
          isMe ? `you (${userLabel(one)})` : userLabel(one),
        );
      } else if (candidates.length === 0) {
        const app =
          name === "user" && !isMe && !value.includes("@") ? await store.lookup("app", value, 3, signal) : [];
        if (app.length === 0) {
          const near = isMe ? [] : await nearbyNames(store, name, value, signal);
          return nobody(
            name,
            value,
            isMe,
            near.map((one) => suggestion(question, condition, value, one)),
          );
        }
        resolved = replaceValue(resolved, condition, value, { field: "app", value });
        labels.set(labelKey("app", value), appLabel(value, app));
        notes.push(`Nobody is called "${value}", so it was read as an application.`);
      } else if (name === "user") {
        return choice(question, condition, value, candidates, now);
      } else {
        labels.set(labelKey(name, value), appLabel(value, candidates));
      }
    }
  }
  return { question: resolved, names: { labels, notes, notMeant } };
}

/** "From Germny" is no city that ever occurred: rather a question back than an all-clear. */
async function unknownPlace(
  question: Question,
  condition: Condition,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<NoticeView | undefined> {
  for (const value of condition.is ?? []) {
    if (
      value === "" ||
      value.startsWith("list:") ||
      (await store.lookup("city", value, 1, signal)).length > 0
    )
      continue;
    const country = nearbyCountry(value);
    const near = await nearbyNames(store, "city", value, signal);
    return nobody("city", value, false, [
      ...(country === undefined ? [] : [asCountry(question, condition, value, country)]),
      ...near.map((one) => suggestion(question, condition, value, one)),
    ]);
  }
  return undefined;
}

/** The candidates whose account it is not: the name fits them, but neither their id nor their address is it. */
function othersOf(canonical: string, candidates: readonly Candidate[]): string[] {
  return candidates
    .filter((one) => fold(one.id) !== fold(canonical) && fold(one.alias ?? "") !== fold(canonical))
    .map((one) => one.id);
}

/** The question with the asker's own user principal name, if it is in there, said as "me". */
export async function recogniseAsker(
  question: Question,
  askerId: string,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Question> {
  if (!question.where.some((condition) => condition.field === "user")) return question;
  const [asker] = await candidatesOf(store, "user", askerId, true, signal);
  const { alias } = asker ?? {};
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

/** Whom a name may mean. The asker is the one account with their id: names and aliases are what others may choose. */
async function candidatesOf(
  store: Store,
  name: FieldName,
  asked: string,
  isMe: boolean,
  signal: AbortSignal | undefined,
): Promise<readonly Candidate[]> {
  const candidates = await store.lookup(name, asked, offered + 1, signal);
  return isMe ? candidates.filter((one) => fold(one.id) === fold(asked)) : candidates;
}

function appLabel(value: string, candidates: readonly Candidate[]): string {
  const names = [...new Set(candidates.map((one) => one.name ?? one.id))];
  return names.length <= 3
    ? names.join(", ")
    : `${value} (${names.length > offered ? `more than ${offered}` : names.length} names)`;
}
