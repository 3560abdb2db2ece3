import * as fc from "fast-check";
import { expect, test } from "vitest";
import { plain } from "../../src/views/plain.ts";
import { columnsOf } from "../../src/views/terminal.ts";
import { plainSummary, renderText } from "../../src/views/text.ts";
import type { ListView, TopView, TrendView, View } from "../../src/views/view.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { samples, withAsks, withTexts } from "./sample-views.ts";

const widths = [40, 80, 140];
/** The sequences that set a colour or a weight. */
const paint = new RegExp(String.raw`\u001B\[\d+m`, "g");
const views = samples.flatMap(({ card, typical, emptiest, largest }) => [
  { name: `typical ${card}`, view: typical },
  { name: `emptiest ${card}`, view: emptiest },
  { name: `largest ${card}`, view: largest },
]);
const typical = <Card extends View["card"]>(name: Card): Extract<View, { card: Card }> =>
  samples.find(({ card }) => card === name)?.typical as Extract<View, { card: Card }>;

/** Sentences to be copied and words that cannot be broken may be as long as they are. */
function overlong(text: string, width: number): string[] {
  return text
    .split("\n")
    .filter((line) => columnsOf(line) > width && /\S\s\S/.test(line) && !line.startsWith("  "));
}

function leaves(value: unknown, key = ""): { key: string; text: string }[] {
  if (typeof value === "string") return [{ key, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => leaves(item, Array.isArray(value) ? key : name));
}

test.each(views.flatMap(({ name, view }) => widths.map((width) => ({ name, view, width }))))(
  "$name: no line is longer than $width columns",
  ({ view, width }) => {
    const ordinary = renderText(withAsks(view, "help"), { width, colour: false });
    expect(overlong(ordinary, width)).toEqual([]);
    const wide = renderText(
      withTexts(withAsks(view, "help"), () => "王小明 のサインイン"),
      { width, colour: false },
    );
    expect(overlong(wide, width)).toEqual([]);
  },
);

test.each(samples)("$card: every text of a view is in the terminal's answer", ({ typical }) => {
  for (const width of [40, 140]) {
    const joined = renderText(typical, { width, colour: false }).replace(/\s+/g, " ");
    for (const { key, text } of leaves(typical)) {
      // Buttons' titles stand for the sentences, which are printed; rows and bars are drilled into by hand.
      if (["ask", "card", "tone", "title", "url"].includes(key)) continue;
      if (typical.card === "explain" && key === "headline") continue;
      expect(joined).toContain(plain(text));
    }
  }
});

test.each(samples)("$card: every number of a view is in the terminal's answer", ({ typical }) => {
  const text = renderText(typical, { width: 80, colour: false });
  const points = typical.card === "trend" ? typical.points : [];
  for (const { label, success, failure, interrupted } of points) {
    const all = (success + failure + interrupted).toLocaleString("en-GB");
    expect(text).toMatch(new RegExp(`^${label} +${all} +${failure} +${interrupted}\\b`, "m"));
  }
  const figures = "figures" in typical ? typical.figures : [];
  for (const { label, value } of figures) expect(text).toContain(`${value} ${label}`);
});

test.each(views)("$name: colour only where it is asked for", ({ view }) => {
  for (const width of widths) {
    const plainText = renderText(view, { width, colour: false });
    const coloured = renderText(view, { width, colour: true });
    expect(plainText).not.toContain("\u001B");
    expect(coloured.replaceAll(paint, "")).toBe(plainText);
  }
});

test.each(views)("$name: no control character of the data reaches the terminal", ({ view }) => {
  for (const text of Object.values(hostileTexts)) {
    const attacked = renderText(
      withAsks(
        withTexts(view, () => text),
        text,
      ),
    );
    expect(attacked).not.toMatch(/[^\P{C}\n]/u);
  }
});

test("any text in any place: lines end in a line feed and nothing else controls the terminal", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.infiniteStream(fc.string({ unit: "binary" })),
      fc.integer({ min: 20, max: 200 }),
      (sample, texts, width) => {
        const view = withTexts(sample.typical, () => texts.next().value ?? "");
        expect(renderText(view, { width, colour: false })).toMatch(/^[\P{C}\n]*\n$/u);
      },
    ),
    { numRuns: 200 },
  );
});

const list = (who: readonly string[]): ListView => {
  const view = typical("list");
  const [row] = view.rows;
  if (row === undefined) throw new Error("no row");
  return { ...view, rows: who.map((name) => ({ ...row, who: name })) };
};

