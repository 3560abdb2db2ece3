import type { Token } from "../lex.ts";
import { nearest } from "../nearest.ts";
import { dayNames, months } from "../time/words.ts";
import { countryAt, fieldAt, meaningAt, vocabularyWords } from "../vocabulary.ts";
import {
  claim,
  fieldHere,
  isFree,
  meaningHere,
  negatorBefore,
  require,
  wordAt,
  type Reading,
} from "./reading.ts";

/** Phrases that mean a value of a field, wherever they stand: "failures", "legacy auth", "without mfa". */
export function readValues(reading: Reading): void {
  readPhrases(reading, 1);
}

/** The longer of them hold words ("by", "in") that mean something else on their own, so they are read before those. */
export function readLongValues(reading: Reading): void {
  readPhrases(reading, 2);
}

function readPhrases(reading: Reading, leastTokens: number): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = meaningHere(reading, at);
    if (found?.value.is !== "value" || found.length < leastTokens) continue;
    if (leastTokens > 1 && found.value.field === "type") continue;
    const lead =
      ["the", "via", "with", "from", "on", "using", "by", "in", "a"].includes(wordAt(reading, at - 1)) &&
      isFree(reading, at - 1)
        ? 1
        : 0;
    const direct = negatorBefore(reading, at);
    const negator = direct > 0 ? direct : negatorBefore(reading, at - lead);
    const outer = direct > 0 ? direct : negator > 0 ? negator + lead : 0;
    require(reading, found.value.field, found.value.values, negator > 0);
    claim(reading, at - outer, outer + found.length);
    // "Status failure", "risk state dismissed": the name of the field before its value.
    for (const back of [2, 1]) {
      const named = isFree(reading, at - back, back) ? fieldHere(reading, at - back) : undefined;
      if (named?.length === back && named.value === found.value.field) claim(reading, at - back, back);
    }
  }
}

/** Words for sign-ins themselves. Before names are read, so that "sign ins" is never half a name. */
export function readNouns(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = meaningHere(reading, at);
    if (found?.value.is === "noun") claim(reading, at, found.length);
  }
}

/** "app usage", "user activity", "ip traffic": the field says what kind of usage, and groups nothing. */
export function readUsage(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length - 1; at++) {
    const named = isFree(reading, at) ? fieldAt(reading.tokens.slice(at, at + 2), 0) : undefined;
    if (
      named?.length !== 1 ||
      !isFree(reading, at + 1) ||
      !["usage", "use", "activity", "breakdown", "distribution"].includes(wordAt(reading, at + 1))
    )
      continue;
    // Alone it is asked which: "app usage last 30 days" groups by application.
    if (reading.draft.intent === undefined && named.value !== "user") reading.draft.by ??= [named.value];
    claim(reading, at, 2);
  }
}

/** "Edge vs Chrome", "members vs guests": what is set side by side is what the answer groups by. */
export function readVersus(reading: Reading): void {
  const { draft } = reading;
  for (let at = 1; at < reading.tokens.length - 1; at++) {
    if (!isFree(reading, at) || !["vs", "versus"].includes(wordAt(reading, at))) continue;
    const [only, ...more] = [...draft.is].filter(([name, values]) => values.length > 1 && name !== "type");
    if (only === undefined || more.length > 0 || only[0] === "id") continue;
    if (draft.intent === undefined || draft.intent === "top") draft.by ??= [only[0]];
    claim(reading, at);
  }
}

const verbs: ReadonlySet<string> = new Set([
  "sign",
  "signs",
  "signed",
  "signing",
  "log",
  "logged",
  "logging",
]);
const particles: ReadonlySet<string> = new Set(["in", "ins", "on", "ons"]);

/** "Sign in", "log ins" and "logged on" become one token, so that their second half begins no phrase of time or place. */
export function joinVerbs(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [first, second] = [tokens[at], tokens[at + 1]];
    if (first === undefined) break;
    const isPair =
      second !== undefined &&
      !first.quoted &&
      !second.quoted &&
      first.filter === undefined &&
      second.filter === undefined &&
      !first.comma &&
      verbs.has(first.word) &&
      particles.has(second.word);
    if (!isPair) joined.push(first);
    else {
      joined.push({
        ...second,
        text: `${first.text} ${second.text}`,
        word: first.word + second.word,
        start: first.start,
      });
      at++;
    }
  }
  return joined;
}

const glued = /^(last|past|this|previous)(day|week|weekend|month|quarter|year|night|hour)s?$/;

/** "lastmonth" becomes two tokens, so that it is read as what it was meant as. */
export function splitGlued(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    const [, first, second] =
      (token.quoted || token.filter !== undefined ? null : glued.exec(token.word)) ?? [];
    if (first === undefined || second === undefined) return [token];
    const middle = token.start + first.length;
    return [
      { ...token, text: token.text.slice(0, first.length), word: first, end: middle, comma: false },
      { ...token, text: token.text.slice(first.length), word: second, start: middle },
    ];
  });
}

/** After these a name is likelier than a typing error: "failures for Marsh" is about no month. */
const introducesName: ReadonlySet<string> = new Set(
  "for of by user account app to did has is was from in on device policy resource city and or with as about does can cant".split(
    " ",
  ),
);
/** Beside these a month or weekday may be mistyped; elsewhere "Marsh" is a name. */
const besideDates: ReadonlySet<string> = new Set(
  "last past this next since until on in before after between and to from of the".split(" "),
);

/** A word that no phrase of the vocabulary holds and that is a letter or two away from one is taken for it. */
export function mendTypos(tokens: readonly Token[]): Token[] {
  const known = new Set<number>();
  tokens.forEach((_, at) => {
    const lengths = [meaningAt(tokens, at), fieldAt(tokens, at), countryAt(tokens, at)].map(
      (found) => found?.length ?? 0,
    );
    const length = Math.max(...lengths);
    for (let index = 0; index < length; index++) known.add(at + index);
  });
  return tokens.map((token, at) => {
    if (known.has(at) || token.quoted || token.filter !== undefined || !/^\p{L}{5,}$/u.test(token.word))
      return token;
    if (vocabularyWords.has(token.word) || introducesName.has(tokens[at - 1]?.word ?? "")) return token;
    const mended = nearest(token.word, vocabularyWords, token.word.length >= 8 ? 2 : 1);
    if (mended === undefined) return token;
    const isDate = months.has(mended) || dayNames.has(mended);
    const before = tokens[at - 1]?.word ?? "";
    if (isDate && !besideDates.has(before) && !/^\d+(st|nd|rd|th)?$/.test(before)) return token;
    return { ...token, word: mended };
  });
}

/** Words that add nothing. Last, because most of them mean something to an earlier rule. */
export function readFillers(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const found = meaningHere(reading, at);
    const token = reading.tokens[at];
    if (found?.value.is === "filler") claim(reading, at, found.length);
    else if (isFree(reading, at) && token?.quoted === false && !/[\p{L}\p{N}]/u.test(token.text))
      claim(reading, at);
  }
}
