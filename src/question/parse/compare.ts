import type { Window } from "../question.ts";
import { moved } from "../time/span.ts";
import { phraseAt, type Phrase } from "../time/phrases.ts";
import { numberWords, units } from "../time/words.ts";
import { claim, isFree, isPhraseAt, wordAt, type Reading } from "./reading.ts";

/** Words between two ranges that are set side by side. */
const joints: readonly (readonly string[])[] = [
  ["vs", "the"],
  ["vs"],
  ["v"],
  ["versus"],
  ["versus", "the"],
  ["compared", "to"],
  ["compared", "with"],
  ["compared", "to", "the"],
  ["compared", "with", "the"],
  ["in", "comparison", "to"],
  ["in", "comparison", "with"],
  ["against"],
  ["against", "the"],
  ["relative", "to"],
  ["than"],
  ["rather", "than"],
];
/** They join two ranges only after "compare". */
const weakJoints: readonly (readonly string[])[] = [
  ["with"],
  ["to"],
  ["and"],
  ["with", "the"],
  ["to", "the"],
  ["and", "the"],
];

/** "this week vs last week", "compare yesterday with the day before", "today compared to last 14 days", "week over week". */
export function readCompare(reading: Reading): void {
  if (readOver(reading)) return;
  const asked = compareWord(reading);
  for (let at = 0; at < reading.tokens.length; at++) {
    const joint = [...joints, ...(asked === undefined ? [] : weakJoints)]
      .filter((words) => isPhraseAt(reading, at, words))
      .sort((a, b) => b.length - a.length)[0];
    if (joint === undefined) continue;
    const first = phraseEndingAt(reading, at);
    const second = secondAt(reading, at + joint.length, first?.window);
    if (second === undefined) continue;
    // "Compare with last week" names one range, and compares the other with it.
    if (first === undefined && !joints.includes(joint) && at - 1 !== asked) continue;
    if (asked !== undefined) claim(reading, asked);
    reading.draft.oneRange = first === undefined;
    readChange(reading);
    setBaseline(reading, first, second);
    if (first !== undefined) claim(reading, at - first.length, first.length);
    return claim(reading, at, joint.length + second.length);
  }
  if (asked === undefined || reading.draft.intent !== undefined) return;
  reading.draft.intent = "compare";
  reading.draft.oneRange = true;
  claim(reading, asked);
}

function compareWord(reading: Reading): number | undefined {
  const at = reading.tokens.findIndex(
    (_, index) =>
      isFree(reading, index) && ["compare", "comparison", "comparing"].includes(wordAt(reading, index)),
  );
  return at < 0 ? undefined : at;
}

const changes: ReadonlySet<string> = new Set(
  "up down more fewer less worse better higher lower increase increased increasing decrease decreased decreasing rising falling change changed changes difference".split(
    " ",
  ),
);

/** "Are failures up compared to last week": every comparison says what went up and down. */
function readChange(reading: Reading): void {
  for (let at = 0; at < reading.tokens.length; at++) {
    if (isFree(reading, at) && changes.has(wordAt(reading, at))) claim(reading, at);
  }
}

interface Second {
  readonly window?: Window;
  /** What `baseline` of a hunt is: an ISO 8601 duration. */
  readonly duration?: string;
  readonly length: number;
}

function setBaseline({ draft }: Reading, first: Phrase | undefined, second: Second): void {
  if (draft.intent === "hunt") {
    if (second.duration !== undefined) draft.baseline = second.duration;
  } else {
    draft.intent = "compare";
    if (second.window !== undefined) draft.baseline = second.window;
  }
  const window =
    first === undefined && draft.intent === "compare" ? counterpart(second.window) : first?.window;
  if (first === undefined && window === undefined) return;
  if (window !== undefined) draft.window = window;
  draft.timed = true;
}

/** What a range without a partner is compared with: "failures vs last week" is about this week. */
function counterpart(window: Window | undefined): Window | undefined {
  const unit = /^now\/([wMQy])-1\1$/.exec(window?.from ?? "")?.[1];
  if (unit !== undefined && window?.to === `now/${unit}`) return { from: `now/${unit}`, to: "now" };
  return window?.from === "now/d-1d" && window.to === "now/d-1d+1d"
    ? { from: "now/d", to: "now/d+1d" }
    : undefined;
}

/** The phrase of time that ends right before a token: the longest of them. */
function phraseEndingAt({ tokens, claimed, reader }: Reading, end: number): Phrase | undefined {
  for (let at = Math.max(0, end - 8); at < end; at++) {
    if (claimed.slice(at, end).includes(true)) continue;
    const phrase = phraseAt(tokens.slice(0, end), at, reader);
    if (phrase !== undefined && at + phrase.length === end) return phrase;
  }
  return undefined;
}

const before: ReadonlySet<string> = new Set(["prior", "previous", "preceding", "earlier"]);
const periods: ReadonlySet<string> = new Set(["period", "one", "range", "stretch", "window"]);

