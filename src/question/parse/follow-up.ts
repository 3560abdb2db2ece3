import type { FieldName } from "../fields.ts";
import { createPhrases, phraseStartingAt } from "../phrases.ts";
import { conditionFields, FollowUp } from "../question.ts";
import { ordinalWords } from "../time/words.ts";
import { fieldAt, meaningAt } from "../vocabulary.ts";
import { conditionsOf, leftovers, read, type Context } from "./parse.ts";
import { readBareName } from "./bare-name.ts";
import { fixed, type Change } from "./fixed-follow-ups.ts";
import { changedColumns } from "./follow-up-columns.ts";
import { wordAt, type Reading } from "./reading.ts";
import { readFillers } from "./words.ts";

/**
 * What a text changes of the question before it; undefined where it is a question of its own.
 * @throws UserError as `parse` does
 */
export function parseFollowUp(text: string, context: Context): FollowUp | undefined {
  const reading = read(text, context);
  const whole = wholeForm(reading);
  if (whole !== undefined) return { follows: true, ...whole, notUnderstood: [] };
  const columns = changedColumns(reading);
  if (columns !== undefined) return { follows: true, ...columns, notUnderstood: [] };
  const dropped = droppedFields(reading);
  if (dropped !== undefined) return { follows: true, drop: dropped, notUnderstood: [] };
  return changeOf(reading, context);
}

function wholeForm(reading: Reading): Change | undefined {
  const { tokens } = reading;
  const found = phraseStartingAt(tokens, 0, fixed);
  if (found?.length === tokens.length) return found.value;
  const rows = nextRows(reading);
  if (rows !== undefined) return { page: "next", limit: rows };
  const row =
    tokens.length === 1 && ["details", "detail"].includes(tokens[0]?.word ?? "") ? 1 : rowOf(reading);
  return row === undefined ? undefined : { row };
}

/** "next 10": so many of the next page. */
function nextRows(reading: Reading): number | undefined {
  const [next, number, ...more] = reading.tokens;
  if (next === undefined || wordAt(reading, 0) !== "next" || more.length > 0) return undefined;
  return /^[1-9]\d{0,2}$/.test(number?.text ?? "") ? Number(number?.text) : undefined;
}

const rowWords: ReadonlySet<string> = new Set(
  "details detail row number no open show expand item result line entry sign-in signin of for on the more about me one please and #".split(
    " ",
  ),
);

/** "details 3", "#3", "row 3", "the third one", "3". */
function rowOf(reading: Reading): number | undefined {
  const { tokens } = reading;
  if (tokens.length > 6) return undefined;
  let row: number | undefined;
  let isRow = tokens.length === 1;
  for (const [at, token] of tokens.entries()) {
    const word = wordAt(reading, at);
    const number = /^#?(\d{1,3})(?:st|nd|rd|th)?$/.exec(token.text)?.[1];
    const ordinal = ordinalWords.get(word);
    if (number !== undefined || ordinal !== undefined) {
      if (row !== undefined) return undefined;
      row = number === undefined ? ordinal : Number(number);
      isRow ||= token.text.startsWith("#") || /\d(st|nd|rd|th)$/.test(token.text);
      isRow ||=
        ordinal !== undefined &&
        ["one", "row", "result", "entry", "item", "line"].includes(wordAt(reading, at + 1));
    } else if (!rowWords.has(word)) return undefined;
    else
      isRow ||= [
        "details",
        "detail",
        "row",
        "open",
        "expand",
        "item",
        "line",
        "entry",
        "result",
        "number",
        "show",
      ].includes(word);
  }
  return isRow && row !== undefined && row >= 1 ? row : undefined;
}

const dropLeads = createPhrases<true>(
  `remove|drop|clear|delete|ignore|any|all|regardless of|without the|remove the|drop the|clear the|ignore the|no|lose the
   |for all|for any|to all|to any|from all|from any|across all|every|everyone|for everyone|everybody|for everybody`
    .split("|")
    .map((phrase) => [phrase.trim(), true] as const),
);
const everyone: ReadonlySet<string> = new Set(["everyone", "foreveryone", "everybody", "foreverybody"]);

