import { unknown } from "../columns.ts";
import type { Numbers } from "../segments/column-data.ts";
import { entry } from "../segments/rollup.ts";
import type { Segment } from "../segments/segment.ts";
import type { Cells } from "./cells.ts";
import { Interning } from "./interning.ts";
import { createPairs, type Pairs } from "./pairs.ts";
import type { Steps } from "./reading.ts";
import type { Rows, Selection } from "./select.ts";

/** Which groups each counted one adds to, where that is not itself: a set stands in the group of each of its values. */
export type Targets = ReadonlyMap<number, readonly number[]>;

/** So many pairs of a group and a value are counted in one step. */
const pairsInStep = 65_536;

/** The distinct values of a field in each group, or in all that matches. */
export class DistinctCounter {
  readonly #cells: Cells;
  /** 1 for each code that was seen, where all is one group. */
  #seen = new Uint8Array(64);
  /** Where there are several groups. */
  readonly #pairs: Pairs | undefined;

  /** @param groups how many there are at most; "one" where all is one, undefined where that is not known */
  constructor(cells: Cells, groups: number | "one" | undefined) {
    this.#cells = cells;
    this.#pairs =
      groups === "one" ? undefined : createPairs(cells.isKnown ? groups : undefined, cells.size());
  }

  /** Whether what the segment has counted said it all. */
  addRollup(segment: Segment, { statuses }: Selection): boolean {
    if (statuses === undefined || this.#pairs !== undefined) return false;
    const rollup = this.#cells.rollup(segment);
    if (rollup === undefined) return false;
    this.#makeRoom();
    for (let at = 0; at < rollup.length; at += entry.length) {
      if (statuses[rollup[at + entry.status] as number] === 1) {
        this.#seen[rollup[at + entry.value] as number] = 1;
      }
    }
    return true;
  }

  add(segment: Segment, rows: Rows, groups: Numbers): void {
    const codes = this.#cells.read(segment, rows);
    if (this.#pairs !== undefined) {
      this.#pairs.add(rows, groups, codes);
      return;
    }
    this.#makeRoom();
    const seen = this.#seen;
    for (let i = 0; i < rows.length; i++) seen[codes[rows[i] as number] as number] = 1;
  }

  /** By group. Unknown is no value. */
  *counts(targets: Targets | undefined): Steps<number[]> {
    const counts: number[] = [];
    let turn = 0;
    const isDistinct = targets !== undefined || this.#cells.many;
    const known = new Interning(2);
    const words = new Uint32Array(2);
    for (const [group, code] of this.#pairs?.found() ?? this.#codes()) {
      if (++turn % pairsInStep === 0) yield;
      for (const target of targets?.get(group) ?? [group]) {
        for (const key of this.#cells.keys(code)) {
          if (key === unknown) continue;
          if (isDistinct) {
            // Where a code can stand for several keys, these are numbers; else it is as good as its key.
            [words[0], words[1]] = [target, this.#cells.many ? (key as number) : code];
            const before = known.size;
            if (known.intern(words) < before) continue;
          }
          counts[target] = (counts[target] ?? 0) + 1;
        }
      }
    }
    return counts;
  }

  *#codes(): Generator<readonly [group: number, code: number]> {
    for (let code = this.#seen.indexOf(1); code >= 0; code = this.#seen.indexOf(1, code + 1)) yield [0, code];
  }

  #makeRoom(): void {
    const size = this.#cells.size();
    if (size <= this.#seen.length) return;
    const wider = new Uint8Array(Math.max(size, this.#seen.length * 2));
    wider.set(this.#seen);
    this.#seen = wider;
  }
}
