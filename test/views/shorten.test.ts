import { expect, test } from "vitest";
import { prune } from "../../src/views/prune.ts";
import { shortenStepwise } from "../../src/views/shorten.ts";
import type { View } from "../../src/views/view.ts";
import { samples } from "./sample-views.ts";

const largest = (name: View["card"]): View => {
  const found = samples.find(({ card }) => card === name);
  if (found === undefined) throw new Error(`no sample of ${name}`);
  return found.largest;
};
const lengths = (view: View, key: string): number[] => {
  const found: number[] = [];
  JSON.stringify(view, (name, value: unknown) => {
    if (name === key && Array.isArray(value)) found.push(value.length);
    return value;
  });
  return found;
};

test("groups go first, a few of each, and what stands around them stays", () => {
  const [first, second] = [...shortenStepwise(largest("summary"))];
  expect(lengths(first?.view ?? largest("summary"), "bars")).toEqual([4, 4, 4, 4, 4]);
  expect(first?.view).toMatchObject({
    buttons: { length: 13 },
    verdicts: { length: 5 },
    notes: { length: 5 },
  });
  expect(first?.left).toBe("5 groups");
  expect(second?.left).toBe("10 groups");
});

test("when one entry of each is left, what stands around them follows, but figures stay", () => {
  const steps = [...shortenStepwise(largest("summary"))];
  const last = steps.at(-1);
  expect(steps.map(({ left }) => left)).toContain("2 buttons and 20 groups");
  expect(last?.view).toMatchObject({ sections: [], buttons: [], verdicts: [], notes: [], coverage: [] });
  expect(last?.view).toMatchObject({ figures: { length: 3 } });
});

test("of a trend the newest points stay, of a list the first rows", () => {
  const view = largest("trend");
  const [shorter] = [...shortenStepwise(view)];
  const points = view.card === "trend" ? view.points : [];
  expect(shorter).toMatchObject({ left: "20 points", view: { points: points.slice(20) } });
});

test.each(samples)("$card: every step leaves out more, and says how much", ({ largest }) => {
  const sizes = [largest, ...[...shortenStepwise(largest)].map(({ view }) => view)].map(
    (view) => JSON.stringify(view).length,
  );
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  for (const { left } of shortenStepwise(largest)) expect(left).toMatch(/^\d[\d,]* \w+/);
});

const run = (text: string) => ({ type: "TextRun", text });
const block = (...inlines: unknown[]) => ({ type: "RichTextBlock", inlines });

test.each([
  ["an empty text beside another", [block(run(""), run("a"))], [block(run("a"))]],
  ["a block of empty texts", [block(run("")), block(run("a"))], [block(run("a"))]],
  [
    "a box of empty boxes",
    [
      {
        type: "Container",
        items: [{ type: "ColumnSet", columns: [{ type: "Column", items: [block(run(""))] }] }],
      },
    ],
    [],
  ],
  ["links that are none", [{ type: "ActionSet", actions: [] }], []],
  [
    "a fallback's empty text",
    [{ type: "Chart", fallback: { type: "Container", items: [block(run("")), block(run("a"))] } }],
    [{ type: "Chart", fallback: { type: "Container", items: [block(run("a"))] } }],
  ],
])("%s is left out", (_, body, left) => {
  expect(prune(body)).toEqual(left);
});

test("numbers, lists of others and empty sentences stay", () => {
  const kept = [{ type: "Action.Submit", data: { ask: "" } }, { x: "", y: 0 }, [], 0, null];
  expect(prune(kept)).toEqual(kept);
});
