import type { Point, Tone, TrendView } from "./view.ts";
import { number } from "./words.ts";

/** Points that hosts without charts list, fewer where each has many parts; of more, the busiest alone are worth a line. */
const listedPoints = { all: 31, split: 14, busiest: 5 };

const statuses: readonly { readonly key: "success" | "failure" | "interrupted"; readonly color: Tone }[] = [
  { key: "success", color: "good" },
  { key: "failure", color: "attention" },
  { key: "interrupted", color: "warning" },
];

/** Colours of the values that a trend is split by; the last one is that of all others. */
const colours = ["Blue", "Marigold", "Teal", "Purple", "Red", "LightBlue"];

/** One part of every bar, with its part of a point. */
interface Series {
  readonly legend: string;
  readonly word: string;
  readonly color: string;
  readonly size: (point: Point) => number;
}

/** The points of a trend as a stacked chart, without the parts that nobody had, and as lines that say the same. */
export function trendChart({ points, bars }: TrendView) {
  const all: readonly Series[] =
    bars.length > 0
      ? bars.map(({ label }, index) => ({
          // A name may consist of nothing that can be shown.
          legend: label === "" ? "?" : label,
          word: label,
          color: `categorical${colours[index % colours.length]}`,
          size: ({ parts }) => parts[index] ?? 0,
        }))
      : statuses.map(({ key, color }) => ({
          legend: key.charAt(0).toUpperCase() + key.slice(1),
          word: key,
          color,
          size: (point) => point[key],
        }));
  const isListed = points.length <= (bars.length > 0 ? listedPoints.split : listedPoints.all);
  return {
    series: all
      .filter(({ size }) => points.some((point) => size(point) > 0))
      .map(({ legend, color, size }) => ({
        legend,
        color,
        values: points.map((point) => ({ x: point.label, y: size(point) })),
      })),
    table: (isListed ? points : busiest(points)).map((point) => ({
      label: point.label,
      ask: point.ask,
      counts: all.map(({ word, size }) => `${number(size(point))} ${word}`).join(", "),
    })),
    tableTitle: isListed ? "" : `The ${listedPoints.busiest} busiest of ${number(points.length)} points`,
  };
}

/** In the order of time. */
function busiest(points: readonly Point[]): readonly Point[] {
  const size = ({ success, failure, interrupted }: Point): number => success + failure + interrupted;
  const most = new Set([...points].sort((a, b) => size(b) - size(a)).slice(0, listedPoints.busiest));
  return points.filter((point) => most.has(point));
}