/** "any user", "all statuses", "remove the country filter", "for everyone". */
function droppedFields({ tokens }: Reading): FieldName[] | undefined {
  const lead = phraseStartingAt(tokens, 0, dropLeads);
  if (lead === undefined) return undefined;
  const said = tokens
    .slice(0, lead.length)
    .map(({ word }) => word)
    .join("");
  if (everyone.has(said)) return tokens.length === lead.length ? ["user"] : undefined;
  const named = fieldAt(tokens, lead.length);
  if (named === undefined) return undefined;
  const rest = tokens.slice(lead.length + named.length).map(({ word }) => word);
  const isFilter =
    rest.length === 1 && ["filter", "filters", "condition", "conditions"].includes(rest[0] ?? "");
  // "No errors" and "all failures" mean something else.
  if (
    ["no", "all", "any"].includes(said) &&
    meaningAt(tokens, lead.length)?.value.is === "value" &&
    !isFilter
  )
    return undefined;
  return rest.length === 0 || isFilter ? [named.value] : undefined;
}

/** Words at the start that only make sense after another question. */
const leads = createPhrases<"change" | "add">([
  ...`and|and what about|what about|how about|and how about|but|only|just|and only|but only|only show|show only|just show|now|now only
    |same|the same|same thing|same again|same for|same but|same with|same question|again|again for|instead|make it|make that
    |change to|change it to|change that to|switch to|narrow to|narrow it to|narrow down to|limit to|limit it to|filter|filter by
    |filter on|filter to|filter for|restrict to|then|ok and|ok now|now for|now with|what if`
    .split("|")
    .map((phrase) => [phrase.trim(), "change"] as const),
  ...["include", "including", "also", "also include", "and also", "plus", "add", "together with"].map(
    (phrase) => [phrase, "add"] as const,
  ),
]);
/** The same at the end. */
const tails: ReadonlySet<string> = new Set(["only", "instead", "too", "again"]);
/** They point at the last answer, where they stand alone: "that failed" and "this week" do not. */
const pointing: ReadonlySet<string> = new Set([
  "that",
  "those",
  "these",
  "them",
  "it",
  "this",
  "they",
  "ones",
]);
const beforePointing: ReadonlySet<string> = new Set(
  "export download of group split count show list save explain filter break are were was is did do only among".split(
    " ",
  ),
);
/** A text that begins so is a part of a question. */
const partStarts: ReadonlySet<string> = new Set(
  `for to from in on into of via with without except excluding exclude not outside using minus since until before after
  between ignore ignoring excl but vs versus compare compared group grouped split by per against at`.split(
    /\s+/,
  ),
);

function changeOf(reading: Reading, context: Context): FollowUp | undefined {
  const { tokens, text } = reading;
  const lead = phraseStartingAt(tokens, 0, leads);
  const tail = tokens.length > 1 && tails.has(tokens.at(-1)?.word ?? "");
  const points = tokens.some(
    ({ word, quoted }, at) =>
      pointing.has(word) &&
      !quoted &&
      (at === tokens.length - 1 ||
        (reading.claimed[at] !== true && beforePointing.has(tokens[at - 1]?.word ?? ""))),
  );
  const led = lead !== undefined || tail || points;
  // The leading words are read as blanks, so that the rest is read as what stands alone.
  const start = lead === undefined ? 0 : (tokens[lead.length - 1]?.end ?? 0);
  const end = tail ? (tokens.at(-1)?.start ?? text.length) : text.length;
  const rest = " ".repeat(start) + text.slice(start, end);
  if (rest.trim() === "") return led ? { follows: true, notUnderstood: [] } : undefined;
  if (!/[\p{L}\p{N}]/u.test(rest)) return undefined;
  const change = led ? read(rest, context) : reading;
  if (!led && !isPart(change)) return undefined;
  narrowToCodes(change);
  readBareName(change);
  readFillers(change);
  for (const [at, token] of change.tokens.entries()) if (pointing.has(token.word)) change.claimed[at] = true;
  return followUp(change, lead?.value === "add");
}

