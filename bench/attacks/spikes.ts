import { hour } from "../generator/data-set.ts";
import type { Stage } from "./stage.ts";
import { usualOf } from "./survey.ts";

/** By how many standard deviations a spike is above the mean, from just enough on. */
export const heights = [3, 3.2, 5, 10, 30];

/** A calm hour, and how many more it takes there to be so far above the mean of the hours before the range. */
export function spikeOf(
  { survey, calmHour }: Stage,
  of: "failures" | "blocks",
  score: number,
  least: number,
): { at: number; more: number } {
  const { mean, deviation } = usualOf(survey[of]);
  const wanted = Math.max(least, Math.ceil(mean + score * Math.max(deviation, 1) + 1e-9));
  const at = calmHour();
  return { at, more: Math.max(0, wanted - (survey[of].get(at) ?? 0)) };
}

/** Moments within an hour from its start on. */
export function withinHour({ random }: Stage, at: number, count: number): number[] {
  return Array.from({ length: count }, () => at + random.whole(0, hour - 1)).toSorted((a, b) => a - b);
}
