import type { ColumnData, Numbers } from "./column-data.ts";

/** The rows of a segment in the order of the numbers in a column; those of the same number in their own order. */
export function orderBy(values: Numbers, rows: number): ColumnData {
  let most = 0;
  for (let row = 0; row < rows; row++) most = Math.max(most, values[row] as number);
  const next = new Uint32Array(most + 2);
  for (let row = 0; row < rows; row++) {
    const after = (values[row] as number) + 1;
    next[after] = (next[after] as number) + 1;
  }
  for (let value = 1; value <= most; value++)
    next[value] = (next[value] as number) + (next[value - 1] as number);
  const order = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = values[row] as number;
    const at = next[value] as number;
    order[at] = row;
    next[value] = at + 1;
  }
  return { values: order, bytes: order.byteLength };
}

/** Where the rows of a number stand in the order: from the first up to, and without, the second. */
export function placesOf(order: Numbers, values: Numbers, number: number): [from: number, to: number] {
  return [firstAtOrAfter(order, values, number), firstAtOrAfter(order, values, number + 1)];
}

function firstAtOrAfter(order: Numbers, values: Numbers, wanted: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[order[middle] as number] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
