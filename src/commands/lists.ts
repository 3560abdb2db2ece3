import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { listKey, type Lists, type NamedList } from "../lists.ts";
import { field } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import type { Condition, Question } from "../question/question.ts";
import type { Store, Value } from "../store/store.ts";
import { inSentence, listed, number, plural } from "../views/words.ts";
import { labelKey, type Names } from "./names.ts";

const prefix = "list:";

export function isList(value: string): boolean {
  return value.startsWith(prefix);
}

export interface Expanded {
  /** The question with the members in the place of the lists: for the store alone. A typed question has no room for them. */
  readonly question: Question;
  /** With what the lists are called, and with those who only call themselves like a member. */
  readonly names: Names;
}

/**
 * Puts the members of lists where `list:NAME` stands. What is shown and what buttons say keep the name.
 * @param ownOnly the asker may see only their own sign-ins: who is on a list is none of their business, nor what lists there are
 * @throws UserError for a list that there is not, or one of another field
 */
export async function expandLists(
  question: Question,
  names: Names,
  lists: Lists,
  { store, ownOnly, signal }: { store: Store; ownOnly: boolean; signal: AbortSignal | undefined },
): Promise<Expanded> {
  const labels = new Map(names.labels);
  const notes: string[] = [];
  const notMeant: string[] = [];
  const where: Condition[] = [];
  for (const condition of question.where) {
    const named = (condition.is ?? condition.isNot ?? []).filter(isList);
    for (const value of named) {
      const list = listFor(value, condition, lists, ownOnly);
      labels.set(labelKey(condition.field, value), `${list.name} (${number(list.values.length)})`);
      if (list.field !== "user") continue;
      const { unseen, impostors } = await accountsOf(list, store, signal);
      if (unseen > 0)
        notes.push(
          `Of the list ${list.name}, ${number(unseen)} of ${number(list.values.length)} never signed in here.`,
        );
      if (condition.is !== undefined) notMeant.push(...impostors);
    }
    where.push(named.length === 0 ? condition : withMembers(condition, lists));
  }
  return {
    question: { ...question, where },
    names: {
      ...names,
      labels,
      notes: [...names.notes, ...notes],
      notMeant: [...names.notMeant, ...notMeant],
    },
  };
}

function withMembers({ field, is, isNot }: Condition, lists: Lists): Condition {
  const members = (values: readonly string[]): string[] => [
    ...new Set(
      values.flatMap((value) => (isList(value) ? (lists.get(keyOf(value))?.values ?? []) : [value])),
    ),
  ];
  return is === undefined ? { field, isNot: members(isNot ?? []) } : { field, is: members(is) };
}

function keyOf(value: string): string {
  return listKey(value.slice(prefix.length));
}

function listFor(value: string, { field: of }: Condition, lists: Lists, ownOnly: boolean): NamedList {
  if (ownOnly && of === "user")
    throw new UserError("Lists of accounts are for those who may see the whole tenant's sign-ins.");
  const name = value.slice(prefix.length);
  const list = lists.get(keyOf(value));
  if (list === undefined)
    throw new UserError(`There is no list "${name}". ${ownOnly ? "" : known(lists)}`.trim());
  if (list.field !== of) {
    throw new UserError(
      `The list "${list.name}" holds ${field(list.field).plural}${of === "id" ? "" : `, not ${field(of).plural}`}. Ask for ${list.field}:"${prefix}${list.name}".`,
    );
  }
  return list;
}

/** "admins (2 users) and offices (1 address)"; "" where there are none. */
export function namesOfLists(lists: Lists): string {
  return listed(
    [...lists.values()].map(({ name, field: of, values }) => {
      const { label, plural: many } = field(of);
      return `${name} (${plural(values.length, inSentence(label), many)})`;
    }),
  );
}

function known(lists: Lists): string {
  const setting = "The administrator of this bot makes lists with the setting LISTS.";
  if (lists.size === 0) return `No lists are made yet. ${setting}`;
  return `There ${lists.size === 1 ? "is" : "are"} ${namesOfLists(lists)}. ${setting}`;
}

/** Which accounts the members of a list are: some are never seen, and some only call themselves by a member's name. */
async function accountsOf(
  { values }: NamedList,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<{ unseen: number; impostors: string[] }> {
  const { groups } = await store.top(
    { where: [{ field: "user", is: [...values] }] },
    { by: ["user"], limit: 2 * limits.listMembers, rank: "signIns", order: "most", having: [], distinct: [] },
    signal,
  );
  const members = new Set(values.map(fold));
  const accounts = groups.flatMap(({ values: [value] }) => (value === undefined ? [] : [value]));
  const isMember = ({ key, alias = "" }: Value): boolean =>
    members.has(fold(key)) || members.has(fold(alias));
  const seen = new Set(accounts.flatMap(({ key, alias = "" }) => [fold(key), fold(alias)]));
  return {
    unseen: [...members].filter((member) => !seen.has(member)).length,
    impostors: accounts.filter((account) => !isMember(account)).map(({ key }) => key),
  };
}
