import type { Random } from "../../src/demo/random.ts";

export const minute = 60_000;

/** Hours of the day (UTC) in which people work: from, and up to. */
export const working = { from: 7, to: 17 } as const;

/** So many moments from `at` to `at + length`, both of which are among them. */
export function scattered(random: Random, count: number, at: number, length: number): number[] {
  const between = Array.from({ length: Math.max(0, count - 2) }, () => at + random.whole(0, length));
  return [at, ...between, at + length].slice(-count).toSorted((a, b) => a - b);
}

/** So many moments from `at` to `at + length`, all as far apart. */
export function evenly(count: number, at: number, length: number): number[] {
  return Array.from({ length: count }, (_, place) => at + Math.round((place * length) / (count - 1)));
}

/** Numbers from a threshold on: just enough, one more, some, many, and the most. */
export function sizesFrom(random: Random, threshold: number, most: number): number[] {
  const middle = Math.round(Math.sqrt(threshold * most));
  return [
    threshold,
    threshold,
    threshold + 1,
    random.whole(threshold + 1, middle),
    random.whole(threshold + 2, middle),
    random.whole(middle, most),
    most,
  ];
}
