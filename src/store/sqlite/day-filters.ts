/** A filter is made when a day is asked about so often that looking each id up would take longer than to read them all. */
const asksBefore = 2_000;

/**
 * Bloom filters over the hashes of request ids, one for each day: they tell at once that a day does not have an id,
 * which is so for nearly every record that comes.
 */
export class DayFilters {
  readonly #filters = new Map<number, Filter>();
  /** How often days were asked about that have no filter yet. */
  readonly #asks = new Map<number, number>();
  readonly #hashesOf: (day: number) => Iterable<number>;

  /** @param hashesOf the hashes that a day has */
  constructor(hashesOf: (day: number) => Iterable<number>) {
    this.#hashesOf = hashesOf;
  }

  /** Whether a day may have an id of this hash; false is certain. */
  mayHave(day: number, hash: number): boolean {
    const filter = this.#filters.get(day) ?? this.#whenAskedOften(day);
    return filter === undefined || has(filter, hash);
  }

  /** Takes in an id that the day has from now on. */
  add(day: number, hash: number): void {
    const filter = this.#filters.get(day);
    if (filter === undefined) return;
    put(filter, hash);
    if (filter.count > filter.capacity) this.#filters.delete(day);
  }

  /** Says that the days may have others by now. */
  clear(): void {
    this.#filters.clear();
    this.#asks.clear();
  }

  #whenAskedOften(day: number): Filter | undefined {
    const asks = (this.#asks.get(day) ?? 0) + 1;
    this.#asks.set(day, asks);
    if (asks < asksBefore) return undefined;
    const hashes = [...this.#hashesOf(day)];
    const filter = createFilter(hashes.length);
    for (const hash of hashes) put(filter, hash);
    this.#filters.set(day, filter);
    return filter;
  }
}

interface Filter {
  readonly bits: Uint8Array;
  readonly capacity: number;
  count: number;
}

/** With 16 to 32 bits for each id (there is room for as many again) and three of them set, one look-up in 200 or fewer is for nothing. */
function createFilter(count: number): Filter {
  const capacity = 2 ** Math.max(10, Math.ceil(Math.log2(count + 1)) + 1);
  return { bits: new Uint8Array(capacity), capacity, count: 0 };
}

function put(filter: Filter, hash: number): void {
  const mask = filter.bits.length * 8 - 1;
  for (let turn = 0; turn < 3; turn++) {
    const at = spread(hash, turn) & mask;
    filter.bits[at >>> 3] = (filter.bits[at >>> 3] as number) | (1 << (at & 7));
  }
  filter.count += 1;
}

function has({ bits }: Filter, hash: number): boolean {
  const mask = bits.length * 8 - 1;
  for (let turn = 0; turn < 3; turn++) {
    const at = spread(hash, turn) & mask;
    if (((bits[at >>> 3] as number) & (1 << (at & 7))) === 0) return false;
  }
  return true;
}

/** The finishing steps of MurmurHash3, which make three hashes out of one. */
function spread(hash: number, turn: number): number {
  let mixed = hash + Math.imul(turn, 0x9e3779b9);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
