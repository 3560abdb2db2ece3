import type { FieldName } from "../fields.ts";
import { mfaPrompts } from "../vocabulary.ts";
import { createPhrases, type Found, type Phrases } from "../phrases.ts";
import {
  claim,
  fieldHere,
  isFree,
  negatorBefore,
  phraseHere,
  require,
  skip,
  wordAt,
  type Reading,
} from "./reading.ts";

/** What was decided about a sign-in, said in two parts that stand near each other: "mfa" and "denied", in any order. */
interface Verdict {
  readonly subjects: Phrases<true>;
  /** Words that may stand between the two. */
  readonly between: ReadonlySet<string>;
  readonly results: Phrases<Outcome>;
  /** What the subject means with no result near it, and what with one of these nouns behind it. */
  readonly alone?: {
    readonly nouns: ReadonlySet<string>;
    readonly asNoun: Outcome;
    readonly otherwise: Outcome;
  };
}

/** A condition. */
interface Outcome {
  readonly field: FieldName;
  readonly values: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const subjects = (...phrases: string[]): Phrases<true> =>
  createPhrases(phrases.map((phrase) => [phrase, true] as const));

const outcomes = (
  field: FieldName,
  table: Readonly<Record<string, string>>,
): readonly (readonly [string, Outcome])[] =>
  Object.entries(table).flatMap(([values, phrases]) =>
    phrases.split("|").map((phrase) => [phrase.trim(), { field, values: values.split("+") }] as const),
  );

const asked: Outcome = { field: "mfa", values: ["satisfied", "failed"] };
/** A claim in the token asks nobody. */
const prompts: Outcome = { field: "mfaHow", values: mfaPrompts };

const mfa: Verdict = {
  subjects: subjects(
    "mfa",
    "2fa",
    "multifactor",
    "multi-factor",
    "multi-factor authentication",
    "multi-factor auth",
    "two factor",
    "two-factor authentication",
    "second factor",
    "mfa prompt",
    "mfa prompts",
    "mfa request",
    "mfa requests",
    "mfa challenge",
    "mfa challenges",
    "mfa push",
    "mfa pushes",
  ),
  between: words(
    "the a an his her their on for to was were is are got get been being requirement requirements",
  ),
  results: createPhrases([
    ...outcomes("mfa", {
      failed: `denied|deny|denies|denying|denials|denial|hit deny|pressed deny|rejected|rejects|reject|rejections|refused
      |failed|fail|fails|failing|failure|failures|not passed|unsuccessful|blocked`,
      satisfied: `satisfied|passed|passes|completed|complete|succeeded|success|successes|successful|approved|accepted
      |done|with|performed|used mfa`,
      none: `without|never prompted|never prompted for|not prompted|not prompted for|wasnt prompted for|not asked for|no|lacking|missing|bypassed|skipped|bypassing|skipping|not required|not used|not enforced|not done
      |not protected by|did not use|never used|never use|never did|didnt use|did not do|didnt do|wasnt required|was not required|lack|lacked`,
      "satisfied+failed": `required|requires|requiring|require|demanded|enforced|needed`,
    }),
    ...outcomes("mfaHow", {
      [mfaPrompts.join("+")]:
        `prompted|prompted for|prompts for|prompt for|asked for|challenged|challenged for`,
    }),
  ]),
  alone: {
    nouns: words("prompts prompt requests request challenges challenge pushes push"),
    asNoun: prompts,
    otherwise: asked,
  },
};

const conditionalAccess: Verdict = {
  subjects: subjects(
    "ca",
    "conditional access",
    "ca policy",
    "ca policies",
    "conditional access policy",
    "conditional access policies",
    "any policy",
    "a policy",
    "policy",
    "policies",
  ),
  between: words(
    "by the a an any some was were is are got get getting due to because of from on for status result",
  ),
  results: createPhrases(
    outcomes("conditionalAccess", {
      failure: `blocked|blocks|block|blocking|failed|fails|fail|failing|failure|failures|denied|denials|denies|stopped|stops
      |not satisfied|unsatisfied|not met|rejected|prevented`,
      "success+failure": `applied|applied to|applies|enforced`,
      success: `passed|passes|success|successes|satisfied|succeeded|granted|allowed|met`,
      notApplied: `not applied|no|without|did not apply|didnt apply|does not apply|not apply|unapplied|not evaluated
      |not covered by|not applicable`,
    }),
  ),
};

/** "mfa denied", "hit deny on mfa", "blocked by a conditional access policy", "ca failures". */
export function readVerdicts(reading: Reading): void {
  for (const verdict of [mfa, conditionalAccess]) {
    for (let at = 0; at < reading.tokens.length; at++) {
      const subject = phraseHere(reading, at, verdict.subjects);
      if (subject === undefined) continue;
      readVerdict(reading, at, subject.length, verdict);
      at += subject.length - 1;
    }
  }
}

function readVerdict(reading: Reading, at: number, length: number, verdict: Verdict): void {
  // A policy that is named, or said of a "policy" alone, is no verdict without a result that fits.
  const right = resultAfter(reading, at + length, verdict);
  const left = resultBefore(reading, at, verdict);
  const nouns = skip(reading, at + length, verdict.alone?.nouns ?? none, 1);
  // "No policy applied": what is denied before the subject counts.
  const found = left !== undefined && isNone(left.value) ? left : (right ?? left);
  if (found !== undefined) {
    const start = Math.min(at, found.at);
    const end = Math.max(at + length + (right === undefined ? nouns : 0), found.at + found.length);
    const negator = found === right ? negatorBefore(reading, start) : 0;
    const { field, values } = found.value;
    require(reading, field, values, negator > 0 && !isNone(found.value));
    return claim(reading, start - negator, negator + end - start);
  }
  // "MFA prompts" are told from "by mfa" and "mfa methods" by their noun.
  const isNoun = nouns > 0 || verdict.alone?.nouns.has(wordAt(reading, at + length - 1)) === true;
  if (verdict.alone === undefined || !isNoun) return;
  // A number of them counts all that asked for MFA.
  const { field, values } =
    (reading.draft.having?.length ?? 0) > 0 ? verdict.alone.otherwise : verdict.alone.asNoun;
  require(reading, field, values);
  claim(reading, at, length + nouns);
}

/** "mfa sign-ins", "mfa by method": MFA with nothing said about it was asked for. After the groups, which may be by it. */
export function readMfaAlone(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const subject = phraseHere(reading, at, mfa.subjects);
    if (subject === undefined || mfa.alone === undefined) continue;
    if ((fieldHere(reading, at)?.length ?? 0) > subject.length || reading.draft.is.has("mfa")) continue;
    require(reading, mfa.alone.otherwise.field, mfa.alone.otherwise.values);
    claim(reading, at, subject.length);
  }
}

