import { gap, type Writer } from "./terminal.ts";
import type { Row } from "./view.ts";

/** Rows that consist of the columns that were asked for, under their labels. */
export function cellRows(all: readonly Row[], t: Writer): readonly string[] {
  const labels = ["Time", ...(all[0]?.cells ?? []).map(({ label }) => label)];
  const table = all.map(({ time, cells = [] }) => [time, ...cells.map(({ value }) => value)]);
  // Rather a block a row than cells that are cut: rows could not be told apart.
  if (!t.fits([labels, ...table])) {
    return all.flatMap(({ time, cells = [] }) => [
      ...t.wrap(time).map(t.bold),
      ...cells.flatMap(({ label, value }) => t.hang("  ", `${label} ${value}`)),
    ]);
  }
  const [header = "", ...lines] = t.columns([labels, ...table]).map((row) => row.join(gap).trimEnd());
  return [t.faint(header), ...lines];
}
