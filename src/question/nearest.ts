/**
 * The known word that lies within `most` edits (a letter added, lost, changed, or two swapped), or undefined where
 * there is none; of equally near ones the first. The first letter must agree: people rarely mistype it.
 */
export function nearest(word: string, known: Iterable<string>, most: number): string | undefined {
  let best: string | undefined;
  let distance = most + 1;
  for (const candidate of known) {
    if (candidate[0] !== word[0] || Math.abs(candidate.length - word.length) > most) continue;
    const edits = distanceBetween(word, candidate, most);
    if (edits < distance) [best, distance] = [candidate, edits];
  }
  return best;
}

/** Edit distance with swaps of neighbours; anything over `most` comes back as `most + 1`. */
export function distanceBetween(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
      row.push(value);
    }
    if (Math.min(...row) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return Math.min(last[b.length] ?? 0, most + 1);
}
