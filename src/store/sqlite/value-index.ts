import type { StoredValue } from "./dictionary.ts";

/** The entries of a field by texts, so that few are compared with what was asked. Grows as they do. */
export class ValueIndex {
  readonly #values: readonly StoredValue[];
  readonly #textsOf: (value: StoredValue) => Iterable<string>;
  readonly #byText = new Map<string, StoredValue[]>();
  #indexed = 0;

  /** @param textsOf the texts by which an entry is found */
  constructor(values: readonly StoredValue[], textsOf: (value: StoredValue) => Iterable<string>) {
    this.#values = values;
    this.#textsOf = textsOf;
  }

  /** The entries that have one of some texts, each once, in their order. */
  find(texts: readonly string[]): StoredValue[] {
    this.#grow();
    const found = new Set(texts.flatMap((text) => this.#byText.get(text) ?? []));
    return [...found].sort((a, b) => a.number - b.number);
  }

  #grow(): void {
    for (; this.#indexed < this.#values.length; this.#indexed++) {
      const value = this.#values[this.#indexed] as StoredValue;
      for (const text of new Set(this.#textsOf(value))) {
        const same = this.#byText.get(text);
        if (same === undefined) this.#byText.set(text, [value]);
        else same.push(value);
      }
    }
  }
}
