import type { FieldName } from "../../../question/fields.ts";
import type { ScannedSignIn, Value } from "../../store.ts";
import { columnOf, unknown } from "../columns.ts";
import type { StoredValue } from "../dictionary.ts";
import type { Numbers } from "../segments/column-data.ts";
import type { Segment } from "../segments/segment.ts";
import { createCells, type Cells } from "./cells.ts";
import type { Reading } from "./reading.ts";
import type { Rows } from "./select.ts";

type Values = ScannedSignIn["values"];

/** What sign-ins say, of rows of one segment at a time. Sign-ins share the values that they have in common. */
export class ScannedValues {
  readonly #fields: readonly FieldName[];
  readonly #cells: readonly Cells[];
  readonly #readers: readonly ValuesReader[];
  /** Has all fields: filling in a copy is several times faster than adding them one by one. */
  readonly #form: Values;
  #codes: readonly Numbers[] = [];

  constructor(reading: Reading, fields: readonly FieldName[]) {
    this.#fields = fields;
    this.#cells = fields.map((field) => createCells(reading, { field, level: "entry" }));
    this.#readers = fields.map((field, i) =>
      (isId(field) ? createIdsReader : createValuesReader)(reading, field, this.#cells[i] as Cells),
    );
    this.#form = Object.fromEntries(fields.map((field) => [field, none]));
  }

  /** Reads some rows of a segment, which `of` then tells. */
  read(segment: Segment, rows: Rows): void {
    this.#codes = this.#cells.map((cells) => cells.read(segment, rows));
  }

  /** The values of a row of those that were read last. */
  of(row: number): Values {
    const values: Record<string, readonly Value[]> = { ...this.#form };
    for (let i = 0; i < this.#fields.length; i++) {
      const code = this.#codes[i]?.[row] as number;
      values[this.#fields[i] as FieldName] = (this.#readers[i] as ValuesReader)(code);
    }
    return values;
  }
}

/** The values that a code stands for. */
type ValuesReader = (at: number) => readonly Value[];

/** Numbers of ids are given one after the other. */
function createIdsReader(reading: Reading, field: FieldName, cells: Cells): ValuesReader {
  const stored = reading.dictionary.values(field);
  const made: (readonly Value[])[] = [];
  return (code) => {
    while (made.length <= code) {
      const [key] = cells.keys(made.length);
      if (typeof key === "string") made.push([{ key }]);
      else made.push(key === unknown ? none : [toValue(stored[(key as number) - 1] as StoredValue)]);
    }
    return made[code] as readonly Value[];
  };
}

function isId(field: FieldName): boolean {
  return columnOf(field).form === "guid";
}

const none: readonly Value[] = [];

/** What gives the values that a code stands for, ordered by key. */
function createValuesReader(reading: Reading, field: FieldName, cells: Cells): ValuesReader {
  const stored = reading.dictionary.values(field);
  const made: (readonly Value[])[] = [];
  /** By code: the place among those made, counted from 1. */
  const places = new Uint32Array(cells.size());
  const valueOf = (number: number): readonly Value[] =>
    number === unknown ? none : [toValue(stored[number - 1] as StoredValue)];
  // The keys of what is no GUID are numbers.
  const valuesOf = (code: number): readonly Value[] =>
    cells.many ? (cells.keys(code) as number[]).flatMap(valueOf).sort(byKey) : valueOf(code);
  return (code) => {
    if (places[code] === 0) places[code] = made.push(valuesOf(code));
    return made[(places[code] as number) - 1] as readonly Value[];
  };
}

function toValue({ id, name, alias }: StoredValue): Value {
  return { key: id, name, alias };
}

function byKey(a: Value, b: Value): number {
  const [one, other] = [a, b].map(({ key, name = "", alias = "" }) => `${key}\u0000${name}\u0000${alias}`);
  return (one ?? "") < (other ?? "") ? -1 : 1;
}
