import { createPhrases } from "../phrases.ts";
import { longestReason, type AlertOutcome, type Intent } from "../question.ts";
import { claim, phraseHere, skip, wordAt, type Reading } from "./reading.ts";

/** What people do about an alert: each command stands at the start of its text, and means the thread that it is said in. */

const verbs = createPhrases<Intent>([
  ...["acknowledge", "acknowledged", "ack"].map((phrase) => [phrase, "acknowledge"] as const),
  ...["close", "closed", "resolve", "resolved", "dismiss", "dismissed"].map(
    (phrase) => [phrase, "close"] as const,
  ),
  ...["reopen", "reopened", "open again"].map((phrase) => [phrase, "reopen"] as const),
]);

/** Said by themselves they acknowledge. */
const taking = createPhrases<true>(
  ["i take it", "i will take it", "ill take it", "on it", "i am on it", "im on it", "taking it"].map(
    (phrase) => [phrase, true] as const,
  ),
);
const politeWords: ReadonlySet<string> = new Set(["please", "can", "could", "you", "thanks"]);

const outcomes = createPhrases<AlertOutcome>([
  ...["true positive", "tp", "real", "confirmed", "malicious", "compromised"].map(
    (phrase) => [phrase, "truePositive"] as const,
  ),
  ...["benign positive", "benign", "bp", "expected", "expected activity", "legitimate"].map(
    (phrase) => [phrase, "benignPositive"] as const,
  ),
  ...["false positive", "fp", "false alarm", "noise"].map((phrase) => [phrase, "falsePositive"] as const),
  ...["undetermined", "unclear", "unknown"].map((phrase) => [phrase, "undetermined"] as const),
]);

const thisWords: ReadonlySet<string> = new Set(["this", "that", "it", "the"]);
const alertWords: ReadonlySet<string> = new Set(["alert", "thread"]);
const asWords: ReadonlySet<string> = new Set(["as", "it", "is", "was", "a", "an"]);
const becauseWords: ReadonlySet<string> = new Set(["because", "since", "reason", "with", "of"]);

/** "acknowledge", "ack alert 12", "close as false positive because it is the scanner", "reopen alert 12". */
export function readAlertHandling(reading: Reading): void {
  const { tokens, draft } = reading;
  const polite = skip(reading, 0, politeWords, 3);
  const verb = phraseHere(reading, polite, verbs);
  if (verb === undefined) return readTaking(reading);
  const start = polite + verb.length;
  let at = start + skip(reading, start, thisWords, 2);
  if (wordAt(reading, at) === "incident") return leaveAll(reading, at, verb.value);
  const said = skip(reading, at, alertWords, 1);
  const number = numberIn(tokens[at + said]?.text);
  at += said + (number === undefined ? 0 : 1);
  const isNamed = said > 0 || number !== undefined || at > start;
  if (verb.value === "close") {
    const outcome = readOutcome(reading, at, isNamed);
    if (outcome === undefined) return;
    at = outcome.end;
    if (outcome.value !== undefined) draft.outcome = outcome.value;
  } else if (at < tokens.length && number === undefined) {
    // "Acknowledge failures for bob" asks something else.
    return;
  }
  if (numberIn(tokens.at(at + (wordAt(reading, at) === "and" ? 1 : 0))?.text) !== undefined) {
    // One alert at a time: what is done about two is not done about one of them.
    if (number !== undefined) draft.id = number;
    return leaveAll(reading, at, verb.value);
  }
  const reason = reasonFrom(reading, at);
  if (reason !== "") draft.reason = reason;
  draft.intent = verb.value;
  if (number !== undefined) draft.id = number;
  claim(reading, 0, tokens.length);
}

/** It is about an alert, and not understood: an incident's number is that of another tool. */
function leaveAll(reading: Reading, from: number, intent: Intent): void {
  for (let at = from; at < reading.tokens.length; at++) reading.leftOut.add(at);
  reading.draft.intent = intent;
  claim(reading, 0, reading.tokens.length);
}

/** "On it, thanks." */
function readTaking(reading: Reading): void {
  const found = phraseHere(reading, 0, taking);
  if (found === undefined) return;
  const end = found.length + skip(reading, found.length, politeWords, 3);
  if (end < reading.tokens.length) return;
  reading.draft.intent = "acknowledge";
  claim(reading, 0, end);
}

function numberIn(text = ""): string | undefined {
  return /^#?(\d{1,9})$/.exec(text)?.[1];
}

/**
 * What an alert turned out to be, and where the reason begins; undefined for what closes none: "close unknown users"
 * asks for something else.
 */
function readOutcome(
  reading: Reading,
  at: number,
  isNamed: boolean,
): { value?: AlertOutcome; end: number } | undefined {
  const { tokens, text } = reading;
  const as = skip(reading, at, asWords, 3);
  const outcome = phraseHere(reading, at + as, outcomes);
  if (outcome === undefined) {
    if (at === tokens.length) return { end: at };
    // "Close alert 12 and 13" is a mistake that is to be said.
    return isNamed && numberIn(tokens.at(at + 1)?.text) !== undefined ? { end: at } : undefined;
  }
  const end = at + as + outcome.length;
  const last = tokens[end - 1];
  const isMarked =
    end === tokens.length ||
    last?.comma === true ||
    /[:;.\u2013\u2014-]$/.test(text.slice(last?.start, last?.end)) ||
    /^[\u2013\u2014-]+$/.test(tokens[end]?.text ?? "") ||
    becauseWords.has(wordAt(reading, end));
  return as > 0 || isMarked ? { value: outcome.value, end } : undefined;
}

/** What is said after that, as it stands; quotes around all of it go. */
function reasonFrom(reading: Reading, at: number): string {
  const { text, tokens } = reading;
  const dash = /^[\u2013\u2014-]+$/.test(tokens[at]?.text ?? "") ? 1 : 0;
  const because = becauseWords.has(wordAt(reading, at + dash))
    ? skip(reading, at + dash, becauseWords, 2)
    : 0;
  const start = at + dash + because;
  const [first, last] = [tokens[start], tokens.at(-1)];
  if (first === undefined || last === undefined) return "";
  const reason = first === last ? first.text : text.slice(first.start, last.end);
  return reason.trim().slice(0, longestReason);
}
