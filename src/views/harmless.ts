import { limits } from "../limits.ts";
import { eachText } from "./each-text.ts";
import { plain } from "./plain.ts";
import type { View } from "./view.ts";

/** The view with every shown text made harmless. */
export function harmless<Shown extends View>(view: Shown): Shown {
  return eachText(view, (text, key) => plain(text, longestOf(key)));
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
  if (key === "link") return limits.linkLength;
  return sentences.has(key) ? longestSentence : undefined;
}
