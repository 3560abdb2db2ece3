import { createPhrases, type Found } from "../phrases.ts";
import { workdays, type Weekday } from "../question.ts";
import { clockAt } from "../time/clocks.ts";
import { dayNames } from "../time/words.ts";
import { claim, isFree, phraseHere, skip, wordAt, type Reading } from "./reading.ts";

/** Questions that are asked again and again at a time of the day: "failures for list:admins daily at 9". */

const everyDay: readonly Weekday[] = [];
const weekly: readonly Weekday[] = ["mon"];

const always: readonly (readonly [string, readonly Weekday[]])[] = [
  ...["daily", "every day", "each day", "every morning", "each morning", "once a day"].map(
    (phrase) => [phrase, everyDay] as const,
  ),
  ...["every weekday", "each weekday", "every workday", "every working day"].map(
    (phrase) => [phrase, workdays] as const,
  ),
  ...["weekly", "every week", "once a week"].map((phrase) => [phrase, weekly] as const),
  ...[...dayNames].flatMap(([word, day]) =>
    [`every ${word}`, `each ${word}`, `weekly on ${word}`].map(
      (phrase) => [phrase, [day as Weekday]] as const,
    ),
  ),
];
/** Said by themselves, "on mondays at 9" is when something happened. */
const asked: typeof always = [
  ...["on weekdays", "weekdays"].map((phrase) => [phrase, workdays] as const),
  ...[...dayNames].flatMap(([word, day]) =>
    [`${word}s`, `on ${word}s`].map((phrase) => [phrase, [day as Weekday]] as const),
  ),
];
const days = createPhrases(always);
const daysWhenAsked = createPhrases([...always, ...asked]);

/**
 * Who says one of these, and how often, wants to be told again and again. "Show me daily failures" is a trend: there a
 * time of day has to be said.
 */
const asking = createPhrases<"how often" | "how often and when" | "subscribe">([
  ...["watch", "report", "send", "send me", "send us", "post"].map(
    (phrase) => [phrase, "how often"] as const,
  ),
  ...["tell me", "show me", "give me"].map((phrase) => [phrase, "how often and when"] as const),
  ...["subscribe", "subscribe to", "subscribe me to", "subscribe us to"].map(
    (phrase) => [phrase, "subscribe"] as const,
  ),
]);

/** What begins so asks about what has happened: "does alice sign in at 3am every day". */
const asksAboutPast: ReadonlySet<string> = new Set(
  "did does do is are was were has have had can could who whose whom when where why which what how".split(
    " ",
  ),
);

const lastWords: ReadonlySet<string> = new Set(
  "this that it the same again one question answer list report please".split(" "),
);

/** Where only how often is said: the time of a morning's look at what the night has brought. */
const usualTime = "09:00";

/** "Daily at 9: failures", "send me failures by app every monday at 8:30", "subscribe to the digest". */
export function readReport(reading: Reading): void {
  const { tokens, text, draft } = reading;
  if (asksAboutPast.has(wordAt(reading, 0))) return;
  const lead = phraseHere(reading, 0, asking);
  const schedule = scheduleIn(reading, lead);
  const other = otherScheduleIn(reading, lead);
  if (other !== undefined) for (const at of [other, other + 1, other + 2]) reading.leftOut.add(at);
  if (schedule === undefined && other === undefined && lead?.value !== "subscribe") return;
  draft.intent = "report";
  draft.at = schedule?.at ?? usualTime;
  if (schedule !== undefined && schedule.days.length > 0) draft.days = [...schedule.days];
  // What is asked stands where it stood, so that it is known where words were not understood.
  const isCommand = (at: number): boolean =>
    at >= (lead?.length ?? 0) && schedule?.said.has(at) !== true && !reading.leftOut.has(at);
  const command = tokens.filter((_, at) => isCommand(at));
  // "Send me this daily at 9": the last question.
  if (command.some(({ word, quoted }) => quoted || !lastWords.has(word)))
    draft.command = blanked(text, command);
  else if (lead?.value === "subscribe") draft.command = "digest";
  claim(reading, 0, tokens.length);
}

interface Schedule {
  readonly at: string;
  readonly days: readonly Weekday[];
  /** The tokens that say it. */
  readonly said: ReadonlySet<number>;
}

