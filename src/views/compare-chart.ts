import type { CompareView } from "./view.ts";

/** The rows that are drawn as pairs of bars, the range before first; their numbers stand in the rows themselves. */
export function compareChart({ rows, perHour }: CompareView) {
  const drawn = rows.filter(({ sizes }) => sizes.some((size) => size > 0));
  const side = (legend: string, color: string, index: 0 | 1) => ({
    legend,
    color,
    values: drawn.map(({ label, sizes }) => ({ x: label, y: sizes[index] ?? 0 })),
  });
  return {
    axis: perHour ? "Sign-ins per hour" : "Sign-ins",
    series:
      drawn.length === 0 ? [] : [side("Before", "neutral", 0), side("In this range", "categoricalBlue", 1)],
  };
}
