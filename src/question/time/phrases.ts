import type { Token } from "../lex.ts";
import { amountAt, gluedAmounts, unitAndHalfAt } from "./amounts.ts";
import { mathAt } from "./datemath.ts";
import type { Edge } from "./edge.ts";
import { betweenAt, rangeAt } from "./pairs.ts";
import { longest, pointAt } from "./points.ts";
import { clockStart, isPoint, moved, wordOf, type Phrase, type Reader, type Span } from "./span.ts";
import { agoPairAt, businessAt, lastingAt, onwardsAt, sideOfDayAt, yearsAt } from "./stretches.ts";
import { roughly, units } from "./words.ts";

export type { Phrase, Reader } from "./span.ts";

type Rule = (tokens: readonly Token[], at: number, reader: Reader) => Phrase | undefined;

/** Every way of saying a range; of those that fit the longest counts. */
const rules: readonly Rule[] = [
  everAt,
  wholeAt,
  rollingAt,
  mathAt,
  yearsAt,
  betweenAt,
  sinceAt,
  untilAt,
  aroundAt,
  sideOfDayAt,
  rangeAt,
  agoPairAt,
  lastingAt,
  onwardsAt,
  businessAt,
  singleAt,
  rightNowAt,
];

/** The longest phrase of time that starts at this token. */
export function phraseAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const token = tokens[at];
  return token === undefined || token.quoted
    ? undefined
    : longest(rules.map((rule) => rule(tokens, at, reader)));
}

function phrase(from: Edge | undefined, to: Edge | undefined, length: number): Phrase {
  return { window: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, length };
}

/** "all week", "the whole day": the one that is now. */
function wholeAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const article = wordOf(tokens, at) === "the" ? 1 : 0;
  if (!["all", "whole", "entire"].includes(wordOf(tokens, at + article))) return undefined;
  const unit = units.get(wordOf(tokens, at + article + 1));
  const long = wordOf(tokens, at + article + 1).length > 2;
  return unit === undefined || !long || "smh".includes(unit)
    ? undefined
    : phrase(`now/${unit}`, "now", article + 2);
}

/** "right now", "just now", "at the moment": an hour is what one can look at. */
function rightNowAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const said = [["right", "now"], ["just", "now"], ["at", "the", "moment"], ["now"]].find((words) =>
    words.every((word, index) => wordOf(tokens, at + index) === word),
  );
  return said && phrase("now-1h", "now", said.length);
}

function everAt(tokens: readonly Token[], at: number): Phrase | undefined {
  if (["all", "any"].includes(wordOf(tokens, at)) && wordOf(tokens, at + 1) === "time") return { length: 2 };
  return ["ever", "anytime"].includes(wordOf(tokens, at)) ? { length: 1 } : undefined;
}

const past = ["last", "lst", "past", "previous", "prev", "prior", "preceding"];

/** last 7 days, in the past hour, 24h, 30 days, past month, 10 previous weeks, -2hr5min. */
function rollingAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const math = /^-(\S+)$/.exec(tokens[at]?.text ?? "");
  const glued = math === null ? undefined : gluedAmounts((math[1] ?? "").toLowerCase());
  if (glued !== undefined) return phrase(`now${glued.back}`, "now", 1);
  let next = at;
  while (["in", "over", "during", "for", "within", "the"].includes(wordOf(tokens, next)) && next - at < 2)
    next++;
  const said = past.includes(wordOf(tokens, next));
  // "Trailing 7 days" needs its number.
  if (said || ["trailing", "rolling"].includes(wordOf(tokens, next))) next++;
  const inner = insidePast(tokens, next);
  if (inner !== undefined) return phrase(`now${inner.back}`, "now", next + inner.length - at);
  const amount = (said ? unitAndHalfAt(tokens, next) : undefined) ?? amountAt(tokens, next);
  if (amount !== undefined) {
    // "A day" alone is no range; "2 days ago" and "2 days before" are points.
    const article = next === at && amount.length === 2 && ["a", "an"].includes(wordOf(tokens, at));
    if (article || ["ago", "before"].includes(wordOf(tokens, next + amount.length))) return undefined;
    return phrase(`now${amount.back}`, "now", next + amount.length - at);
  }
  if (wordOf(tokens, next) === "fortnight") return phrase("now-2w", "now", next + 1 - at);
  const unit = said ? units.get(wordOf(tokens, next)) : undefined;
  // "Last week" is the calendar's; "past week" and "last minute" roll.
  const rolls = wordOf(tokens, next - 1) === "past" || unit === "m" || unit === "s";
  const long = wordOf(tokens, next).length > 1;
  return unit === undefined || !rolls || !long ? undefined : phrase(`now-1${unit}`, "now", next + 1 - at);
}

