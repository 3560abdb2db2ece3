import { createPhrases } from "../phrases.ts";
import { phraseAt } from "../time/phrases.ts";
import { longestName, mostColumns, type ExportFormat, type Intent } from "../question.ts";
import {
  claim,
  fieldHere,
  findPhrase,
  isFree,
  isPhraseAt,
  meaningHere,
  phraseHere,
  skip,
  wordAt,
  type Reading,
} from "./reading.ts";

/** Commands about what is kept: saved questions and exports. Each stands at the start of its text. */

const alone = createPhrases<Intent>([
  ...[
    "saved",
    "saved questions",
    "saved queries",
    "saved searches",
    "my saved questions",
    "list saved",
    "show saved",
    "list saved questions",
    "show saved questions",
    "show my saved questions",
  ].map((phrase) => [phrase, "saved"] as const),
  ...[
    "watches",
    "my watches",
    "list watches",
    "show watches",
    "show my watches",
    "list my watches",
    "what am i watching",
    "active watches",
    "my alerts",
  ].map((phrase) => [phrase, "watches"] as const),
  ...[
    "alerts",
    "open alerts",
    "list alerts",
    "show alerts",
    "show open alerts",
    "list open alerts",
    "which alerts are open",
    "what alerts are open",
    "alerts here",
    "open alerts here",
  ].map((phrase) => [phrase, "alerts"] as const),
]);

const named = createPhrases<Intent>([
  ...["run", "rerun", "run saved"].map((phrase) => [phrase, "run"] as const),
  ...[
    "forget",
    "forget saved",
    "delete saved",
    "remove saved",
    "delete saved question",
    "forget saved question",
  ].map((phrase) => [phrase, "forget"] as const),
]);

/** "saved", "run vip failures", "save this as vip failures", "watches", "open alerts". */
export function readKeeping(reading: Reading): void {
  const { tokens, draft } = reading;
  const whole = phraseHere(reading, 0, alone);
  if (whole?.length === tokens.length) {
    draft.intent = whole.value;
    return claim(reading, 0, tokens.length);
  }
  if (readSave(reading)) return;
  const verb = phraseHere(reading, 0, named);
  const name = verb === undefined ? undefined : restOf(reading, verb.length);
  if (verb === undefined || name === undefined) return;
  draft.intent = verb.value;
  draft.name = name;
  claim(reading, 0, tokens.length);
}

