import { factColumns, recordColumn, timeColumn, unknown } from "../columns.ts";
import { noGuid } from "../guid.ts";
import { guidLength, type ColumnData } from "../segments/column-data.ts";
import { startOf } from "../segments/day.ts";
import { firstAtOrAfter } from "../segments/search.ts";
import { segmentRows, type Segment } from "../segments/segment.ts";
import type { Atom, Predicate, Test } from "./predicate.ts";
import type { Reading } from "./reading.ts";

/** Row numbers of a segment, ascending. */
export type Rows = Uint16Array;

/** The segments in which sign-ins may match. */
export function segmentsOf({ segments }: Reading, { from, to, records }: Predicate): Segment[] {
  return segments.filter(
    ({ first, last, day }) => first < to && last >= from && (records === undefined || records.has(day)),
  );
}

/** The rows of a segment that match. They are good until the next call: the memory is used again. */
export function selectRows(reading: Reading, segment: Segment, predicate: Predicate): Rows {
  const { from, to, tests, records } = predicate;
  let rows = rowsBetween(reading, segment, from, to);
  const wanted = records?.get(segment.day);
  if (wanted !== undefined) {
    const { values } = reading.column(segment, recordColumn);
    rows = refine(rows, (row) => wanted.has(values[row] as number));
  }
  for (const test of tests) {
    if (rows.length === 0) return rows;
    rows = meet(reading, segment, test, rows);
  }
  return rows;
}

/** Every row number there is: a part of it means all rows from one to another, without writing them down. */
const everyRow: Rows = Uint16Array.from({ length: segmentRows }, (_, row) => row);
const scratch: Rows = new Uint16Array(segmentRows);
const noRows: Rows = new Uint16Array(0);

function rowsBetween(reading: Reading, segment: Segment, from: number, to: number): Rows {
  const { first, last, rows, day } = segment;
  if (from <= first && to > last) return everyRow.subarray(0, rows);
  const { values } = reading.column(segment, timeColumn);
  const start = startOf(day);
  const begin = from <= first ? 0 : firstAtOrAfter(values, rows, from - start);
  const end = to > last ? rows : firstAtOrAfter(values, rows, to - start);
  return everyRow.subarray(begin, Math.max(begin, end));
}

function meet(reading: Reading, segment: Segment, { atoms, negated }: Test, rows: Rows): Rows {
  const column = (at: number): ColumnData => reading.column(segment, at);
  const open: Atom[] = [];
  for (const atom of atoms) {
    const known = sameForAll(atom, column);
    if (known === true) return negated ? noRows : rows;
    if (known === undefined) open.push(atom);
  }
  const [only] = open;
  if (only === undefined) return negated ? rows : noRows;
  if (open.length === 1 && only.kind === "number" && only.empty === undefined) {
    return refineByMarks(rows, column(only.at).values, only.marks, !negated);
  }
  const checks = open.map((atom) => prepareCheck(atom, column));
  return refine(rows, (row) => checks.some((check) => check(row)) !== negated);
}

/** Whether an atom holds for all rows or for none; undefined where they differ. */
function sameForAll(atom: Atom, column: (at: number) => ColumnData): boolean | undefined {
  if (atom.kind === "guid") return column(atom.at).constant === undefined ? undefined : false;
  const { constant } = column(atom.at);
  if (constant === undefined) return undefined;
  if (atom.marks[constant] !== 1) return false;
  if (atom.empty === undefined) return true;
  const { constant: second } = column(atom.empty);
  return second === undefined ? undefined : second === unknown;
}

/** The loop over most rows of most questions, without a branch. */
function refineByMarks(rows: Rows, values: ColumnData["values"], marks: Uint8Array, wanted: boolean): Rows {
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    scratch[count] = row;
    count += (marks[values[row] as number] === 1) === wanted ? 1 : 0;
  }
  return scratch.subarray(0, count);
}

function refine(rows: Rows, check: (row: number) => boolean): Rows {
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (check(row)) scratch[count++] = row;
  }
  return scratch.subarray(0, count);
}

function prepareCheck(atom: Atom, column: (at: number) => ColumnData): (row: number) => boolean {
  const { values } = column(atom.at);
  if (atom.kind === "guid") {
    return (row) => atom.guids.some((guid) => isAt(guid, values, row * guidLength));
  }
  const { marks, empty } = atom;
  if (empty === undefined) return (row) => marks[values[row] as number] === 1;
  const second = column(empty).values;
  const isEmpty =
    factColumns[empty]?.kind === "guid"
      ? (row: number): boolean => isAt(noGuid, second, row * guidLength)
      : (row: number): boolean => second[row] === unknown;
  return (row) => marks[values[row] as number] === 1 && isEmpty(row);
}

function isAt(guid: Buffer, bytes: ColumnData["values"], at: number): boolean {
  for (let i = 0; i < guidLength; i++) if (bytes[at + i] !== guid[i]) return false;
  return true;
}
