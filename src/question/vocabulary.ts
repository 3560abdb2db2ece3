import { countryNames } from "./countries.ts";
import type { Field } from "./field.ts";
import { field, fieldNames, type FieldName } from "./fields.ts";
import { fold } from "./fold.ts";
import type { Token } from "./lex.ts";
import { timeWords } from "./time/words.ts";
import { codeWords } from "../signin/error-codes/code-words.ts";

/** What a phrase means wherever it stands. */
export type Meaning =
  | { readonly is: "value"; readonly field: FieldName; readonly values: readonly string[] }
  /** A word for sign-ins themselves. */
  | { readonly is: "noun" }
  /** A word that adds nothing. */
  | { readonly is: "filler" };

/** A phrase without spaces, hyphens and apostrophes, so that "sign-ins", "sign ins" and "signins" are one. */
const keyOf = (phrase: string): string => fold(phrase).replace(/[\s'’-]/g, "");

const nouns = [
  "sign-in",
  "sign-ins",
  "log-in",
  "log-ins",
  "logon",
  "logons",
  "log-on",
  "log-ons",
  "authentication",
  "authentications",
  "sign-in attempts",
  "attempts",
  "attempt",
  "events",
  "records",
  "activity",
  "sign-in log",
  "sign-in logs",
  "logs",
  "sign-in activity",
];

const fillers = [
  "show",
  "show me",
  "list",
  "give",
  "give me",
  "get",
  "find",
  "search",
  "display",
  "fetch",
  "please",
  "pls",
  "the",
  "any",
  "all",
  "a",
  "an",
  "of",
  "for",
  "with",
  "that",
  "those",
  "these",
  "which",
  "were",
  "was",
  "are",
  "is",
  "there",
  "have",
  "has",
  "had",
  "been",
  "did",
  "do",
  "does",
  "to",
  "on",
  "in",
  "into",
  "from",
  "by",
  "at",
  "and",
  "or",
  "i",
  "want",
  "need",
  "see",
  "me",
  "us",
  "can",
  "could",
  "you",
  "would",
  "like",
  "tell",
  "tell me about",
  "about",
  "what",
  "how",
  "happened",
  "hi",
  "hello",
  "hey",
  "signpost",
  "thanks",
  "thank you",
  "signed in",
  "signed",
  "logged in",
  "logged",
  "signing in",
  "logging in",
  "log in",
  "used",
  "use",
  "using",
  "who",
  "but",
  "also",
  "just",
  "only",
  "as",
  "number",
  "account",
  "most",
  "why",
  "anyone",
  "anybody",
  "someone",
  "somebody",
  "everyone",
  "everybody",
  "nobody",
  "us",
  "we",
  "they",
  "it",
  "he",
  "she",
  "cannot",
  "cant",
  "active",
  "least",
  "their",
  "his",
  "her",
  "its",
  "our",
  "latest",
  "newest",
  "recent",
  "most recent",
  "when",
  "during",
  "within",
  "via",
];

/** Fillers that also stand for something where a rule reads them first are still nothing when left over. */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...fillers.map((phrase) => [keyOf(phrase), { is: "filler" }] as const),
  ...nouns.map((phrase) => [keyOf(phrase), { is: "noun" }] as const),
  ...fieldNames.flatMap((name) => valuePhrases(name)),
  ...Object.entries(codeWords).map(
    ([phrase, codes]) =>
      [keyOf(phrase), { is: "value", field: "errorCode", values: codes.map(String) }] as const,
  ),
  [keyOf("mfa required"), { is: "value", field: "mfa", values: ["satisfied", "failed"] }],
  [keyOf("requiring mfa"), { is: "value", field: "mfa", values: ["satisfied", "failed"] }],
  ...["risky", "at any risk", "risky sign-ins"].map(
    (phrase) => [keyOf(phrase), { is: "value", field: "risk", values: ["low", "medium", "high"] }] as const,
  ),
  [keyOf("medium or higher risk"), { is: "value", field: "risk", values: ["medium", "high"] }],
  ...["all logs", "all types", "all log types", "every log"].map(
    (phrase) =>
      [
        keyOf(phrase),
        { is: "value", field: "type", values: Object.keys(field("type").values ?? {}) },
      ] as const,
  ),
]);

function valuePhrases(name: FieldName): (readonly [string, Meaning])[] {
  const entry: Field = field(name);
  return Object.entries(entry.values ?? {}).flatMap(([value, phrases]) =>
    phrases.map((phrase) => [keyOf(phrase), { is: "value", field: name, values: [value] }] as const),
  );
}

/** Names of fields, singular, plural and as Graph writes them. */
const fieldWords: ReadonlyMap<string, FieldName> = new Map(
  fieldNames
    .flatMap((name) => {
      const entry: Field = field(name);
      return [name, entry.label, entry.plural, ...entry.words].map((word) => [keyOf(word), name] as const);
    })
    .reverse(),
);

const countries: ReadonlyMap<string, string> = new Map(
  countryNames.map(([name, code]) => [keyOf(name), code]),
);

/** Most tokens that one phrase can have. */
export const longestPhrase = 6;

/** The longest phrase with a meaning of its own that starts here. */
export function meaningAt(
  tokens: readonly Token[],
  at: number,
): { meaning: Meaning; length: number } | undefined {
  const found = longestAt(tokens, at, meanings);
  return found && { meaning: found.value, length: found.length };
}

/** The field that the words starting here name. */
export function fieldAt(
  tokens: readonly Token[],
  at: number,
): { field: FieldName; length: number } | undefined {
  const found = longestAt(tokens, at, fieldWords);
  return found && { field: found.value, length: found.length };
}

/** The country that the words starting here name. */
export function countryAt(
  tokens: readonly Token[],
  at: number,
): { code: string; length: number } | undefined {
  const found = longestAt(tokens, at, countries);
  return found && { code: found.value, length: found.length };
}

/** The field of an explicit filter's name ("user", "errorCode", "ip"). */
export function fieldNamed(name: string): FieldName | undefined {
  return fieldWords.get(keyOf(name));
}

/** The canonical value that a text means for a field: "failed" is failure, "sp" is servicePrincipal. */
export function valueNamed(name: FieldName, text: string): string | undefined {
  const entry: Field = field(name);
  const known = Object.keys(entry.values ?? {}).find((value) => keyOf(value) === keyOf(text));
  if (known !== undefined) return known;
  const meaning = meanings.get(keyOf(text));
  return meaning?.is === "value" && meaning.field === name && meaning.values.length === 1
    ? meaning.values[0]
    : undefined;
}

/** Every single word that the vocabulary knows, for mending typing errors. */
export const vocabularyWords: ReadonlySet<string> = new Set(
  [...timeWords, "summary", "overview", ...meanings.keys(), ...fieldWords.keys()].filter((word) =>
    /^\p{L}{4,}$/u.test(word),
  ),
);

function longestAt<T>(
  tokens: readonly Token[],
  at: number,
  table: ReadonlyMap<string, T>,
): { value: T; length: number } | undefined {
  let key = "";
  let found: { value: T; length: number } | undefined;
  for (let length = 1; length <= longestPhrase; length++) {
    const token = tokens[at + length - 1];
    if (token === undefined || token.quoted || token.filter !== undefined) break;
    key += token.word;
    const value = table.get(key);
    if (value !== undefined) found = { value, length };
    if (token.comma) break;
  }
  return found;
}
