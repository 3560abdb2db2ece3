import { countryName } from "../question/countries.ts";
import { describe } from "../question/describe.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Condition, Question } from "../question/question.ts";
import type { Candidate } from "../store/store.ts";
import type { Button, ChoiceView, NoticeView } from "../views/view.ts";
import { age, inSentence, listed, plural } from "../views/words.ts";

/** What is answered where a name is nobody's, or not one account's alone. */

/** So many people are offered when a name is not one person's alone. */
export const offered = 6;

export function nobody(name: FieldName, value: string, isMe: boolean, near: readonly Button[]): NoticeView {
  const { label, plural: many } = field(name);
  return {
    card: "notice",
    tone: "warning",
    headline: isMe
      ? "The stored logs have no sign-in of yours."
      : `"${value}" is no word that I know, and no ${inSentence(label)} of the stored logs is called that.`,
    lines: isMe
      ? [
          "Either you have not signed in within the days that are stored, or your sign-ins have not arrived yet.",
        ]
      : [
          near.length === 0
            ? `If it is a name, try more of it or the id. If not, say it in other words: "help" shows what I understand.`
            : `Did you mean ${listed(near.map(({ title }) => title))}?`,
        ],
    buttons: [
      ...near,
      ...(isMe
        ? []
        : [
            { title: `Most active ${many}`, ask: `top 10 by ${field(name).words[0]}` },
            { title: "What data is there?", ask: "about" },
          ]),
      { title: "Help", ask: "help" },
    ],
  };
}

export function unknownAsker(): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: 'I cannot tell who is asking, so I do not know whom "me" and "my" mean.',
    lines: ["Name the account instead. In the terminal, `--as ID` says whose Entra object id it is."],
    buttons: [{ title: "Help", ask: "help" }],
  };
}

export function choice(
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
      ask: suggestion(question, condition, value, one).ask,
    })),
    buttons: [],
  };
}

/** The question with a word read as a country instead. */
export function asCountry(
  question: Question,
  condition: Condition,
  value: string,
  code: string,
): Button & { ask: string } {
  const named = replaceValue(question, condition, value, { field: "country", value: code });
  return { title: countryName(code), ask: describe({ ...named, notUnderstood: [] }) };
}

/** The question with one account or application named so that nothing else is meant. */
export function suggestion(
  question: Question,
  { field: name, ...condition }: Condition,
  value: string,
  one: Candidate,
): { title: string; ask: string } {
  const by = { field: name as FieldName, value: one.alias ?? one.id };
  const named = replaceValue(question, { field: name, ...condition }, value, by);
  return { title: userLabel(one), ask: describe({ ...named, notUnderstood: [] }) };
}

/** The question with another value in the place of one; it may be of another field. */
export function replaceValue(
  question: Question,
  old: Condition,
  value: string,
  by: { field: FieldName; value: string },
): Question {
  const side = old.is === undefined ? "isNot" : "is";
  const isAbout = (condition: Condition, name: FieldName): boolean =>
    condition.field === name && condition[side] !== undefined;
  // One entry a field and polarity: what stands there of the field already takes the value in.
  const there = question.where.some((condition) => isAbout(condition, by.field));
  const where = question.where.flatMap((condition): Condition[] => {
    const values = condition[side] ?? [];
    if (isAbout(condition, by.field)) {
      const held =
        by.field === old.field
          ? values.map((one) => (one === value ? by.value : one))
          : [...values, by.value];
      return [{ ...condition, [side]: [...new Set(held)] }];
    }
    if (!isAbout(condition, old.field as FieldName)) return [condition];
    const rest = values.filter((held) => held !== value);
    return [
      ...(rest.length > 0 ? [{ ...condition, [side]: rest }] : []),
      ...(there ? [] : [{ field: by.field, [side]: [by.value] }]),
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
