import { fold } from "../../../question/fold.ts";
import { idFields } from "../../../question/matches.ts";
import type { Condition } from "../../../question/question.ts";
import type { Filter } from "../../store.ts";
import { columnOf, unknown, type Column } from "../columns.ts";
import type { Dictionary, StoredValue } from "../dictionary.ts";
import { guidBytes, guidText } from "../guid.ts";
import type { IdentifierKind } from "../identifiers.ts";
import { findById, findNamed } from "../named-values.ts";
import type { Reading } from "./reading.ts";

/**
 * One way for a sign-in to meet a condition: the number in a column is marked and, where `empty` is given, that column
 * has nothing; or the GUID in a column is one of some.
 */
export type Atom =
  | {
      readonly kind: "number";
      readonly at: number;
      /** By number: 1 where it is meant. */
      readonly marks: Uint8Array;
      /** The numbers that are meant. */
      readonly numbers: readonly number[];
      readonly empty?: number;
    }
  | { readonly kind: "guid"; readonly at: number; readonly guids: readonly Buffer[] };

/** A condition over the facts: any of the atoms, or none of them. */
export interface Test {
  readonly atoms: readonly Atom[];
  readonly negated: boolean;
  /** What all that meets it has in one column. */
  readonly within?: Within;
}

/** Some numbers in a column. */
export interface Within {
  readonly at: number;
  readonly numbers: readonly number[];
}

/** What a filter means over the facts. Values are looked up in the dictionary, so that numbers are compared. */
export interface Predicate {
  /** Milliseconds since 1970, `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** All have to hold. */
  readonly tests: readonly Test[];
  /** Where ids say which sign-ins can match at all: their records, by day. */
  readonly records?: ReadonlyMap<number, ReadonlySet<number>>;
}

export function compileFilter({ where, from, to }: Filter, reading: Reading): Predicate {
  const { dictionary } = reading;
  const records = where.map((condition) => recordsOf(condition, reading)).find((one) => one !== undefined);
  return {
    from: from ?? -Infinity,
    to: to ?? Infinity,
    tests: narrowestFirst(where.map((condition) => compileCondition(condition, dictionary))),
    ...(records !== undefined && { records }),
  };
}

/** What leaves few values of a column first: mostly it says at once that a segment has nothing. */
function narrowestFirst(tests: readonly Test[]): Test[] {
  const values = ({ within }: Test): number => within?.numbers.length ?? Infinity;
  return [...tests].sort((a, b) => (values(a) === values(b) ? 0 : values(a) - values(b)));
}

/** The filter narrowed to sign-ins that stand in some groups of a field: those of these numbers or GUIDs. */
export function inGroups(
  predicate: Predicate,
  column: Column,
  keys: readonly (number | string)[],
  dictionary: Dictionary,
): Predicate {
  const numbers = keys.filter((key) => typeof key === "number");
  const guids = guidsIn(keys.filter((key) => typeof key === "string"));
  const atoms =
    column.form === "set"
      ? [marked(column, setsOf(column, new Set(numbers), dictionary), dictionary)]
      : [
          marked(column, numbers, dictionary, column.form === "guid" ? { empty: column.second } : {}),
          ...guid(column, guids),
        ];
  const test = { atoms, negated: false, ...(isSingle(column) && { within: { at: column.at, numbers } }) };
  return { ...predicate, tests: [...predicate.tests, test] };
}

function compileCondition({ field, is, isNot }: Condition, dictionary: Dictionary): Test {
  const asked = is ?? isNot ?? [];
  if (field === "id")
    return { atoms: hasId(asked, dictionary).filter(isPossible), negated: is === undefined };
  const column = columnOf(field);
  const texts = asked.filter((text) => text !== "");
  const named = texts.flatMap((text) => findNamed(field, dictionary.values(field), text));
  const empty = asked.includes("") ? [unknown] : [];
  const atoms = hasValue(column, { texts, named, empty }, dictionary).filter(isPossible);
  if (is === undefined || !isSingle(column)) return { atoms, negated: is === undefined };
  return {
    atoms,
    negated: false,
    within: { at: column.at, numbers: [...empty, ...new Set(firstsOf(named))] },
  };
}

/** What a condition asks for: texts, the entries that they name, and the number of "unknown" where that is meant. */
interface Asked {
  readonly texts: readonly string[];
  readonly named: readonly StoredValue[];
  readonly empty: readonly number[];
}

/** Whether a sign-in has one number of the field, and the column is it. */
function isSingle({ form }: Column): boolean {
  return form === "value" || form === "entity";
}

function isPossible(atom: Atom): boolean {
  return atom.kind === "number" ? atom.numbers.length > 0 : atom.guids.length > 0;
}

