import type { FieldName } from "../../../question/fields.ts";
import { columnOf, timeColumn, unknown } from "../columns.ts";
import type { Numbers } from "../segments/column-data.ts";
import { startOf } from "../segments/day.ts";
import { segmentRows, type Segment } from "../segments/segment.ts";
import { createCells, type Axis, type Cells, type Key } from "./cells.ts";
import { CountedGroup } from "./groups.ts";
import { Interning } from "./interning.ts";
import type { Predicate } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { segmentsOf, selectRows, type Rows } from "./select.ts";
import { Tallies } from "./tallies.ts";

/** What is counted: groups by some axes (none: all in one group) and in each the distinct values of fields. */
export interface Grouping {
  readonly by: readonly Axis[];
  readonly distinct: readonly FieldName[];
}

/** Counts several groupings while reading what matches once. Only groups that have sign-ins are given. */
export function* tally(
  reading: Reading,
  predicate: Predicate,
  groupings: readonly Grouping[],
): Steps<CountedGroup[][]> {
  const counters = groupings.map((grouping) => new Counter(reading, grouping));
  for (const segment of segmentsOf(reading, predicate)) {
    const rows = selectRows(reading, segment, predicate);
    if (rows.length > 0) for (const counter of counters) counter.add(segment, rows);
    yield;
  }
  return counters.map((counter) => counter.groups());
}

const statusAt = columnOf("status").at;

class Counter {
  readonly #reading: Reading;
  readonly #grouping: Grouping;
  readonly #by: readonly Cells[];
  readonly #distinct: readonly DistinctCounter[];
  readonly #tallies = new Tallies();
  /** Numbers of groups by several axes: out of the code of each. */
  readonly #combined: Interning | undefined;
  readonly #groups = new Uint32Array(segmentRows);

  constructor(reading: Reading, grouping: Grouping) {
    this.#reading = reading;
    this.#grouping = grouping;
    this.#by = grouping.by.map((axis) => createCells(reading, axis));
    this.#distinct = grouping.distinct.map(
      (field) => new DistinctCounter(createCells(reading, { field, level: "id" })),
    );
    this.#combined = grouping.by.length > 1 ? new Interning(grouping.by.length) : undefined;
  }

  add(segment: Segment, rows: Rows): void {
    const groups = this.#numbersOf(segment, rows);
    let most = 0;
    for (let i = 0; i < rows.length; i++) most = Math.max(most, groups[rows[i] as number] as number);
    const status = this.#reading.column(segment, statusAt).values;
    const times = this.#reading.column(segment, timeColumn).values;
    this.#tallies.add(rows, groups, most, status, times, startOf(segment.day));
    for (const distinct of this.#distinct) distinct.add(segment, rows, groups);
  }

  groups(): CountedGroup[] {
    const { tallies, keys, targets } = this.#by.some(({ many }) => many) ? this.#spread() : this.#plain();
    const distinct = this.#distinct.map((one) => one.counts(targets));
    return keys.map(
      ([index, key]) =>
        new CountedGroup(
          key,
          this.#grouping.by,
          this.#reading.dictionary,
          tallies,
          index,
          new Map(this.#grouping.distinct.map((field, i) => [field, distinct[i]?.get(index) ?? 0])),
        ),
    );
  }

  /** The number of each row's group, at its place. */
  #numbersOf(segment: Segment, rows: Rows): Numbers {
    const [first] = this.#by;
    if (first === undefined) return allInOne;
    if (this.#combined === undefined) return first.read(segment, rows);
    const codes = this.#by.map((cells) => cells.read(segment, rows));
    const words = new Uint32Array(codes.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      for (let axis = 0; axis < codes.length; axis++) words[axis] = codes[axis]?.[row] as number;
      this.#groups[row] = this.#combined.intern(words, 0);
    }
    return this.#groups;
  }

  #codesOf(group: number): number[] {
    if (this.#combined === undefined) return this.#by.length === 0 ? [] : [group];
    return this.#by.map((_, axis) => this.#combined?.word(group, axis) as number);
  }

  #plain(): Spread {
    const keys: [number, readonly Key[]][] = [];
    for (let group = 0; group < this.#tallies.size; group++) {
      if (!this.#tallies.has(group)) continue;
      keys.push([group, this.#codesOf(group).map((code, axis) => this.#by[axis]?.keys(code)[0] as Key)]);
    }
    return { tallies: this.#tallies, keys, targets: undefined };
  }

  /** A set stands in the group of each of its values. */
  #spread(): Spread {
    const tallies = new Tallies();
    const known = new Map<string, number>();
    const keys: [number, readonly Key[]][] = [];
    const targets = new Map<number, readonly number[]>();
    for (let group = 0; group < this.#tallies.size; group++) {
      if (!this.#tallies.has(group)) continue;
      const choices = this.#codesOf(group).map((code, axis) => this.#by[axis]?.keys(code) as readonly Key[]);
      const to = combinations(choices).map((key) => {
        const identity = key.join(" ");
        let target = known.get(identity);
        if (target === undefined) {
          known.set(identity, (target = known.size));
          keys.push([target, key]);
        }
        tallies.addGroup(target, this.#tallies, group);
        return target;
      });
      targets.set(group, to);
    }
    return { tallies, keys, targets };
  }
}

interface Spread {
  readonly tallies: Tallies;
  readonly keys: readonly (readonly [group: number, keys: readonly Key[]])[];
  /** Which groups each counted one adds to; absent where it is itself. */
  readonly targets: ReadonlyMap<number, readonly number[]> | undefined;
}

/** The distinct values of a field in each group. */
class DistinctCounter {
  readonly #cells: Cells;
  /** Pairs of a group and a code. */
  readonly #pairs = new Interning(2);

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  add(segment: Segment, rows: Rows, groups: Numbers): void {
    const codes = this.#cells.read(segment, rows);
    const words = new Uint32Array(2);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      words[0] = groups[row] as number;
      words[1] = codes[row] as number;
      this.#pairs.intern(words, 0);
    }
  }

  /** By group. Unknown is no value. */
  counts(targets: Spread["targets"]): Map<number, number> {
    const counts = new Map<number, number>();
    const isDistinct = targets !== undefined || this.#cells.many;
    const seen = new Set<string>();
    for (let pair = 0; pair < this.#pairs.size; pair++) {
      const group = this.#pairs.word(pair, 0);
      for (const target of targets?.get(group) ?? [group]) {
        for (const key of this.#cells.keys(this.#pairs.word(pair, 1))) {
          if (key === unknown) continue;
          if (isDistinct) {
            const identity = `${target} ${key}`;
            if (seen.has(identity)) continue;
            seen.add(identity);
          }
          counts.set(target, (counts.get(target) ?? 0) + 1);
        }
      }
    }
    return counts;
  }
}

const allInOne = new Uint8Array(segmentRows);

/** Every choice of one key an axis. */
function combinations(choices: readonly (readonly Key[])[]): Key[][] {
  return choices.reduce<Key[][]>(
    (heads, keys) => heads.flatMap((head) => keys.map((key) => [...head, key])),
    [[]],
  );
}
