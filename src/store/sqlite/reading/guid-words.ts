import { guidLength, type Numbers } from "../segments/column-data.ts";
import type { Rows } from "./select.ts";

/** A GUID is as many words of 32 bits. */
export const guidWords = guidLength / 4;

/** Puts each word of the GUIDs of some rows at the place of the row in a column of its own; little-endian, as typed arrays are. */
export function readGuids(bytes: Numbers, rows: Rows, words: readonly Uint32Array[]): void {
  for (const [i, word] of words.entries()) {
    for (const row of rows) {
      const at = guidLength * row + 4 * i;
      word[row] =
        (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24);
    }
  }
}
