/** Puts items into another order, the same for the same seed and calls. */
export type Shuffle = <T>(items: readonly T[]) => T[];

/** Where Kusto promises no order, an order of its own for each seed; without a seed, things stay as they are. */
export function shuffleOf(seed: number | undefined): Shuffle {
  if (seed === undefined) return (items) => [...items];
  let state = seed;
  return (items) => {
    const shuffled = [...items];
    for (let at = shuffled.length - 1; at > 0; at--) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const other = Math.floor((state / 2 ** 32) * (at + 1));
      [shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
    }
    return shuffled;
  };
}
