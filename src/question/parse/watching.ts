import { createPhrases } from "../phrases.ts";
import { Duration } from "../question.ts";
import { durationAt } from "../time/amounts.ts";
import { restOf } from "./keeping.ts";
import { claim, phraseHere, wordAt, type Reading } from "./reading.ts";

/** Commands about watches: making, muting and ending one. Each stands at the start of its text. */

const watchWords = createPhrases<true>(
  [
    "watch",
    "monitor",
    "keep an eye on",
    "alert me",
    "alert me if",
    "alert me when",
    "alert me about",
    "alert me on",
    "alert if",
    "alert when",
    "alert on",
    "notify me",
    "notify me if",
    "notify me when",
    "notify me about",
    "notify me of",
    "let me know if",
    "let me know when",
    "tell me when",
    "tell me if",
    "warn me if",
    "warn me when",
    "warn me about",
  ].map((phrase) => [phrase, true] as const),
);

/** "watch failures for alice over 5 in 10 minutes", "alert me when bob fails". */
export function readWatch(reading: Reading): void {
  const found = phraseHere(reading, 0, watchWords);
  if (found === undefined || found.length === reading.tokens.length) return;
  reading.draft.intent = "watch";
  reading.draft.watched = true;
  claim(reading, 0, found.length);
}

const unwatch = createPhrases<true>(
  [
    "unwatch",
    "stop watching",
    "unsubscribe",
    "unsubscribe from",
    ...["stop", "delete", "remove", "cancel", "end"].flatMap((verb) => [`${verb} watch`, `${verb} report`]),
  ].map((phrase) => [phrase, true] as const),
);

const endWords: ReadonlySet<string> = new Set([
  "stop",
  "end",
  "cancel",
  "delete",
  "remove",
  "unwatch",
  "unsubscribe",
]);
const endedWords: ReadonlySet<string> = new Set([
  "watch",
  "watches",
  "report",
  "reports",
  "digest",
  "all",
  "it",
  "that",
]);

/** "Stop that report", "unwatch": which one, it is asked back. */
function endsSomething(reading: Reading): boolean {
  const { length } = reading.tokens;
  const [first, last] = [wordAt(reading, 0), wordAt(reading, length - 1)];
  if (length === 1) return first === "unwatch" || first === "unsubscribe";
  return length <= 4 && endWords.has(first) && endedWords.has(last) && (length > 2 || last !== "that");
}

const muting = createPhrases<"mute" | "unmute">([
  ...["mute", "mute watch", "snooze", "snooze watch", "pause", "pause watch", "silence", "silence watch"].map(
    (phrase) => [phrase, "mute"] as const,
  ),
  ...["unmute", "unmute watch", "unsnooze", "resume", "resume watch"].map(
    (phrase) => [phrase, "unmute"] as const,
  ),
]);

/** How long a watch is muted where that is not said. */
const usualMute = "PT1H";

/** "mute 3 for 2 hours", "snooze 3 1d", "unmute 3". */
export function readMuting(reading: Reading): void {
  const { tokens, draft } = reading;
  const verb = phraseHere(reading, 0, muting);
  if (verb === undefined) return;
  const id = /^#?(\d{1,9})$/.exec(tokens[verb.length]?.text ?? "")?.[1];
  if (id === undefined) {
    // "Mute this for 2h": which one, it is asked back.
    if (!/^(un)?(mute|snooze)$/.test(wordAt(reading, 0))) return;
    draft.intent = verb.value;
    return claim(reading, 0, tokens.length);
  }
  let at = verb.length + 1;
  if (verb.value === "mute") {
    const filter = tokens[at]?.filter;
    const said = filter?.name === "length" ? Duration.safeParse(filter.values[0]).data : undefined;
    const lead = wordAt(reading, at) === "for" ? 1 : 0;
    const length = durationAt(tokens, at + lead);
    draft.length = said ?? length?.duration ?? usualMute;
    at += said !== undefined ? 1 : length === undefined ? 0 : lead + length.length;
  }
  draft.intent = verb.value;
  draft.id = id;
  for (let rest = at; rest < tokens.length; rest++) reading.leftOut.add(rest);
  claim(reading, 0, tokens.length);
}

/** "unwatch 3", "stop report 3". */
export function readUnwatch(reading: Reading): void {
  const { tokens, draft } = reading;
  if (endsSomething(reading)) {
    draft.intent = "unwatch";
    return claim(reading, 0, tokens.length);
  }
  const stop = phraseHere(reading, 0, unwatch);
  const id = stop === undefined ? undefined : restOf(reading, stop.length)?.replace(/^#/, "");
  if (stop === undefined || id === undefined) return;
  draft.intent = "unwatch";
  draft.id = id;
  claim(reading, 0, tokens.length);
}
