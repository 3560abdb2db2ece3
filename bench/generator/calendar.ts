import { type DataSet, day, end, hour, start } from "./data-set.ts";

/** Stretches within which sign-ins are spread evenly. */
const stretch = hour / 4;

/** How busy each hour of a weekday is (UTC); the night belongs to machines. */
const rhythm = [3, 3, 3, 3, 3, 4, 6, 9, 12, 13, 12, 11, 10, 12, 12, 11, 10, 8, 6, 5, 4, 4, 3, 3] as const;
const weekend = 0.35;

/**
 * When each sign-in happens: milliseconds since 1970 by its index, never falling from one to the next, so that any of them
 * can be made without those before it.
 * @param chance where it lies in its own share of the time, in [0, 1)
 */
export function calendarOf({ records }: DataSet): (index: number, chance: number) => number {
  const upTo = new Float64Array((end - start) / stretch + 1);
  for (let at = 1; at < upTo.length; at++)
    upTo[at] = (upTo[at - 1] as number) + weightAt(start + (at - 1) * stretch);
  const total = upTo.at(-1) as number;
  return (index, chance) => {
    const wanted = ((index + chance) / records) * total;
    let [low, high] = [0, upTo.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) <= wanted) low = middle;
      else high = middle;
    }
    const [before, after] = [upTo[low] as number, upTo[high] as number];
    return Math.floor(start + (low + (wanted - before) / (after - before)) * stretch);
  };
}

function weightAt(time: number): number {
  const at = new Date(time);
  const isWeekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
  return (rhythm[Math.floor((time % day) / hour)] as number) * (isWeekend ? weekend : 1);
}
