import { explainCode } from "../../signin/error-codes/catalogue.ts";
import { mostCodes } from "../question.ts";
import { createPhrases } from "../phrases.ts";
import { fieldAt } from "../vocabulary.ts";
import { claim, isFree, meaningHere, phraseHere, require, wordAt, type Reading } from "./reading.ts";

const guid = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

const helpWords: ReadonlySet<string> = new Set(["help", "?", "commands", "examples", "manual"]);
const topicLeads: ReadonlySet<string> = new Set("me with on about can i ask please for the of".split(" "));
const asksHelp = createPhrases<true>(
  [
    "what can i ask",
    "what can you do",
    "how do i use this",
    "how does this work",
    "what do you understand",
    "how do you work",
  ].map((phrase) => [phrase, true] as const),
);
const asksHunts = createPhrases<true>(
  [
    "hunt",
    "hunts",
    "hunting",
    "detections",
    "list hunts",
    "show hunts",
    "show me the hunts",
    "which hunts",
    "what hunts",
    "what hunts are there",
    "which hunts are there",
    "what can you hunt",
    "what can you hunt for",
  ].map((phrase) => [phrase, true] as const),
);
const asksAbout = createPhrases<true>(
  [
    "about",
    "about you",
    "version",
    "data freshness",
    "freshness",
    "how fresh is the data",
    "how fresh",
    "how old is the data",
    "how current is the data",
    "how up to date is the data",
    "is the data up to date",
    "is the data current",
    "what data do you have",
    "what data is there",
    "what data do we have",
    "what logs do you have",
    "how much data is there",
    "how much data do you have",
    "how far back does the data go",
    "how far back can i search",
    "latest data",
    "newest record",
    "last sync",
    "when was the last sync",
    "data status",
    "store status",
    "when did data last arrive",
    "retention",
  ].map((phrase) => [phrase, true] as const),
);

/** "help", "help filters", "which hunts are there", "about", "how fresh is the data". */
export function readHelp(reading: Reading): void {
  const { draft, tokens } = reading;
  const asked = phraseHere(reading, 0, asksHelp);
  if (helpWords.has(wordAt(reading, 0)) || asked?.length === tokens.length) {
    draft.intent = "help";
    const topic = asked === undefined ? tokens.slice(1).filter((token) => !topicLeads.has(token.word)) : [];
    if (topic.length > 0)
      draft.topic = topic
        .map((token) => token.text)
        .join(" ")
        .slice(0, 100);
    return claim(reading, 0, tokens.length);
  }
  if (phraseHere(reading, 0, asksHunts)?.length === tokens.length) {
    draft.intent = "help";
    draft.topic = "hunts";
    return claim(reading, 0, tokens.length);
  }
  if (phraseHere(reading, 0, asksAbout)?.length !== tokens.length) return;
  draft.intent = "about";
  claim(reading, 0, tokens.length);
}

const explainLeads = createPhrases<true>(
  [
    "what is",
    "whats",
    "what does",
    "what do",
    "what are",
    "explain",
    "why",
    "why do i get",
    "why do we get",
    "why am i getting",
    "meaning of",
    "what is the meaning of",
    "how to fix",
    "how do i fix",
    "how can i fix",
    "how do we fix",
    "how to resolve",
    "how to solve",
    "fix for",
    "fix",
    "define",
    "describe",
    "lookup",
    "look up",
    "tell me about",
    "tell me what",
    "help me with",
    "what causes",
    "solution for",
    "resolve",
  ].map((phrase) => [phrase, true] as const),
);

/** "what is 50126", "explain AADSTS50076 and 53003", "why 53003", "50126 meaning", and a code all alone. */
export function readExplain(reading: Reading): void {
  const { tokens, draft } = reading;
  const lead = phraseHere(reading, 0, explainLeads)?.length ?? 0;
  const codes = new Map<number, number>();
  let meant = lead > 0;
  for (let at = lead; at < tokens.length; at++) {
    const code = tokens[at]?.filter === undefined ? codeOf(tokens[at]?.text ?? "") : undefined;
    const word = wordAt(reading, at);
    if (code === undefined && !besideCodes.has(word)) return readExplanation(reading);
    if (code !== undefined) codes.set(at, code);
    meant ||= ["mean", "means", "meaning", "explained", "explanation"].includes(word);
  }
  const [first] = codes.values();
  if (first === undefined || (!meant && !isCodeAlone(tokens, first))) return readExplanation(reading);
  draft.intent = "explain";
  draft.codes = [...new Set(codes.values())].slice(0, mostCodes);
  // Codes beyond those that one answer explains stay unclaimed.
  for (let at = 0; at < tokens.length; at++) {
    const code = codes.get(at);
    if (code === undefined || draft.codes.includes(code)) claim(reading, at);
  }
}

