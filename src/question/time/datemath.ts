import type { Token } from "../lex.ts";
import { durationBack } from "./durations.ts";
import { isEdge, type Edge } from "./edge.ts";
import { moved, wordOf, type Phrase, type PointRule } from "./span.ts";

/** Date-math that people bring along: now-7d, -7d@d, ago(7d), an ISO interval, `from:` and `to:` edges. */
export function mathAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.filter !== undefined) return edgeFiltersAt(tokens, at);
  const found = intervalAt(token) ?? kustoAt(tokens, at);
  if (found !== undefined) return found;
  const from = token.text.startsWith("@") ? undefined : edgeOf(token.text);
  if (from === undefined || from === "now" || /^\d/.test(from)) return undefined;
  const to = ["to", "until", "-"].includes(tokens[at + 1]?.text ?? "")
    ? edgeOf(tokens[at + 2]?.text ?? "")
    : undefined;
  if (to?.startsWith("now") !== true) return { window: { from, to: "now" }, length: 1 };
  // "now/d to now/d" is the whole day, as in Grafana: an end that is the start is rounded up.
  const unit = /\/([smhdwMQy])$/.exec(to)?.[1];
  return { window: { from, to: from === to && unit !== undefined ? `${to}+1${unit}` : to }, length: 3 };
}

/** "now-7d/d", "ago(7d)", Splunk's "-7d@d", "-7d" with its sign, and "@d". */
function edgeOf(text: string): Edge | undefined {
  const ago = /^ago\((\d{1,5}[smhdw])\)?$/.exec(text)?.[1];
  if (ago !== undefined) return `now-${ago}`;
  const [, back, snap] = /^(-\d{1,5}(?:[smhdw]|mon))?(?:@([smhdw]|mon)0?)?$/.exec(text) ?? [];
  if (back !== undefined || snap !== undefined) {
    const month = (part: string): string => part.replace("mon", "M");
    return snap === undefined ? undefined : `now${month(back ?? "")}/${month(snap)}`;
  }
  return isEdge(text) ? text : undefined;
}

/** "ago(7d)" as a point: "between ago(7d) and ago(1d)". */
export const agoCallAt: PointRule = (tokens, at) => {
  const moment = tokens[at]?.text.startsWith("ago(") === true ? edgeOf(tokens[at].text) : undefined;
  return moment === undefined ? undefined : { from: moment, to: moment, kind: "moment", length: 1 };
};

/** "between(ago(7d)..now())", "between (ago(7d) .. ago(1d))", whose dots and brackets may have gone with the spaces. */
function kustoAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const whole = /^between\(?(ago\(\w+\))\.\.(now|ago\(\w+)/.exec(tokens[at]?.text ?? "");
  const apart = whole === null && wordOf(tokens, at) === "between";
  const [from, to] = [1, 2].map((part) =>
    edgeOf(whole?.[part] ?? (apart ? (tokens[at + part]?.text ?? "").replace(/\($/, "") : "")),
  );
  if (from?.startsWith("now-") !== true || to?.startsWith("now") !== true) return undefined;
  return { window: { from, to }, length: apart ? 3 : 1 };
}

const isoDuration = /^P(?=\d|T\d)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?$/;

/** ISO 8601: "2026-11-01/2026-11-08", "2026-11-01/P7D", "P7D/2026-11-08", "PT24H"; and "A..B" as dates are often joined. */
function intervalAt(token: Token): Phrase | undefined {
  if (isoDuration.test(token.text))
    return { window: { from: durationBack(token.text), to: "now" }, length: 1 };
  const ends = token.text.includes("..") ? token.text.split("..") : token.text.split("/");
  const [start = "", end = ""] = ends;
  const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text) && isEdge(text);
  if (ends.length !== 2) return undefined;
  if (isDate(start) && isDate(end)) {
    // Joined by dots, the last day is included, as in words.
    const included = token.text.includes("..") && /^\d{4}-\d{2}-\d{2}$/.test(end);
    return { window: { from: start, to: included ? `${end}||+1d` : end }, length: 1 };
  }
  if (isDate(start) && isoDuration.test(end))
    return { window: { from: start, to: moved(start, forward(end)) }, length: 1 };
  if (isoDuration.test(start) && isDate(end))
    return { window: { from: moved(end, durationBack(start).slice(3)), to: end }, length: 1 };
  return undefined;
}

function forward(duration: string): string {
  return durationBack(duration).slice(3).replaceAll("-", "+");
}

const edgeNames: Readonly<Record<string, "from" | "to">> = {
  from: "from",
  since: "from",
  earliest: "from",
  to: "to",
  until: "to",
  latest: "to",
};

/** `from:EDGE to:EDGE`, the form in which any window can be written; Splunk's `earliest=-24h@h latest=now`. */
function edgeFiltersAt(tokens: readonly Token[], at: number): Phrase | undefined {
  const edges: { from?: Edge; to?: Edge } = {};
  let next = at;
  for (; next < at + 2; next++) {
    const filter = tokens[next]?.filter;
    const name = filter?.name.toLowerCase() ?? "";
    const value = filter?.values[0] ?? "";
    const key = edgeNames[name];
    const edge = name.endsWith("est")
      ? (edgeOf(value) ?? (/^-\d{1,5}[smhdw]$/.test(value) ? `now${value}` : undefined))
      : isEdge(value)
        ? value
        : undefined;
    const isOne = filter?.negated === false && filter.values.length === 1;
    if (key === undefined || !isOne || edge === undefined || edges[key] !== undefined) break;
    edges[key] = edge;
  }
  return next === at ? undefined : { window: edges, length: next - at };
}
