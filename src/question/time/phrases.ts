import type { Token } from "../lex.ts";
import { amountAt, gluedAmounts, unitAndHalfAt } from "./amounts.ts";
import { durationBack } from "./durations.ts";
import { isEdge, type Edge } from "./edge.ts";
import { betweenAt, rangeAt } from "./pairs.ts";
import { longest, pointAt } from "./points.ts";
import { clockOn, moved, today, wordOf, type Phrase, type Reader, type Span } from "./span.ts";
import { units } from "./words.ts";

export type { Phrase, Reader } from "./span.ts";

type Rule = (tokens: readonly Token[], at: number, reader: Reader) => Phrase | undefined;

/** Every way of saying a range; of those that fit the longest counts. */
const rules: readonly Rule[] = [
  everAt,
  rollingAt,
  mathAt,
  betweenAt,
  sinceAt,
  untilAt,
  aroundAt,
  rangeAt,
  singleAt,
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

/** Date-math that people bring along: now-7d, -24h, -7d@d, ago(7d), an ISO interval, `from:` and `to:` edges. */
function mathAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.filter !== undefined) return edgeFiltersAt(tokens, at);
  const iso = intervalAt(token);
  if (iso !== undefined) return iso;
  const ago = /^ago\((\d{1,5}[smhdw])\)$/.exec(token.text);
  const splunk = /^-(\d{1,5}[smhdw])@([smhdw])0?$/.exec(token.text);
  const from =
    ago !== null ? `now-${ago[1]}` : splunk !== null ? `now-${splunk[1]}/${splunk[2]}` : token.text;
  if (!from.startsWith("now") || from === "now" || !isEdge(from)) return undefined;
  const end = ["to", "until", "-"].includes(tokens[at + 1]?.text ?? "") ? tokens[at + 2]?.text : undefined;
  // Splunk's "@d" is the start of the day.
  const snapped = /^@([smhdw])0?$/.exec(end ?? "")?.[1];
  const edge = snapped === undefined ? end : `now/${snapped}`;
  return edge?.startsWith("now") === true && isEdge(edge) ? phrase(from, edge, 3) : phrase(from, "now", 1);
}

const isoDuration = /^P(?=\d|T\d)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?$/;

/** ISO 8601: "2026-11-01/2026-11-08", "2026-11-01/P7D", "P7D/2026-11-08", "PT24H"; and "A..B" as dates are often joined. */
function intervalAt(token: Token): Phrase | undefined {
  if (isoDuration.test(token.text)) return phrase(durationBack(token.text), "now", 1);
  const ends = token.text.includes("..") ? token.text.split("..") : token.text.split("/");
  const [start = "", end = ""] = ends;
  const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text) && isEdge(text);
  if (ends.length !== 2) return undefined;
  if (isDate(start) && isDate(end)) {
    // Joined by dots, the last day is included, as in words.
    const included = token.text.includes("..") && /^\d{4}-\d{2}-\d{2}$/.test(end);
    return phrase(start, included ? `${end}||+1d` : end, 1);
  }
  if (isDate(start) && isoDuration.test(end)) return phrase(start, moved(start, forward(end)), 1);
  if (isoDuration.test(start) && isDate(end)) return phrase(moved(end, durationBack(start).slice(3)), end, 1);
  return undefined;
}

function forward(duration: string): string {
  return durationBack(duration).slice(3).replaceAll("-", "+");
}

/** `from:EDGE to:EDGE`, the form in which any window can be written. */
function edgeFiltersAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const edges: { from?: Edge; to?: Edge } = {};
  let next = at;
  for (; next < at + 2; next++) {
    const filter = tokens[next]?.filter;
    const name = filter?.name.toLowerCase();
    const value = filter?.values[0] ?? "";
    const key =
      name === "from" || name === "since" ? "from" : name === "to" || name === "until" ? "to" : undefined;
    const isOne = filter?.negated === false && filter.values.length === 1;
    if (key === undefined || !isOne || !isEdge(value) || edges[key] !== undefined) break;
    edges[key] = value;
  }
  return next === at ? undefined : phrase(edges.from, edges.to, next - at);
}

