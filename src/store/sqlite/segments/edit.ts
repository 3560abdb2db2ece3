import { factColumns, timeColumn, type Kind } from "../columns.ts";
import { guidLength, mergeColumns, type ColumnData } from "./column-data.ts";
import { startOf } from "./day.ts";
import type { FactRows } from "./fact-rows.ts";
import type { Segment } from "./segment.ts";

/** Where a sign-in stands among the facts. */
export interface Place {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The number of the log's type in the dictionary. */
  readonly type: number;
}

/** A sign-in that comes: its facts stand in a row of `FactRows`. */
export interface Fact extends Place {
  readonly row: number;
}

/** What becomes of one segment. */
export interface Edit {
  /** By row; a fact takes the place of another of the same time. */
  readonly replaced: ReadonlyMap<number, Fact>;
  readonly removed: ReadonlySet<number>;
  /** In the order of time. */
  readonly added: readonly Fact[];
}

export interface Edited {
  readonly rows: number;
  /** Those that have changed, by their place. */
  readonly columns: ReadonlyMap<number, ColumnData>;
}

/** The segment after an edit, whose facts stand in `facts`. */
export function editSegment(
  segment: Segment,
  edit: Edit,
  facts: FactRows,
  column: (at: number) => ColumnData,
  without: number,
): Edited {
  const order = orderOf(segment, edit, column);
  const coming = [...edit.replaced.values(), ...edit.added].map(({ row }) => row);
  const isMoved = edit.removed.size > 0 || edit.added.length > 0;
  const columns = new Map<number, ColumnData>();
  for (const [at, { kind }] of factColumns.entries()) {
    if (at === without || order.length === 0) continue;
    const cells = facts.column(at, kind, coming);
    if (segment.rows === 0) columns.set(at, cells);
    else if (isMoved || !saysTheSame(column(at), cells, [...edit.replaced.keys()], kind)) {
      columns.set(at, mergeColumns(column(at), cells, order, kind));
    }
  }
  return { rows: order.length, columns };
}

/** Two segments of one log and day as one. */
export function joinSegments(
  one: Segment,
  other: Segment,
  columnsOf: (segment: Segment) => (at: number) => ColumnData,
  without: number,
): Edited {
  const [columnOfOne, columnOfOther] = [columnsOf(one), columnsOf(other)];
  const [times, others] = [columnOfOne(timeColumn).values, columnOfOther(timeColumn).values];
  const order = new Int32Array(one.rows + other.rows);
  for (let to = 0, row = 0, next = 0; to < order.length; to++) {
    const isOther =
      row >= one.rows || (next < other.rows && (others[next] as number) < (times[row] as number));
    order[to] = isOther ? -1 - next++ : row++;
  }
  const columns = new Map<number, ColumnData>();
  for (const [at, { kind }] of factColumns.entries()) {
    if (at !== without) columns.set(at, mergeColumns(columnOfOne(at), columnOfOther(at), order, kind));
  }
  return { rows: order.length, columns };
}

/** Where each row comes from: the row that it was, or `-1 - i` for number `i` of those that come. */
function orderOf(
  segment: Segment,
  { replaced, removed, added }: Edit,
  column: (at: number) => ColumnData,
): Int32Array {
  const order = new Int32Array(segment.rows - removed.size + added.length);
  const times = segment.rows === 0 ? [] : column(timeColumn).values;
  const places = new Map([...replaced.keys()].map((row, i) => [row, -1 - i]));
  const start = startOf(segment.day);
  let [to, next] = [0, 0];
  for (let row = 0; row < segment.rows; row++) {
    while (next < added.length && (added[next] as Fact).time - start < (times[row] as number)) {
      order[to++] = -1 - replaced.size - next++;
    }
    if (!removed.has(row)) order[to++] = places.get(row) ?? row;
  }
  while (next < added.length) order[to++] = -1 - replaced.size - next++;
  return order;
}

/** Whether rows say already what is to take their place: row `rows[i]` what row `i` of the other column says. */
function saysTheSame(before: ColumnData, after: ColumnData, rows: readonly number[], kind: Kind): boolean {
  const width = kind === "guid" ? guidLength : 1;
  return rows.every((row, i) => {
    for (let j = 0; j < width; j++) {
      if (before.values[row * width + j] !== after.values[i * width + j]) return false;
    }
    return true;
  });
}
