import type { Numbers } from "./column-data.ts";

/** The first of `rows` ascending numbers that is `wanted` or more; `rows` where there is none. */
export function firstAtOrAfter(ascending: Numbers, rows: number, wanted: number): number {
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
