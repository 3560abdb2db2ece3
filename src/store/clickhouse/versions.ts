/** Numbers of one millisecond, so many at most. */
const perMillisecond = 1n << 20n;

/**
 * Gives versions that rise: from the clock, and beyond every version that the row it replaces has had, so that a clock
 * that goes back makes no newer row older.
 */
export class Versions {
  #last = 0n;

  /** @param after the highest version that is known of the row's key */
  next(after = 0n): bigint {
    const now = BigInt(Date.now()) * perMillisecond;
    this.#last = [now, this.#last + 1n, after + 1n].reduce((a, b) => (a > b ? a : b));
    return this.#last;
  }
}
