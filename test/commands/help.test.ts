import { expect, test } from "vitest";
import { commands } from "../../src/commands/commands.ts";
import { hunts } from "../../src/hunts/hunts.ts";
import { field, fieldNames } from "../../src/question/fields.ts";
import { parse } from "../../src/question/parse/parse.ts";
import { renderCard } from "../../src/views/render.ts";
import { textsOf } from "../views/card-schema.ts";
import { asksOf, now } from "./company.ts";
import { viewOf } from "./answer-question.ts";

const context = { now, timezone: "Europe/Berlin", weekStart: "monday", locale: "en-GB" } as const;
const titles = async (topic?: string): Promise<string[]> =>
  (await viewOf("help", { intent: "help", ...(topic !== undefined && { topic }) })).sections.map(
    ({ title }) => title,
  );
const titled = (intent: string): string => intent.charAt(0).toUpperCase() + intent.slice(1);

test("help is about every command, and leads to every topic", async () => {
  const { sections, buttons } = await viewOf("help", { intent: "help" });
  const others = commands.filter(({ intent }) => intent !== "help");
  const shown = sections.flatMap(({ examples }) => examples.map(({ ask }) => parse(ask, context).intent));
  expect(shown.sort()).toEqual(others.map(({ intent }) => intent).sort());
  for (const { intent } of others)
    expect(sections.filter(({ text }) => text.includes(`"help ${intent}"`))).toHaveLength(1);
  for (const button of buttons.filter(({ title }) => title !== "What data is there?")) {
    const topic = "ask" in button ? button.ask.replace("help ", "") : "";
    const view = await viewOf("help", { intent: "help", topic });
    expect(view.headline).not.toMatch(/no help/);
    expect(view.sections.flatMap(({ examples }) => examples).length).toBeGreaterThan(3);
  }
});

test.each(fieldNames)("help on %s, by any of its words, names its filter and its values", async (name) => {
  const { words, label, values = {} } = field(name);
  for (const topic of [name, ...words, label]) {
    const { sections } = await viewOf("help", { intent: "help", topic });
    // Words that are topics of their own lead there: "error codes".
    if (["errors", "error codes", "codes", "aadsts"].includes(topic)) continue;
    expect(sections.map(({ title }) => title)).toContain(label);
  }
  const { sections } = await viewOf("help", { intent: "help", topic: name });
  const offered = asksOf(sections);
  for (const value of Object.keys(values)) {
    const asks = offered.filter((ask) =>
      parse(ask, context).where.some((one) => one.field === name && one.is?.[0] === value),
    );
    expect({ value, asked: asks.length > 0 }).toEqual({ value, asked: true });
  }
  for (const ask of offered)
    expect({ ask, left: parse(ask, context).notUnderstood }).toEqual({ ask, left: [] });
});

test.each(
  commands
    .filter(({ intent }) => intent !== "help")
    .map(({ intent, examples }) => [intent, examples] as const),
)("help on %s has all its examples", async (intent, examples) => {
  const { sections } = await viewOf("help", { intent: "help", topic: intent });
  const own = sections.find(({ title }) => title === titled(intent));
  expect(own?.examples.map(({ ask }) => ask)).toEqual(examples);
});

test("help on a hunt, by name or words, says what it counts", async () => {
  for (const { name, words } of hunts) {
    for (const topic of [name, words[0]]) expect(await titles(topic)).toContain(`Hunt ${name}`);
  }
  const { sections } = await viewOf("help", { intent: "help", topic: "password spray" });
  expect(sections[0]?.text).toMatch(/Looks for: at least 10 users within 1 hour, by IP address\./);
});

test("help on hunts names all of them, each with what it finds", async () => {
  const { sections } = await viewOf("help", { intent: "help", topic: "hunts" });
  expect(sections.flatMap(({ examples }) => examples)).toEqual(
    hunts.map(({ name, summary }) => ({ title: `${name} · ${summary}`, ask: `hunt ${name}` })),
  );
});

test.each([
  ["fliters", "filters"],
  ["contry", "country"],
  ["polices", "policies"],
  ["treshold", "threshold"],
])("help on %s asks whether %s is meant", async (topic, near) => {
  const { headline, buttons } = await viewOf("help", { intent: "help", topic });
  expect(headline).toBe(`There is no help on "${topic}". Is "${near}" meant?`);
  expect(buttons[0]).toEqual({ title: `Help on ${near}`, ask: `help ${near}` });
});

test("help on anything else says so, and shows what there is", async () => {
  const view = await viewOf("help", { intent: "help", topic: "frobnication" });
  expect(view.headline).toBe('There is no help on "frobnication".');
  expect(view.sections).toEqual((await viewOf("help", { intent: "help" })).sections);
});

test("no help is too large for a card", async () => {
  for (const topic of [undefined, "filters", "hunts", "thresholds", "follow-ups", "errors", ...fieldNames]) {
    const view = await viewOf("help", { intent: "help", ...(topic !== undefined && { topic }) });
    const left = textsOf(renderCard(view)).filter(({ text }) => text.startsWith("Left out"));
    expect({ topic, left }).toEqual({ topic, left: [] });
  }
});
