import type { FieldName } from "../../../question/fields.ts";
import { columnOf, timeColumn } from "../columns.ts";
import type { Numbers } from "../segments/column-data.ts";
import { startOf } from "../segments/day.ts";
import { mergeValues } from "../segments/rollup.ts";
import { segmentRows, type Segment } from "../segments/segment.ts";
import { createCells, type Axis, type Cells, type Key } from "./cells.ts";
import { DistinctCounter, type Targets } from "./distinct.ts";
import { CountedGroups } from "./groups.ts";
import { Interning } from "./interning.ts";
import { Packing } from "./packing.ts";
import type { Predicate } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { segmentsOf, select, type Rows, type Selection } from "./select.ts";
import { Tallies } from "./tallies.ts";

/** What is counted: groups by some axes (none: all in one group) and in each the distinct values of fields. */
export interface Grouping {
  readonly by: readonly Axis[];
  readonly distinct: readonly FieldName[];
}

/** Counts several groupings while reading what matches once. */
export function* tally(
  reading: Reading,
  predicate: Predicate,
  groupings: readonly Grouping[],
): Steps<CountedGroups[]> {
  const counters = groupings.map((grouping) => new Counter(reading, grouping));
  for (const segment of segmentsOf(reading, predicate)) {
    const selection = select(reading, segment, predicate);
    if (selection !== undefined) for (const counter of counters) counter.add(segment, selection);
    yield;
  }
  const counted: CountedGroups[] = [];
  for (const counter of counters) counted.push(yield* counter.groups());
  return counted;
}

const statusAt = columnOf("status").at;

class Counter {
  readonly #reading: Reading;
  readonly #grouping: Grouping;
  readonly #by: readonly Cells[];
  readonly #distinct: readonly DistinctCounter[];
  readonly #tallies = new Tallies();
  /** Numbers of groups by several axes: out of the code of each. */
  readonly #combined: { readonly packing: Packing; readonly numbers: Interning } | undefined;
  readonly #numbers: Uint32Array;

  constructor(reading: Reading, grouping: Grouping) {
    this.#reading = reading;
    this.#grouping = grouping;
    this.#by = grouping.by.map((axis) => createCells(reading, axis));
    this.#distinct = grouping.distinct.map(
      (field) => new DistinctCounter(createCells(reading, { field, level: "id" }), this.#groupsAtMost()),
    );
    if (grouping.by.length > 1) {
      const packing = new Packing(this.#by);
      this.#combined = { packing, numbers: new Interning(packing.width) };
    }
    this.#numbers = new Uint32Array(grouping.by.length > 1 ? segmentRows : 0);
  }

  add(segment: Segment, selection: Selection): void {
    const isRolledUp = this.#addRollup(segment, selection);
    const open = this.#distinct.filter((distinct) => !distinct.addRollup(segment, selection));
    if (isRolledUp && open.length === 0) return;
    const rows = selection.rows();
    const groups = this.#numbersOf(segment, rows);
    if (!isRolledUp) {
      const status = this.#reading.column(segment, statusAt).values;
      const times = this.#reading.column(segment, timeColumn).values;
      this.#tallies.add(rows, groups, this.#size(), status, times, startOf(segment.day));
    }
    for (const distinct of open) distinct.add(segment, rows, groups);
  }

  *groups(): Steps<CountedGroups> {
    const { tallies, keysOf, targets } = this.#by.some(({ many }) => many) ? this.#spread() : this.#plain();
    const distinct = new Map<FieldName, (group: number) => number>();
    for (const [i, one] of this.#distinct.entries()) {
      const counts = yield* one.counts(targets);
      distinct.set(this.#grouping.distinct[i] as FieldName, (group) => counts[group] ?? 0);
    }
    return new CountedGroups(this.#grouping.by, this.#reading.dictionary, tallies, keysOf, distinct);
  }

  /** Whether what the segment has counted said it all. */
  #addRollup(segment: Segment, { statuses }: Selection): boolean {
    const [cells, another] = this.#by;
    if (statuses === undefined || another !== undefined) return false;
    const rollup = cells === undefined ? this.#reading.rollup(segment, statusAt) : cells.rollup(segment);
    if (rollup === undefined) return false;
    const counted = cells === undefined ? mergeValues(rollup, allInOne[0] as number) : rollup;
    this.#tallies.addRollup(counted, statuses, startOf(segment.day));
    return true;
  }

  /** The number of each row's group, at its place. */
  #numbersOf(segment: Segment, rows: Rows): Numbers {
    const [first] = this.#by;
    if (first === undefined) return allInOne;
    if (this.#combined === undefined) return first.read(segment, rows);
    const codes = this.#by.map((cells) => cells.read(segment, rows));
    const { packing, numbers } = this.#combined;
    numbers.internRows(packing.pack(codes, rows), rows, this.#numbers);
    return this.#numbers;
  }

  #groupsAtMost(): number | "one" | undefined {
    const [cells, another] = this.#by;
    if (cells === undefined) return "one";
    return another === undefined && cells.isKnown ? cells.size() : undefined;
  }

  /** All numbers of groups are below. */
  #size(): number {
    return this.#combined?.numbers.size ?? this.#by[0]?.size() ?? 1;
  }

  #codesOf(group: number): number[] {
    if (this.#combined === undefined) return this.#by.length === 0 ? [] : [group];
    const { packing, numbers } = this.#combined;
    return this.#by.map((_, axis) => packing.code(axis, (index) => numbers.word(group, index)));
  }

  #plain(): Spread {
    const keysOf = (group: number): readonly Key[] =>
      this.#codesOf(group).map((code, axis) => this.#by[axis]?.keys(code)[0] as Key);
    return { tallies: this.#tallies, keysOf, targets: undefined };
  }

  /** A set stands in the group of each of its values. */
  #spread(): Spread {
    const tallies = new Tallies();
    const known = new Map<string, number>();
    const keys: (readonly Key[])[] = [];
    const targets = new Map<number, readonly number[]>();
    for (let group = 0; group < this.#tallies.size; group++) {
      if (this.#tallies.total(group) === 0) continue;
      const choices = this.#codesOf(group).map((code, axis) => this.#by[axis]?.keys(code) as readonly Key[]);
      const to = combinations(choices).map((key) => {
        const identity = key.join(" ");
        let target = known.get(identity);
        if (target === undefined) {
          known.set(identity, (target = known.size));
          keys.push(key);
        }
        tallies.addGroup(target, this.#tallies, group);
        return target;
      });
      targets.set(group, to);
    }
    return { tallies, keysOf: (group) => keys[group] as readonly Key[], targets };
  }
}

interface Spread {
  readonly tallies: Tallies;
  readonly keysOf: (group: number) => readonly Key[];
  readonly targets: Targets | undefined;
}

const allInOne = new Uint8Array(segmentRows);

/** Every choice of one key an axis. */
function combinations(choices: readonly (readonly Key[])[]): Key[][] {
  return choices.reduce<Key[][]>(
    (heads, keys) => heads.flatMap((head) => keys.map((key) => [...head, key])),
    [[]],
  );
}
