import { format } from "./chart-summary.ts";

type Child = SVGElement | string;

/** What a chart consists of, and how many pixels high it is. */
export interface Drawing {
  readonly height: number;
  readonly marks: readonly SVGElement[];
}

/** An SVG element with attributes and children. Text can only become text. */
export function svg(
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  }
  element.append(...children);
  return element;
}

/** A label whose start, middle or end stands at `x`, its baseline at `y`. */
export function text(
  content: string,
  x: number,
  y: number,
  anchor: "start" | "middle" | "end",
  className = "chart-label",
): SVGElement {
  return svg("text", { class: className, x, y, "text-anchor": anchor }, content);
}

/** What is shown of a mark under the pointer. */
export function tooltip(category: string, series: string, value: number): SVGElement {
  return svg("title", {}, `${[category, series].filter((part) => part !== "").join(", ")}: ${format(value)}`);
}
