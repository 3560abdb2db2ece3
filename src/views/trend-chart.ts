import type { Point, Tone, TrendView } from "./view.ts";
import { number } from "./words.ts";

/** Points that hosts without charts list; of more, the busiest alone are worth a line. */
const listedPoints = { all: 31, busiest: 10 };

const statuses: readonly { readonly key: "success" | "failure" | "interrupted"; readonly color: Tone }[] = [
  { key: "success", color: "good" },
  { key: "failure", color: "attention" },
  { key: "interrupted", color: "warning" },
];

/** The points of a trend as a stacked chart, without the statuses that nobody had, and as lines that say the same. */
export function trendChart({ points }: TrendView) {
  return {
    series: statuses
      .filter(({ key }) => points.some((point) => point[key] > 0))
      .map(({ key, color }) => ({
        legend: key.charAt(0).toUpperCase() + key.slice(1),
        color,
        values: points.map((point) => ({ x: point.label, y: point[key] })),
      })),
    table: (points.length <= listedPoints.all ? points : busiest(points)).map((point) => ({
      label: point.label,
      counts: statuses.map(({ key }) => `${number(point[key])} ${key}`).join(", "),
    })),
    tableTitle:
      points.length <= listedPoints.all
        ? ""
        : `The ${listedPoints.busiest} busiest of ${number(points.length)} points`,
  };
}

/** In the order of time. */
function busiest(points: readonly Point[]): readonly Point[] {
  const size = ({ success, failure, interrupted }: Point): number => success + failure + interrupted;
  const most = new Set([...points].sort((a, b) => size(b) - size(a)).slice(0, listedPoints.busiest));
  return points.filter((point) => most.has(point));
}
