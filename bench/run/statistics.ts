/** Times of one question on one engine, in milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  /** The middle half lies between these two: the machine's noise. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export function timesOf(samples: readonly number[]): Times {
  const sorted = samples.toSorted((a, b) => a - b);
  return {
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    count: sorted.length,
  };
}

/** The smallest value that at least this share of all does not exceed. @param sorted ascending, not empty */
export function quantile(sorted: readonly number[], share: number): number {
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[at] ?? Number.NaN;
}
