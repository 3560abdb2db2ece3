import { plain } from "./plain.ts";
import type { View } from "./view.ts";

/**
 * The view with every shown text made harmless. Sentences of buttons and links are no shown texts: they stay as they
 * are, because they are sent back, not read.
 */
export function harmless<Shown extends View>(view: Shown): Shown {
  return clean(view, "") as Shown;
}

function clean(value: unknown, key: string): unknown {
  if (typeof value === "string") return key === "ask" || key === "url" ? value : plain(value, longestOf(key));
  if (Array.isArray(value)) return value.map((item) => clean(item, key));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, clean(item, name)]));
  }
  return value;
}

/** Texts that are sentences of our own, even where names of a log stand in them. UTF-16 code units. */
const longestSentence = 600;
const sentences: ReadonlySet<string> = new Set([
  "cause",
  "coverage",
  "explanation",
  "headline",
  "lines",
  "marks",
  "meaning",
  "notes",
  "remedy",
  "rule",
  "text",
  "title",
  "typed",
  "verdict",
  "verdicts",
]);

function longestOf(key: string): number | undefined {
  return sentences.has(key) ? longestSentence : undefined;
}
