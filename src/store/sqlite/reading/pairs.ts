import type { Numbers } from "../segments/column-data.ts";
import { Interning } from "./interning.ts";
import type { Rows } from "./select.ts";

/** Which codes were seen in which groups. */
export interface Pairs {
  /** Takes in rows, whose group and code stand at their places. */
  add(rows: Rows, groups: Numbers, codes: Numbers): void;
  /** Each pair once. */
  found(): Iterable<readonly [group: number, code: number]>;
}

/** A table of bits for so many pairs takes eight megabytes, and is far faster than one that is looked up. */
const bitsAtMost = 2 ** 26;

/** @param groups how many there are at most; undefined where that is not known */
export function createPairs(groups: number | undefined, codes: number): Pairs {
  return groups !== undefined && groups * codes <= bitsAtMost ? createBits(groups, codes) : createTable();
}

function createBits(groups: number, codes: number): Pairs {
  const width = Math.ceil(codes / 32);
  const bits = new Uint32Array(groups * width);
  return {
    add(rows, groupOf, codeOf) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        const code = codeOf[row] as number;
        const at = (groupOf[row] as number) * width + (code >>> 5);
        bits[at] = (bits[at] as number) | (1 << (code & 31));
      }
    },
    *found() {
      for (let at = 0; at < bits.length; at++) {
        const group = Math.floor(at / width);
        for (let word = bits[at] as number; word !== 0; word &= word - 1) {
          yield [group, (at % width) * 32 + 31 - Math.clz32(word & -word)];
        }
      }
    },
  };
}

function createTable(): Pairs {
  const pairs = new Interning(2);
  const numbers = new Uint32Array(2 ** 16);
  return {
    add: (rows, groups, codes) => pairs.internRows([groups, codes], rows, numbers),
    *found() {
      for (let pair = 0; pair < pairs.size; pair++) yield [pairs.word(pair, 0), pairs.word(pair, 1)];
    },
  };
}
