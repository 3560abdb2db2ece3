import { readFileSync, readdirSync } from "node:fs";
import { Template } from "adaptivecards-templating";
import { plain } from "./plain.ts";
import type { Button, View } from "./view.ts";

/** An Adaptive Card as JSON. */
export type Card = Readonly<Record<string, unknown>>;

const folder = new URL("../../cards/", import.meta.url);

/** The templates of `cards/` by name, with their parts put in. Loaded once. */
const templates: ReadonlyMap<string, Template> = loadTemplates();

/** The view as an Adaptive Card 1.5, from the template of its name. */
export function renderCard(view: View): Card {
  const template = templates.get(view.card);
  if (template === undefined) throw new Error(`cards/${view.card}.json is missing`);
  const data = harmless(view) as View;
  return template.expand({ $root: { ...data, buttons: data.buttons.map(arrange) } }) as Card;
}

/** Most buttons that stand on a card; the rest go behind "…". */
const buttonsShown = 6;

function arrange(button: Button, index: number): object {
  return { ...button, mode: index < buttonsShown ? "primary" : "secondary" };
}

/**
 * The view with every shown text made harmless. Sentences of buttons and links are no shown texts: they stay as they
 * are, because they are sent back, not read.
 */
export function harmless(value: unknown, key = ""): unknown {
  if (typeof value === "string") return key === "ask" || key === "url" ? value : plain(value, longestOf(key));
  if (Array.isArray(value)) return value.map((item) => harmless(item, key));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, harmless(item, name)]));
  }
  return value;
}

/** Sentences of our own may be longer than what comes out of a log. */
function longestOf(key: string): number | undefined {
  return ["meaning", "remedy", "cause", "headline", "notes", "lines", "coverage", "title", "text"].includes(
    key,
  )
    ? 600
    : undefined;
}

function loadTemplates(): Map<string, Template> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(names.map((name) => [name.slice(0, -5), new Template(withParts(read(name)))]));
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

/** Puts `cards/parts/NAME.json` where a template says `{ "$part": "NAME" }`; a part that is a list is spliced in. */
function withParts(node: unknown): object {
  return expandParts(node) as object;
}

function expandParts(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.flatMap((item) => {
      const expanded = expandParts(item);
      return isPart(item) && Array.isArray(expanded) ? expanded : [expanded];
    });
  }
  if (typeof node !== "object" || node === null) return node;
  if (isPart(node)) return expandParts(read(`parts/${node.$part}.json`));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, expandParts(value)]));
}

function isPart(node: unknown): node is { readonly $part: string } {
  return typeof node === "object" && node !== null && "$part" in node;
}
