import { createPhrases } from "../phrases.ts";
import { longestReason, type AlertOutcome, type Intent } from "../question.ts";
import { claim, phraseHere, skip, wordAt, type Reading } from "./reading.ts";

/** What people do about an alert: each command stands at the start of its text, and means the thread that it is said in. */

const verbs = createPhrases<Intent>([
  ...[
    "acknowledge",
    "ack",
    "acknowledge it",
    "i take it",
    "i will take it",
    "on it",
    "i am on it",
    "im on it",
  ].map((phrase) => [phrase, "acknowledge"] as const),
  ...["close", "resolve", "dismiss"].map((phrase) => [phrase, "close"] as const),
  ...["reopen", "re-open", "open again"].map((phrase) => [phrase, "reopen"] as const),
]);

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
const alertWords: ReadonlySet<string> = new Set(["alert", "thread", "incident"]);
const asWords: ReadonlySet<string> = new Set(["as", "it", "is", "was", "a", "an"]);
const becauseWords: ReadonlySet<string> = new Set(["because", "since", "reason", "with", "of"]);

/** "acknowledge", "ack alert 12", "close as false positive because it is the scanner", "reopen alert 12". */
export function readAlertHandling(reading: Reading): void {
  const { tokens, draft } = reading;
  const verb = phraseHere(reading, 0, verbs);
  if (verb === undefined) return;
  let at = verb.length + skip(reading, verb.length, thisWords, 2);
  const said = skip(reading, at, alertWords, 1);
  const number = /^#?(\d{1,9})$/.exec(tokens[at + said]?.text ?? "")?.[1];
  at += said + (number === undefined ? 0 : 1);
  if (verb.value !== "close") {
    // "On it, what about bob?" asks something else.
    if (at < tokens.length) return;
  } else {
    const as = skip(reading, at, asWords, 3);
    const outcome = phraseHere(reading, at + as, outcomes);
    if (outcome === undefined && at < tokens.length) return;
    if (outcome !== undefined) {
      at += as + outcome.length;
      draft.outcome = outcome.value;
      const reason = reasonFrom(reading, at);
      if (reason !== "") draft.reason = reason;
    }
  }
  draft.intent = verb.value;
  if (number !== undefined) draft.id = number;
  claim(reading, 0, tokens.length);
}

/** What is said after the outcome, as it stands; quotes around all of it go. */
function reasonFrom(reading: Reading, at: number): string {
  const { text, tokens } = reading;
  const start = at + (becauseWords.has(wordAt(reading, at)) ? skip(reading, at, becauseWords, 2) : 0);
  const [first, last] = [tokens[start], tokens.at(-1)];
  if (first === undefined || last === undefined) return "";
  const reason = first === last ? first.text : text.slice(first.start, last.end);
  return reason.trim().slice(0, longestReason);
}
