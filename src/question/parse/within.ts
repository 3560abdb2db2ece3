import type { Hunt } from "../../hunts/hunt.ts";
import { hunts } from "../../hunts/hunts.ts";
import { durationAt } from "../time/amounts.ts";
import { units } from "../time/words.ts";
import { claim, isFree, skip, wordAt, type Reading } from "./reading.ts";

const withinWords: ReadonlySet<string> = new Set([
  "in",
  "within",
  "inside",
  "per",
  "each",
  "every",
  "during",
]);
const glue: ReadonlySet<string> = new Set([
  "in",
  "within",
  "inside",
  "any",
  "a",
  "an",
  "one",
  "the",
  "same",
  "per",
  "each",
  "every",
  "single",
  "window",
  "of",
]);

/** "in 10 min", "within an hour", "per day", "a day", "in the same hour" near a threshold: all of it within one such stretch. */
export function readWithin(reading: Reading, from: number): void {
  const { draft, tokens } = reading;
  for (let at = from; at <= from + 5 && at < tokens.length; at++) {
    if (!isFree(reading, at)) continue;
    const word = wordAt(reading, at);
    const same = word === "same" || (word === "the" && wordAt(reading, at + 1) === "same");
    const article = ["a", "an"].includes(word) && units.has(wordAt(reading, at + 1));
    const bare = draft.intent === "hunt" && at === from;
    if (!withinWords.has(word) && !same && !article && !bare) continue;
    const lead = article && !withinWords.has(word) ? 0 : skip(reading, at, glue, 4);
    // Back to the article: "in an hour" is read with it.
    const found = [lead, lead - 1]
      .filter((length) => length >= 0)
      .map((length) => ({
        length,
        duration: durationAt(tokens, at + length) ?? unitAt(reading, at + length, length > 0),
      }))
      .find(
        ({ length, duration }) => duration !== undefined && isFree(reading, at, length + duration.length),
      );
    if (found?.duration === undefined) {
      if (withinWords.has(word)) return;
      continue;
    }
    if (draft.intent === "watch") draft.every = found.duration.duration;
    else draft.within = found.duration.duration;
    return claim(reading, at, found.length + found.duration.length);
  }
}

/** A unit alone: "per hour", "the same day". */
function unitAt(
  reading: Reading,
  at: number,
  introduced: boolean,
): { duration: string; length: number } | undefined {
  const unit = introduced ? units.get(wordAt(reading, at)) : undefined;
  const duration = { s: "PT1S", m: "PT1M", h: "PT1H", d: "P1D", w: "P1W", M: "P1M", Q: "P3M", y: "P1Y" };
  return unit === undefined ? undefined : { duration: duration[unit], length: 1 };
}

/** "Impossible travel within 2 hours": a hunt that looks at stretches of time takes it for their length. */
export function readHuntWithin(reading: Reading): void {
  const { draft, tokens } = reading;
  const hunt: Hunt | undefined = hunts.find(({ name }) => name === draft.hunt);
  if (hunt === undefined || draft.within !== undefined) return;
  if (hunt.thresholds.within === undefined && hunt.takesWithin !== true) return;
  for (let at = 0; at < tokens.length; at++) {
    if (!isFree(reading, at) || wordAt(reading, at) !== "within") continue;
    const duration = durationAt(tokens, at + 1) ?? unitAfterArticle(reading, at + 1);
    if (duration === undefined || !isFree(reading, at, 1 + duration.length)) continue;
    draft.within = duration.duration;
    return claim(reading, at, 1 + duration.length);
  }
}

/** "Watch failures every 10 minutes": the stretch of a watch, wherever it is said. */
export function readWatchEvery(reading: Reading): void {
  const { draft, tokens } = reading;
  if (draft.intent !== "watch") return;
  for (let at = 0; at < tokens.length && draft.every === undefined; at++) readWithin(reading, at);
}

/** "an hour". */
function unitAfterArticle(reading: Reading, at: number): { duration: string; length: number } | undefined {
  if (!["a", "an", "one"].includes(wordAt(reading, at))) return undefined;
  const unit = unitAt(reading, at + 1, true);
  return unit === undefined ? undefined : { ...unit, length: unit.length + 1 };
}
