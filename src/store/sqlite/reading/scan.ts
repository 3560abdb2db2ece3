import type { FieldName } from "../../../question/fields.ts";
import type { Filter, Scan, ScannedSignIn, ScanRequest, Value } from "../../store.ts";
import { columnOf } from "../columns.ts";
import type { StoredValue } from "../dictionary.ts";
import { guidAt } from "../segments/column-data.ts";
import type { Segment } from "../segments/segment.ts";
import { compileFilter } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { rowsInOrder } from "./rows-in-order.ts";

/** Reads the facts and no record: values that are the same are the same objects, so many rows take little memory. */
export function* readScan(reading: Reading, filter: Filter, { fields, limit }: ScanRequest): Steps<Scan> {
  const found = yield* rowsInOrder(reading, compileFilter(filter, reading), "newest", limit + 1);
  const readers = fields.map((name) => createValuesReader(reading, name));
  const rows: ScannedSignIn[] = [];
  for (const { segment, row, time } of found.slice(0, limit).reverse()) {
    const values: Partial<Record<FieldName, readonly Value[]>> = {};
    for (let i = 0; i < fields.length; i++) {
      values[fields[i] as FieldName] = (readers[i] as ValuesReader)(segment, row);
    }
    if (rows.push({ time, values }) % rowsInStep === 0) yield;
  }
  return { rows, more: found.length > limit };
}

/** So many rows are made in one step. */
const rowsInStep = 4_096;

type ValuesReader = (segment: Segment, row: number) => readonly Value[];

const none: readonly Value[] = [];

function createValuesReader(reading: Reading, name: FieldName): ValuesReader {
  const { form, at, second } = columnOf(name);
  const stored = reading.dictionary.values(name);
  const made = new Map<number, readonly Value[]>();
  const once = (number: number, make: () => readonly Value[]): readonly Value[] => {
    let values = made.get(number);
    if (values === undefined) made.set(number, (values = make()));
    return values;
  };
  const single = (number: number): readonly Value[] =>
    once(number, () => {
      const entry = stored[number - 1];
      return entry === undefined ? none : [toValue(entry)];
    });
  const numberAt = (segment: Segment, row: number, column: number): number =>
    reading.column(segment, column).values[row] as number;
  switch (form) {
    case "value":
      return (segment, row) => single(numberAt(segment, row, at));
    case "entity":
      return (segment, row) => single(numberAt(segment, row, second) || numberAt(segment, row, at));
    case "guid":
      return (segment, row) => {
        const guid = guidAt(reading.column(segment, second), row);
        return guid === undefined ? single(numberAt(segment, row, at)) : [{ key: guid }];
      };
    case "set": {
      const sets = reading.dictionary.sets(name);
      return (segment, row) => {
        const set = numberAt(segment, row, at);
        return once(set, () =>
          (sets[set] ?? []).map((number) => toValue(stored[number - 1] as StoredValue)).sort(byKey),
        );
      };
    }
  }
}

function toValue({ id, name, alias }: StoredValue): Value {
  return { key: id, name, alias };
}

function byKey(a: Value, b: Value): number {
  const [one, other] = [a, b].map(({ key, name = "", alias = "" }) => `${key}\u0000${name}\u0000${alias}`);
  return (one ?? "") < (other ?? "") ? -1 : 1;
}
