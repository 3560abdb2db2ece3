import { columnOf, factColumns, recordColumn, timeColumn, unknown } from "../columns.ts";
import { noGuid } from "../guid.ts";
import { guidLength, type ColumnData, type Numbers } from "../segments/column-data.ts";
import { startOf } from "../segments/day.ts";
import { placesOf } from "../segments/order.ts";
import { entry } from "../segments/rollup.ts";
import { firstAtOrAfter } from "../segments/search.ts";
import { segmentRows, type Segment } from "../segments/segment.ts";
import type { Atom, Predicate, Test, Within } from "./predicate.ts";
import type { Reading } from "./reading.ts";

/** Row numbers of a segment, ascending. */
export type Rows = Uint16Array;

/** What matches in a segment. */
export interface Selection {
  /** Good until the next selection: the memory is used again. */
  rows(): Rows;
  /** Where those are all rows of some statuses: 1 for each of these, by its number. Then rollups tell, too. */
  readonly statuses?: Uint8Array;
}

/** The segments in which sign-ins may match. */
export function segmentsOf({ segments }: Reading, { from, to, records }: Predicate): Segment[] {
  return segments.filter(
    ({ first, last, day, lowest, highest }) =>
      first < to && last >= from && (records === undefined || hasAny(records.get(day), lowest, highest)),
  );
}

/** The sign-ins of a segment that match; undefined where there are none. */
export function select(reading: Reading, segment: Segment, predicate: Predicate): Selection | undefined {
  const { from, to, tests, records } = predicate;
  const open: Weighed[] = [];
  for (const test of tests) {
    const weighed = weigh(reading, segment, test);
    if (weighed === "none") return undefined;
    if (weighed !== "all") open.push(weighed);
  }
  const isWhole = from <= segment.first && to > segment.last && records === undefined;
  if (isWhole && open.length === 0)
    return { rows: () => everyRow.subarray(0, segment.rows), statuses: anyStatus };
  const rows = (): Rows => rowsOf(reading, segment, predicate, open);
  const [only] = open;
  if (isWhole && open.length === 1 && only !== undefined) {
    const statuses = statusesOf(only.test);
    if (statuses !== undefined) return { rows, statuses };
  }
  const found = rows();
  return found.length === 0 ? undefined : { rows: () => found };
}

/** The rows that match. Good until the next call. */
export function selectRows(reading: Reading, segment: Segment, predicate: Predicate): Rows {
  return select(reading, segment, predicate)?.rows() ?? noRows;
}

/** Every row number there is: a part of it means all rows from one to another, without writing them down. */
const everyRow: Rows = Uint16Array.from({ length: segmentRows }, (_, row) => row);
const scratch: Rows = new Uint16Array(segmentRows);
const noRows: Rows = new Uint16Array(0);
const anyStatus = new Uint8Array(4).fill(1);
const statusAt = columnOf("status").at;

/** A test with how many rows of a segment meet it: exactly, or at most. */
interface Weighed {
  readonly test: Test;
  readonly rows: number;
  /** Whether the rows that can meet it are found through their order. */
  readonly isOrdered?: boolean;
}

/** Numbers that are looked up in an order at most; for more of them, reading the column takes no longer. */
const lookedUp = 16;

/** Whether a test is met by all rows of a segment, by none, or by some. */
function weigh(reading: Reading, segment: Segment, test: Test): Weighed | "all" | "none" {
  const column = (at: number): ColumnData => reading.column(segment, at);
  const { atoms, negated, within } = test;
  const isOrdered =
    within !== undefined &&
    within.numbers.length <= lookedUp &&
    reading.order(segment, within.at) !== undefined;
  const counted = countMarked(reading, segment, atoms);
  if (counted !== undefined) {
    const rows = negated ? segment.rows - counted : counted;
    if (rows === 0) return "none";
    return rows === segment.rows ? "all" : { test, rows, isOrdered };
  }
  const known = atoms.map((atom) => sameForAll(atom, column));
  if (known.includes(true)) return negated ? "none" : "all";
  if (!known.includes(undefined)) return negated ? "all" : "none";
  const most = isOrdered ? countOrdered(reading, segment, within) : segment.rows;
  return most === 0 ? "none" : { test, rows: most, isOrdered };
}

function countOrdered(reading: Reading, segment: Segment, { at, numbers }: Within): number {
  const order = reading.order(segment, at) as Numbers;
  const { values } = reading.column(segment, at);
  return numbers.reduce((sum, number) => {
    const [begin, end] = placesOf(order, values, number);
    return sum + end - begin;
  }, 0);
}

