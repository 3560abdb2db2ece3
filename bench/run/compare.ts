import type { Cell, Row, Table } from "../engines/engine.ts";

/** Two engines answered one question differently. */
export class DifferentAnswers extends Error {
  constructor(question: string, names: readonly [string, string], difference: string) {
    super(`${question}: ${names[0]} and ${names[1]} differ. ${difference}`);
  }
}

/** The first difference of two answers in words, or nothing. Unless the order is part of them, rows are put in one first. */
export function differenceOf(one: Table, other: Table, ordered: boolean): string | undefined {
  const [left, right] = [one, other].map((table) => (ordered ? table : sorted(table))) as [Table, Table];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [a, b] = [left[at], right[at]];
    if (a !== undefined && b !== undefined && isSame(a, b)) continue;
    return `${left.length} and ${right.length} rows; row ${at + 1} is ${textOf(a)} and ${textOf(b)}.`;
  }
  return undefined;
}

/** Numbers may come as texts, and nothing as an empty text: engines differ in that, answers do not. */
function isSame(a: Row, b: Row): boolean {
  return a.length === b.length && a.every((cell, at) => String(cell ?? "") === String(b[at] ?? ""));
}

function sorted(table: Table): Table {
  const keyed = table.map((row) => [row.map((cell) => String(cell ?? "")).join("\u0000"), row] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

const longest = 300;

function textOf(row: Row | undefined): string {
  if (row === undefined) return "missing";
  const text = JSON.stringify(row.map((cell: Cell) => cell));
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}
