import type Database from "better-sqlite3";
import type { FieldName } from "../../question/fields.ts";
import type { Group } from "../store.ts";
import { columnOf, statusNumbers, unknown } from "./columns.ts";
import type { Clause } from "./conditions.ts";
import type { Dictionary } from "./dictionary.ts";
import { hexText } from "./guid.ts";
import { timeOf } from "./row-id.ts";

/** What is counted: groups by some fields (none: all in one group) and in each the distinct values of others. */
export interface Grouping {
  readonly by: readonly FieldName[];
  readonly distinct: readonly FieldName[];
}

/** The number of a value, or the hexadecimal digits of a GUID. */
export type Key = number | string;

/** A group whose values have no names yet (see `names.ts`). */
export interface CountedGroup extends Group {
  readonly keys: readonly Key[];
  /** The last time with a status; absent where there is none. */
  readonly lastSuccess?: number;
  readonly lastFailure?: number;
}

interface Tally {
  readonly keys: readonly Key[];
  success: number;
  failure: number;
  interrupted: number;
  first: number;
  last: number;
  lastSuccess: number;
  lastFailure: number;
  readonly distinct: readonly Set<Key>[];
}

type Row = [time: number, status: number, ...cells: Key[]];

/**
 * Counts several groupings while reading the facts once. SQL would sort all facts for each of them, which takes longer
 * than counting here.
 */
export function tally(
  db: Database.Database,
  dictionary: Dictionary,
  filter: Clause,
  groupings: readonly Grouping[],
): CountedGroup[][] {
  const fields = [...new Set(groupings.flatMap(({ by, distinct }) => [...by, ...distinct]))];
  const cells = new Map(fields.map((name, i) => [name, createCellReader(name, i + 2, dictionary)]));
  const counters = groupings.map(({ by, distinct }) =>
    createCounter(
      by.map((name) => cells.get(name) as CellReader),
      distinct.map((name) => cells.get(name) as CellReader),
    ),
  );
  const { text, parameters } = compileTally(filter, fields);
  const rows = db.prepare<unknown[], Row>(text).raw();
  for (const row of rows.iterate(...parameters)) {
    for (const counter of counters) counter.count(row);
  }
  return groupings.map((grouping, i) =>
    Array.from((counters[i] as Counter).tallies(), (one) => toGroup(one, grouping, dictionary)),
  );
}

export function compileTally({ text, parameters }: Clause, fields: readonly FieldName[]): Clause {
  const cells = fields
    .map(columnOf)
    .map(({ form, sql }) =>
      form === "guid"
        ? `CASE typeof(f.${sql}) WHEN 'blob' THEN lower(hex(f.${sql})) ELSE f.${sql} END`
        : `f.${sql}`,
    );
  const selected = [timeOf("f.rid"), `f.${columnOf("status").sql}`, ...cells];
  return { text: `SELECT ${selected.join(", ")} FROM fact f WHERE ${text}`, parameters };
}

/** The values of one field of a row; unknown is the only one where there is none. */
type CellReader = (row: Row) => readonly Key[];

function createCellReader(name: FieldName, at: number, dictionary: Dictionary): CellReader {
  if (columnOf(name).form !== "set") return (row) => [row[at] as Key];
  const values = dictionary.values(name);
  const members = dictionary
    .sets(name)
    .map((numbers) =>
      numbers.length === 0 ? [unknown] : [...new Set(numbers.map((n) => values[n - 1]?.first ?? unknown))],
    );
  return (row) => members[row[at] as number] ?? [unknown];
}

interface Counter {
  count(row: Row): void;
  tallies(): Iterable<Tally>;
}

function createCounter(by: readonly CellReader[], distinct: readonly CellReader[]): Counter {
  const tallies = new Map<Key, Tally>();
  const enter = (keys: readonly Key[], row: Row): void => {
    const identity = keys.length === 1 ? (keys[0] as Key) : keys.join(" ");
    let one = tallies.get(identity);
    if (one === undefined) tallies.set(identity, (one = emptyTally(keys, distinct.length)));
    countRow(one, row);
    for (let i = 0; i < distinct.length; i++) {
      for (const value of (distinct[i] as CellReader)(row))
        if (value !== unknown) one.distinct[i]?.add(value);
    }
  };
  return {
    count(row) {
      for (const keys of combinations(by, row)) enter(keys, row);
    },
    tallies: () => tallies.values(),
  };
}

function emptyTally(keys: readonly Key[], distinct: number): Tally {
  return {
    keys,
    success: 0,
    failure: 0,
    interrupted: 0,
    first: Infinity,
    last: -Infinity,
    lastSuccess: -Infinity,
    lastFailure: -Infinity,
    distinct: Array.from({ length: distinct }, () => new Set<Key>()),
  };
}

function countRow(one: Tally, [time, status]: Row): void {
  if (time < one.first) one.first = time;
  if (time > one.last) one.last = time;
  if (status === statusNumbers.success) {
    one.success += 1;
    if (time > one.lastSuccess) one.lastSuccess = time;
  } else if (status === statusNumbers.failure) {
    one.failure += 1;
    if (time > one.lastFailure) one.lastFailure = time;
  } else {
    one.interrupted += 1;
  }
}

/** Every choice of one value a field. */
function combinations(by: readonly CellReader[], row: Row): readonly (readonly Key[])[] {
  const [first, ...rest] = by;
  if (first === undefined) return [[]];
  if (rest.length === 0) return first(row).map((key) => [key]);
  const tails = combinations(rest, row);
  return first(row).flatMap((key) => tails.map((tail) => [key, ...tail]));
}

function toGroup(one: Tally, { by, distinct }: Grouping, dictionary: Dictionary): CountedGroup {
  const { keys, success, failure, interrupted, first, last, lastSuccess, lastFailure } = one;
  return {
    keys,
    /** Read when asked for: most groups are neither shown nor compared by their keys. */
    get values() {
      return keys.map((key, i) => ({ key: readKey(by[i] as FieldName, key, dictionary) }));
    },
    counts: { signIns: success + failure + interrupted, success, failure, interrupted },
    first,
    last,
    lastSuccess: success > 0 ? lastSuccess : undefined,
    lastFailure: failure > 0 ? lastFailure : undefined,
    distinct: Object.fromEntries(distinct.map((name, i) => [name, one.distinct[i]?.size ?? 0])),
  };
}

function readKey(name: FieldName, key: Key, dictionary: Dictionary): string {
  return typeof key === "number" ? (dictionary.values(name)[key - 1]?.id ?? "") : hexText(key);
}
