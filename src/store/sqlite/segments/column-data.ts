import { unknown, type Kind } from "../columns.ts";
import { guidText, noGuidText } from "../guid.ts";
import { segmentRows } from "./segment.ts";

/** The numbers of a column, one a row, in the narrowest form that holds them. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array;

/**
 * A column of a segment in memory. Of GUIDs, `values` has 16 bytes a row. Where all rows have the same number,
 * `constant` is it, and `values` (as long as any segment can be) is shared by all such columns.
 */
export interface ColumnData {
  readonly values: Numbers;
  readonly constant?: number;
  readonly bytes: number;
}

/**
 * A column as the file has it: a number that all rows have, or one after the other the numbers of the rows, each in 1, 2
 * or 4 bytes (so many as make up the length), or their GUIDs. Numbers are little-endian, like every processor that Node
 * runs on but one (IBM Z).
 */
export type StoredColumn = number | Buffer;

export const guidLength = 16;

export function decodeColumn(stored: StoredColumn, rows: number, kind: Kind): ColumnData {
  if (typeof stored === "number") return kind === "guid" ? noGuids : constantColumn(stored);
  if (kind === "guid") return { values: stored, bytes: stored.byteLength };
  const values = numbersIn(stored, rows);
  return { values, bytes: values.byteLength };
}

/** A column that says the same in every row. */
export function constantColumn(constant: number): ColumnData {
  let column = constants.get(constant);
  if (column === undefined) {
    const values = new (widthOf(constant))(segmentRows).fill(constant);
    // Few numbers are ever constant; those that are many (of records) are not kept.
    column = { values, constant, bytes: 0 };
    if (constants.size < 256) constants.set(constant, column);
  }
  return column;
}

const constants = new Map<number, ColumnData>();
const noGuids: ColumnData = { values: new Uint8Array(guidLength * segmentRows), constant: unknown, bytes: 0 };

/** A column in memory as the file keeps it. */
export function storedColumn({ values, constant }: ColumnData): StoredColumn {
  return constant ?? Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** A column of some numbers. */
export function numberColumn(numbers: Uint32Array): ColumnData {
  let most = 0;
  let same = true;
  const first = numbers[0] ?? unknown;
  for (const value of numbers) {
    if (value > most) most = value;
    if (value !== first) same = false;
  }
  if (same) return constantColumn(first);
  const Width = widthOf(most);
  const values = Width === Uint32Array ? numbers : new Width(numbers);
  return { values, bytes: values.byteLength };
}

/** A column of GUIDs, of some rows of a table: a row takes `width` bytes there, and its GUID begins `offset` bytes after it. */
export function guidColumn(
  rows: readonly number[],
  table: Uint8Array,
  width: number,
  offset: number,
): ColumnData {
  const values = new Uint8Array(guidLength * rows.length);
  let any = 0;
  for (let i = 0; i < rows.length; i++) {
    const from = width * (rows[i] as number) + offset;
    for (let byte = 0; byte < guidLength; byte++) {
      any |= values[guidLength * i + byte] = table[from + byte] as number;
    }
  }
  return any === 0 ? noGuids : { values, bytes: values.byteLength };
}

/**
 * A column out of two others: row `i` is row `order[i]` of the first where that is not negative, else row
 * `-1 - order[i]` of the second.
 */
export function mergeColumns(a: ColumnData, b: ColumnData, order: Int32Array, kind: Kind): ColumnData {
  if (a.constant !== undefined && a.constant === b.constant) return a;
  if (kind === "guid") {
    const values = new Uint8Array(guidLength * order.length);
    for (let row = 0; row < order.length; row++) {
      const from = order[row] as number;
      const source = from >= 0 ? a.values : b.values;
      const at = guidLength * (from >= 0 ? from : -1 - from);
      for (let byte = 0; byte < guidLength; byte++) {
        values[guidLength * row + byte] = source[at + byte] as number;
      }
    }
    return { values, bytes: values.byteLength };
  }
  const Width = a.values.BYTES_PER_ELEMENT >= b.values.BYTES_PER_ELEMENT ? a.values : b.values;
  const values = new (Width.constructor as NumbersConstructor)(order.length);
  const [first, second] = [a.values, b.values];
  for (let row = 0; row < order.length; row++) {
    const from = order[row] as number;
    values[row] = from >= 0 ? (first[from] as number) : (second[-1 - from] as number);
  }
  return { values, bytes: values.byteLength };
}

/** The GUID of a row in its usual notation, undefined where there is none. */
export function guidAt({ values }: ColumnData, row: number): string | undefined {
  const text = guidText(values as Uint8Array, row * guidLength);
  return text === noGuidText ? undefined : text;
}

type NumbersConstructor = new (length: number) => Numbers;

function widthOf(most: number): Uint8ArrayConstructor | Uint16ArrayConstructor | Uint32ArrayConstructor {
  if (most < 2 ** 8) return Uint8Array;
  return most < 2 ** 16 ? Uint16Array : Uint32Array;
}

function numbersIn(stored: Buffer, rows: number): Numbers {
  const width = stored.byteLength / rows;
  if (width === 1) return new Uint8Array(stored.buffer, stored.byteOffset, rows);
  // Typed arrays begin at multiples of their width; small buffers are parts of a shared one.
  const aligned = stored.byteOffset % width === 0 ? stored : Buffer.from(new Uint8Array(stored).buffer);
  return width === 2
    ? new Uint16Array(aligned.buffer, aligned.byteOffset, rows)
    : new Uint32Array(aligned.buffer, aligned.byteOffset, rows);
}
