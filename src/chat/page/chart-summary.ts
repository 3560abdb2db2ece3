import type { Chart, SeriesChart } from "./chart-data.ts";

const kinds = { bars: "Vertical bar chart", rows: "Horizontal bar chart", lines: "Line chart" };

/** A chart in a sentence or two, for those who don't see it: "Failures per hour. Vertical bar chart of 24 …". */
export function summariseChart(chart: Chart): string {
  const body =
    chart.kind === "donut"
      ? `Donut chart: ${chart.slices.map(({ name, value }) => `${name} ${format(value)}`).join(", ")}`
      : summariseSeries(chart);
  return `${chart.title === "" ? "" : `${chart.title}. `}${body}.`;
}

/** A number as the reader's locale writes it. */
export function format(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: 2 });
}

function summariseSeries({ kind, categories, series }: SeriesChart): string {
  const range =
    categories.length === 1
      ? categories[0]
      : `${categories.length} values, ${categories[0]} to ${categories.at(-1)}`;
  const highest = series.map(({ name, values }) => {
    const most = Math.max(...values);
    const prefix = name === "" ? "" : `${name}: `;
    return `${prefix}${most === 0 ? "all 0" : `highest ${format(most)} at ${categories[values.indexOf(most)]}`}`;
  });
  return `${kinds[kind]}, ${range}; ${highest.join("; ")}`;
}