/** The range after the joint, or what is said of it relative to the first: "prior 30", "the week before". */
function secondAt(reading: Reading, at: number, first: Window | undefined): Second | undefined {
  const { tokens, reader } = reading;
  if (!isFree(reading, at)) return undefined;
  const word = wordAt(reading, at);
  const earlier = before.has(word);
  if (earlier && periods.has(wordAt(reading, at + 1))) return { length: 2 };
  if (periods.has(word) && wordAt(reading, at + 1) === "before") return { length: 2 };
  if (word === "before" && tokens[at + 1] === undefined) return { length: 1 };
  const unit = units.get(word);
  // "The day before", with its article read already.
  if (
    unit !== undefined &&
    wordAt(reading, at + 1) === "before" &&
    first?.from !== undefined &&
    first.to !== undefined
  ) {
    return {
      window: { from: moved(first.from, `-1${unit}`), to: moved(first.to, `-1${unit}`) },
      duration: durationOf(1, unit),
      length: 2,
    };
  }
  const amount = amountHere(reading, at + (earlier || ["last", "past"].includes(word) ? 1 : 0), first);
  const lead = earlier || ["last", "past"].includes(word) ? 1 : 0;
  if (amount !== undefined && (earlier || lead === 1)) {
    const back = `-${amount.count}${amount.unit}`;
    const from = first?.from;
    return {
      window:
        earlier && from !== undefined
          ? { from: moved(from, back), to: from }
          : { from: `now${back}`, to: "now" },
      duration: durationOf(amount.count, amount.unit),
      length: lead + amount.length,
    };
  }
  const phrase = phraseAt(tokens, at, reader);
  if (phrase?.window === undefined || !isFree(reading, at, phrase.length)) return undefined;
  return { window: phrase.window, duration: durationOfWindow(phrase.window), length: phrase.length };
}

/** "30 days", "2 wks", "30d", and "30" alone in the unit of the first range. */
function amountHere(
  reading: Reading,
  at: number,
  first: Window | undefined,
): { count: number; unit: string; length: number } | undefined {
  const word = wordAt(reading, at);
  const glued = /^(\d{1,4})([a-z]+)$/.exec(word);
  const gluedUnit = units.get(glued?.[2] ?? "");
  if (glued !== null && gluedUnit !== undefined)
    return { count: Number(glued[1]), unit: gluedUnit, length: 1 };
  const count = /^\d{1,4}$/.test(word) ? Number(word) : word.length > 2 ? numberWords.get(word) : undefined;
  if (count === undefined || count === 0) return undefined;
  const unit = units.get(wordAt(reading, at + 1));
  if (unit !== undefined) return { count, unit, length: 2 };
  return { count, unit: /([smhdwMQy])$/.exec(first?.from ?? "")?.[1] ?? "d", length: 1 };
}

const isoUnits: Readonly<Record<string, (count: number) => string>> = {
  s: (count) => `PT${count}S`,
  m: (count) => `PT${count}M`,
  h: (count) => `PT${count}H`,
  d: (count) => `P${count}D`,
  w: (count) => `P${count}W`,
  M: (count) => `P${count}M`,
  Q: (count) => `P${3 * count}M`,
  y: (count) => `P${count}Y`,
};

function durationOf(count: number, unit: string): string | undefined {
  return isoUnits[unit]?.(count);
}

/** The length of a window of the calendar: "last month" is a month. */
function durationOfWindow({ from = "", to = "" }: Window): string | undefined {
  const rolling = /^now-(\d{1,5})([smhdwMQy])$/.exec(from);
  if (rolling !== null && to === "now") return durationOf(Number(rolling[1]), rolling[2] ?? "");
  const unit = /^now\/([dwMQy])-1\1$/.exec(from)?.[1];
  return unit === undefined ? undefined : durationOf(1, unit);
}

const overs: Readonly<Record<string, string>> = { wow: "w", dod: "d", mom: "M", yoy: "y", qoq: "Q" };

/** "week over week", "month on month", "wow". */
function readOver(reading: Reading): boolean {
  for (let at = 0; at < reading.tokens.length; at++) {
    const word = wordAt(reading, at);
    const unit = units.get(word);
    const long =
      unit !== undefined &&
      ["over", "on"].includes(wordAt(reading, at + 1)) &&
      units.get(wordAt(reading, at + 2)) === unit;
    const short = overs[word];
    if (!(long || short !== undefined) || !isFree(reading, at, long ? 3 : 1)) continue;
    const said = short ?? unit ?? "w";
    const { draft } = reading;
    draft.intent = "compare";
    draft.timed = true;
    draft.window = { from: `now/${said}`, to: said === "d" ? "now/d+1d" : "now" };
    draft.baseline =
      said === "d"
        ? { from: "now/d-1d", to: "now/d-1d+1d" }
        : { from: `now/${said}-1${said}`, to: `now/${said}` };
    claim(reading, at, long ? 3 : 1);
    return true;
  }
  return false;
}
