import type { DonutChart } from "./chart-data.ts";
import { fitText } from "./chart-scale.ts";
import { svg, text, tooltip, type Drawing } from "./svg.ts";

/** A ring in the middle of `width` pixels, its first slice starting at the top. */
export function drawDonut({ slices, centre }: DonutChart, width: number): Drawing {
  const size = Math.min(width, 180);
  const ring = { x: width / 2, y: size / 2, outer: size / 2 - 6, inner: size / 2 - 34 };
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  let end = 0;
  const arcs = slices.map(({ name, value, tone }) => {
    const start = end;
    end += total === 0 ? 0 : value / total;
    return svg("path", { class: `tone-${tone}`, d: ringPart(ring, start, end) }, tooltip(name, "", value));
  });
  return {
    height: size,
    marks: [
      svg("path", { class: "chart-track", d: ringPart(ring, 0, 1) }),
      ...arcs,
      text(fitText(centre, size - 76), ring.x, ring.y + 6, "middle", "chart-centre"),
    ],
  };
}

interface Ring {
  readonly x: number;
  readonly y: number;
  readonly outer: number;
  readonly inner: number;
}

/** The outline of a part of a ring, between two shares of the whole turn, clockwise from the top. */
function ringPart({ x, y, outer, inner }: Ring, from: number, to: number): string {
  // An arc that ends where it starts is drawn as nothing, so a whole turn falls short by a hair.
  const end = Math.min(to, from + 0.9999);
  const large = end - from > 0.5 ? 1 : 0;
  const point = (share: number, radius: number): string => {
    const angle = (share - 0.25) * 2 * Math.PI;
    return `${(x + radius * Math.cos(angle)).toFixed(2)} ${(y + radius * Math.sin(angle)).toFixed(2)}`;
  };
  return [
    `M ${point(from, outer)}`,
    `A ${outer} ${outer} 0 ${large} 1 ${point(end, outer)}`,
    `L ${point(end, inner)}`,
    `A ${inner} ${inner} 0 ${large} 0 ${point(from, inner)}`,
    "Z",
  ].join(" ");
}