/** How many rows have a marked number, where a rollup tells. */
function countMarked(
  reading: Reading,
  segment: Segment,
  [atom, another]: readonly Atom[],
): number | undefined {
  if (atom === undefined || another !== undefined || atom.kind === "guid" || atom.empty !== undefined) {
    return undefined;
  }
  const { marks } = atom;
  const rollup = reading.rollup(segment, atom.at);
  if (rollup === undefined) return undefined;
  let count = 0;
  for (let i = 0; i < rollup.length; i += entry.length) {
    if (marks[rollup[i + entry.value] as number] === 1) count += rollup[i + entry.count] as number;
  }
  return count;
}

/** The statuses that meet a test on the status alone. */
function statusesOf({ atoms, negated }: Test): Uint8Array | undefined {
  const statuses = new Uint8Array(4);
  for (const atom of atoms) {
    if (atom.kind !== "number" || atom.at !== statusAt) return undefined;
    for (const number of atom.numbers) statuses[number] = 1;
  }
  return negated ? statuses.map((meant) => 1 - meant) : statuses;
}

function rowsOf(
  reading: Reading,
  segment: Segment,
  { from, to, records }: Predicate,
  open: readonly Weighed[],
): Rows {
  const [begin, end] = rangeOf(reading, segment, from, to);
  const inTurn = [...open].sort((a, b) => a.rows - b.rows);
  const [first] = inTurn;
  let rows = everyRow.subarray(begin, end);
  if (first?.isOrdered === true && first.test.within !== undefined && first.rows < end - begin) {
    rows = rowsInOrder(reading, segment, first.test.within, begin, end);
  }
  const wanted = records?.get(segment.day);
  if (wanted !== undefined) rows = rowsOfRecords(reading, segment, wanted, begin, end);
  for (const { test } of inTurn) {
    if (rows.length === 0) return rows;
    rows = meet(reading, segment, test, rows);
  }
  return rows;
}

/** The rows of a range of time: from the first up to, and without, the second. */
function rangeOf(reading: Reading, segment: Segment, from: number, to: number): [begin: number, end: number] {
  const { first, last, rows, day } = segment;
  if (from <= first && to > last) return [0, rows];
  const { values } = reading.column(segment, timeColumn);
  const start = startOf(day);
  const begin = from <= first ? 0 : firstAtOrAfter(values, rows, from - start);
  const end = to > last ? rows : firstAtOrAfter(values, rows, to - start);
  return [begin, Math.max(begin, end)];
}

/** Rows of some numbers, out of the order of the rows by them. */
function rowsInOrder(
  reading: Reading,
  segment: Segment,
  { at, numbers }: Within,
  begin: number,
  end: number,
): Rows {
  const order = reading.order(segment, at) as Numbers;
  const { values } = reading.column(segment, at);
  let count = 0;
  for (const number of numbers) {
    const [first, last] = placesOf(order, values, number);
    for (let place = first; place < last; place++) {
      const row = order[place] as number;
      if (row >= begin && row < end) scratch[count++] = row;
    }
  }
  const rows = scratch.subarray(0, count);
  return numbers.length > 1 ? rows.sort() : rows;
}

/** So many records are found one by one faster than all rows are tested. */
const foundSingly = 64;

/** Rows of some records. */
function rowsOfRecords(
  reading: Reading,
  segment: Segment,
  records: ReadonlySet<number>,
  begin: number,
  end: number,
): Rows {
  const { values } = reading.column(segment, recordColumn);
  if (records.size > foundSingly) {
    return refine(everyRow.subarray(begin, end), (row) => records.has(values[row] as number));
  }
  let count = 0;
  for (const record of records) {
    const row = record < segment.lowest || record > segment.highest ? -1 : values.indexOf(record);
    if (row >= begin && row < end) scratch[count++] = row;
  }
  return scratch.subarray(0, count).sort();
}

function meet(reading: Reading, segment: Segment, { atoms, negated }: Test, rows: Rows): Rows {
  const column = (at: number): ColumnData => reading.column(segment, at);
  const open = atoms.filter((atom) => sameForAll(atom, column) === undefined);
  const [only] = open;
  if (open.length === 1 && only?.kind === "number" && only.empty === undefined) {
    return refineByMarks(rows, column(only.at).values, only.marks, negated ? 0 : 1);
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
function refineByMarks(rows: Rows, values: Numbers, marks: Uint8Array, wanted: number): Rows {
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    scratch[count] = row;
    if (marks[values[row] as number] === wanted) count += 1;
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

function isAt(guid: Buffer, bytes: Numbers, at: number): boolean {
  for (let i = 0; i < guidLength; i++) if (bytes[at + i] !== guid[i]) return false;
  return true;
}

/** Whether one of some records can stand among those of a segment. */
function hasAny(records: ReadonlySet<number> | undefined, lowest: number, highest: number): boolean {
  for (const record of records ?? []) if (record >= lowest && record <= highest) return true;
  return false;
}
