import type { Chart, Series, SeriesChart, Tone } from "./chart-data.ts";
import { axisTicks, fitText, labelEvery, textWidth } from "./chart-scale.ts";
import { format, summariseChart } from "./chart-summary.ts";
import { drawDonut } from "./donut.ts";
import { svg, text, tooltip, type Drawing } from "./svg.ts";

/** Draws a chart for a place of `width` pixels. Colours come from the style sheet: `.tone-…`. */
export function drawChart(chart: Chart, width: number): SVGElement {
  const { height, marks } = draw(chart, Math.max(width, 200));
  const size = { width: Math.max(width, 200), height };
  return svg(
    "svg",
    {
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: "img",
      "aria-label": summariseChart(chart),
    },
    ...marks,
  );
}

function draw(chart: Chart, width: number): Drawing {
  switch (chart.kind) {
    case "rows":
      return drawRows(chart, width);
    case "donut":
      return drawDonut(chart, width);
    case "bars":
    case "lines":
      return drawPlot(chart, width);
  }
}

/** The rectangle of a plot and where a value stands in it. */
interface Plot {
  readonly left: number;
  readonly bottom: number;
  /** Pixels from one category to the next. */
  readonly step: number;
  readonly y: (value: number) => number;
}

function drawPlot(chart: SeriesChart, width: number): Drawing {
  const ticks = axisTicks(highest(chart));
  const most = ticks.at(-1) ?? 1;
  const top = chart.yTitle === "" ? 10 : 28;
  const bottom = top + 160;
  const left = Math.max(...ticks.map((tick) => textWidth(format(tick)))) + 10;
  const right = width - 6;
  const plot: Plot = {
    left,
    bottom,
    step: (right - left) / chart.categories.length,
    y: (value) => bottom - (value / most) * (bottom - top),
  };
  const grid = ticks.flatMap((tick) => [
    svg("line", { class: "chart-grid", x1: left, x2: right, y1: plot.y(tick), y2: plot.y(tick) }),
    text(format(tick), left - 6, plot.y(tick) + 4, "end"),
  ]);
  const titles = [
    ...(chart.yTitle === "" ? [] : [text(fitText(chart.yTitle, width), 0, 12, "start")]),
    ...(chart.xTitle === ""
      ? []
      : [text(fitText(chart.xTitle, right - left), (left + right) / 2, bottom + 38, "middle")]),
  ];
  const marks = chart.kind === "lines" ? lines(chart, plot) : bars(chart, plot);
  return {
    height: bottom + (chart.xTitle === "" ? 24 : 44),
    marks: [...grid, ...marks, ...categoryLabels(chart.categories, plot, width), ...titles],
  };
}

function highest({ categories, series, stacked }: SeriesChart): number {
  return Math.max(
    ...categories.map((_, at) => {
      const values = series.map(({ values }) => values[at] ?? 0);
      return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
    }),
  );
}

function categoryLabels(
  categories: readonly string[],
  { left, bottom, step }: Plot,
  width: number,
): SVGElement[] {
  const labels = categories.map((category) => fitText(category, 100));
  const every = labelEvery(labels, step);
  let end = 0;
  return labels.flatMap((label, at) => {
    if (at % every !== 0) return [];
    const half = textWidth(label) / 2;
    const x = Math.min(Math.max(left + step * (at + 0.5), half), width - half);
    // Labels at the edges are moved inwards, where their neighbours may stand.
    if (x - half < end) return [];
    end = x + half + 6;
    return [text(label, x, bottom + 18, "middle")];
  });
}

function bars({ categories, series, stacked }: SeriesChart, { left, step, y, bottom }: Plot): SVGElement[] {
  const room = step * (step < 6 ? 0.9 : 0.72);
  const width = Math.min(stacked ? room : room / series.length, 48);
  return categories.flatMap((category, at) => {
    const middle = left + step * (at + 0.5);
    let base = 0;
    return series.map((one, index) => {
      const value = one.values[at] ?? 0;
      const from = stacked ? base : 0;
      base += value;
      const x = stacked ? middle - width / 2 : middle + (index - series.length / 2) * width;
      const height = value === 0 ? 0 : Math.max(1, y(from) - y(from + value));
      return svg(
        "rect",
        {
          class: toneClass(one, at),
          x,
          y: Math.min(y(from), bottom) - height,
          width,
          height,
          rx: Math.min(2, width / 4),
        },
        tooltip(category, one.name, value),
      );
    });
  });
}

function lines({ categories, series }: SeriesChart, { left, step, y }: Plot): SVGElement[] {
  const x = (at: number): number => left + step * (at + 0.5);
  return series.flatMap((one) => [
    svg("polyline", {
      class: `chart-line ${toneClass(one, 0)}`,
      points: one.values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(" "),
    }),
    ...one.values.map((value, at) =>
      svg(
        "circle",
        { class: toneClass(one, at), cx: x(at), cy: y(value), r: step < 8 ? 1.5 : 3 },
        tooltip(categories[at] ?? "", one.name, value),
      ),
    ),
  ]);
}

function drawRows(chart: SeriesChart, width: number): Drawing {
  const row = 36;
  const top = chart.yTitle === "" && chart.xTitle === "" ? 0 : 22;
  const [series] = chart.series;
  const most = Math.max(1, ...(series?.values ?? []));
  const titles = [
    ...(chart.xTitle === "" ? [] : [text(fitText(chart.xTitle, width / 2), 0, 12, "start")]),
    ...(chart.yTitle === "" ? [] : [text(fitText(chart.yTitle, width / 2), width, 12, "end")]),
  ];
  const rows = chart.categories.flatMap((category, at) => {
    const value = series?.values[at] ?? 0;
    const y = top + at * row;
    const figure = format(value);
    return [
      text(fitText(category, width - textWidth(figure) - 16), 0, y + 14, "start", "chart-name"),
      text(figure, width, y + 14, "end", "chart-name"),
      svg("rect", { class: "chart-track", x: 0, y: y + 20, width, height: 8, rx: 4 }),
      svg(
        "rect",
        { class: toneClass(series, at), x: 0, y: y + 20, width: (value / most) * width, height: 8, rx: 4 },
        tooltip(category, "", value),
      ),
    ];
  });
  return { height: top + chart.categories.length * row, marks: [...titles, ...rows] };
}

function toneClass(series: Series | undefined, at: number): string {
  const tone: Tone = series?.tones[at] ?? series?.tones[0] ?? "blue";
  return `tone-${tone}`;
}