function hasValue(column: Column, { texts, named, empty }: Asked, dictionary: Dictionary): Atom[] {
  switch (column.form) {
    case "value":
      return [marked(column, [...empty, ...firstsOf(named)], dictionary)];
    case "set":
      return [marked(column, [...empty, ...setsWith(named, column, dictionary)], dictionary)];
    case "entity":
      return [marked(column, empty, dictionary), ...hasEntry(column, named, dictionary)];
    case "guid":
      return [
        marked(column, empty, dictionary, { empty: column.second }),
        marked(column, firstsOf(named), dictionary),
        ...guid(column, guidsIn(texts)),
      ];
  }
}

function hasId(asked: readonly string[], dictionary: Dictionary): Atom[] {
  const texts = asked.filter((text) => text !== "");
  return idFields.map(columnOf).flatMap((column) => {
    const values = dictionary.values(column.field);
    const known = texts.flatMap((text) => findById(column.field, values, text)).map(({ first }) => first);
    return [
      marked(column, known, dictionary),
      ...(column.form === "guid" ? guid(column, guidsIn(texts)) : []),
    ];
  });
}

/** Sign-ins that gave the id one of these names. Where all names of an id are meant, the id says it all. */
function hasEntry(column: Column, named: readonly StoredValue[], dictionary: Dictionary): Atom[] {
  const wanted = new Set(named);
  const isWhole = ({ id }: StoredValue): boolean =>
    dictionary.entries(column.field, id).every((entry) => wanted.has(entry));
  const [whole, partly] = [named.filter(isWhole), named.filter((value) => !isWhole(value))];
  const later = partly.filter(({ number, first }) => number !== first);
  const earlier = partly.filter(({ number, first }) => number === first);
  return [
    marked(column, firstsOf(whole), dictionary),
    marked(
      column,
      later.map(({ number }) => number),
      dictionary,
      { at: column.second },
    ),
    marked(column, firstsOf(earlier), dictionary, { empty: column.second }),
  ];
}

const firstsOf = (values: readonly StoredValue[]): number[] => values.map(({ first }) => first);

/** @param at where the numbers stand, unless it is in the first column of the field */
function marked(
  column: Column,
  numbers: readonly number[],
  dictionary: Dictionary,
  { at = column.at, empty }: { at?: number; empty?: number } = {},
): Atom {
  const { field, form } = column;
  const marks = new Uint8Array(
    form === "set" ? dictionary.sets(field).length : dictionary.values(field).length + 1,
  );
  for (const number of numbers) marks[number] = 1;
  return { kind: "number", at, marks, numbers, ...(empty !== undefined && { empty }) };
}

function guid({ second }: Column, guids: readonly Buffer[]): Atom[] {
  return guids.length === 0 ? [] : [{ kind: "guid", at: second, guids }];
}

function guidsIn(texts: readonly string[]): Buffer[] {
  return texts.map((text) => guidBytes(fold(text))).filter((bytes) => bytes !== undefined);
}

function setsWith(values: readonly StoredValue[], { field }: Column, dictionary: Dictionary): number[] {
  const wanted = new Set(values.map(({ number }) => number));
  return dictionary
    .sets(field)
    .flatMap((members, set) => (members.some((one) => wanted.has(one)) ? [set] : []));
}

/** The sets that hold one of some ids; the empty one is that of "unknown". */
function setsOf(column: Column, firsts: ReadonlySet<number>, dictionary: Dictionary): number[] {
  const members = dictionary.values(column.field).filter(({ first }) => firsts.has(first));
  return [...(firsts.has(unknown) ? [unknown] : []), ...setsWith(members, column, dictionary)];
}

/** The records that a condition on a request or correlation id leaves, by day; undefined where it leaves others, too. */
function recordsOf(
  { field, is }: Condition,
  reading: Reading,
): ReadonlyMap<number, ReadonlySet<number>> | undefined {
  const kinds: readonly IdentifierKind[] =
    field === "id"
      ? ["requestId", "correlationId"]
      : field === "requestId" || field === "correlationId"
        ? [field]
        : [];
  if (kinds.length === 0 || is === undefined || is.includes("")) return undefined;
  // An id may also be that of a user or an app, which the index does not know.
  if (
    field === "id" &&
    hasId(is, reading.dictionary).some((atom) => isPossible(atom) && !isOfSignIns(atom))
  ) {
    return undefined;
  }
  const records = new Map<number, Set<number>>();
  for (const kind of kinds) {
    const values = reading.dictionary.values(kind);
    const ids = is.flatMap((text) => [
      ...guidsIn([text]).map((bytes) => guidText(bytes)),
      ...findById(kind, values, text).map(({ id }) => id),
    ]);
    for (const id of new Set(ids)) {
      for (const { day, record } of reading.sightings(kind, id)) {
        const known = records.get(day);
        if (known === undefined) records.set(day, new Set([record]));
        else known.add(record);
      }
    }
  }
  return records;
}

function isOfSignIns({ kind, at }: Atom): boolean {
  return (["requestId", "correlationId"] as const)
    .map(columnOf)
    .some((column) => at === (kind === "guid" ? column.second : column.at));
}
