import { columnsOf, gap, narrow, type Writer } from "./terminal.ts";
import type { Change, PatternView, Point, TrendView } from "./view.ts";
import { number } from "./words.ts";

/** Tables of a terminal that have no form in common with others. */

/** Label, now, before and change, under their titles. */
export function changes(rows: readonly Change[], t: Writer): readonly string[] {
  if (rows.length === 0) return [];
  const table = rows.map(({ label, now, before, change }) => [label, now, before, change]);
  if (!t.fits(table)) {
    return rows.flatMap(({ label, now, before, change }) =>
      t.wrap(`${label}: ${[now, before, change].filter((part) => part !== "").join(" · ")}`),
    );
  }
  return t.columns(table).map((cells) => cells.join(gap).trimEnd());
}

/** A line a weekday under the hours of the day. */
export function heatTable(
  { hours, rows }: Pick<PatternView, "hours" | "rows">,
  t: Writer,
): readonly string[] {
  if (rows.length === 0) return [];
  const table = [["", hours, ""], ...rows.map(({ label, text, count }) => [label, text, count])];
  const [header = "", ...lines] = t.columns(table).map((cells) => cells.join(gap).trimEnd());
  return [t.faint(header), ...lines];
}

/** A line a point: its counts, and a bar of them where there is room. */
export function points(all: readonly Point[], t: Writer): readonly string[] {
  if (all.length === 0) return [];
  const total = ({ success, failure, interrupted }: Point): number => success + failure + interrupted;
  const table = transposed([
    ["", ...all.map(({ label }) => label)],
    numbers("all", all.map(total)),
    numbers(
      "failed",
      all.map(({ failure }) => failure),
    ),
    numbers(
      "int.",
      all.map(({ interrupted }) => interrupted),
    ),
  ]);
  const [header = "", ...lines] = t.columns(table).map((cells) => cells.join(gap));
  // Each status that occurs is drawn, however small its part: up to two signs more than the room holds.
  const room = Math.min(40, t.width - columnsOf(header) - gap.length - 2);
  const most = Math.max(1, ...all.map(total));
  const bar = (sign: string, part: number): string =>
    sign.repeat(room < 8 ? 0 : Math.max(part > 0 ? 1 : 0, Math.floor((room * part) / most)));
  const signs = "█ success  ▓ interrupted  ░ failure";
  const hasRoom = columnsOf(header) + gap.length + signs.length <= t.width;
  return [
    t.faint(hasRoom ? header + gap + signs : header.trimEnd()),
    ...all.map(({ success, failure, interrupted }, index) =>
      [
        `${lines[index]}${gap}`,
        t.tone(bar("█", success), "good"),
        t.tone(bar("▓", interrupted), "warning"),
        t.tone(bar("░", failure), "attention"),
      ]
        .join("")
        .trimEnd(),
    ),
  ];
}

/** A line a point: how many of it are of each of the trend's bars. */
export function splitPoints(
  { points: all, bars }: Pick<TrendView, "points" | "bars">,
  t: Writer,
): readonly string[] {
  if (t.width < narrow) {
    return all.flatMap(({ label, parts }) =>
      t.wrap(`${label}: ${bars.map((bar, index) => `${number(parts[index] ?? 0)} ${bar.label}`).join(", ")}`),
    );
  }
  const longestTitle = 12;
  const short = (label: string): string =>
    label.length > longestTitle
      ? `${Array.from(label)
          .slice(0, longestTitle - 1)
          .join("")}…`
      : label;
  const table = transposed([
    ["", ...all.map(({ label }) => label)],
    ...bars.map(({ label }, index) =>
      numbers(
        short(label),
        all.map(({ parts }) => parts[index] ?? 0),
      ),
    ),
  ]);
  const [header = "", ...lines] = t.columns(table).map((cells) => cells.join(gap).trimEnd());
  return [t.faint(header), ...lines];
}

/** A column of numbers under its title, aligned right. */
function numbers(title: string, values: readonly number[]): string[] {
  const cells = [title, ...values.map(number)];
  const width = Math.max(...cells.map((cell) => cell.length));
  return cells.map((cell) => cell.padStart(width));
}

function transposed(columns: readonly (readonly string[])[]): string[][] {
  return (columns[0] ?? []).map((_, index) => columns.map((column) => column[index] ?? ""));
}
