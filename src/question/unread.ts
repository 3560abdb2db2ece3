import { fold } from "./fold.ts";
import { nearest } from "./nearest.ts";
import type { Span } from "./parse/parse.ts";
import { knownSpellings } from "./vocabulary.ts";

/** Longest line that is underlined, in UTF-16 code units: a phone shows no more. */
const longestLine = 160;

/**
 * A text and, below it, a caret under every character that was not understood. Both are one line; a long text is cut
 * around the first place. Undefined where everything was understood.
 */
export function underline(text: string, unread: readonly Span[]): readonly [string, string] | undefined {
  const [first] = unread;
  if (first === undefined) return undefined;
  const start = first.end <= longestLine ? 0 : Math.max(0, first.start - 20);
  const marked = Array.from({ length: text.length }, () => " ");
  for (const span of unread) marked.fill("^", span.start, Math.min(span.end, text.length));
  const cut = (line: string): string => line.slice(start, start + longestLine);
  return [cut(text.replace(/\s/g, " ")), cut(marked.join("")).trimEnd()];
}

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
      if (known === undefined) return line;
      changed = true;
      return line.slice(0, start) + known + line.slice(end);
    }, text);
  return changed ? fixed.replace(/\s+/g, " ").trim() : undefined;
}
