import type { CardElement, SerializationContext } from "adaptivecards";
import { adaptiveCards } from "./adaptive-cards.ts";
import { chartTypes, readChart, type Chart, type Tone } from "./chart-data.ts";
import { drawChart } from "./charts.ts";
import { format } from "./chart-summary.ts";
import { element } from "./element.ts";

/** Teaches the card library the chart elements of Teams. */
export function registerCharts(): void {
  for (const type of chartTypes) adaptiveCards.GlobalRegistry.elements.register(type, ChartElement);
}

class ChartElement extends adaptiveCards.CardElement {
  #chart: Chart | undefined;
  /** What hosts without charts show in the chart's place: its numbers, with ways on. */
  #numbers: CardElement | undefined;

  override getJsonTypeName(): string {
    return "Chart";
  }

  override parse(source: Record<string, unknown>, context?: SerializationContext): void {
    super.parse(source, context);
    this.#chart = readChart(source);
    this.#numbers = context?.parseElement(this, source["fallback"], [], false);
  }

  /** A chart without data makes way for its fallback. */
  override shouldFallback(): boolean {
    return this.#chart === undefined || super.shouldFallback();
  }

  protected override internalRender(): HTMLElement | undefined {
    return this.#chart && renderFigure(this.#chart, this.#numbers?.render());
  }
}

function renderFigure(chart: Chart, numbers: HTMLElement | undefined): HTMLElement {
  const figure = element("figure", "chart");
  const place = element("div", "chart-place");
  if (chart.showTitle && chart.title !== "") figure.append(element("figcaption", "chart-title", chart.title));
  // At first for a likely width, so that the card has its height from the start.
  place.append(drawChart(chart, 600));
  figure.append(place, renderLegend(chart));
  // Then anew for every width rather than scaled: letters stay as large as the text around them.
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width > 0) place.replaceChildren(drawChart(chart, width));
  }).observe(place);
  if (numbers !== undefined) {
    const details = element("details", "chart-numbers");
    details.append(element("summary", "", "Numbers"), numbers);
    figure.append(details);
  }
  return figure;
}

function renderLegend(chart: Chart): HTMLElement {
  const legend = element("div", "chart-legend");
  for (const { name, tone } of legendEntries(chart)) {
    const entry = element("span", "chart-legend-entry", name);
    entry.prepend(element("span", `chart-swatch tone-${tone}`));
    legend.append(entry);
  }
  return legend;
}

function legendEntries(chart: Chart): readonly { readonly name: string; readonly tone: Tone }[] {
  if (chart.kind === "donut") {
    return chart.slices.map(({ name, value, tone }) => ({ name: `${name} ${format(value)}`, tone }));
  }
  return chart.series
    .filter(({ name }) => name !== "")
    .map(({ name, tones: [tone = "blue"] }) => ({ name, tone }));
}