/** "explain failures for alice": the codes of what matches. */
function readExplanation(reading: Reading): void {
  const next = meaningHere(reading, 1)?.value;
  // "Why failures for bob" asks for the codes, "why did bob fail" for the sign-ins.
  const asksWhy =
    wordAt(reading, 0) === "why" &&
    wordAt(reading, 1).endsWith("s") &&
    next?.is !== "filler" &&
    next !== undefined;
  if (!(wordAt(reading, 0) === "explain" || asksWhy) || reading.tokens.length < 2) return;
  reading.draft.intent = "explain";
  claim(reading, 0);
}

/** Words that may stand between codes. */
const besideCodes: ReadonlySet<string> = new Set([
  "and",
  "or",
  "error",
  "code",
  "codes",
  "errors",
  "mean",
  "means",
  "a",
  "an",
  "the",
  "is",
  "does",
  "aadsts",
  "how",
  "to",
  "fix",
  "it",
  "resolve",
  "i",
  "do",
  "meaning",
  "explained",
  "explanation",
  "result",
  "sign-in",
  "signin",
  "entra",
  "azure",
  "ad",
  "in",
  "here",
  "about",
  "vs",
]);

/** "AADSTS50126", or a bare number that is known. */
function isCodeAlone(tokens: Reading["tokens"], code: number): boolean {
  return (
    tokens.length === 1 && (/^aadsts/i.test(tokens[0]?.text ?? "") || explainCode(code).known !== "unknown")
  );
}

/** No id of Entra ID is longer. */
function isId(text: string): boolean {
  return text !== "" && text.length <= 200;
}

function codeOf(text: string): number | undefined {
  const digits = /^(?:AADSTS)?(\d{1,8})$/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const alertLeads = createPhrases<true>(
  ["alert", "incident"].flatMap((noun) =>
    ["", "show ", "open ", "explain ", "what is ", "what was ", "what happened in "].map(
      (verb) => [`${verb}${noun}`, true] as const,
    ),
  ),
);

/** "alert 12", "incident 28282", "alert da637551227677560813_-961444813", `alert "id"` with any id. */
export function readAlert(reading: Reading): void {
  const { tokens, draft } = reading;
  const lead = phraseHere(reading, 0, alertLeads)?.length;
  const token = tokens[lead ?? 0];
  if (lead === undefined || token === undefined || tokens.length !== lead + 1) return;
  const id = token.quoted ? token.text : alertIdIn(token.text, wordAt(reading, lead - 1));
  if (id === undefined || !isId(id)) return;
  draft.intent = "alert";
  draft.id = guid.test(id) ? id.toLowerCase() : id;
  claim(reading, 0, tokens.length);
}

/** An alert's number here is "#12"; an incident's is that of Microsoft Defender. Addresses, codes and days are none. */
function alertIdIn(text: string, noun: string): string | undefined {
  const [, sign, number] = /^(#?)(\d{1,9})$/.exec(text) ?? [];
  if (number === undefined) return guid.test(text) || /^da\d+_-?\d+$/.test(text) ? text : undefined;
  if (noun === "incident") return number;
  return sign === "" && explainCode(Number(number)).known !== "unknown" ? undefined : `#${number}`;
}

/** A GUID alone or after "show"/"details of" is a detail; within a question it narrows it. `show "id"` takes any id. */
export function readIds(reading: Reading): void {
  const { tokens, draft } = reading;
  const lead = ["show", "detail", "details", "open"].includes(wordAt(reading, 0)) ? 1 : 0;
  if (lead === 1 && tokens.length === 2 && tokens[1]?.quoted === true && isId(tokens[1].text)) {
    draft.intent = "detail";
    draft.id = tokens[1].text;
    return claim(reading, 0, 2);
  }
  const detailWords = [
    "show",
    "detail",
    "details",
    "open",
    "of",
    "for",
    "the",
    "request",
    "id",
    "correlation",
    "signin",
    "requestid",
    "correlationid",
    "ca",
    "mfa",
    "policies",
    "policy",
    "conditional",
    "access",
    "signins",
    "log",
    "entry",
    "event",
    "me",
    "find",
    "get",
    "lookup",
    "what",
    "happened",
    "in",
    "with",
    "to",
    "explain",
    "auth",
    "authentication",
    "full",
    "all",
  ];
  tokens.forEach((token, at) => {
    const id = token.filter === undefined ? guid.exec(token.text)?.[1]?.toLowerCase() : undefined;
    if (id === undefined || !isFree(reading, at)) return;
    const others = tokens.filter((_, index) => index !== at && isFree(reading, index));
    if (others.every((other) => detailWords.includes(other.word))) {
      draft.intent = "detail";
      draft.id = id;
      return claim(reading, 0, tokens.length);
    }
    const before = [2, 1].map((back) =>
      isFree(reading, at - back, back) ? fieldAt(tokens.slice(at - back, at), 0) : undefined,
    );
    const index = before.findIndex((found, position) => found !== undefined && found.length === 2 - position);
    const named = before[index];
    const length = index < 0 ? 0 : 2 - index;
    require(reading, named?.value ?? "id", [id]);
    claim(reading, at - length, length + 1);
  });
}
