/** A chart element of a Teams card, checked and in one of two shapes. */
export type Chart = SeriesChart | DonutChart;

interface Heading {
  readonly title: string;
  /** Teams shows the title only where this is set; it always names the chart to screen readers. */
  readonly showTitle: boolean;
}

export interface SeriesChart extends Heading {
  readonly kind: "bars" | "rows" | "lines";
  readonly stacked: boolean;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
}

/** One value a category. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
  /** One a category where they differ, else a single one. */
  readonly tones: readonly Tone[];
}

export interface DonutChart extends Heading {
  readonly kind: "donut";
  /** Shown in the middle. */
  readonly centre: string;
  readonly slices: readonly { readonly name: string; readonly value: number; readonly tone: Tone }[];
}

/** The colours that the style sheet knows. */
export const tones = [
  "blue",
  "purple",
  "teal",
  "marigold",
  "red",
  "green",
  "lavender",
  "lightblue",
  "lime",
  "good",
  "warning",
  "attention",
  "neutral",
] as const;
export type Tone = (typeof tones)[number];

export const chartTypes = [
  "Chart.VerticalBar",
  "Chart.VerticalBar.Grouped",
  "Chart.HorizontalBar",
  "Chart.Line",
  "Chart.Donut",
] as const;

/** Points of one chart and characters of one label that are drawn at most. */
const most = { points: 400, series: 20, label: 60 };

/** Reads a chart element. Undefined where it has no data that could be drawn: its `fallback` is shown then. */
export function readChart(json: unknown): Chart | undefined {
  if (!isRecord(json) || !Array.isArray(json["data"])) return undefined;
  const data = json["data"].filter(isRecord);
  if (data.length === 0) return undefined;
  switch (json["type"]) {
    case "Chart.VerticalBar":
      return readSingle(json, "bars", data.slice(0, most.points));
    case "Chart.HorizontalBar":
      return readSingle(json, "rows", data.slice(0, most.points));
    case "Chart.VerticalBar.Grouped":
      return readSeries(json, "bars", data.slice(0, most.series));
    case "Chart.Line":
      return readSeries(json, "lines", data.slice(0, most.series));
    case "Chart.Donut":
      return readDonut(json, data.slice(0, most.series));
    default:
      return undefined;
  }
}

type Json = Readonly<Record<string, unknown>>;

function readSingle(json: Json, kind: "bars" | "rows", data: readonly Json[]): SeriesChart {
  const fallback = toneOf(json["color"]) ?? tones[0];
  return {
    ...axes(json, kind),
    stacked: false,
    categories: data.map((point) => label(point["x"])),
    series: [
      {
        name: "",
        values: data.map((point) => amount(point["y"])),
        tones: data.map((point) => toneOf(point["color"]) ?? fallback),
      },
    ],
  };
}

function readSeries(json: Json, kind: "bars" | "lines", data: readonly Json[]): SeriesChart | undefined {
  const points = data.map((one) =>
    (Array.isArray(one["values"]) ? one["values"].filter(isRecord) : []).slice(0, most.points),
  );
  const categories = [...new Set(points.flat().map((point) => label(point["x"])))].slice(0, most.points);
  if (categories.length === 0) return undefined;
  return {
    ...axes(json, kind),
    stacked: json["stacked"] === true,
    categories,
    series: data.map((one, index) => {
      const held = new Map((points[index] ?? []).map((point) => [label(point["x"]), amount(point["y"])]));
      return {
        name: label(one["legend"]),
        values: categories.map((category) => held.get(category) ?? 0),
        tones: [toneOf(one["color"]) ?? nthTone(index)],
      };
    }),
  };
}

function readDonut(json: Json, data: readonly Json[]): DonutChart {
  return {
    ...heading(json),
    kind: "donut",
    centre: label(json["value"]),
    slices: data.map((slice, index) => ({
      name: label(slice["legend"]),
      value: amount(slice["value"]),
      tone: toneOf(slice["color"]) ?? nthTone(index),
    })),
  };
}

function axes<Kind extends SeriesChart["kind"]>(
  json: Json,
  kind: Kind,
): Heading & Pick<SeriesChart, "xTitle" | "yTitle"> & { kind: Kind } {
  return { ...heading(json), kind, xTitle: label(json["xAxisTitle"]), yTitle: label(json["yAxisTitle"]) };
}

function heading(json: Json): Heading {
  return { title: label(json["title"]), showTitle: json["showTitle"] === true };
}

function label(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  const text = Array.from(String(value).replace(/\s+/g, " ").trim());
  return text.length > most.label ? `${text.slice(0, most.label - 1).join("")}…` : text.join("");
}

/** Charts here count things: what is no number above zero is drawn as nothing. */
function amount(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? Math.max(0, value) : 0;
}

function toneOf(value: unknown): Tone | undefined {
  const name = typeof value === "string" ? value.toLowerCase().replace(/^categorical/, "") : "";
  return tones.find((tone) => tone === name);
}

function nthTone(index: number): Tone {
  return tones[index % tones.indexOf("good")] ?? tones[0];
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