/** "10 previous weeks", "13 last minutes". */
function insidePast(tokens: readonly Token[], at: number): { back: string; length: number } | undefined {
  const count = /^\d{1,5}$/.exec(wordOf(tokens, at))?.[0];
  const unit = past.includes(wordOf(tokens, at + 1)) ? units.get(wordOf(tokens, at + 2)) : undefined;
  return count === undefined || unit === undefined || Number(count) === 0
    ? undefined
    : { back: `-${Number(count)}${unit}`, length: 3 };
}

/** since monday, since 09:00, after 1 march, from march on, from march to date, since 2 days ago, newer than 3 days. */
function sinceAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const lead = leadAt(tokens, at, sinceLeads);
  if (lead === 0) return undefined;
  const point = longest([pointAt(tokens, at + lead, reader), bareAmount(tokens, at + lead)]);
  if (point === undefined) return undefined;
  const length = lead + point.length;
  const tail = [0, 1].map((ahead) => wordOf(tokens, at + length + ahead)).join(" ");
  const extra = /^(to|until|till) (date|now)$/.test(tail)
    ? 2
    : /^(on|onwards|onward|forward)\b/.test(tail)
      ? 1
      : 0;
  // "From yesterday" is of that day, "from 9am" is since then.
  if (wordOf(tokens, at) === "from" && extra === 0 && !isPoint(point))
    return phrase(point.from, point.to, length);
  return phrase(clockStart(point, reader), "now", length + extra);
}

const sinceLeads: readonly string[] = [
  "since",
  "snc",
  "ever since",
  "after",
  "from",
  "starting",
  "starting on",
  "starting from",
  "starting at",
  "beginning",
  "beginning on",
  "beginning from",
  "beginning at",
  "as of",
  "as from",
  "later than",
  "newer than",
  "younger than",
  "no earlier than",
  "not before",
];
const beforeLeads: readonly string[] = ["before", "prior to", "earlier than", "older than"];
const untilLeads: readonly string[] = [
  "until",
  "till",
  "til",
  "by",
  "through",
  "thru",
  "up to",
  "up until",
  "up till",
  "no later than",
  "not after",
  "ending",
  "ending on",
  "ending at",
  "ending with",
];

/** How many words of the longest of the leads stand here. */
function leadAt(tokens: readonly Token[], at: number, leads: readonly string[]): number {
  const words = [0, 1, 2].map((ahead) => wordOf(tokens, at + ahead));
  return [3, 2, 1].find((length) => leads.includes(words.slice(0, length).join(" "))) ?? 0;
}

/** "since 3 days" means 3 days ago. */
function bareAmount(tokens: readonly Token[], at: number): Span | undefined {
  const amount = amountAt(tokens, at);
  return amount && { from: `now${amount.back}`, to: "now", kind: "stretch", length: amount.length };
}

/** before friday, until 10am, up to 3 nov, older than 30 days. Until a clock time begins today; until a day includes it. */
function untilAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const before = leadAt(tokens, at, beforeLeads);
  const lead = before > 0 ? before : leadAt(tokens, at, untilLeads);
  if (lead === 0) return undefined;
  const than = wordOf(tokens, at + lead - 1) === "than";
  const point = pointAt(tokens, at + lead, reader) ?? (than ? bareAmount(tokens, at + lead) : undefined);
  if (point === undefined || (wordOf(tokens, at) === "by" && !isPoint(point))) return undefined;
  const end = before > 0 || isPoint(point) ? point.from : point.to;
  return phrase(point.kind === "clock" && before === 0 ? "now/d" : undefined, end, lead + point.length);
}

/** at 14:05, around 9:30 yesterday: fifteen minutes either side. */
function aroundAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  if (!["at", "@", "~"].includes(wordOf(tokens, at)) && !roughly.has(wordOf(tokens, at))) return undefined;
  const point = pointAt(tokens, at + 1, reader);
  return point === undefined || !isPoint(point) ? undefined : around(point, reader, 1);
}

const beforePoint: ReadonlySet<string> = new Set("on in during the over of all whole entire".split(" "));

/** A point alone, with the little words before it: on monday, in november, 14:05 yesterday. */
function singleAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  let next = at;
  while (beforePoint.has(wordOf(tokens, next)) && next - at < 3) next++;
  // "All day yesterday", "the whole of last month".
  if (wordOf(tokens, next) === "day" && ["all", "whole", "entire"].includes(wordOf(tokens, next - 1))) next++;
  const direct = pointAt(tokens, at, reader);
  const point = direct ?? (next > at ? pointAt(tokens, next, reader) : undefined);
  if (point === undefined || point.from === "now") return undefined;
  const lead = direct === undefined ? next - at : 0;
  return isPoint(point) ? around(point, reader, lead) : phrase(point.from, point.to, lead + point.length);
}

function around(point: Span, reader: Reader, lead: number): Phrase {
  const moment = clockStart(point, reader);
  return phrase(moved(moment, "-15m"), moved(moment, "+15m"), lead + point.length);
}
