import { fieldNames, type FieldName } from "../../../question/fields.ts";
import type { Group, StatusCounts, TopRequest, Value } from "../../store.ts";
import { statusNumbers } from "../columns.ts";
import type { Dictionary } from "../dictionary.ts";
import type { Axis, Key } from "./cells.ts";
import type { Steps } from "./reading.ts";
import type { Tallies } from "./tallies.ts";

/** What groups are ranked and chosen by. */
export type Measure = TopRequest["rank"] | TopRequest["having"][number]["of"];

/** A group whose values have no names yet (see `names.ts`). */
export interface CountedGroup {
  readonly keys: readonly Key[];
  readonly values: readonly Value[];
  readonly counts: StatusCounts;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly distinct: (name: FieldName) => number;
}

/** How many distinct values of a field a group has. */
export type DistinctCounts = ReadonlyMap<FieldName, (group: number) => number>;

/** The groups of one grouping, by number. There can be millions, most of which are never looked at. */
export class CountedGroups {
  readonly #axes: readonly Axis[];
  readonly #dictionary: Dictionary;
  readonly #tallies: Tallies;
  readonly #keysOf: (group: number) => readonly Key[];
  readonly #distinct: DistinctCounts;

  constructor(
    axes: readonly Axis[],
    dictionary: Dictionary,
    tallies: Tallies,
    keysOf: (group: number) => readonly Key[],
    distinct: DistinctCounts,
  ) {
    this.#axes = axes;
    this.#dictionary = dictionary;
    this.#tallies = tallies;
    this.#keysOf = keysOf;
    this.#distinct = distinct;
  }

  /** Of the groups that have sign-ins. */
  numbers(): number[] {
    return this.#tallies.groups();
  }

  all(): CountedGroup[] {
    return this.numbers().map((group) => this.get(group));
  }

  get(group: number): CountedGroup {
    const tallies = this.#tallies;
    const keys = this.#keysOf(group);
    const count = (status: keyof typeof statusNumbers): number => tallies.count(group, statusNumbers[status]);
    return {
      keys,
      values: keys.map((key, i) => ({ key: readKey((this.#axes[i] as Axis).field, key, this.#dictionary) })),
      counts: {
        signIns: tallies.total(group),
        success: count("success"),
        failure: count("failure"),
        interrupted: count("interrupted"),
      },
      first: tallies.first(group),
      last: tallies.last(group),
      distinct: (name) => this.#distinct.get(name)?.(group) ?? 0,
    };
  }

  measure(group: number, of: Measure): number {
    switch (of) {
      case "signIns":
        return this.#tallies.total(group);
      case "successes":
        return this.#tallies.count(group, statusNumbers.success);
      case "failures":
        return this.#tallies.count(group, statusNumbers.failure);
      case "firstSeen":
        return this.#tallies.first(group);
      case "lastSeen":
        return this.#tallies.last(group);
      default:
        return this.#distinct.get(of)?.(group) ?? 0;
    }
  }
}

export function isField(of: Measure): of is FieldName {
  return (fieldNames as readonly string[]).includes(of);
}

/** So many groups are looked at in one step. */
const groupsInStep = 16_384;

/**
 * The first groups by what ranks them, then by their keys, the first field first. Sorts no more than it gives.
 * @param numbers the groups to choose from
 */
export function* firstGroups(
  groups: CountedGroups,
  numbers: readonly number[],
  limit: number,
  rank: Measure,
  order: TopRequest["order"],
): Steps<CountedGroup[]> {
  const sign = order === "most" ? -1 : 1;
  const first: Ranked[] = [];
  if (limit === 0) return [];
  for (let turn = 0; turn < numbers.length; turn++) {
    if (turn % groupsInStep === groupsInStep - 1) yield;
    const number = numbers[turn] as number;
    const weight = sign * groups.measure(number, rank);
    if (first.length === limit && weight > (first.at(-1)?.weight ?? Infinity)) continue;
    const one = { group: groups.get(number), weight };
    const at = placeFor(one, first);
    if (at < limit) first.splice(at, 0, one);
    if (first.length > limit) first.pop();
  }
  return first.map(({ group }) => group);
}

/** The groups that meet all thresholds. */
export function* passing(
  groups: CountedGroups,
  numbers: readonly number[],
  having: TopRequest["having"],
): Steps<readonly number[]> {
  if (having.length === 0) return numbers;
  const passed: number[] = [];
  for (let turn = 0; turn < numbers.length; turn++) {
    if (turn % groupsInStep === groupsInStep - 1) yield;
    const number = numbers[turn] as number;
    if (having.every((threshold) => passes(groups, number, threshold))) passed.push(number);
  }
  return passed;
}

interface Ranked {
  readonly group: CountedGroup;
  readonly weight: number;
}

/** Where a group belongs among those that are in order. */
function placeFor({ group, weight }: Ranked, ranked: readonly Ranked[]): number {
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = ranked[middle] as Ranked;
    const isBefore = other.weight === weight ? compareKeys(other.group, group) < 0 : other.weight < weight;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

function passes(
  groups: CountedGroups,
  group: number,
  { of, atLeast, atMost, before }: TopRequest["having"][number],
): boolean {
  const value = groups.measure(group, of);
  return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity) && value < (before ?? Infinity);
}

/** The group as the port gives it, with the names of its values. */
export function namedGroup(
  { counts, first, last, distinct }: CountedGroup,
  values: readonly Value[],
  names: readonly FieldName[],
): Group {
  return {
    values,
    counts,
    first,
    last,
    distinct: Object.fromEntries(names.map((name) => [name, distinct(name)])),
  };
}

function compareKeys(a: CountedGroup, b: CountedGroup): number {
  for (const [i, { key }] of a.values.entries()) {
    const other = b.values[i]?.key ?? "";
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}

function readKey(name: FieldName, key: Key, dictionary: Dictionary): string {
  return typeof key === "number" ? (dictionary.values(name)[key - 1]?.id ?? "") : key;
}
