import { hunts } from "../hunts/hunts.ts";
import { passwordlessMethods } from "../signin/authentication-methods.ts";
import { policyResults } from "../signin/conditions.ts";
import { codeWords } from "../signin/error-codes/code-words.ts";
import { countryAdjectives, placeNames } from "./countries.ts";
import type { Field } from "./field.ts";
import { field, fieldNames, type FieldName } from "./fields.ts";
import type { Token } from "./lex.ts";
import { createPhrases, keyOf, phraseStartingAt, type Found } from "./phrases.ts";
import { fillers, grammarWords, nouns } from "./small-words.ts";
import { timeWords } from "./time/words.ts";

/** What a phrase means wherever it stands. */
export type Meaning =
  | { readonly is: "value"; readonly field: FieldName; readonly values: readonly string[] }
  /** A word for sign-ins themselves. */
  | { readonly is: "noun" }
  /** A word that adds nothing. */
  | { readonly is: "filler" };

const value = (name: FieldName, ...values: readonly string[]): Meaning => ({
  is: "value",
  field: name,
  values,
});

/** Somebody was asked for a second factor, whatever came of it: a claim in the token asks nobody. */
export const mfaPrompts = ["prompt", "denied", "notCompleted"] as const;

/** Names of lists that everybody has, as they are said. Which accounts they hold stands in the configuration. */
const lists: Readonly<Record<string, readonly string[]>> = {
  admins: [
    "admins",
    "admin accounts",
    "admin users",
    "administrators",
    "privileged users",
    "privileged accounts",
    "our admins",
    "global admins",
    "global administrators",
  ],
  vips: ["vips", "vip users", "vip accounts", "vip", "executives", "execs"],
  "break-glass": [
    "break glass",
    "break glass account",
    "break glass accounts",
    "break glass users",
    "emergency access accounts",
    "emergency access account",
    "emergency access",
    "emergency accounts",
  ],
  "service-accounts": ["service accounts", "service account"],
};

const meanings = createPhrases<Meaning>([
  ...fillers.map((phrase) => [phrase, { is: "filler" }] as const),
  ...nouns.map((phrase) => [phrase, { is: "noun" }] as const),
  ...fieldNames.flatMap(valuePhrases),
  ...Object.entries(codeWords).map(
    ([phrase, codes]) => [phrase, value("errorCode", ...codes.map(String))] as const,
  ),
  ...[
    "passwordless",
    "passwordless method",
    "passwordless methods",
    "without password",
    "without a password",
  ].map((phrase) => [phrase, value("authMethod", ...passwordlessMethods)] as const),
  ...["prompted", "got prompted", "prompts", "challenged"].map(
    (phrase) => [phrase, value("mfaHow", ...mfaPrompts)] as const,
  ),
  ...["mfa required"].map((phrase) => [phrase, value("mfa", "satisfied", "failed")] as const),
  ...["report-only", "report-only impact", "report-only results", "report-only mode"].map(
    (phrase) =>
      [
        phrase,
        value(
          "policyResult",
          ...Object.keys(policyResults).filter((result) => result.startsWith("reportOnly")),
        ),
      ] as const,
  ),
  ...["flagged as risky", "flagged for risk", "flagged risky"].map(
    (phrase) => [phrase, value("risk", "low", "medium", "high")] as const,
  ),
  ["ipv6", value("ip", "::/0")],
  ["ipv4", value("ip", "0.0.0.0/0")],
  ...countryAdjectives.map(([phrase, codes]) => [phrase, value("country", ...codes)] as const),
  ...Object.entries(lists).flatMap(([name, phrases]) =>
    phrases.map((phrase) => [phrase, value("user", `list:${name}`)] as const),
  ),
  ...[
    "all logs",
    "all types",
    "all log types",
    "every log",
    "all four logs",
    "every log type",
    "all sign-in types",
  ].map((phrase) => [phrase, value("type", ...Object.keys(field("type").values ?? {}))] as const),
]);

function valuePhrases(name: FieldName): (readonly [string, Meaning])[] {
  const entry: Field = field(name);
  return Object.entries(entry.values ?? {}).flatMap(([canonical, phrases]) =>
    phrases.map((phrase) => [phrase, value(name, canonical)] as const),
  );
}

/** Names of fields, singular, plural and as Graph writes them. */
const fieldWords = createPhrases<FieldName>(
  fieldNames
    .flatMap((name) => {
      const entry: Field = field(name);
      return [name, entry.label, entry.plural, ...entry.words].map((word) => [word, name] as const);
    })
    .reverse(),
);

const places = createPhrases<readonly string[]>(placeNames);

/** The longest phrase with a meaning of its own that starts here. */
export function meaningAt(tokens: readonly Token[], at: number): Found<Meaning> | undefined {
  return phraseStartingAt(tokens, at, meanings);
}

/** The field that the words starting here name. */
export function fieldAt(tokens: readonly Token[], at: number): Found<FieldName> | undefined {
  return phraseStartingAt(tokens, at, fieldWords);
}

/** The codes of the country, or group of countries, that the words starting here name. */
export function countryAt(tokens: readonly Token[], at: number): Found<readonly string[]> | undefined {
  return phraseStartingAt(tokens, at, places);
}

/** The field of an explicit filter's name ("user", "errorCode", "ip"). */
export function fieldNamed(name: string): FieldName | undefined {
  return fieldWords.table.get(keyOf(name));
}

/** The canonical value that a text means for a field: "failed" is failure, "sp" is servicePrincipal. */
export function valueNamed(name: FieldName, text: string): string | undefined {
  const entry: Field = field(name);
  const known = Object.keys(entry.values ?? {}).find((canonical) => keyOf(canonical) === keyOf(text));
  if (known !== undefined) return known;
  const meaning = meanings.table.get(keyOf(text));
  return meaning?.is === "value" && meaning.field === name && meaning.values.length === 1
    ? meaning.values[0]
    : undefined;
}

/** Every single word that the vocabulary knows, for mending typing errors. */
export const vocabularyWords: ReadonlySet<string> = new Set(
  [...timeWords, ...grammarWords, ...meanings.table.keys(), ...fieldWords.table.keys()].filter((word) =>
    /^\p{L}{4,}$/u.test(word),
  ),
);

const spellings = [
  ...[...timeWords, ...grammarWords].map((word) => [word, word] as const),
  ...fieldWords.spellings,
  ...[...meanings.spellings].filter(([key]) => meanings.table.get(key)?.is !== "filler"),
  ...createPhrases(hunts.flatMap(({ words }) => words.map((phrase) => [phrase, true] as const))).spellings,
];

/** Words that mean something in a phrase alone: "password", "conditional". */
const partWords = spellings
  .flatMap(([, phrase]) => (phrase.includes(" ") ? phrase.split(" ") : []))
  .filter((word) => /^\p{L}{6,}$/u.test(word));

/**
 * Phrases of the language, and the words of them, as they are written, by their key: what a word not understood may have
 * been meant as. Whole phrases come first.
 */
export const knownSpellings: ReadonlyMap<string, string> = new Map(
  [...partWords.map((word) => [word, word] as const).reverse(), ...spellings].filter(
    ([key]) => key.length >= 4,
  ),
);