/** "daily at 9", "at 8:30 every monday", "daily … at 9"; without a time where somebody asks for it, as for any digest. */
function scheduleIn(reading: Reading, lead: Found<string> | undefined): Schedule | undefined {
  const { length } = reading.tokens;
  const isDigest = reading.tokens.some(({ word }) => digests.has(word));
  const isAsked = isDigest || (lead !== undefined && lead.value !== "how often and when");
  const found = allDays(reading, lead?.length ?? 0, lead === undefined && !isDigest ? days : daysWhenAsked);
  const [first] = found;
  const time =
    found.map(({ end }) => timeAt(reading, end)).find((one) => one !== undefined) ??
    (first === undefined ? undefined : timeEndingAt(reading, first.at)) ??
    (first === undefined && !isDigest ? undefined : timeEndingAt(reading, length));
  if (time === undefined ? !isAsked || first === undefined : first === undefined && !isDigest)
    return undefined;
  // In the middle of a sentence it is about what happened, and "alice at 3am every sunday" as well.
  const start = Math.min(first?.at ?? length, time?.start ?? length);
  const end = Math.max(found.at(-1)?.end ?? 0, time?.end ?? 0);
  const isAfter = time !== undefined && time.start >= (first?.end ?? 0) && end === length;
  if (lead === undefined && !isDigest && start > 0 && !isAfter) return undefined;
  if (time?.utc !== undefined) reading.leftOut.add(time.utc);
  return {
    at: time?.at ?? usualTime,
    // "Weekly on mondays": what names days counts.
    days: found.findLast((one) => one.days.length > 0)?.days ?? [],
    said: new Set([
      ...found.flatMap((one) => indexes(one.at, one.end)),
      ...(time === undefined ? [] : indexes(time.start, time.end)),
    ]),
  };
}

/** A digest has no other use for a time of day. */
const digests: ReadonlySet<string> = new Set(["digest", "handover"]);

/** All that says on which days. */
function allDays(
  reading: Reading,
  from: number,
  phrases: typeof days,
): { at: number; end: number; days: readonly Weekday[] }[] {
  const found: { at: number; end: number; days: readonly Weekday[] }[] = [];
  for (let at = from; at < reading.tokens.length;) {
    const on = daysAt(reading, at, phrases);
    if (on !== undefined) found.push({ at, end: at + on.length, days: on.days });
    at += on?.length ?? 1;
  }
  return found;
}

/** "Send me … every 2 hours", "digest every other monday": nothing is kept of what cannot be done so. */
function otherScheduleIn(reading: Reading, lead: Found<string> | undefined): number | undefined {
  const { tokens } = reading;
  const isAsked =
    (lead !== undefined && lead.value !== "how often and when" && wordAt(reading, 0) !== "watch") ||
    tokens.some(({ word }) => word === "digest");
  const at = tokens.findIndex(
    (_, index) =>
      wordAt(reading, index) === "every" && /^(\d+|other|second|hour|few)$/.test(wordAt(reading, index + 1)),
  );
  return isAsked && at >= 0 ? at : undefined;
}

function indexes(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

/** "every mon, tue and fri". */
function daysAt(
  reading: Reading,
  at: number,
  phrases: typeof days,
): { days: readonly Weekday[]; length: number } | undefined {
  const found = phraseHere(reading, at, phrases);
  if (found === undefined) return undefined;
  const all = [...found.value];
  let length = found.length;
  for (;;) {
    const and = skip(reading, at + length, new Set(["and"]), 1);
    const next = dayNames.get(wordAt(reading, at + length + and).replace(/s$/, "")) ?? "";
    if (next === "" || found.value.length === 0 || !isFree(reading, at + length + and)) break;
    if (!all.includes(next as Weekday)) all.push(next as Weekday);
    length += and + 1;
  }
  return { days: all, length };
}

interface Time {
  readonly at: string;
  readonly start: number;
  readonly end: number;
  /** Where "UTC" is said: a report keeps to the clock of whoever wants it. */
  readonly utc?: number;
}

function timeAt({ tokens }: Reading, start: number): Time | undefined {
  const lead = tokens[start]?.word === "at" ? 1 : 0;
  const found = clockAt(tokens, start + lead, noReader);
  if (found?.minutes === undefined || found.minutes >= 24 * 60) return undefined;
  const parts = [Math.floor(found.minutes / 60), found.minutes % 60];
  const at = parts.map((part) => String(part).padStart(2, "0")).join(":");
  const end = start + lead + found.length;
  return { at, start, end, ...(found.utc === true && { utc: end - 1 }) };
}

/** The time, said with "at", after which a token stands. */
function timeEndingAt(reading: Reading, end: number): Time | undefined {
  for (let start = end - 1; start >= Math.max(0, end - 4); start--) {
    if (reading.tokens[start]?.word !== "at") continue;
    const time = timeAt(reading, start);
    if (time?.end === end) return time;
  }
  return undefined;
}

/** A time of day is read without knowing when. */
const noReader = { now: new Date(0), timezone: "UTC", weekStart: "monday", locale: "en-GB" } as const;

/** The text with nothing but some of its tokens, each where it stood. */
function blanked(text: string, kept: readonly { readonly start: number; readonly end: number }[]): string {
  let result = "";
  for (const { start, end } of kept) result = result.padEnd(start) + text.slice(start, end);
  return result;
}
