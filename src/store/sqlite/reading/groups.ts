import { fieldNames, type FieldName } from "../../../question/fields.ts";
import type { Group, StatusCounts, TopRequest, Value } from "../../store.ts";
import { statusNumbers } from "../columns.ts";
import type { Dictionary } from "../dictionary.ts";
import { hexText } from "../guid.ts";
import type { Axis, Key } from "./cells.ts";
import type { Tallies } from "./tallies.ts";

/** What groups are ranked and chosen by. */
export type Measure = TopRequest["rank"] | TopRequest["having"][number]["of"];

/** A group whose values have no names yet (see `names.ts`). Everything is made when asked for: most groups never are. */
export class CountedGroup {
  readonly keys: readonly Key[];
  readonly #axes: readonly Axis[];
  readonly #dictionary: Dictionary;
  readonly #tallies: Tallies;
  readonly #index: number;
  readonly #distinct: ReadonlyMap<FieldName, number>;

  constructor(
    keys: readonly Key[],
    axes: readonly Axis[],
    dictionary: Dictionary,
    tallies: Tallies,
    index: number,
    distinct: ReadonlyMap<FieldName, number>,
  ) {
    this.keys = keys;
    this.#axes = axes;
    this.#dictionary = dictionary;
    this.#tallies = tallies;
    this.#index = index;
    this.#distinct = distinct;
  }

  get values(): Value[] {
    return this.keys.map((key, i) => ({
      key: readKey((this.#axes[i] as Axis).field, key, this.#dictionary),
    }));
  }

  get counts(): StatusCounts {
    const success = this.#count("success");
    const failure = this.#count("failure");
    const interrupted = this.#count("interrupted");
    return { signIns: success + failure + interrupted, success, failure, interrupted };
  }

  get first(): number {
    return this.#tallies.first(this.#index);
  }

  get last(): number {
    return this.#tallies.last(this.#index);
  }

  /** Milliseconds since 1970; undefined where there is none. */
  lastWith(status: keyof typeof statusNumbers): number | undefined {
    return this.#count(status) === 0 ? undefined : this.#tallies.lastWith(this.#index, statusNumbers[status]);
  }

  distinct(name: FieldName): number {
    return this.#distinct.get(name) ?? 0;
  }

  measure(of: Measure): number {
    switch (of) {
      case "signIns":
        return this.#count("success") + this.#count("failure") + this.#count("interrupted");
      case "successes":
        return this.#count("success");
      case "failures":
        return this.#count("failure");
      case "lastSeen":
        return this.last;
      default:
        return this.distinct(of);
    }
  }

  #count(status: keyof typeof statusNumbers): number {
    return this.#tallies.count(this.#index, statusNumbers[status]);
  }
}

export function isField(of: Measure): of is FieldName {
  return (fieldNames as readonly string[]).includes(of);
}

/** The first groups by what ranks them, then by their keys, the first field first. Sorts no more than it gives. */
export function firstGroups(
  groups: Iterable<CountedGroup>,
  limit: number,
  rank: Measure,
  order: TopRequest["order"],
): CountedGroup[] {
  const sign = order === "most" ? -1 : 1;
  const first: { readonly group: CountedGroup; readonly weight: number }[] = [];
  for (const group of limit > 0 ? groups : []) {
    const weight = sign * group.measure(rank);
    let at = first.length;
    for (; at > 0; at--) {
      const before = first[at - 1] as (typeof first)[number];
      if (before.weight < weight || (before.weight === weight && compareKeys(before.group, group) < 0)) break;
    }
    if (at < limit) first.splice(at, 0, { group, weight });
    if (first.length > limit) first.pop();
  }
  return first.map(({ group }) => group);
}

export function passes(
  group: CountedGroup,
  { of, atLeast, atMost, before }: TopRequest["having"][number],
): boolean {
  const value = group.measure(of);
  return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity) && value < (before ?? Infinity);
}

/** The group as the port gives it, with the names of its values. */
export function namedGroup(
  group: CountedGroup,
  values: readonly Value[],
  distinct: readonly FieldName[],
): Group {
  return {
    values,
    counts: group.counts,
    first: group.first,
    last: group.last,
    distinct: Object.fromEntries(distinct.map((name) => [name, group.distinct(name)])),
  };
}

function compareKeys(a: CountedGroup, b: CountedGroup): number {
  const others = b.values;
  for (const [i, { key }] of a.values.entries()) {
    const other = others[i]?.key ?? "";
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}

function readKey(name: FieldName, key: Key, dictionary: Dictionary): string {
  return typeof key === "number" ? (dictionary.values(name)[key - 1]?.id ?? "") : hexText(key);
}
