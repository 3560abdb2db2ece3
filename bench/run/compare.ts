import type { Table } from "../engines/engine.ts";

/** Two engines answered one question differently. */
export class DifferentAnswers extends Error {
  constructor(question: string, names: readonly [string, string], difference: string) {
    super(`${question}: ${names[0]} and ${names[1]} differ. ${difference}`);
  }
}

/**
 * An answer as it is kept until it is compared: a line for each row, outside the heap. Hundreds of thousands of rows kept
 * as objects would be gone through by every clearing away while the next engine is measured.
 */
export type KeptAnswer = Buffer;

/**
 * Numbers may come as texts, and nothing as an empty text: engines differ in that, answers do not.
 *
 * @param ordered whether the order is part of the answer; unless it is, rows are put in one first
 */
export function keptAnswer(table: Table, ordered: boolean): KeptAnswer {
  const lines = table.map((row) => JSON.stringify(row.map((cell) => String(cell ?? ""))));
  return Buffer.from((ordered ? lines : lines.sort()).join("\n"));
}

/** The first difference of two answers in words, or nothing. */
export function differenceOf(one: KeptAnswer, other: KeptAnswer): string | undefined {
  if (one.equals(other)) return undefined;
  const [left, right] = [linesOf(one), linesOf(other)];
  const at = left.findIndex((line, place) => line !== right[place]);
  const place = at < 0 ? left.length : at;
  return `${left.length} and ${right.length} rows; row ${place + 1} is ${shown(left[place])} and ${shown(right[place])}.`;
}

function linesOf(answer: KeptAnswer): readonly string[] {
  return answer.length === 0 ? [] : answer.toString().split("\n");
}

const longest = 300;

function shown(line: string | undefined): string {
  if (line === undefined) return "missing";
  return line.length > longest ? `${line.slice(0, longest)} …` : line;
}
