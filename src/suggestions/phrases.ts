import { commands } from "../commands/commands.ts";
import { errorExamples, thresholdExamples, timeExamples, usualTimes } from "../commands/help-texts.ts";
import { hunts } from "../hunts/hunts.ts";
import type { Field } from "../question/field.ts";
import { field, fieldNames, type FieldName } from "../question/fields.ts";
import { fold } from "../question/fold.ts";
import { buckets } from "../question/question.ts";
import { explainedCodes } from "../signin/error-codes/catalogue.ts";
import { inSentence } from "../views/words.ts";

/** Something that can be typed. */
export interface Phrase {
  readonly text: string;
  /** The form in which what was typed is compared with it. */
  readonly folded: string;
  /** What it is, where the text does not say it; "" otherwise. */
  readonly detail: string;
}

/** Whole questions, from the tables that help is made of. */
export const sentences: readonly Phrase[] = distinct([
  ...commands.flatMap(({ examples }) => examples.map((text) => phrase(text))),
  ...[...timeExamples, ...thresholdExamples, ...errorExamples].map((text) => phrase(text)),
  ...fieldNames.map((name) => phrase(`help ${name}`, `filter ${field(name).label}`)),
]);

/** Parts of questions, from the tables that questions are read with; those that are said most come first. */
export const phrases: readonly Phrase[] = distinct([
  ...usualTimes.map((text) => phrase(text)),
  ...fieldNames.map((name) => phrase(field(name).example)),
  ...fieldNames.filter((name) => field(name).groups).map((name) => phrase(`by ${labelOf(name)}`)),
  ...buckets.map((bucket) => phrase(`per ${bucket}`)),
  ...hunts.flatMap(({ name, words }) => [phrase(name, "hunt"), ...words.map((text) => phrase(text, "hunt"))]),
  ...fieldNames.flatMap(valuePhrases),
  ...fieldNames.flatMap(valueFilters),
  ...explainedCodes.map(({ code, name }) => phrase(String(code), name ?? "error code")),
]);

function phrase(text: string, detail = ""): Phrase {
  return { text, folded: fold(text), detail };
}

/** "non-interactive" of the log type, "guests" of the user type. */
function valuePhrases(name: FieldName): Phrase[] {
  const { values = {} }: Field = field(name);
  return Object.values(values).flatMap((said) => said.map((text) => phrase(text, labelOf(name))));
}

/** "mfa:failed". */
function valueFilters(name: FieldName): Phrase[] {
  const { values = {} }: Field = field(name);
  return Object.keys(values).map((value) => phrase(`${name}:${value}`));
}

function labelOf(name: FieldName): string {
  return inSentence(field(name).label);
}

/** Each text once, with what is said of it first. */
function distinct(all: readonly Phrase[]): readonly Phrase[] {
  const first = new Map<string, Phrase>();
  for (const one of all) if (!first.has(one.folded)) first.set(one.folded, one);
  return [...first.values()];
}
