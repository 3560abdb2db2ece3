import { unknown } from "../columns.ts";
import type { Numbers } from "../segments/column-data.ts";
import { entry } from "../segments/rollup.ts";
import type { Segment } from "../segments/segment.ts";
import type { Cells } from "./cells.ts";
import { Interning } from "./interning.ts";
import type { Rows, Selection } from "./select.ts";

/** Which groups each counted one adds to, where that is not itself: a set stands in the group of each of its values. */
export type Targets = ReadonlyMap<number, readonly number[]>;

/** The distinct values of a field in each group, or in all that matches. */
export class DistinctCounter {
  readonly #cells: Cells;
  /** 1 for each code that was seen, where all is one group. */
  #seen = new Uint8Array(64);
  /** Pairs of a group and a code, where there are several groups. */
  readonly #pairs: Interning | undefined;
  readonly #numbers: Uint32Array;

  constructor(cells: Cells, isGrouped: boolean) {
    this.#cells = cells;
    this.#pairs = isGrouped ? new Interning(2) : undefined;
    this.#numbers = new Uint32Array(isGrouped ? 2 ** 16 : 0);
  }

  /** Whether what the segment has counted said it all. */
  addRollup(segment: Segment, { statuses }: Selection): boolean {
    if (statuses === undefined || this.#pairs !== undefined) return false;
    const rollup = this.#cells.rollup(segment);
    if (rollup === undefined) return false;
    this.#makeRoom();
    for (let at = 0; at < rollup.length; at += entry.length) {
      if (statuses[rollup[at + entry.status] as number] === 1)
        this.#seen[rollup[at + entry.value] as number] = 1;
    }
    return true;
  }

  add(segment: Segment, rows: Rows, groups: Numbers): void {
    const codes = this.#cells.read(segment, rows);
    if (this.#pairs !== undefined) {
      this.#pairs.internRows([groups, codes], rows, this.#numbers);
      return;
    }
    this.#makeRoom();
    const seen = this.#seen;
    for (let i = 0; i < rows.length; i++) seen[codes[rows[i] as number] as number] = 1;
  }

  /** By group. Unknown is no value. */
  counts(targets: Targets | undefined): number[] {
    const counts: number[] = [];
    const isDistinct = targets !== undefined || this.#cells.many;
    const known = new Set<string>();
    for (const [group, code] of this.#found()) {
      for (const target of targets?.get(group) ?? [group]) {
        for (const key of this.#cells.keys(code)) {
          if (key === unknown) continue;
          if (isDistinct) {
            const identity = `${target} ${key}`;
            if (known.has(identity)) continue;
            known.add(identity);
          }
          counts[target] = (counts[target] ?? 0) + 1;
        }
      }
    }
    return counts;
  }

  *#found(): Generator<[group: number, code: number]> {
    if (this.#pairs === undefined) {
      for (let code = this.#seen.indexOf(1); code >= 0; code = this.#seen.indexOf(1, code + 1))
        yield [0, code];
      return;
    }
    for (let pair = 0; pair < this.#pairs.size; pair++)
      yield [this.#pairs.word(pair, 0), this.#pairs.word(pair, 1)];
  }

  #makeRoom(): void {
    const size = this.#cells.size();
    if (size <= this.#seen.length) return;
    const wider = new Uint8Array(Math.max(size, this.#seen.length * 2));
    wider.set(this.#seen);
    this.#seen = wider;
  }
}