const none: ReadonlySet<string> = new Set();

function isNone({ values }: Outcome): boolean {
  return values.includes("none") || values.includes("notApplied");
}

type Placed<Value = Outcome> = Found<Value> & { readonly at: number };

function resultAfter(reading: Reading, at: number, { between, results, alone }: Verdict): Placed | undefined {
  const start = at + skip(reading, at, alone?.nouns ?? none, 1);
  for (let gap = 0; gap <= 2; gap++) {
    const found = phraseHere(reading, start + gap, results);
    // "mfa with" ends nothing: what stands before a subject alone is not looked for behind it.
    if (found !== undefined && !onlyBefore.has(wordAt(reading, start + gap)))
      return { ...found, at: start + gap };
    if (!isFree(reading, start + gap) || !between.has(wordAt(reading, start + gap))) return undefined;
  }
  return undefined;
}

/** Results that stand before their subject: "without mfa". */
const onlyBefore = words(
  "with without no lacking missing bypassed bypassing skipping did didnt lack lacked used prompt",
);

function resultBefore(reading: Reading, at: number, { between, results }: Verdict): Placed | undefined {
  for (let gap = 0; gap <= 4; gap++) {
    const end = at - gap;
    for (let length = 4; length >= 1; length--) {
      const found = end - length >= 0 ? phraseHere(reading, end - length, results) : undefined;
      if (found?.length !== length) continue;
      // "Failures by policy" groups; "blocked by policy" is a verdict.
      const isGroup = gap > 0 && outcomeWords.has(wordAt(reading, end - 1)) && wordAt(reading, end) === "by";
      return isGroup ? undefined : { ...found, at: end - length };
    }
    if (!isFree(reading, end - 1) || !between.has(wordAt(reading, end - 1))) return undefined;
  }
  return undefined;
}