/** "Only 50126" is about sign-ins, where "50126" alone asks what it means. */
function narrowToCodes({ draft, text }: Reading): void {
  if (draft.codes === undefined || !/^\s+/.test(text)) return;
  draft.is.set("errorCode", draft.codes.map(String));
  delete draft.codes;
  delete draft.intent;
}

/** Whether a text says nothing but a range, groups, buckets, columns, a format or what a preposition introduces. */
function isPart(reading: Reading): boolean {
  const { draft, tokens, claimed } = reading;
  const names = tokens.some((_, at) => {
    const meaning = meaningAt(tokens, at);
    return (
      meaning?.value.is === "noun" || (meaning?.value.is === "value" && meaning.value.field === "status")
    );
  });
  if (names) return false;
  const conditions = draft.is.size + draft.isNot.size;
  const { intent } = draft;
  // "Which apps", "who": of what was shown.
  if (
    ["which", "what", "who"].includes(tokens[0]?.word ?? "") &&
    tokens.length <= 3 &&
    draft.by !== undefined
  )
    return conditions === 0 && !claimed.includes(false) && draft.timed !== true;
  // "Not registered for MFA" is a phrase of its own.
  const phrase = meaningAt(tokens, 0);
  if (phrase?.value.is === "value" && phrase.length > 1) return false;
  if (partStarts.has(tokens[0]?.word ?? ""))
    return (
      intent === undefined ||
      ["trend", "top"].includes(intent) ||
      (intent === "compare" && draft.oneRange === true)
    );
  if (conditions > 0 || claimed.includes(false)) return false;
  if (
    intent === undefined &&
    (draft.having !== undefined ||
      draft.rank !== undefined ||
      (draft.by !== undefined && draft.grouped !== true))
  )
    return false;
  if (intent === undefined)
    return (
      draft.timed === true ||
      draft.grouped === true ||
      draft.columns !== undefined ||
      draft.order !== undefined
    );
  if (intent === "count") return draft.of === "signIns" && draft.timed !== true;
  return (
    (intent === "trend" || intent === "export" || (intent === "compare" && draft.oneRange === true)) &&
    (draft.by === undefined || draft.grouped === true)
  );
}

function followUp(reading: Reading, add: boolean): FollowUp {
  const {
    is: _is,
    isNot: _isNot,
    timed,
    timeline: _timeline,
    grouped: _grouped,
    rated: _rated,
    statusCounts: _counts,
    oneRange: _oneRange,
    watched,
    ...said
  } = reading.draft;
  const { where, excess } = conditionsOf(reading.draft);
  const intent =
    (watched === true ? "watch" : said.intent) ??
    (said.bucket !== undefined
      ? "trend"
      : said.by !== undefined || said.having !== undefined || said.rank !== undefined
        ? "top"
        : undefined);
  const both = add && where.some(({ field }) => field === "type");
  const types = both ? withInteractive(where) : where;
  const change = {
    ...said,
    intent,
    where: types.length === 0 ? undefined : types,
    window: timed === true ? (said.window ?? {}) : undefined,
    split: intent === "trend" ? (said.split ?? said.by?.[0]) : undefined,
    by: intent === "trend" ? undefined : said.by,
    add: add ? true : undefined,
    follows: true,
    notUnderstood: [...leftovers(reading).map(({ text }) => text), ...excess],
  };
  return FollowUp.parse(
    Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  );
}

/** "Include non-interactive": the interactive log, which nobody had to name, stays. */
function withInteractive(where: FollowUp["where"] & object) {
  return where
    .map((condition) =>
      condition.field === "type" && condition.is !== undefined
        ? { field: condition.field, is: [...new Set(["interactiveUser", ...condition.is])] }
        : condition,
    )
    .sort((a, b) => conditionFields.indexOf(a.field) - conditionFields.indexOf(b.field));
}
