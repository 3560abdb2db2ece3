import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chartTypes, readChart } from "../../src/chat/page/chart-data.ts";
import { axisTicks, fitText, textWidth } from "../../src/chat/page/chart-scale.ts";
import { summariseChart } from "../../src/chat/page/chart-summary.ts";

test("series are laid over all categories, and what is missing counts as nothing", () => {
  const values = (...points: (readonly [string, unknown])[]): object[] => points.map(([x, y]) => ({ x, y }));
  const chart = readChart({
    type: "Chart.VerticalBar.Grouped",
    title: "By status",
    stacked: true,
    data: [
      { legend: "Success", color: "good", values: values(["Mon", 3], ["Tue", 4]) },
      { legend: "Failure", color: "categoricalRed", values: values(["Tue", -1], ["Wed", 5]) },
      { legend: "Other", color: "url(https://evil.example)", values: values(["Wed", "7"]) },
    ],
  });
  expect(chart).toMatchObject({
    kind: "bars",
    stacked: true,
    categories: ["Mon", "Tue", "Wed"],
    series: [
      { name: "Success", tones: ["good"], values: [3, 4, 0] },
      { name: "Failure", tones: ["red"], values: [0, 0, 5] },
      { name: "Other", tones: ["teal"], values: [0, 0, 0] },
    ],
  });
});

test("whatever a card holds, a chart is bounded and can be said in words, or there is none", () => {
  const point = fc.record({ x: fc.anything(), y: fc.anything(), legend: fc.string(), value: fc.anything() });
  const data = fc.array(fc.oneof(point, fc.record({ values: fc.array(point) }), fc.anything()));
  const anyChart = fc.record({ type: fc.constantFrom(...chartTypes), title: fc.anything(), data });
  fc.assert(
    fc.property(fc.oneof(anyChart, fc.anything()), (json) => {
      const chart = readChart(json);
      if (chart === undefined) return;
      expect(summariseChart(chart).length).toBeGreaterThan(10);
      expect(Array.from(chart.title).length).toBeLessThanOrEqual(60);
      if (chart.kind === "donut") return;
      for (const { values } of chart.series) {
        expect(values).toHaveLength(chart.categories.length);
        for (const value of values) expect(value).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test("an axis starts at zero, has few, even, round marks and reaches the highest value", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (most) => {
      const ticks = axisTicks(most);
      const step = ticks[1] ?? 0;
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(String(step)).toMatch(/^[125]0*$/);
      expect(ticks).toEqual(ticks.map((_, index) => index * step));
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    }),
  );
});

test("a text that is cut fits its width", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 20, max: 400 }), (text, width) => {
      expect(textWidth(fitText(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});
