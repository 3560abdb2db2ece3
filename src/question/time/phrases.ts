import type { Token } from "../lex.ts";
import type { Window } from "../question.ts";
import { isEdge, type Edge } from "./edge.ts";
import { amountAt, pointAt, type Reader } from "./points.ts";
import { clockOn, moved, type Span } from "./span.ts";

export type { Reader } from "./points.ts";

/** A phrase of time in a text. `window` absent means all time ("ever"). */
export interface Phrase {
  readonly window?: Window;
  readonly length: number;
}

type Rule = (tokens: readonly Token[], at: number, reader: Reader) => Phrase | undefined;

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
  if (token === undefined || token.quoted) return undefined;
  return rules
    .map((rule) => rule(tokens, at, reader))
    .filter((phrase) => phrase !== undefined)
    .sort((a, b) => b.length - a.length)[0];
}

const wordAt = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  return token === undefined || token.quoted || token.filter !== undefined ? "" : token.word;
};

const phrase = (from: Edge | undefined, to: Edge | undefined, length: number): Phrase => ({
  window: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
  length,
});

/** Half an hour around a moment: fifteen minutes either side. */
const around = ({ from, length }: Span, extra = 0): Phrase =>
  phrase(moved(from, "-15m"), moved(from, "+15m"), length + extra);

/** A point said alone is its day or month; a moment is the quarter of an hour either side of it. */
const isMoment = (span: Span): boolean => span.minutes !== undefined;

function everAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const two = `${wordAt(tokens, at)} ${wordAt(tokens, at + 1)}`;
  if (two === "all time" || two === "any time") return { length: 2 };
  return wordAt(tokens, at) === "ever" || wordAt(tokens, at) === "anytime" ? { length: 1 } : undefined;
}

/** last 7 days, in the past hour, over the last two weeks, 24h, 30 days, past month, -2h. */
function rollingAt(tokens: readonly Token[], at: number): Phrase | undefined {
  let next = at;
  while (["in", "over", "during", "for", "within", "the"].includes(wordAt(tokens, next)) && next - at < 2)
    next++;
  const said = ["last", "past", "previous", "prior"].includes(wordAt(tokens, next));
  if (said) next++;
  const amount = amountAt(tokens, next);
  if (amount !== undefined) {
    const bareWord = next === at && /^(a|an)$/.test(wordAt(tokens, at));
    if (bareWord || amount.count === 0 || ["ago", "before"].includes(wordAt(tokens, next + amount.length)))
      return undefined;
    return phrase(`now-${amount.count}${amount.unit}`, "now", next + amount.length - at);
  }
  const unit =
    wordAt(tokens, next - 1) === "past"
      ? amountAt([{ ...blank, word: "1" }, ...tokens.slice(next, next + 1)], 0)
      : undefined;
  return unit === undefined ? undefined : phrase(`now-1${unit.unit}`, "now", next + 1 - at);
}

const blank: Token = { text: "", word: "", start: 0, end: 0, quoted: false, comma: false };

/** Date-math that people bring along: now-7d, -24h, -7d@d, ago(7d), an ISO interval, `from:` and `to:` edges. */
function mathAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.filter !== undefined) return edgeFiltersAt(tokens, at);
  const interval = token.text.split("/");
  if (interval.length === 2 && interval.every((edge) => /^\d{4}-\d{2}-\d{2}/.test(edge) && isEdge(edge))) {
    return phrase(interval[0], interval[1], 1);
  }
  const ago = /^ago\((\d{1,5}[smhdw])\)$/.exec(token.text) ?? /^-(\d{1,5}[smhdw])$/.exec(token.text);
  const splunk = /^-(\d{1,5}[smhdw])@([smhdw])$/.exec(token.text);
  const from =
    ago !== null ? `now-${ago[1]}` : splunk !== null ? `now-${splunk[1]}/${splunk[2]}` : token.text;
  if (!from.startsWith("now") || from === "now" || !isEdge(from)) return undefined;
  const end = ["to", "until", "-"].includes(tokens[at + 1]?.text ?? "") ? tokens[at + 2]?.text : undefined;
  return end?.startsWith("now") === true && isEdge(end) ? phrase(from, end, 3) : phrase(from, "now", 1);
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
    if (
      key === undefined ||
      filter?.negated !== false ||
      filter.values.length > 1 ||
      !isEdge(value) ||
      edges[key] !== undefined
    )
      break;
    edges[key] = value;
  }
  return next === at ? undefined : phrase(edges.from, edges.to, next - at);
}

