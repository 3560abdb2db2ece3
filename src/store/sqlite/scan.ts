import type Database from "better-sqlite3";
import type { FieldName } from "../../question/fields.ts";
import type { Filter, Scan, ScannedSignIn, ScanRequest, Value } from "../store.ts";
import { columnOf } from "./columns.ts";
import { compileFilter, type Clause } from "./conditions.ts";
import type { Dictionary, StoredValue } from "./dictionary.ts";
import { hexText } from "./guid.ts";
import { slotOf, timeOf } from "./row-id.ts";
import type { Key } from "./tally.ts";

type Row = [time: number, slot: number, ...cells: Key[]];

/** Reads the facts and no record: values that are the same are the same objects, so many rows take little memory. */
export function readScan(
  db: Database.Database,
  dictionary: Dictionary,
  filter: Filter,
  { fields, limit }: ScanRequest,
): Scan {
  const { text, parameters } = compileScan(compileFilter(filter, dictionary), fields);
  const readers = fields.map((name, i) => createValuesReader(name, cellsBefore(fields, i), dictionary));
  const compareIds = prepareIdComparison(fields, dictionary);
  const rows: ScannedSignIn[] = [];
  let tied: Row[] = [];
  const settle = (): void => {
    if (tied.length > 1) tied.sort((a, b) => compareIds(b, a));
    for (const row of tied) {
      const values: Partial<Record<FieldName, readonly Value[]>> = {};
      for (let i = 0; i < fields.length; i++) {
        values[fields[i] as FieldName] = (readers[i] as ValuesReader)(row);
      }
      rows.push({ time: row[0], values });
    }
    tied = [];
  };
  for (const row of db
    .prepare<unknown[], Row>(text)
    .raw()
    .iterate(...parameters)) {
    if (tied[0] !== undefined && tied[0][0] !== row[0]) {
      settle();
      if (rows.length > limit) break;
    }
    tied.push(row);
  }
  settle();
  return { rows: rows.slice(0, limit).reverse(), more: rows.length > limit };
}

/** The newest first, so that reading may stop at the limit. The last cell is the request id. */
export function compileScan({ text, parameters }: Clause, fields: readonly FieldName[]): Clause {
  const cells = [...fields, "requestId" as const].flatMap(cellsOf);
  return {
    text: `SELECT ${[timeOf("f.rid"), slotOf("f.rid"), ...cells].join(", ")} FROM fact f WHERE ${text} ORDER BY f.rid DESC`,
    parameters,
  };
}

function cellsOf(name: FieldName): string[] {
  const { form, sql, naming } = columnOf(name);
  if (form === "entity") return [`f.${sql}`, `f.${naming}`];
  if (form !== "guid") return [`f.${sql}`];
  return [`CASE typeof(f.${sql}) WHEN 'blob' THEN lower(hex(f.${sql})) ELSE f.${sql} END`];
}

/** Where the cells of a field begin in a row. */
function cellsBefore(fields: readonly FieldName[], index: number): number {
  return 2 + fields.slice(0, index).flatMap(cellsOf).length;
}

type ValuesReader = (row: Row) => readonly Value[];

const none: readonly Value[] = [];

function createValuesReader(name: FieldName, at: number, dictionary: Dictionary): ValuesReader {
  const stored = dictionary.values(name);
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
  switch (columnOf(name).form) {
    case "value":
      return (row) => single(row[at] as number);
    case "entity":
      return (row) => single((row[at + 1] as number) === 0 ? (row[at] as number) : (row[at + 1] as number));
    case "guid":
      return (row) => {
        const cell = row[at] as Key;
        return typeof cell === "number" ? single(cell) : [{ key: hexText(cell) }];
      };
    case "set": {
      const sets = dictionary.sets(name);
      return (row) =>
        once(row[at] as number, () =>
          (sets[row[at] as number] ?? [])
            .map((number) => toValue(stored[number - 1] as StoredValue))
            .sort(byKey),
        );
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

/** Compares two rows by their request ids. */
function prepareIdComparison(
  fields: readonly FieldName[],
  dictionary: Dictionary,
): (a: Row, b: Row) => number {
  const read = createValuesReader("requestId", cellsBefore(fields, fields.length), dictionary);
  const idOf = (row: Row): string => read(row)[0]?.key ?? "";
  return (a, b) => (idOf(a) < idOf(b) ? -1 : 1);
}
