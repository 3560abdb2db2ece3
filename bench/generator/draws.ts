import type { Random } from "../../src/demo/random.ts";

/**
 * A source of chance that can be set to any place of any stream, so that a record needs none of those before it; one
 * object serves for all of them, as making one for each would cost more than the record itself.
 * SplitMix32 with two words of state; its streams are told apart by a hash.
 */
export class Draws implements Random {
  readonly #seed: number;
  #state = 0;
  #step = 1;

  constructor(seed: string) {
    let value = 0x811c9dc5;
    for (let at = 0; at < seed.length; at++) value = Math.imul(value ^ seed.charCodeAt(at), 0x01000193);
    this.#seed = mix(value);
  }

  /** Begins the draws of a place (a whole number) anew. */
  at(place: number, more = 0): this {
    const low = mix(this.#seed ^ Math.imul(place | 0, 0x9e3779b1));
    this.#state = mix(low ^ mix(more ^ Math.floor(place / 2 ** 32)));
    // An odd step of its own makes two places with one state go on differently.
    this.#step = mix(low + 0x632be5ab) | 1;
    return this;
  }

  next(): number {
    return this.#draw() / 2 ** 32;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }

  guid(): string {
    const text = hex(this.#draw()) + hex(this.#draw()) + hex(this.#draw()) + hex(this.#draw());
    const variant = "89ab".charAt(this.#draw() & 3);
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
  }

  #draw(): number {
    this.#state = (this.#state + this.#step) | 0;
    return mix(this.#state);
  }
}

/** Murmur3's finisher: each bit of the result depends on each of the value. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hex(word: number): string {
  return (word + 2 ** 32).toString(16).slice(1);
}
