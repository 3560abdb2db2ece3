import { readFileSync, readdirSync } from "node:fs";
import { Template } from "adaptivecards-templating";

const folder = new URL("../../cards/", import.meta.url);

/**
 * Reads the templates of `cards/` by name, with their parts put in. A template's expressions are parsed when it is first
 * used: for all of them together that takes a tenth of the start-up.
 */
export function loadTemplates(): Map<string, () => Template> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(names.map((name) => [name.slice(0, -5), parsedOnce(withParts(read(name)) as object)]));
}

function parsedOnce(card: object): () => Template {
  let template: Template | undefined;
  return () => (template ??= new Template(card));
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

/** Puts `cards/parts/NAME.json` where a template says `{ "$part": "NAME" }`; a part that is a list is spliced in. */
function withParts(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.flatMap((item) => {
      const expanded = withParts(item);
      return isPart(item) && Array.isArray(expanded) ? expanded : [expanded];
    });
  }
  if (typeof node !== "object" || node === null) return node;
  if (isPart(node)) return withParts(read(`parts/${node.$part}.json`));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withParts(value)]));
}

function isPart(node: unknown): node is { readonly $part: string } {
  return typeof node === "object" && node !== null && "$part" in node;
}