/** The words from a token to the end as they stand; quotes around all of them go. */
export function restOf({ text, tokens }: Reading, at: number): string | undefined {
  const [first, last] = [tokens[at], tokens.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const name =
    first === last
      ? first.text
      : text.slice(first.start, last.quoted ? last.end : last.start + last.text.length);
  return name.trim() === "" || name.length > longestName ? undefined : name;
}

const saveWords: ReadonlySet<string> = new Set(["save", "remember", "keep", "store", "bookmark"]);
const nameWords: ReadonlySet<string> = new Set(["as", "named", "called"]);
const thisWords: ReadonlySet<string> = new Set([
  "this",
  "that",
  "it",
  "the",
  "last",
  "question",
  "query",
  "search",
]);

/** "save this as vip failures"; "save failures for alice as vip failures" keeps the command between. */
function readSave(reading: Reading): boolean {
  const { tokens, draft, text } = reading;
  if (!saveWords.has(wordAt(reading, 0))) return false;
  let as = tokens.length - 1;
  while (as > 0 && !nameWords.has(wordAt(reading, as))) as--;
  const name = as > 0 ? restOf(reading, as + 1) : undefined;
  // "Save … as csv" is an export.
  if (name === undefined || ["csv", "json", "file"].includes(name.toLowerCase())) return false;
  draft.intent = "save";
  draft.name = name;
  if (skip(reading, 1, thisWords, 4) < as - 1)
    draft.command = text
      .slice(0, tokens[as - 1]?.end ?? 0)
      .replace(/\S/g, (letter, place: number) => (place < (tokens[1]?.start ?? 0) ? " " : letter));
  claim(reading, 0, tokens.length);
  return true;
}

const formats: ReadonlyMap<string, ExportFormat> = new Map([
  ["csv", "csv"],
  ["excel", "csv"],
  ["spreadsheet", "csv"],
  ["xlsx", "csv"],
  ["json", "json"],
]);
const exportWords = createPhrases<true>(
  ["export", "download", "save", "dump", "extract"].map((phrase) => [phrase, true] as const),
);
const formatLeads: ReadonlySet<string> = new Set(["as", "to", "in", "a", "an", "into", "format", "the"]);

/** "export failures last 7 days as csv", "failures today as json", "download that". */
export function readExport(reading: Reading): void {
  const { tokens, draft } = reading;
  const verb = findPhrase(reading, exportWords);
  const at = tokens.findIndex((_, index) => isFree(reading, index) && formats.has(wordAt(reading, index)));
  const format = at < 0 ? undefined : formats.get(wordAt(reading, at));
  const said =
    at >= 0 &&
    (verb !== undefined || ["as", "to", "in"].includes(wordAt(reading, at - 1)) || tokens.length === 1);
  const isSave = verb !== undefined && wordAt(reading, verb.at) === "save";
  const isVerb = verb !== undefined && (!isSave || said);
  if (!isVerb && !said) return;
  draft.intent = "export";
  draft.format = format ?? "csv";
  if (isVerb) claim(reading, verb.at, verb.length);
  if (!said) return;
  let start = at;
  while (start > 0 && isFree(reading, start - 1) && formatLeads.has(wordAt(reading, start - 1))) start--;
  const tail = ["file", "format", "report"].includes(wordAt(reading, at + 1)) ? 1 : 0;
  claim(reading, start, at + 1 + tail - start);
}

const columnWords = createPhrases<true>(
  [
    "columns",
    "show columns",
    "with columns",
    "only columns",
    "show the columns",
    "with the columns",
    "display columns",
    "column",
    "show fields",
    "with fields",
  ].map((phrase) => [phrase, true] as const),
);
const dateWords: ReadonlySet<string> = new Set(["date", "time", "and", "datetime", "timestamp", "when"]);

/** "show columns date user app ip risk". The date always stands first, said or not. */
export function readColumns(reading: Reading): void {
  const found = findPhrase(reading, columnWords);
  if (found === undefined) return;
  const columns: NonNullable<Reading["draft"]["columns"]> = [];
  let next = found.at + found.length;
  for (;;) {
    const dates = skip(reading, next, dateWords, 3);
    claim(reading, next, dates);
    next += dates;
    const named = fieldHere(reading, next);
    if (named === undefined) {
      // What is no column is left out and said so: it is not the end of the list, and nobody's name.
      if (!isUnknownColumn(reading, next)) break;
      reading.nameless.add(next++);
      continue;
    }
    if (columns.length === mostColumns) break;
    if (!columns.includes(named.value)) columns.push(named.value);
    claim(reading, next, named.length);
    next += named.length;
  }
  claim(reading, found.at, found.length);
  if (columns.length > 0) reading.draft.columns = columns;
}

function isUnknownColumn(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  if (token === undefined || !isFree(reading, at) || token.quoted || token.filter !== undefined) return false;
  if (endsColumns.has(token.word) || !/^\p{L}+$/u.test(token.text)) return false;
  return meaningHere(reading, at) === undefined && phraseAt(reading.tokens, at, reading.reader) === undefined;
}

/** After these comes something else. */
const endsColumns: ReadonlySet<string> = new Set(
  "for from of in by on to with without last since until".split(" "),
);

/** "timeline alice today": everything in the order in which it happened. */
export function readTimeline(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    const long = isPhraseAt(reading, at, ["in", "chronological", "order"]) ? 3 : 0;
    if (long === 0 && !["timeline", "chronology", "chronological"].includes(wordAt(reading, at))) continue;
    if (!isFree(reading, at)) continue;
    reading.draft.order = "oldest";
    reading.draft.timeline = true;
    return claim(reading, at, Math.max(1, long));
  }
}
