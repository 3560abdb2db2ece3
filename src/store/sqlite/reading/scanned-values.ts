import type { FieldName } from "../../../question/fields.ts";
import type { ScannedSignIn, Value } from "../../store.ts";
import { columnOf, unknown } from "../columns.ts";
import type { StoredValue } from "../dictionary.ts";
import { hexText } from "../guid.ts";
import type { Numbers } from "../segments/column-data.ts";
import { segmentRows, type Segment } from "../segments/segment.ts";
import { createCells, type Cells } from "./cells.ts";
import { Interning } from "./interning.ts";
import { Packing } from "./packing.ts";
import type { Reading } from "./reading.ts";
import type { Rows } from "./select.ts";

type Values = ScannedSignIn["values"];

/**
 * What sign-ins say. Those that say the same share one object; ids are as many as sign-ins, so with them each has an
 * object of its own.
 */
export class ScannedValues {
  readonly #fields: readonly FieldName[];
  readonly #ids: readonly FieldName[];
  readonly #cells: readonly Cells[];
  readonly #valuesOf: readonly ValuesReader[];
  readonly #packing: Packing;
  readonly #said: Interning;
  readonly #numbers = new Uint32Array(segmentRows);
  /** By the number of what is said. */
  readonly #made: Values[] = [];
  /** Has all fields: filling in a copy is several times faster than adding them one by one. */
  readonly #form: Values;
  readonly #idCells: readonly Cells[];
  readonly #idValues: readonly ValuesReader[];
  #idCodes: readonly Numbers[] = [];

  constructor(reading: Reading, fields: readonly FieldName[]) {
    this.#fields = fields.filter((field) => !isId(field));
    this.#ids = fields.filter(isId);
    this.#cells = this.#fields.map((field) => createCells(reading, { field, level: "entry" }));
    this.#valuesOf = this.#fields.map((field, i) =>
      createValuesReader(reading, field, this.#cells[i] as Cells),
    );
    this.#idCells = this.#ids.map((field) => createCells(reading, { field, level: "entry" }));
    this.#idValues = this.#ids.map((field, i) => createIdsReader(reading, field, this.#idCells[i] as Cells));
    this.#packing = new Packing(this.#cells);
    this.#said = new Interning(this.#packing.width);
    this.#form = Object.fromEntries(fields.map((field) => [field, none]));
  }

  /** Reads some rows of a segment, which `of` then tells. */
  read(segment: Segment, rows: Rows): void {
    const codes = this.#cells.map((cells) => cells.read(segment, rows));
    this.#said.internRows(this.#packing.pack(codes, rows), rows, this.#numbers);
    for (let number = this.#made.length; number < this.#said.size; number++)
      this.#made.push(this.#make(number));
    this.#idCodes = this.#idCells.map((cells) => cells.read(segment, rows));
  }

  /** The values of a row of those that were read last. */
  of(row: number): Values {
    const said = this.#made[this.#numbers[row] as number] as Values;
    return this.#ids.length === 0
      ? said
      : fill(said, this.#ids, this.#idValues, (i) => this.#idCodes[i]?.[row] as number);
  }

  #make(number: number): Values {
    const wordOf = (index: number): number => this.#said.word(number, index);
    return fill(this.#form, this.#fields, this.#valuesOf, (i) => this.#packing.code(i, wordOf));
  }
}

/** The values that a code stands for. */
type ValuesReader = (at: number) => readonly Value[];

/** A copy with the values of some fields. */
function fill(
  form: Values,
  fields: readonly FieldName[],
  readers: readonly ValuesReader[],
  at: (index: number) => number,
): Values {
  const values: Record<string, readonly Value[]> = { ...form };
  for (let i = 0; i < fields.length; i++)
    values[fields[i] as FieldName] = (readers[i] as ValuesReader)(at(i));
  return values;
}

/** Numbers of ids are given one after the other. */
function createIdsReader(reading: Reading, field: FieldName, cells: Cells): ValuesReader {
  const stored = reading.dictionary.values(field);
  const made: (readonly Value[])[] = [];
  return (code) => {
    while (made.length <= code) {
      const [key] = cells.keys(made.length);
      if (typeof key === "string") made.push([{ key: hexText(key) }]);
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
