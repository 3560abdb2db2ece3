import type { FieldName } from "../../../question/fields.ts";
import type { ScannedSignIn, Value } from "../../store.ts";
import { columnOf, unknown } from "../columns.ts";
import type { StoredValue } from "../dictionary.ts";
import { guidAt } from "../segments/column-data.ts";
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
  readonly #reading: Reading;
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
  #idsOf: readonly ValuesReader[] = [];

  constructor(reading: Reading, fields: readonly FieldName[]) {
    this.#reading = reading;
    this.#fields = fields.filter((field) => !isId(field));
    this.#ids = fields.filter(isId);
    this.#cells = this.#fields.map((field) => createCells(reading, { field, level: "entry" }));
    this.#valuesOf = this.#fields.map((field, i) =>
      createValuesReader(reading, field, this.#cells[i] as Cells),
    );
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
    this.#idsOf = this.#ids.map((field) => createIdsReader(this.#reading, segment, field));
  }

  /** The values of a row of those that were read last. */
  of(row: number): Values {
    const said = this.#made[this.#numbers[row] as number] as Values;
    return this.#ids.length === 0 ? said : fill(said, this.#ids, this.#idsOf, () => row);
  }

  #make(number: number): Values {
    const wordOf = (index: number): number => this.#said.word(number, index);
    return fill(this.#form, this.#fields, this.#valuesOf, (i) => this.#packing.code(i, wordOf));
  }
}

/** The values that a code stands for, or that a row has. */
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

function createIdsReader(reading: Reading, segment: Segment, field: FieldName): ValuesReader {
  const { at, second } = columnOf(field);
  const numbers = reading.column(segment, at).values;
  const guids = reading.column(segment, second);
  const stored = reading.dictionary.values(field);
  return (row) => {
    const guid = guidAt(guids, row);
    if (guid !== undefined) return [{ key: guid }];
    const value = stored[(numbers[row] as number) - 1];
    return value === undefined ? none : [toValue(value)];
  };
}

function isId(field: FieldName): boolean {
  return columnOf(field).form === "guid";
}

const none: readonly Value[] = [];

/** What gives the values that a code stands for, ordered by key. */
function createValuesReader(reading: Reading, field: FieldName, cells: Cells): ValuesReader {
  const stored = reading.dictionary.values(field);
  // With room for all codes: an array that grows by leaps turns into a table of hashes.
  const known = new Array<readonly Value[] | undefined>(cells.size());
  const valueOf = (number: number): readonly Value[] =>
    number === unknown ? none : [toValue(stored[number - 1] as StoredValue)];
  // The keys of what is no GUID are numbers.
  const valuesOf = (code: number): readonly Value[] =>
    cells.many ? (cells.keys(code) as number[]).flatMap(valueOf).sort(byKey) : valueOf(code);
  return (code) => (known[code] ??= valuesOf(code));
}

function toValue({ id, name, alias }: StoredValue): Value {
  return { key: id, name, alias };
}

function byKey(a: Value, b: Value): number {
  const [one, other] = [a, b].map(({ key, name = "", alias = "" }) => `${key}\u0000${name}\u0000${alias}`);
  return (one ?? "") < (other ?? "") ? -1 : 1;
}
