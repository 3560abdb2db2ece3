import type { Numbers } from "../segments/column-data.ts";
import { segmentRows } from "../segments/segment.ts";
import type { Cells } from "./cells.ts";
import type { Rows } from "./select.ts";

/** An axis in a word: `(word / stride) % size` is its code. */
interface Part {
  readonly axis: number;
  readonly stride: number;
  readonly size: number;
}

const wordSize = 2 ** 32;

/**
 * Several codes in one 32-bit word, where the numbers of their fields allow it: what is told apart by five fields is then
 * told apart by two words or three.
 */
export class Packing {
  readonly #words: readonly (readonly Part[])[];
  /** By axis: in which word it stands, and how. */
  readonly #places: readonly { readonly word: number; readonly part: Part }[];
  readonly #packed: readonly Uint32Array[];

  constructor(axes: readonly Cells[]) {
    const words: Part[][] = [];
    // A number that is made while reading takes a word of its own.
    const sizes = axes.map((cells) => (cells.isKnown ? Math.max(1, cells.size()) : wordSize));
    this.#places = sizes.map((size, axis) => {
      const roomy = words.findIndex((parts) => nextStride(parts) * size <= wordSize);
      const word = roomy < 0 ? words.push([]) - 1 : roomy;
      const parts = words[word] as Part[];
      const part = { axis, size, stride: nextStride(parts) };
      parts.push(part);
      return { word, part };
    });
    this.#words = words;
    this.#packed = words.map(({ length }) => new Uint32Array(length > 1 ? segmentRows : 0));
  }

  /** How many words there are. */
  get width(): number {
    return this.#words.length;
  }

  /** The words of some rows, each at the place of its row, made of the codes; good until the next call. */
  pack(codes: readonly Numbers[], rows: Rows): Numbers[] {
    return this.#words.map((parts, word) => {
      const [{ axis }, ...others] = parts as [Part, ...Part[]];
      const first = codes[axis] as Numbers;
      if (others.length === 0) return first;
      const packed = this.#packed[word] as Uint32Array;
      for (let i = 0; i < rows.length; i++) packed[rows[i] as number] = first[rows[i] as number] as number;
      for (const part of others) addPart(packed, codes[part.axis] as Numbers, part.stride, rows);
      return packed;
    });
  }

  /** The code of an axis, out of the words of one thing. */
  code(axis: number, wordOf: (index: number) => number): number {
    const { word, part } = this.#places[axis] as { word: number; part: Part };
    return Math.floor(wordOf(word) / part.stride) % part.size;
  }
}

function nextStride(parts: readonly Part[]): number {
  return parts.reduce((stride, { size }) => stride * size, 1);
}

function addPart(packed: Uint32Array, codes: Numbers, stride: number, rows: Rows): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    packed[row] = (packed[row] as number) + (codes[row] as number) * stride;
  }
}
