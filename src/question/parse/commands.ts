import { explainCode } from "../../signin/error-codes/catalogue.ts";
import { mostCodes } from "../question.ts";
import { fieldAt } from "../vocabulary.ts";
import { claim, isFree, isPhraseAt, require, wordAt, type Reading } from "./reading.ts";

const guid = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/** "help", "help filters", "about", "how fresh is the data". */
export function readHelp(reading: Reading): void {
  const { draft, tokens } = reading;
  if (
    ["help", "?", "commands", "usage"].includes(wordAt(reading, 0)) ||
    isPhraseAt(reading, 0, ["what", "can", "i", "ask"])
  ) {
    draft.intent = "help";
    const topic = tokens
      .slice(1)
      .filter((token) => !["me", "with", "on", "about", "can", "i", "ask", "please"].includes(token.word));
    if (topic.length > 0)
      draft.topic = topic
        .map((token) => token.text)
        .join(" ")
        .slice(0, 100);
    claim(reading, 0, tokens.length);
    return;
  }
  const fresh =
    ["fresh", "old", "current", "uptodate"].includes(wordAt(reading, 1)) && wordAt(reading, 0) === "how";
  if (
    (wordAt(reading, 0) === "about" && tokens.length === 1) ||
    ["version", "status?"].includes(wordAt(reading, 0)) ||
    fresh
  ) {
    draft.intent = "about";
    claim(reading, 0, tokens.length);
  }
}

/** "what is 50126", "explain AADSTS50076 and 53003", "why 53003", and a code all alone. */
export function readExplain(reading: Reading): void {
  const { tokens, draft } = reading;
  const lead = leadLength(reading);
  const codes = new Map<number, number>();
  for (let at = lead; at < tokens.length; at++) {
    const code = tokens[at]?.filter === undefined ? codeOf(tokens[at]?.text ?? "") : undefined;
    if (code === undefined && !besideCodes.has(wordAt(reading, at))) return;
    if (code !== undefined) codes.set(at, code);
  }
  const [first] = codes.values();
  if (first === undefined || (lead === 0 && !isCodeAlone(tokens, first))) return;
  draft.intent = "explain";
  draft.codes = [...new Set(codes.values())].slice(0, mostCodes);
  // Codes beyond those that one answer explains stay unclaimed.
  for (let at = 0; at < tokens.length; at++) {
    const code = codes.get(at);
    if (code === undefined || draft.codes.includes(code)) claim(reading, at);
  }
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
]);

/** "AADSTS50126", or a bare number that is known. */
function isCodeAlone(tokens: Reading["tokens"], code: number): boolean {
  return (
    tokens.length === 1 && (/^aadsts/i.test(tokens[0]?.text ?? "") || explainCode(code).known !== "unknown")
  );
}

function leadLength(reading: Reading): number {
  const leads = [
    ["what", "is"],
    ["whats"],
    ["what", "does"],
    ["what", "do"],
    ["what", "are"],
    ["explain"],
    ["why"],
    ["meaning", "of"],
    ["how", "to", "fix"],
    ["how", "do", "i", "fix"],
    ["fix"],
    ["define"],
    ["lookup"],
    ["look", "up"],
  ];
  return Math.max(0, ...leads.filter((words) => isPhraseAt(reading, 0, words)).map((words) => words.length));
}

/** No id of Entra ID is longer. */
function isId(text: string): boolean {
  return text !== "" && text.length <= 200;
}

function codeOf(text: string): number | undefined {
  const digits = /^(?:AADSTS)?(\d{1,8})$/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
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
    require(reading, named?.field ?? "id", [id]);
    claim(reading, at - length, length + 1);
  });
}
