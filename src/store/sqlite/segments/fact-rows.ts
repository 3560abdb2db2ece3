import { factColumns, type Kind } from "../columns.ts";
import { writeGuid } from "../guid.ts";
import { guidLength, numberColumn, guidColumn, type ColumnData } from "./column-data.ts";

/** Where the bytes of each column of GUIDs stand in a row. */
const guidOffsets = new Map(
  [...factColumns.entries()]
    .filter(([, { kind }]) => kind === "guid")
    .map(([at], i) => [at, guidLength * i] as const),
);
const width = factColumns.length;
const guidWidth = guidLength * guidOffsets.size;
const firstCapacity = 1_024;

/**
 * The facts of sign-ins that come, one row each. They stand in two arrays, however many they are: as objects of their
 * own they would outlive the batch's other objects, and cost more to clear away than to make.
 */
export class FactRows {
  #numbers = new Uint32Array(width * firstCapacity);
  #guids = new Uint8Array(guidWidth * firstCapacity);
  #rows = 0;

  /** Adds a row of which nothing is known; returns its number. */
  add(): number {
    if (width * this.#rows === this.#numbers.length) this.#grow();
    this.#numbers.fill(0, width * this.#rows, width * (this.#rows + 1));
    this.#guids.fill(0, guidWidth * this.#rows, guidWidth * (this.#rows + 1));
    return this.#rows++;
  }

  /** Puts a number into a cell, which stands at a place among the columns of the facts. */
  set(row: number, at: number, number: number): void {
    this.#numbers[width * row + at] = number;
  }

  /** The same with a GUID. False, and nothing is done, for any other text. */
  setGuid(row: number, at: number, text: string): boolean {
    return writeGuid(text, this.#guids, guidWidth * row + (guidOffsets.get(at) as number));
  }

  /** A column of some of the rows. */
  column(at: number, kind: Kind, rows: readonly number[]): ColumnData {
    if (kind === "guid") return guidColumn(rows, this.#guids, guidWidth, guidOffsets.get(at) as number);
    const numbers = new Uint32Array(rows.length);
    for (let i = 0; i < rows.length; i++)
      numbers[i] = this.#numbers[width * (rows[i] as number) + at] as number;
    return numberColumn(numbers);
  }

  clear(): void {
    this.#rows = 0;
  }

  #grow(): void {
    const [numbers, guids] = [this.#numbers, this.#guids];
    this.#numbers = new Uint32Array(2 * numbers.length);
    this.#guids = new Uint8Array(2 * guids.length);
    this.#numbers.set(numbers);
    this.#guids.set(guids);
  }
}
