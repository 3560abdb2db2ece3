/**
 * Ranks drawn by Zipf's law: rank r (from 0) has the weight 1 / (r + 1)^exponent.
 * @returns the rank that a number in [0, 1) stands for
 */
export function zipf(size: number, exponent: number): (chance: number) => number {
  return weighted(Array.from({ length: size }, (_, rank) => (rank + 1) ** -exponent));
}

/** Places of a list drawn by their weights. */
export function weighted(weights: readonly number[]): (chance: number) => number {
  const upTo = new Float64Array(weights.length);
  let total = 0;
  for (const [at, weight] of weights.entries()) upTo[at] = total += weight;
  return (chance) => {
    const wanted = chance * total;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