/** since monday, since 09:00, after 1 march, from march on, from march to date, since 2 days ago. */
function sinceAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const word = wordOf(tokens, at);
  const asOf = word === "as" && wordOf(tokens, at + 1) === "of" ? 1 : 0;
  if (!["since", "after", "from", "starting", "beginning", "snc"].includes(word) && asOf === 0)
    return undefined;
  const lead =
    asOf +
    1 +
    (["starting", "beginning"].includes(word) && ["on", "from", "at"].includes(wordOf(tokens, at + 1))
      ? 1
      : 0);
  const read = pointAt(tokens, at + lead, reader) ?? bareAmount(tokens, at + lead);
  if (read === undefined) return undefined;
  const point = lead === 1 ? read : { ...read, length: read.length + lead - 1 };
  const tail = [1, 2].map((ahead) => wordOf(tokens, at + point.length + ahead)).join(" ");
  const extra = /^(to|until|till) (date|now)$/.test(tail) ? 2 : /^(on|onwards|onward)\b/.test(tail) ? 1 : 0;
  if (word === "from" && extra === 0)
    return isPoint(point) ? undefined : phrase(point.from, point.to, 1 + point.length);
  return phrase(clockStart(point, reader), "now", 1 + point.length + extra);
}

/** "since 3 days" means 3 days ago. */
function bareAmount(tokens: readonly Token[], at: number): Span | undefined {
  const amount = amountAt(tokens, at);
  return amount && { from: `now${amount.back}`, to: "now", kind: "stretch", length: amount.length };
}

/** before friday, until 10am, up to 3 nov. Until a clock time begins today; until a day includes it. */
function untilAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const upTo = wordOf(tokens, at) === "up" && wordOf(tokens, at + 1) === "to";
  const word = upTo ? "until" : wordOf(tokens, at);
  if (!["before", "until", "till", "by", "through", "thru", "ending"].includes(word)) return undefined;
  const lead =
    (upTo ? 2 : 1) + (word === "ending" && ["on", "at", "with"].includes(wordOf(tokens, at + 1)) ? 1 : 0);
  const point = pointAt(tokens, at + lead, reader);
  if (point === undefined || (word === "by" && !isPoint(point))) return undefined;
  const end = word === "before" || isPoint(point) ? point.from : point.to;
  return phrase(point.kind === "clock" && word !== "before" ? "now/d" : undefined, end, lead + point.length);
}

/** at 14:05, around 9:30 yesterday: fifteen minutes either side. */
function aroundAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  if (!["at", "around", "about", "@", "~"].includes(wordOf(tokens, at))) return undefined;
  const point = pointAt(tokens, at + 1, reader);
  return point === undefined || !isPoint(point) ? undefined : around(point, reader, 1);
}

/** A point alone, with the little words before it: on monday, in november, 14:05 yesterday. */
function singleAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  let next = at;
  while (["on", "in", "during", "the", "over", "of"].includes(wordOf(tokens, next)) && next - at < 3) next++;
  const direct = pointAt(tokens, at, reader);
  const point = direct ?? (next > at ? pointAt(tokens, next, reader) : undefined);
  if (point === undefined || point.from === "now") return undefined;
  const lead = direct === undefined ? next - at : 0;
  return isPoint(point) ? around(point, reader, lead) : phrase(point.from, point.to, lead + point.length);
}

function isPoint({ kind }: Span): boolean {
  return kind === "moment" || kind === "clock";
}

function around(point: Span, reader: Reader, lead: number): Phrase {
  const moment = clockStart(point, reader);
  return phrase(moved(moment, "-15m"), moved(moment, "+15m"), lead + point.length);
}

/** The moment of a point; a clock time still to come today was yesterday's. */
function clockStart(point: Span, reader: Reader): Edge {
  if (point.kind !== "clock" || point.minutes === undefined) return point.from;
  return clockOn(point.minutes > today(reader).minutes ? "now/d-1d" : "now/d", point.minutes);
}
