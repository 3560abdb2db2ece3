import { UserError } from "../../../errors.ts";
import type { Numbers } from "../segments/column-data.ts";
import type { Rows } from "./select.ts";

/** Things that are dealt with at once: few enough for the nearest cache of a processor. */
const atOnce = 1_024;

/** More things take hundreds of megabytes, and nobody looks at so many. */
const mostThings = 2 ** 22;

/**
 * Gives things that are told apart by some 32-bit words a number each, counted from 0 in the order in which they are
 * first seen. An open hash table over typed arrays, many times faster than a `Map` of texts. Its places hold numbers
 * alone: the smaller the table, the more of it stays in a processor's caches, and misses are what it spends its time on.
 */
export class Interning {
  readonly #width: number;
  /** The words of each thing, one after the other. */
  #words: Uint32Array;
  /** By place: number + 1; 0 is free. At most half of them are taken. */
  #places = new Uint32Array(4 * atOnce);
  #size = 0;
  /** The words of those under way, one after the other, their hashes, and then their numbers. */
  readonly #asked: Uint32Array;
  readonly #hashes = new Int32Array(atOnce);
  readonly #numbers = new Uint32Array(atOnce);

  /** @param width the words of one thing */
  constructor(width: number) {
    this.#width = width;
    this.#words = new Uint32Array(width * 2 * atOnce);
    this.#asked = new Uint32Array(width * atOnce);
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Puts the number of each row, told by its words in some columns, at the place of the row.
   * @throws UserError for more than can be told apart
   */
  internRows(columns: readonly Numbers[], rows: Rows, numbers: Uint32Array): void {
    const width = this.#width;
    for (let from = 0; from < rows.length; from += atOnce) {
      const some = rows.subarray(from, from + atOnce);
      for (let j = 0; j < width; j++) spread(columns[j] as Numbers, some, this.#asked, j, width);
      this.#intern(some.length);
      for (let i = 0; i < some.length; i++) numbers[some[i] as number] = this.#numbers[i] as number;
    }
  }

  /** The number of the thing with these words. */
  intern(words: Uint32Array): number {
    this.#asked.set(words);
    this.#intern(1);
    return this.#numbers[0] as number;
  }

  /** A word of a thing. */
  word(number: number, index: number): number {
    return this.#words[number * this.#width + index] as number;
  }

  /** Finds or adds the first few of those that are asked for. */
  #intern(count: number): void {
    this.#makeRoom(count);
    const [width, words, places, asked, hashes] = [
      this.#width,
      this.#words,
      this.#places,
      this.#asked,
      this.#hashes,
    ];
    const mask = places.length - 1;
    for (let i = 0; i < count; i++) hashes[i] = hashOf(asked, i * width, width);
    let size = this.#size;
    for (let i = 0; i < count; i++) {
      const from = i * width;
      let place = (hashes[i] as number) & mask;
      let number = places[place] as number;
      while (number !== 0 && !isSame(words, (number - 1) * width, asked, from, width)) {
        place = (place + 1) & mask;
        number = places[place] as number;
      }
      if (number === 0) {
        for (let j = 0; j < width; j++) words[size * width + j] = asked[from + j] as number;
        places[place] = number = ++size;
      }
      this.#numbers[i] = number - 1;
    }
    this.#size = size;
  }

  #makeRoom(more: number): void {
    const size = this.#size + more;
    if (size > mostThings) {
      throw new UserError(
        "There are too many different values in that range to tell them apart. Ask for a shorter range, or about fewer.",
      );
    }
    if (size * this.#width > this.#words.length) {
      const wider = new Uint32Array(this.#words.length * 2);
      wider.set(this.#words);
      this.#words = wider;
    }
    if (size * 2 <= this.#places.length) return;
    this.#places = new Uint32Array(this.#places.length * 4);
    const mask = this.#places.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let place = hashOf(this.#words, number * this.#width, this.#width) & mask;
      while (this.#places[place] !== 0) place = (place + 1) & mask;
      this.#places[place] = number + 1;
    }
  }
}

/** Puts a column's value of each row at the same word of each of those that are asked for. */
function spread(column: Numbers, rows: Rows, asked: Uint32Array, word: number, width: number): void {
  for (let i = 0, to = word; i < rows.length; i++, to += width)
    asked[to] = column[rows[i] as number] as number;
}

function isSame(words: Uint32Array, at: number, others: Uint32Array, from: number, width: number): boolean {
  for (let j = 0; j < width; j++) if (words[at + j] !== others[from + j]) return false;
  return true;
}

function hashOf(words: Uint32Array, at: number, width: number): number {
  let hash = 0;
  for (let i = 0; i < width; i++) {
    hash = Math.imul(hash ^ (words[at + i] as number), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
