import type { FieldName } from "../../../question/fields.ts";
import { columnOf, unknown } from "../columns.ts";
import { guidText, noGuidText } from "../guid.ts";
import type { Numbers } from "../segments/column-data.ts";
import { segmentRows, type Segment } from "../segments/segment.ts";
import type { Rollup } from "../segments/rollup.ts";
import { guidWords, readGuids } from "./guid-words.ts";
import { Interning } from "./interning.ts";
import type { Reading } from "./reading.ts";
import type { Rows } from "./select.ts";

/** What sign-ins are grouped by: the ids (or values) of a field, or an id's entries, each with other names. */
export interface Axis {
  readonly field: FieldName;
  readonly level: "id" | "entry";
}

/** The number of a value, or a GUID in its usual notation. */
export type Key = number | string;

/** What sign-ins say on an axis, as codes: small numbers that can be counted in arrays. */
export interface Cells {
  /** The codes of some rows, each at the place of its row; good until the next call. */
  read(segment: Segment, rows: Rows): Numbers;
  /** What a segment has counted of the codes; undefined where that is not known. */
  rollup(segment: Segment): Rollup | undefined;
  /** All codes that were read are below. */
  size(): number;
  /** Whether all codes that there are, are below `size` from the beginning on. */
  readonly isKnown: boolean;
  /** What a code stands for: the values of a set, else one; `unknown` where there is none. */
  keys(code: number): readonly Key[];
  /** Whether a code can stand for several. */
  readonly many: boolean;
}

export function createCells(reading: Reading, axis: Axis): Cells {
  switch (columnOf(axis.field).form) {
    case "set":
      return createSets(reading, axis);
    case "guid":
      return createGuids(reading, axis.field);
    case "entity":
      return axis.level === "entry" ? createEntries(reading, axis.field) : createNumbers(reading, axis.field);
    case "value":
      return createNumbers(reading, axis.field);
  }
}

function createNumbers(reading: Reading, field: FieldName): Cells {
  const { at } = columnOf(field);
  const size = reading.dictionary.values(field).length + 1;
  return {
    read: (segment) => reading.column(segment, at).values,
    rollup: (segment) => reading.rollup(segment, at),
    size: () => size,
    isKnown: true,
    keys: (code) => [code],
    many: false,
  };
}

function createEntries(reading: Reading, field: FieldName): Cells {
  const { at, second } = columnOf(field);
  const size = reading.dictionary.values(field).length + 1;
  const codes = new Uint32Array(segmentRows);
  return {
    read(segment, rows) {
      const names = reading.column(segment, second);
      const ids = reading.column(segment, at).values;
      if (names.constant === unknown) return ids;
      for (const row of rows) {
        const naming = names.values[row] as number;
        codes[row] = naming === unknown ? (ids[row] as number) : naming;
      }
      return codes;
    },
    rollup: (segment) =>
      reading.column(segment, second).constant === unknown ? reading.rollup(segment, at) : undefined,
    size: () => size,
    isKnown: true,
    keys: (code) => [code],
    many: false,
  };
}

function createSets(reading: Reading, { field, level }: Axis): Cells {
  const { at } = columnOf(field);
  const values = reading.dictionary.values(field);
  const sets = reading.dictionary.sets(field);
  const known = new Map<number, readonly Key[]>();
  return {
    read: (segment) => reading.column(segment, at).values,
    rollup: (segment) => reading.rollup(segment, at),
    size: () => sets.length,
    isKnown: true,
    keys(code) {
      let keys = known.get(code);
      if (keys === undefined) {
        const members = sets[code] ?? [];
        const ids = level === "entry" ? members : members.map((n) => values[n - 1]?.first ?? unknown);
        known.set(code, (keys = ids.length === 0 ? [unknown] : [...new Set(ids)]));
      }
      return keys;
    },
    many: true,
  };
}

/** GUIDs have no numbers of their own, so they get some while they are read. */
function createGuids(reading: Reading, field: FieldName): Cells {
  const { at, second } = columnOf(field);
  const seen = new Interning(1 + guidWords);
  const words = Array.from({ length: guidWords }, () => new Uint32Array(segmentRows));
  const codes = new Uint32Array(segmentRows);
  const guid = new Uint32Array(guidWords);
  const bytes = new Uint8Array(guid.buffer);
  return {
    read(segment, rows) {
      readGuids(reading.column(segment, second).values, rows, words);
      seen.internRows([reading.column(segment, at).values, ...words], rows, codes);
      return codes;
    },
    rollup: () => undefined,
    size: () => seen.size,
    isKnown: false,
    keys(code) {
      const number = seen.word(code, 0);
      if (number !== unknown) return [number];
      for (let i = 0; i < guidWords; i++) guid[i] = seen.word(code, 1 + i);
      const text = guidText(bytes);
      return [text === noGuidText ? unknown : text];
    },
    many: false,
  };
}