const outcomeWords = words("failure failures success successes denial denials");

const levels = ["low", "medium", "high"];
const levelWords: ReadonlyMap<string, string> = new Map([
  ...levels.map((level) => [level, level] as const),
  ["med", "medium"],
  ["elevated", "medium"],
]);
const riskWords = words("risk risks risky");

/** "high risk", "medium or higher risk", "risk medium+", "high and medium risk", "no risk", "risky". */
export function readRisk(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!isFree(reading, at) || !riskWords.has(wordAt(reading, at))) continue;
    const before = levelsBefore(reading, at);
    const after = before === undefined ? levelsAfter(reading, at + 1) : undefined;
    const found = before ?? after;
    const isNoun = ["risk", "risks"].includes(wordAt(reading, at));
    if (
      found === undefined &&
      isNoun &&
      ["no", "without", "zero"].includes(wordAt(reading, at - 1)) &&
      isFree(reading, at - 1)
    ) {
      require(reading, "risk", ["none"]);
      claim(reading, at - 1, 2);
      continue;
    }
    // "At risk" and "risk dismissed" are states, "risk level" names the field.
    if (found === undefined && isNoun && !["any", "some", "with"].includes(wordAt(reading, at - 1))) continue;
    const start = found === undefined ? at : Math.min(at, found.at);
    const end = found === undefined ? at + 1 : Math.max(at + 1, found.at + found.length);
    const lead = found === undefined && isNoun ? 1 : 0;
    const negator = negatorBefore(reading, start - lead);
    require(reading, "risk", found?.value ?? levels, negator > 0);
    claim(reading, start - lead - negator, negator + lead + end - start);
  }
}

const higher = [
  ["or", "higher"],
  ["or", "above"],
  ["or", "more"],
  ["or", "greater"],
  ["or", "worse"],
  ["and", "higher"],
  ["and", "above"],
  ["and", "up"],
  ["plus"],
];

function levelAt(reading: Reading, at: number): { values: string[]; length: number } | undefined {
  if (!isFree(reading, at)) return undefined;
  const text = wordAt(reading, at);
  const level =
    levelWords.get(text.replace(/\+$/, "")) ?? levelWords.get((reading.tokens[at]?.text ?? "").toLowerCase());
  if (level === undefined) return undefined;
  const before = (reading.tokens[at - 1]?.text ?? "").toLowerCase();
  // "Risk above low" leaves the level itself out.
  if ([">", "above", "over", "than"].includes(before)) {
    const values = levels.slice(levels.indexOf(level) + 1);
    return values.length === 0 ? undefined : { values, length: 1 };
  }
  const tail = higher.find((phrase) =>
    phrase.every(
      (word, index) => isFree(reading, at + 1 + index) && wordAt(reading, at + 1 + index) === word,
    ),
  );
  const open =
    text.endsWith("+") ||
    tail !== undefined ||
    [">=", "≥"].includes(before) ||
    (before === "least" && wordAt(reading, at - 2) === "at");
  return {
    values: open ? levels.slice(levels.indexOf(level)) : [level],
    length: 1 + (tail?.length ?? 0),
  };
}

/** Levels joined by "and", "or" or commas that end right before the word for risk. */
function levelsBefore(reading: Reading, at: number): Placed<readonly string[]> | undefined {
  for (let start = Math.max(0, at - 7); start < at; start++) {
    const found = levelsAfter(reading, start);
    if (found !== undefined && found.at + found.length === at) return found;
  }
  return undefined;
}

function levelsAfter(reading: Reading, from: number): Placed<readonly string[]> | undefined {
  const lead = skip(reading, from, words("level levels of is at least above over greater than > >= ≥"), 3);
  const start = from + lead;
  let next = start;
  const values: string[] = [];
  for (;;) {
    const level = levelAt(reading, next);
    if (level === undefined) break;
    values.push(...level.values.filter((one) => !values.includes(one)));
    next += level.length;
    const joint = ["and", "or"].includes(wordAt(reading, next)) ? 1 : 0;
    if (levelAt(reading, next + joint) === undefined) break;
    next += joint;
  }
  if (values.length === 0) return undefined;
  return { value: levels.filter((level) => values.includes(level)), at: from, length: next - from };
}
