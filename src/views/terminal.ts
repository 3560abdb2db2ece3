import type { Tone } from "./view.ts";

/** How a terminal is written to. */
export interface Terminal {
  /** Columns; lines are wrapped and tables cut to it. */
  readonly width: number;
  readonly colour: boolean;
}

/** Writes for one terminal. Texts given to it must be free of control characters. */
export interface Writer {
  readonly width: number;
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly tone: (text: string, tone: Tone) => string;
  readonly wrap: (text: string) => string[];
  /**
   * A label and its text, later lines indented under the first; on a narrow terminal under the label. `painted` is the
   * label as it is printed, with its colour.
   */
  readonly hang: (label: string, text: string, painted?: string) => string[];
  /** Items side by side, as many in a line as fit. */
  readonly flow: (items: readonly Item[]) => string[];
  /** Whether no cell of the table would be cut. */
  readonly fits: (rows: readonly (readonly string[])[]) => boolean;
  /** Cells padded to the width of their column, the widest cut where the line would be too long. */
  readonly columns: (rows: readonly (readonly string[])[]) => string[][];
}

interface Item {
  readonly text: string;
  /** The text as it is printed, with its colour. */
  readonly painted: string;
}

/** Tables with many columns become two lines a row below this width. */
export const narrow = 60;

/** Columns between the cells of a table. */
export const gap = "  ";

const tones: Readonly<Record<Tone, number>> = { good: 32, warning: 33, attention: 31, default: 39 };

export function createWriter({ width, colour }: Terminal): Writer {
  const paint = (text: string, on: number, off: number): string =>
    colour && text !== "" ? `\u001B[${on}m${text}\u001B[${off}m` : text;
  const wrap = (text: string, room = width): string[] =>
    text === "" ? [] : filled(text.split(" ").map(asItem), " ", room);
  return {
    width,
    bold: (text) => paint(text, 1, 22),
    faint: (text) => paint(text, 2, 22),
    tone: (text, tone) => (tone === "default" ? text : paint(text, tones[tone], 39)),
    wrap: (text) => wrap(text),
    hang: (label, text, painted = label) => {
      if (text === "") return wrap(label.trimEnd());
      const indent = columnsOf(label);
      if (width - indent < 20) return [...wrap(label.trimEnd()), ...indented(wrap(text, width - 2), 2)];
      const [first = "", ...rest] = wrap(text, width - indent);
      return [painted + first, ...indented(rest, indent)];
    },
    flow: (items) => filled(items, "   ", width),
    fits: (table) => spaceOf(widthsOf(table)) <= width,
    columns: (table) => aligned(table, width),
  };
}

function asItem(text: string): Item {
  return { text, painted: text };
}

function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => " ".repeat(by) + line);
}

function filled(items: readonly Item[], between: string, width: number): string[] {
  const lines: string[] = [];
  let used = width;
  for (const { text, painted } of items) {
    const needed = columnsOf(text);
    if (lines.length > 0 && used + between.length + needed <= width) {
      lines[lines.length - 1] += between + painted;
      used += between.length + needed;
    } else {
      lines.push(painted);
      used = needed;
    }
  }
  return lines;
}

/** No column is cut to less than this. */
const leastColumn = 6;

function aligned(table: readonly (readonly string[])[], width: number): string[][] {
  const widths = widthsOf(table);
  for (let excess = spaceOf(widths) - width; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= leastColumn) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return table.map((row) =>
    row
      .map((cell, column) => fitted(cell, widths[column] ?? 0))
      .filter((_, column) => (widths[column] ?? 0) > 0),
  );
}

function widthsOf(table: readonly (readonly string[])[]): number[] {
  return (table[0] ?? []).map((_, column) =>
    Math.max(0, ...table.map((row) => columnsOf(row[column] ?? ""))),
  );
}

/** Columns that a line of such cells takes; empty ones take none. */
function spaceOf(widths: readonly number[]): number {
  const shown = widths.filter((one) => one > 0);
  return shown.reduce((sum, one) => sum + one, 0) + gap.length * Math.max(0, shown.length - 1);
}

function fitted(text: string, width: number): string {
  const columns = columnsOf(text);
  if (columns <= width) return text + " ".repeat(width - columns);
  let cut = "";
  let used = 0;
  for (const { segment } of letters.segment(text)) {
    used += columnsOf(segment);
    if (used >= width) break;
    cut += segment;
  }
  return fitted(`${cut}…`, width);
}

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });
const twoColumns =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\uFE0F|\p{Emoji_Presentation}/u;

/** Columns a text takes: letters of East Asian scripts and emoji take two, combining marks none. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of letters.segment(text)) columns += twoColumns.test(segment) ? 2 : 1;
  return columns;
}
