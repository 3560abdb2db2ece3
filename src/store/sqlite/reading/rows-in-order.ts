import type { PageRequest } from "../../store.ts";
import { columnOf, recordColumn, timeColumn } from "../columns.ts";
import { guidAt, type Numbers } from "../segments/column-data.ts";
import { startOf } from "../segments/day.ts";
import type { Segment } from "../segments/segment.ts";
import type { Predicate } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { segmentsOf, selectRows, type Rows } from "./select.ts";

/** A sign-in that was found. */
export interface FoundRow {
  readonly segment: Segment;
  readonly row: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

type Order = PageRequest["order"];

/**
 * The first `count` sign-ins that match in order of time and, at the same time, of id. Segments are read only when what
 * comes next may stand in them, so the newest few are found in the newest segments.
 */
export function* rowsInOrder(
  reading: Reading,
  predicate: Predicate,
  order: Order,
  count: number,
): Steps<FoundRow[]> {
  const waiting = segmentsOf(reading, predicate).sort(byEdge(order)).reverse();
  const open: Run[] = [];
  const found: FoundRow[] = [];
  for (let turn = 1; ; turn++) {
    let next = nextRun(open, order);
    for (let segment = waiting.at(-1); segment !== undefined; segment = waiting.at(-1)) {
      if (next !== undefined && !isAhead(edgeOf(segment, order), next.time, order, "or level")) break;
      waiting.pop();
      const run = openRun(reading, segment, predicate, order);
      if (run !== undefined) open.push(run);
      next = nextRun(open, order);
      yield;
    }
    if (next === undefined) break;
    if (found.length >= count && found.at(-1)?.time !== next.time) break;
    found.push({ segment: next.segment, row: next.row, time: next.time });
    if (!next.advance()) open.splice(open.indexOf(next), 1);
    if (turn % rowsInStep === 0) yield;
  }
  sortTies(found, order, reading);
  return found.slice(0, count);
}

/** So many rows are put in order in one step. */
const rowsInStep = 4_096;

const edgeOf = ({ first, last }: Segment, order: Order): number => (order === "newest" ? last : first);

function byEdge(order: Order): (a: Segment, b: Segment) => number {
  return (a, b) =>
    order === "newest" ? edgeOf(b, order) - edgeOf(a, order) : edgeOf(a, order) - edgeOf(b, order);
}

function isAhead(time: number, other: number, order: Order, or?: "or level"): boolean {
  if (time === other) return or !== undefined;
  return order === "newest" ? time > other : time < other;
}

/** The run whose row comes first. */
function nextRun(open: readonly Run[], order: Order): Run | undefined {
  let next: Run | undefined;
  for (const run of open) if (next === undefined || isAhead(run.time, next.time, order)) next = run;
  return next;
}

/** The rows of one segment that match, one after the other. */
class Run {
  readonly segment: Segment;
  readonly #rows: Rows;
  readonly #times: Numbers;
  readonly #start: number;
  readonly #step: 1 | -1;
  #at: number;

  constructor(segment: Segment, rows: Rows, times: Numbers, order: Order) {
    this.segment = segment;
    this.#rows = rows;
    this.#times = times;
    this.#start = startOf(segment.day);
    this.#step = order === "newest" ? -1 : 1;
    this.#at = order === "newest" ? rows.length - 1 : 0;
  }

  get row(): number {
    return this.#rows[this.#at] as number;
  }

  get time(): number {
    return this.#start + (this.#times[this.row] as number);
  }

  /** Goes on to the next row; false where there is none. */
  advance(): boolean {
    this.#at += this.#step;
    return this.#at >= 0 && this.#at < this.#rows.length;
  }
}

function openRun(reading: Reading, segment: Segment, predicate: Predicate, order: Order): Run | undefined {
  const rows = selectRows(reading, segment, predicate);
  if (rows.length === 0) return undefined;
  return new Run(segment, rows.slice(), reading.column(segment, timeColumn).values, order);
}

/** Rows of one time come in no order of their own. */
function sortTies(found: FoundRow[], order: Order, reading: Reading): void {
  const sign = order === "newest" ? -1 : 1;
  for (let from = 0; from < found.length;) {
    let to = from + 1;
    while (to < found.length && found[to]?.time === found[from]?.time) to += 1;
    if (to - from > 1) {
      const tied = found.slice(from, to).map((row) => ({ row, id: idOf(row, reading) }));
      tied.sort((a, b) => sign * (a.id < b.id ? -1 : 1));
      found.splice(from, tied.length, ...tied.map(({ row }) => row));
    }
    from = to;
  }
}

const requestId = columnOf("requestId");

function idOf({ segment, row }: FoundRow, reading: Reading): string {
  const guid = guidAt(reading.column(segment, requestId.second), row);
  if (guid !== undefined) return guid;
  const number = reading.column(segment, requestId.at).values[row] as number;
  return reading.dictionary.values("requestId")[number - 1]?.id ?? "";
}

/** The number of a sign-in's record. */
export function recordOf({ segment, row }: FoundRow, reading: Reading): number {
  return reading.column(segment, recordColumn).values[row] as number;
}
