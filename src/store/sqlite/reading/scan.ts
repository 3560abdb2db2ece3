import type { FieldName } from "../../../question/fields.ts";
import type { Filter, Scan, ScannedSignIn, ScanRequest, Value } from "../../store.ts";
import { columnOf } from "../columns.ts";
import type { StoredValue } from "../dictionary.ts";
import { hexText } from "../guid.ts";
import { segmentRows, type Segment } from "../segments/segment.ts";
import { createCells, type Key } from "./cells.ts";
import { Interning } from "./interning.ts";
import { compileFilter } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { rowsInOrder, type FoundRow } from "./rows-in-order.ts";

type Values = ScannedSignIn["values"];

/**
 * Reads the facts and no record. Sign-ins that say the same share one object, and so do values, so many rows take little
 * memory.
 */
export function* readScan(
  reading: Reading,
  filter: Filter,
  { fields, order, limit }: ScanRequest,
): Steps<Scan> {
  const found = yield* rowsInOrder(reading, compileFilter(filter, reading), order, limit + 1);
  const rows = found.slice(0, limit);
  const values = yield* readValues(reading, rows, fields);
  return {
    rows: rows.map(({ time }, i) => ({ time, values: values[i] as Values })),
    more: found.length > limit,
  };
}

/** What each row says, at its place. */
function* readValues(
  reading: Reading,
  found: readonly FoundRow[],
  fields: readonly FieldName[],
): Steps<Values[]> {
  const cells = fields.map((field) => createCells(reading, { field, level: "entry" }));
  const readers = fields.map((field) => createValuesReader(reading, field));
  const said = new Interning(fields.length);
  const made: Values[] = [];
  const values: Values[] = Array.from({ length: found.length });
  const numbers = new Uint32Array(segmentRows);
  for (const [segment, places] of bySegment(found)) {
    const rows = Uint16Array.from(places, (place) => (found[place] as FoundRow).row);
    said.internRows(
      cells.map((one) => one.read(segment, rows)),
      rows,
      numbers,
    );
    for (let number = made.length; number < said.size; number++) {
      const one: Partial<Record<FieldName, readonly Value[]>> = {};
      for (const [i, field] of fields.entries()) {
        const code = said.word(number, i);
        one[field] = (readers[i] as ValuesReader)(code, () => cells[i]?.keys(code) ?? []);
      }
      made.push(one);
    }
    for (const [i, place] of places.entries())
      values[place] = made[numbers[rows[i] as number] as number] as Values;
    yield;
  }
  return values;
}

/** Where the rows of each segment stand among those that were found. */
function bySegment(found: readonly FoundRow[]): Map<Segment, number[]> {
  const places = new Map<Segment, number[]>();
  for (const [place, { segment }] of found.entries()) {
    const known = places.get(segment);
    if (known === undefined) places.set(segment, [place]);
    else known.push(place);
  }
  return places;
}

/** The values that a code stands for. */
type ValuesReader = (code: number, keys: () => readonly Key[]) => readonly Value[];

const none: readonly Value[] = [];

function createValuesReader(reading: Reading, field: FieldName): ValuesReader {
  const stored = reading.dictionary.values(field);
  const known = new Map<number, readonly Value[]>();
  const valueOf = (key: Key): Value[] => {
    if (typeof key === "string") return [{ key: hexText(key) }];
    const entry = stored[key - 1];
    return entry === undefined ? [] : [toValue(entry)];
  };
  // Ids are as many as sign-ins: keeping them would only take memory.
  if (columnOf(field).form === "guid") return (_, keys) => keys().flatMap(valueOf);
  return (code, keys) => {
    let values = known.get(code);
    if (values === undefined) {
      const all = keys().flatMap(valueOf);
      known.set(code, (values = all.length === 0 ? none : all.sort(byKey)));
    }
    return values;
  };
}

function toValue({ id, name, alias }: StoredValue): Value {
  return { key: id, name, alias };
}

function byKey(a: Value, b: Value): number {
  const [one, other] = [a, b].map(({ key, name = "", alias = "" }) => `${key}\u0000${name}\u0000${alias}`);
  return (one ?? "") < (other ?? "") ? -1 : 1;
}
