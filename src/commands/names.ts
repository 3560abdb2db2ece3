import { describe } from "../question/describe.ts";
import { field, type FieldName } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import type { Condition, Question } from "../question/question.ts";
import type { Candidate, Store } from "../store/store.ts";
import type { ChoiceView, NoticeView } from "../views/view.ts";
import { age, inSentence, plural } from "../views/words.ts";

/** How the values of a question are called: by "field value" in folded form. */
export interface Names {
  readonly labels: ReadonlyMap<string, string>;
  /** Readings that were guessed, in words. */
  readonly notes: readonly string[];
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

/** So many people are offered when a name is not one person's alone. */
const offered = 6;

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
  let resolved = question;
  for (const condition of question.where) {
    if (condition.field === "id" || field(condition.field).kind !== "entity") continue;
    const name = condition.field;
    for (const value of condition.is ?? condition.isNot ?? []) {
      if (value === "" || value.startsWith("list:")) continue;
      const isMe = name === "user" && (value === "me" || value === askerId);
      if (ownOnly && !isMe) continue;
      const asked = isMe ? (askerId ?? "") : value;
      const candidates = asked === "" ? [] : await store.lookup(name, asked, offered + 1, signal);
      const exact = candidates.find((one) =>
        [one.id, one.alias].some((key) => key !== undefined && fold(key) === fold(asked)),
      );
      const one = exact ?? (candidates.length === 1 ? candidates[0] : undefined);
      if (name === "user" && one !== undefined) {
        const canonical = one.alias ?? one.id;
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
        if (app.length === 0) return nobody(name, value, isMe);
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
  return { question: resolved, names: { labels, notes } };
}

function replaceValue(
  question: Question,
  old: Condition,
  value: string,
  by: { field: FieldName; value: string },
): Question {
  const side = old.is === undefined ? "isNot" : "is";
  const where = question.where.flatMap((condition): Condition[] => {
    if (condition.field !== old.field || condition[side] === undefined) return [condition];
    const values = condition[side] ?? [];
    if (by.field === old.field)
      return [{ ...condition, [side]: values.map((held) => (held === value ? by.value : held)) }];
    const rest = values.filter((held) => held !== value);
    return [
      ...(rest.length > 0 ? [{ ...condition, [side]: rest }] : []),
      { field: by.field, [side]: [by.value] },
    ];
  });
  return { ...question, where };
}

/** "Alice Ng <alice@contoso.com>". */
export function userLabel({
  id,
  name,
  alias,
}: Candidate | { id: string; name?: string; alias?: string }): string {
  if (name === undefined) return alias ?? id;
  return alias === undefined ? name : `${name} <${alias}>`;
}

function appLabel(value: string, candidates: readonly Candidate[]): string {
  const names = [...new Set(candidates.map((one) => one.name ?? one.id))];
  return names.length <= 3
    ? names.join(", ")
    : `${value} (${names.length > offered ? `more than ${offered}` : names.length} names)`;
}

function nobody(name: FieldName, value: string, isMe: boolean): NoticeView {
  const { label, plural: many } = field(name);
  return {
    card: "notice",
    tone: "warning",
    headline: isMe
      ? "The stored logs have no sign-in of yours."
      : `No ${inSentence(label)} is called "${value}" in the stored logs.`,
    lines: isMe
      ? [
          "Either you have not signed in within the days that are stored, or your sign-ins have not arrived yet.",
        ]
      : ["Try the full name, the user principal name or the id. Names are compared without regard to case."],
    buttons: [
      { title: `Most active ${many}`, ask: `top 10 by ${field(name).words[0]}` },
      { title: "What data is there?", ask: "about" },
    ],
  };
}

function choice(
  question: Question,
  condition: Condition,
  value: string,
  candidates: readonly Candidate[],
  now: number,
): ChoiceView {
  const shown = candidates.slice(0, offered);
  const more =
    candidates.length > offered ? ` The ${offered} most active are shown; a longer name narrows it.` : "";
  return {
    card: "choice",
    headline: `"${value}" is the name of ${candidates.length > offered ? "several" : plural(candidates.length, "account")}. Which one is meant?${more}`,
    options: shown.map((one) => ({
      name: userLabel(one),
      detail: `${plural(one.signIns, "sign-in")}, last ${age(one.last, now)} ago`,
      ask: describe({
        ...replaceValue(question, condition, value, { field: "user", value: one.alias ?? one.id }),
        notUnderstood: [],
      }),
    })),
    buttons: [],
  };
}