test.each([
  ["Alice", 5],
  ["王小明", 6],
  ["𠮷野家", 6],
  ["ｶﾅ", 2],
  ["김", 2],
  ["A\u0301", 1],
  ["🦊", 2],
  ["👍🏽", 2],
  ["🇳🇴", 2],
  ["❤️", 2],
  ["©", 1],
  ["█░▓ × – …", 9],
  ["", 0],
])("%s takes %i columns", (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test.each([
  ["letters of double width", ["Alice Ng", "王小明", "김철수"]],
  ["combining marks", ["Alice", "A\u0301li\u0302ce", "प्रिया"]],
  ["emoji", ["Alice", "🦊 Fox", "👍🏽 Ok", "🇳🇴 Nora", "❤️ Heart"]],
  ["a name that is cut", ["Alice", "王".repeat(60), "b".repeat(90)]],
])("columns stand under each other with %s", (_, names) => {
  const lines = renderText(list(names), { width: 100, colour: false }).split("\n");
  const at = lines
    .filter((line) => line.includes("Failure 53003"))
    .map((line) => columnsOf(line.slice(0, line.indexOf("Failure"))));
  expect(at).toHaveLength(names.length);
  expect(new Set(at).size).toBe(1);
});

test("a row that has no room in one line has two, and on a narrow terminal more", () => {
  const view = list(["Alice Ng"]);
  expect(renderText(view, { width: 80, colour: false })).toContain(
    [
      "19 Nov 20:10  Failure 53003  Office 365 SharePoint Online",
      "              Alice Ng · 198.51.100.21 · Berlin, Germany · MFA by claim · CA",
      "              failed",
    ].join("\n"),
  );
  expect(renderText(view, { width: 40, colour: false })).toContain(
    [
      "19 Nov 20:10  Failure 53003",
      "  Office 365 SharePoint Online · Alice",
      "  Ng · 198.51.100.21 · Berlin, Germany ·",
      "  MFA by claim · CA failed",
    ].join("\n"),
  );
});

test("on a terminal of any width rows and bars say all they have to say", () => {
  const words = (text: string): string[] => text.split(/\s+/).filter((word) => /\w/.test(word));
  for (let width = 40; width <= 140; width++) {
    for (const view of [list(["Alice Ng"]), typical("top"), typical("methods"), typical("summary")]) {
      const shown = new Set(words(renderText(view, { width, colour: false })));
      const rows = view.card === "list" ? view.rows : [];
      const sections = "sections" in view ? view.sections : [];
      const bars = [...("bars" in view ? view.bars : []), ...sections.flatMap((one) => one.bars)];
      const said = [
        ...rows.flatMap((row) => [row.time, row.who, row.what, row.where, row.decided, row.status]),
        ...bars.flatMap((bar) => [bar.label, bar.value, bar.detail]),
      ];
      const missing = said.flatMap(words).filter((word) => !shown.has(word));
      expect({ width, card: view.card, missing }).toEqual({ width, card: view.card, missing: [] });
      expect(shown).not.toContain("undefined");
    }
  }
});

test("bars are drawn to scale", () => {
  const view = typical("top");
  const [bar] = view.bars;
  if (bar === undefined) throw new Error("no bar");
  const bars = [160, 80, 1].map((size) => ({
    ...bar,
    label: `L${size}`,
    value: String(size),
    size,
    detail: "",
  }));
  const drawn = renderText({ ...view, bars } satisfies TopView, { width: 80, colour: false });
  expect(drawn.match(/^L\d+ .*$/gm)).toEqual([
    `L160  160  ${"█".repeat(16)}`,
    `L80    80  ${"█".repeat(8)}`,
    "L1      1  █",
  ]);
});

test("points are drawn to scale, a status that occurs is never invisible", () => {
  const view = typical("trend");
  const point = { ask: "help", parts: [] };
  const points = [
    { ...point, label: "Mon", success: 399, failure: 1, interrupted: 0 },
    { ...point, label: "Tue", success: 0, failure: 100, interrupted: 100 },
    { ...point, label: "Wed", success: 0, failure: 0, interrupted: 0 },
  ];
  const text = renderText({ ...view, points } satisfies TrendView, { width: 100, colour: false });
  expect(text).toContain(
    [
      "     all  failed  int.  █ success  ▓ interrupted  ░ failure",
      `Mon  400       1     0  ${"█".repeat(39)}░`,
      `Tue  200     100   100  ${"▓".repeat(10)}${"░".repeat(10)}`,
      "Wed    0       0     0",
    ].join("\n"),
  );
});

test("the terminal offers five sentences, each in one line however long", () => {
  const ask = `failures user:"${"alice ".repeat(40)}" last 7 days`;
  const lines = renderText(withAsks(typical("count"), ask), { width: 40, colour: false }).split("\n");
  expect(lines.slice(lines.indexOf("Ask on:") + 1, -1)).toEqual(Array(5).fill(`  ${plain(ask, 1_000)}`));
});

test("the summary is the headline, as one harmless sentence", () => {
  const view = typical("notice");
  expect(plainSummary({ ...view, headline: 'No app is called\n"[x](https://e.example)".' })).toBe(
    'No app is called "(x)(https: //e.example)".',
  );
});
