import { gap, type Writer } from "./terminal.ts";
import type { Change, PatternView } from "./view.ts";

/** Tables of a terminal that have no form in common with others. */

/** Label, now, before and change, under their titles. */
export function changes(rows: readonly Change[], t: Writer): readonly string[] {
  if (rows.length === 0) return [];
  const table = rows.map(({ label, now, before, change }) => [label, now, before, change]);
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