/** between A and B; "between 14:00 and 15:30 yesterday"; "monday between 1pm and 4pm". */
function betweenAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const day = pointAt(tokens, at, reader);
  const lead = day?.day === true ? day.length : 0;
  if (!["between", "from"].includes(wordAt(tokens, at + lead))) return undefined;
  const pair = pairAt(tokens, at + lead + 1, reader, [
    "and",
    "to",
    "until",
    "till",
    "through",
    "thru",
    "-",
    "–",
  ]);
  if (pair === undefined) return undefined;
  return onDay(pair, tokens, at + lead + 1, lead > 0 ? day : undefined, lead + 1, reader);
}

/** A to B, A - B, "3 nov to 5 nov", "14:00-15:30 yesterday". */
function rangeAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const day = pointAt(tokens, at, reader);
  if (day?.day === true) {
    const clocks = pairAt(tokens, at + day.length, reader, ["to", "until", "till", "-", "–"]);
    if (clocks !== undefined && clocks.first.minutes !== undefined && clocks.first.minutes >= 0) {
      return onDay(clocks, tokens, at + day.length, day, day.length, reader);
    }
  }
  const pair = pairAt(tokens, at, reader, ["to", "until", "till", "through", "thru", "-", "–"]);
  return pair === undefined ? undefined : onDay(pair, tokens, at, undefined, 0, reader);
}

interface Pair {
  readonly first: Span;
  readonly second: Span;
  readonly length: number;
}

function pairAt(
  tokens: readonly Token[],
  at: number,
  reader: Reader,
  joints: readonly string[],
): Pair | undefined {
  const glued = gluedPairAt(tokens, at, reader);
  if (glued !== undefined) return glued;
  const first = pointAt(tokens, at, reader) ?? bareHourAt(tokens, at, reader, joints);
  if (first === undefined) return undefined;
  const joint = tokens[at + first.length];
  if (joint === undefined || !(joints.includes(joint.word) || joints.includes(joint.text))) return undefined;
  const second = pointAt(tokens, at + first.length + 1, reader);
  return second === undefined ? undefined : { first, second, length: first.length + 1 + second.length };
}

/** "14:00-15:30" and "9am-5pm" come as one word. */
function gluedPairAt(tokens: readonly Token[], at: number, reader: Reader): Pair | undefined {
  const match = /^(\d{1,2}(?::\d{2})?(?:am|pm)?)[-–](\d{1,2}(?::\d{2})?(?:am|pm)?)$/i.exec(
    tokens[at]?.text ?? "",
  );
  if (match === null || !/[:m]/i.test(match[0])) return undefined;
  const [first, second] = [match[1], match[2]].map((text) =>
    pointAt([{ ...blank, text: text ?? "", word: (text ?? "").toLowerCase() }], 0, reader),
  );
  return first === undefined || second === undefined ? undefined : { first, second, length: 1 };
}

/** In "from 2 to 2:30 pm" and "between 4 and 5pm" the first hour takes the second's half of the day. */
function bareHourAt(
  tokens: readonly Token[],
  at: number,
  reader: Reader,
  joints: readonly string[],
): Span | undefined {
  if (!/^\d{1,2}$/.test(wordAt(tokens, at)) || !joints.includes(wordAt(tokens, at + 1))) return undefined;
  const second = pointAt(tokens, at + 2, reader);
  if (second?.minutes === undefined || second.minutes < 0) return undefined;
  const half = second.minutes >= 720 ? "pm" : "am";
  return pointAt(
    [{ ...blank, text: `${wordAt(tokens, at)}${half}`, word: `${wordAt(tokens, at)}${half}` }],
    0,
    reader,
  );
}

