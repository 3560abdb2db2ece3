import { readFileSync, readdirSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../../src/limits.ts";
import { detailSections } from "../../src/views/detail-sections.ts";
import { harmless } from "../../src/views/harmless.ts";
import { renderCard } from "../../src/views/render.ts";
import { plainSummary } from "../../src/views/text.ts";
import type { Point, Row, View } from "../../src/views/view.ts";
import { AdaptiveCard, textsOf } from "./card-schema.ts";
import { hostileTexts, longText } from "./hostile-texts.ts";
import { fullSignIn } from "./sample-sign-ins.ts";
import { reading, samples, splitTrend, withAsks, withTexts, type Samples } from "./sample-views.ts";

const sizes = ["typical", "emptiest", "largest"] as const;
const everySample = [
  ...samples.flatMap((sample) =>
    sizes.map((size) => ({ name: `${size} ${sample.card}`, view: sample[size] })),
  ),
  { name: "split trend", view: splitTrend },
];
const bytesOf = (card: unknown): number => Buffer.byteLength(JSON.stringify(card));
const leftOut = (view: View): string | undefined =>
  textsOf(renderCard(view)).find(({ text }) => text.startsWith("Left out"))?.text;
const sample = (name: View["card"]): Samples => {
  const found = samples.find(({ card }) => card === name);
  if (found === undefined) throw new Error(`no sample of ${name}`);
  return found;
};

/** What is wrong with the card of a view: not as the schema has it, or too large. */
function faultsOf(view: View): string[] {
  const card = renderCard(view);
  const issues = AdaptiveCard.safeParse(card).error?.issues ?? [];
  return [
    ...issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
    ...(bytesOf(card) > limits.cardBytes ? [`${bytesOf(card)} bytes`] : []),
  ];
}

test.each(everySample)("$name: a sound card within the limit of bytes", ({ view }) => {
  expect(faultsOf(view)).toEqual([]);
});

test.each(everySample)("$name: fallback text and speech are the answer in a sentence", ({ view }) => {
  const { fallbackText, speak } = renderCard(view);
  expect([fallbackText, speak]).toEqual([plainSummary(view), plainSummary(view)]);
});

test.each(everySample)("$name: however hostile the texts, a sound card", ({ view }) => {
  const texts = Object.values(hostileTexts);
  // All of them in one card, each time in other places.
  for (let shift = 0; shift < texts.length; shift += 5) {
    let at = shift;
    const attacked = withTexts(view, () => texts[at++ % texts.length] ?? "");
    expect({ shift, faults: faultsOf(attacked) }).toEqual({ shift, faults: [] });
  }
});

test.each(everySample)("$name: however long texts and sentences, a sound card", ({ view }) => {
  const sentence = `failures user:"${"長".repeat(limits.commandLength)}"`;
  const faults = [longText, "長".repeat(3_000), "😀".repeat(3_000)].flatMap((text) => [
    ...faultsOf(withTexts(view, () => text)),
    ...faultsOf(
      withAsks(
        withTexts(view, () => text),
        sentence,
      ),
    ),
  ]);
  expect([...faults, ...faultsOf(withAsks(view, sentence))]).toEqual([]);
});

test("any text makes a sound card", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("$", "{", "}", '"', "\\", "a") }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.infiniteStream(text), ({ typical }, texts) => {
      expect(faultsOf(withTexts(typical, () => texts.next().value ?? ""))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

/** A mark for each text of a view, by the path of the text: no template makes one of its own. */
function marked(view: View): { view: View; marks: Map<string, string> } {
  const marks = new Map<string, string>();
  const withMarks = withTexts(view, (_, path) => {
    const mark = `«${marks.size}»`;
    marks.set(mark, path);
    return mark;
  });
  return { view: withMarks, marks };
}

test.each(samples)(
  "$card: each text is shown once, and nowhere but in runs, titles, charts and what is copied",
  (sample) => {
    const { view, marks } = marked(sample.typical);
    const found = textsOf(renderCard(view));
    for (const [mark, path] of marks) {
      const roles = found.filter(({ text }) => text.includes(mark)).map(({ role }) => role);
      const shown = roles.filter(
        (role) =>
          role === "run" ||
          (role === "input" && path === "link") ||
          (role === "title" && /^(buttons|.*links|.*more)\[/.test(path)),
      );
      expect({ path, shown }).toEqual({ path, shown: [expect.any(String)] });
      expect(roles.filter((role) => role === "ask" || role === "url")).toEqual([]);
      expect(roles.filter((role) => role === "summary")).toHaveLength(path === "headline" ? 2 : 0);
    }
  },
);

test.each(samples)("$card: each sentence stands as it is in one action", ({ typical }) => {
  const asks: string[] = [];
  let count = 0;
  const view = JSON.parse(JSON.stringify(typical), (key, value: unknown) => {
    if (key !== "ask") return value;
    asks.push(`ask ${count++} \${$root} {{DATE(x)}}`);
    return asks.at(-1);
  }) as View;
  const found = textsOf(renderCard(view)).filter(({ role }) => role === "ask");
  expect(found.map(({ text }) => text).sort()).toEqual(asks.sort());
});

test.each(samples)("$card: what the texts say changes nothing but the texts", ({ typical }) => {
  const { view, marks } = marked(typical);
  const structure = JSON.stringify(renderCard(view));
  for (const [attempt, text] of Object.entries(hostileTexts)) {
    const attacked = withTexts(typical, () => text);
    const shown = harmless(attacked).headline;
    const summary = plainSummary(attacked);
    const expected = JSON.parse(structure, (key, value: unknown) =>
      typeof value === "string"
        ? [...marks.keys()].reduce(
            (all, mark) =>
              all.replaceAll(mark, () => (key === "speak" || key === "fallbackText" ? summary : shown)),
            value,
          )
        : value,
    ) as unknown;
    if (leftOut(attacked) !== undefined) continue;
    expect({ attempt, card: renderCard(attacked) }).toEqual({ attempt, card: expected });
  }
});

test.each(samples)("$card: no expression of the template is left over", ({ typical, emptiest, largest }) => {
  for (const view of [typical, emptiest, largest]) {
    expect(JSON.stringify(renderCard(view))).not.toMatch(/\$\{|\$data|\$when|\$part|\$root/);
  }
});

test("what a card has no room for is said", () => {
  const { largest } = sample("list");
  const rows = textsOf(renderCard(largest)).filter(({ text }) => text.startsWith("show ")).length;
  expect(rows).toBeGreaterThan(10);
  expect(leftOut(largest)).toBe(`Left out, because a card holds no more: ${100 - rows} rows.`);
});

/** As large as it may be, with the usual number of remarks and buttons around it. */
function ordinary(name: View["card"], change: object = {}): View {
  const { typical, largest } = sample(name);
  const { buttons } = typical;
  const around = "coverage" in typical ? { notes: typical.notes, coverage: typical.coverage } : {};
  return { ...largest, ...around, buttons, ...change };
}

const rowsOf = (count: number): readonly Row[] => {
  const { largest } = sample("list");
  return largest.card === "list" ? largest.rows.slice(0, count) : [];
};
const pointsOf = (count: number): readonly Point[] => {
  const { largest } = sample("trend");
  return largest.card === "trend" ? largest.points.slice(0, count) : [];
};

/** Of applications with long names and many sign-ins a day. */
function splitMonth(): View {
  if (splitTrend.card !== "trend") throw new Error("not a trend");
  const bars = splitTrend.bars.map((bar) => ({ ...bar, label: `Office 365 ${bar.label} Online` }));
  const points = pointsOf(31).map((point) => ({ ...point, parts: bars.map(() => 1_234) }));
  return { ...splitTrend, bars, points };
}

test.each([
  ["15 rows", ordinary("list", { rows: rowsOf(15) })],
  ["25 groups", ordinary("top")],
  ["every breakdown", ordinary("summary")],
  ["what changed most in four fields", ordinary("compare")],
  ["ten methods", ordinary("methods")],
  ["MFA coverage from every side", ordinary("coverage")],
  ["ten error codes", ordinary("explain")],
  ["all of help", ordinary("help")],
  ["six people of one name", ordinary("choice")],
  ["a week of hours", ordinary("trend", { points: pointsOf(7 * 24) })],
  ["a month of days, split", splitMonth()],
  [
    "8 policies and 4 steps",
    ordinary("detail", { sections: detailSections(fullSignIn({ policies: 8, steps: 4 }), reading) }),
  ],
])("nothing is left out of a card with %s", (_, view) => {
  expect(leftOut(view)).toBeUndefined();
});

test("of a trend that is too long the newest points stay", () => {
  const { largest } = sample("trend");
  if (largest.card !== "trend") throw new Error("not a trend");
  const points = largest.points.map((point, index) => ({
    ...point,
    label: `Point number ${index}`,
    success: 1e9,
  }));
  const view = { ...largest, points };
  const shown = new Set(
    textsOf(renderCard(view))
      .filter(({ role }) => role === "chart")
      .map(({ text }) => text),
  );
  expect(shown).toContain("Point number 199");
  expect(shown).not.toContain("Point number 0");
  expect(leftOut(view)).toMatch(/holds no more: \d+ points\.$/);
});

test("a chart leaves out a status that nobody had", () => {
  const { typical } = sample("trend");
  if (typical.card !== "trend") throw new Error("not a trend");
  const points = typical.points.map((point) => ({ ...point, success: 0, interrupted: 0 }));
  const legends = (view: View): unknown => {
    const chart = AdaptiveCard.parse(renderCard(view)).body.find(
      (part) => part.type === "Chart.VerticalBar.Grouped",
    );
    return chart?.data.map(({ legend }) => legend);
  };
  expect(legends(typical)).toEqual(["Success", "Failure", "Interrupted"]);
  expect(legends({ ...typical, points })).toEqual(["Failure"]);
  expect(legends({ ...typical, points: points.map((point) => ({ ...point, failure: 0 })) })).toBeUndefined();
});

test("a trend that is split draws its values, and offers each of them", () => {
  const card = AdaptiveCard.parse(renderCard(splitTrend));
  const chart = card.body.find((part) => part.type === "Chart.VerticalBar.Grouped");
  const names = splitTrend.card === "trend" ? splitTrend.bars.map(({ label }) => label) : [];
  // Nobody is in the sixth of them.
  expect(chart?.data.map(({ legend }) => legend)).toEqual(names.slice(0, 5));
  const asks = textsOf(card).flatMap(({ role, text }) => (role === "ask" ? [text] : []));
  expect(asks).toEqual(expect.arrayContaining(names.map((label) => `failures app:"${label}" last 7 days`)));
});

test("two ranges are drawn as pairs, but for rows that have no bars", () => {
  const { typical } = sample("compare");
  const chart = AdaptiveCard.parse(renderCard(typical)).body.find(
    (part) => part.type === "Chart.VerticalBar.Grouped",
  );
  expect(chart?.data.map(({ legend, values }) => [legend, values.length])).toEqual([
    ["Before", 4],
    ["In this range", 4],
  ]);
});

test("of many points hosts without charts list the busiest, in their order", () => {
  const { largest } = sample("trend");
  if (largest.card !== "trend") throw new Error("not a trend");
  const points = largest.points
    .slice(0, 40)
    .map((point, index) => ({ ...point, success: index % 4, failure: 0, interrupted: 0 }));
  const card = AdaptiveCard.parse(renderCard({ ...largest, points }));
  const chart = card.body.find((part) => part.type === "Chart.VerticalBar.Grouped");
  const lines = textsOf(chart?.fallback).flatMap(({ role, text }) => (role === "ask" ? [] : [text]));
  expect(lines[0]).toBe("The 5 busiest of 40 points");
  expect(lines.slice(1)).toHaveLength(10);
  expect(lines.slice(1, 5)).toEqual([
    "1 Nov 03:00",
    ": 3 success, 0 failure, 0 interrupted",
    "1 Nov 07:00",
    ": 3 success, 0 failure, 0 interrupted",
  ]);
});

test("each row opens its own buttons, and no other's", () => {
  const card = JSON.stringify(renderCard(sample("list").typical));
  const opened = [...card.matchAll(/"targetElements":\["([^"]+)"\]/g)].map(([, id]) => id);
  const hidden = [...card.matchAll(/"id":"([^"]+)","isVisible":false/g)].map(([, id]) => id);
  expect(opened.length).toBeGreaterThan(1);
  expect(opened).toEqual(hidden);
  expect(new Set(hidden).size).toBe(hidden.length);
});

test("the link to an exported file is its first button", () => {
  const { typical } = sample("export");
  if (typical.card !== "export") throw new Error("not an export");
  const link = { title: "Download", url: "https://learn.microsoft.com/entra" };
  const { actions } = AdaptiveCard.parse(renderCard({ ...typical, buttons: [link, ...typical.buttons] }));
  expect(actions.map(({ title }) => title)).toEqual([
    "Download",
    ...typical.buttons.map(({ title }) => title),
  ]);
});

test("buttons beyond the sixth go behind the dots", () => {
  const { actions } = AdaptiveCard.parse(renderCard(sample("list").typical));
  expect(actions.map(({ mode }) => mode)).toEqual([...Array<string>(6).fill("primary"), "secondary"]);
});

test("every card and every part is used, and no template reads Markdown", () => {
  const folder = new URL("../../cards/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".json"),
  );
  const texts = files.map((name) => readFileSync(new URL(name, folder), "utf8"));
  const parts = files.flatMap((name) => /^parts[\\/](.+)\.json$/.exec(name)?.[1] ?? []);
  const cards = files.flatMap((name) => /^([^\\/]+)\.json$/.exec(name)?.[1] ?? []);
  expect(cards.sort()).toEqual(samples.map(({ card }) => card).sort());
  for (const part of parts)
    expect(texts.filter((text) => text.includes(`"$part": "${part}"`))).not.toEqual([]);
  expect(texts.join("")).not.toMatch(/TextBlock"(?<!RichTextBlock")|FactSet|Image/);
});

test.each(samples)("$card: the card of the typical answer", async ({ card, typical }) => {
  await expect(`${JSON.stringify(renderCard(typical), undefined, 2)}\n`).toMatchFileSnapshot(
    `__snapshots__/${card}.card.json`,
  );
});
