import { fold } from "./fold.ts";
import { nearest } from "./nearest.ts";
import type { Span } from "./parse/parse.ts";
import { knownSpellings } from "./vocabulary.ts";

/** The phrase of the language that a word not understood most resembles: "failurz" for "failures". */
export function suggestion(word: string): string | undefined {
  const said = fold(word).replace(/[^\p{L}\p{N}]/gu, "");
  if (said.length < 4) return undefined;
  const key = nearest(said, knownSpellings.keys(), said.length >= 8 ? 3 : said.length >= 6 ? 2 : 1);
  return key === undefined ? undefined : knownSpellings.get(key);
}

/** The text with what was not understood replaced by what it resembles; undefined where nothing resembles it. */
export function corrected(text: string, unread: readonly Span[]): string | undefined {
  let changed = false;
  const fixed = [...unread]
    .sort((a, b) => b.start - a.start)
    .reduce((line, { start, end, text: word }) => {
      const known = suggestion(word);
      if (known === undefined || fold(known) === fold(word)) return line;
      changed = true;
      return line.slice(0, start) + known + line.slice(end);
    }, text);
  return changed ? fixed.replace(/\s+/g, " ").trim() : undefined;
}