/** Places a pair of clock times on the day said before or after it, else on today; other pairs run from start to end. */
function onDay(
  pair: Pair,
  tokens: readonly Token[],
  at: number,
  said: Span | undefined,
  lead: number,
  reader: Reader,
): Phrase {
  const { first, second } = pair;
  const clocks = [first.minutes ?? -1, second.minutes ?? -1];
  if (clocks.some((minutes) => minutes < 0)) {
    return phrase(first.from, isMoment(second) ? second.from : second.to, lead + pair.length);
  }
  const after = said === undefined ? pointAt(tokens, at + pair.length, reader) : undefined;
  const trailing = after?.day === true ? after : undefined;
  const day = said ?? trailing;
  const [from = 0, to = 0] = clocks;
  const start = day?.from ?? "now/d";
  const end = to <= from ? moved(clockOn(start, to), "+1d") : clockOn(start, to);
  return phrase(clockOn(start, from), end, lead + pair.length + (trailing?.length ?? 0));
}

/** since monday, since 09:00, after 1 march, from march on, since 2 days ago. */
function sinceAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  if (!["since", "after", "from"].includes(wordAt(tokens, at))) return undefined;
  const point = pointAt(tokens, at + 1, reader) ?? bareAmount(tokens, at + 1);
  if (point === undefined) return undefined;
  const tail = [1, 2].map((ahead) => wordAt(tokens, at + point.length + ahead)).join(" ");
  const extra =
    tail === "to date" || tail === "to now" || tail === "until now"
      ? 2
      : /^(on|onwards|onward)\b/.test(tail)
        ? 1
        : 0;
  if (wordAt(tokens, at) === "from" && extra === 0 && isMoment(point)) return undefined;
  if (wordAt(tokens, at) === "from" && extra === 0) return phrase(point.from, point.to, 1 + point.length);
  return phrase(point.from, "now", 1 + point.length + extra);
}

/** "since 3 days" means 3 days ago. */
function bareAmount(tokens: readonly Token[], at: number): Span | undefined {
  const amount = amountAt(tokens, at);
  return amount && { from: `now-${amount.count}${amount.unit}`, to: "now", length: amount.length };
}

/** before friday, until 10am, up to 3 nov. Until a clock time begins today. */
function untilAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  const lead = wordAt(tokens, at) === "up" && wordAt(tokens, at + 1) === "to" ? 2 : 1;
  const word = lead === 2 ? "until" : wordAt(tokens, at);
  if (!["before", "until", "till", "by"].includes(word)) return undefined;
  const point = pointAt(tokens, at + lead, reader);
  if (point === undefined || (word === "by" && !isMoment(point))) return undefined;
  const clock = point.minutes !== undefined && point.minutes >= 0;
  const end = word === "before" || isMoment(point) ? point.from : point.to;
  return phrase(clock && word !== "before" ? "now/d" : undefined, end, lead + point.length);
}

/** at 14:05, around 9:30 yesterday. */
function aroundAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  if (!["at", "around", "about", "@", "~"].includes(wordAt(tokens, at))) return undefined;
  const inner = singleAt(tokens, at + 1, reader);
  const point = pointAt(tokens, at + 1, reader);
  return inner === undefined || point === undefined || !isMoment(point)
    ? undefined
    : { ...inner, length: inner.length + 1 };
}

/** A point alone, with the little words before it: on monday, in november, 14:05 yesterday. */
function singleAt(tokens: readonly Token[], at: number, reader: Reader): Phrase | undefined {
  let next = at;
  while (
    ["on", "in", "during", "the", "over", "earlier", "of"].includes(wordAt(tokens, next)) &&
    next - at < 3
  )
    next++;
  const point = pointAt(tokens, at, reader) ?? (next > at ? pointAt(tokens, next, reader) : undefined);
  const lead = pointAt(tokens, at, reader) === undefined ? next - at : 0;
  if (point === undefined) return undefined;
  if (!isMoment(point)) return phrase(point.from, point.to, lead + point.length);
  if (point.minutes === -1) return point.from === "now" ? undefined : around(point, lead);
  const after = pointAt(tokens, at + lead + point.length, reader);
  const day = after?.day === true ? after : undefined;
  const minutes = point.minutes ?? 0;
  const start = day?.from ?? latestStart(minutes, reader);
  const moment = clockOn(start, minutes);
  return phrase(moved(moment, "-15m"), moved(moment, "+15m"), lead + point.length + (day?.length ?? 0));
}

/** A clock time still to come today was yesterday's. */
function latestStart(minutes: number, { now, timezone }: Reader): Edge {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  })
    .format(now)
    .split(":")
    .map(Number);
  return minutes > hour * 60 + minute ? "now/d-1d" : "now/d";
}
