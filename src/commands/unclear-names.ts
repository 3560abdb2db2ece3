import { limits } from "../limits.ts";
import { countryName } from "../question/countries.ts";
import { describe } from "../question/describe.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Condition, Question } from "../question/question.ts";
import { nameOrKnown } from "../signin/known-apps.ts";
import type { Candidate, LookupResult } from "../store/store.ts";
import type { Button, ChoiceView, NoticeView } from "../views/view.ts";
import { howLongAgo, inSentence, listed, plural } from "../views/words.ts";
import { replaceValue } from "./replace-value.ts";

/** What is answered where a name is nobody's, or not one's alone. */

/** A name as it stands in a question. */
export interface AskedName {
  readonly question: Question;
  readonly condition: Condition & { readonly field: FieldName };
  readonly value: string;
}

/** Nobody is called that; `near` are those who may have been meant. */
export function nobody({ condition, value }: AskedName, near: readonly NearName[]): NoticeView {
  const { label, plural: many, words } = field(condition.field);
  return {
    card: "notice",
    tone: "warning",
    headline: `"${value}" is no word that I know, and no ${inSentence(label)} of the stored logs is called that.`,
    lines: [
      near.length === 0
        ? `If it is a name, try more of it or the id. If not, say it in other words: "help" shows what I understand.`
        : `Did you mean ${either(near.map(({ title, detail }) => (detail === "" ? title : `${title} (${detail})`)))}?`,
    ],
    buttons: [
      ...near.map(({ title, ask }) => ({ title, ask })),
      { title: `Most active ${many}`, ask: `top 10 by ${words[0]}` },
      { title: "What data is there?", ask: "about" },
      { title: "Help", ask: "help" },
    ],
  };
}

export function noSignInOfYours(): NoticeView {
  return {
    card: "notice",
    tone: "warning",
    headline: "The stored logs have no sign-in of yours.",
    lines: [
      "Either you have not signed in within the days that are stored, or your sign-ins have not arrived yet.",
    ],
    buttons: [{ title: "Help", ask: "help" }],
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

/** What several values of a field have to do with a name, in the words of the question back. */
const relations = {
  named: (value: string, several: string) => `"${value}" is the name of ${several}.`,
  prefix: (value: string, several: string) => `"${value}" begins the names of ${several}.`,
  near: (value: string, several: string, kind: string) =>
    `No ${kind} is called "${value}", but the names of ${several} are near.`,
} as const;

/** Asks which of several is meant, the most active first. */
export function choice(
  asked: AskedName,
  kind: FieldName,
  how: keyof typeof relations,
  { candidates, total }: LookupResult,
  now: number,
  buttons: readonly Button[] = [],
): ChoiceView {
  const shown = candidates.slice(0, limits.namesOffered);
  const many = kind === "user" ? "accounts" : field(kind).plural;
  const more =
    total > shown.length
      ? ` The ${shown.length} most active are shown, and ${total - shown.length} more fit; a longer name narrows it.`
      : "";
  const relation = relations[how](asked.value, `${total} ${many}`, inSentence(field(kind).label));
  const twins = shown.map(labelOf).filter((name, at, names) => names.indexOf(name) !== at);
  return {
    card: "choice",
    headline: `${relation} Which one is meant?${more}`,
    options: shown.map((one) => ({
      name: labelOf(one),
      detail: `${activity(one, now)}${twins.includes(labelOf(one)) ? ` · ${one.id}` : ""}`,
      ask: suggestion(asked, one, kind).ask,
    })),
    buttons,
  };
}

/** Somebody or something that may have been meant, as a button with what is known about it. */
export interface NearName {
  readonly title: string;
  /** "12 sign-ins, last 4 hours ago"; "" where nothing is known. */
  readonly detail: string;
  readonly ask: string;
}

export function nearName(asked: AskedName, one: Candidate, now: number): NearName {
  return { ...suggestion(asked, one, asked.condition.field), detail: activity(one, now) };
}

function activity({ signIns, last }: Candidate, now: number): string {
  return `${plural(signIns, "sign-in")}, last ${howLongAgo(last, now)}`;
}

/** The question with a word read as a country instead. */
export function asCountry(asked: AskedName, code: string): NearName {
  return { title: countryName(code), detail: "", ask: askWith(asked, "country", code) };
}

/** The question with the name read as one of another field: "Read as application". */
export function readAs(asked: AskedName, kind: FieldName): { title: string; ask: string } {
  return { title: `Read as ${inSentence(field(kind).label)}`, ask: askWith(asked, kind, asked.value) };
}

/** The question with one account or application named so that nothing else is meant. */
function suggestion(asked: AskedName, one: Candidate, kind: FieldName): { title: string; ask: string } {
  return { title: labelOf(one), ask: askWith(asked, kind, one.alias ?? one.id) };
}

function askWith({ question, condition, value }: AskedName, kind: FieldName, by: string): string {
  const named = replaceValue(question, condition, value, { field: kind, values: [by] });
  return describe({ ...named, notUnderstood: [] });
}

/** "Alice Ng <alice@contoso.com>", "Azure Portal". */
export function labelOf({
  id,
  name: given,
  alias,
}: {
  readonly id: string;
  readonly name?: string;
  readonly alias?: string;
}): string {
  const name = nameOrKnown(id, given);
  if (name === undefined) return alias ?? id;
  return alias === undefined ? name : `${name} <${alias}>`;
}

function either(items: readonly string[]): string {
  return items.length < 2 ? listed(items) : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}
