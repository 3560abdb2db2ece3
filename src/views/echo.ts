import type { Echo } from "./view.ts";

/**
 * What was typed and, below it, a caret under every character that was not understood, cut to a width around the first
 * of them. Nothing where all of it was understood.
 * @param typed harmless already
 */
export function underline({ typed, unread }: NonNullable<Echo["echo"]>, width: number): readonly string[] {
  const marks = Array.from({ length: typed.length }, () => " ");
  let from = 0;
  let first: number | undefined;
  for (const word of unread) {
    const at = typed.indexOf(word, from);
    if (at < 0) continue;
    marks.fill("^", at, at + word.length);
    first ??= at;
    from = at + word.length;
  }
  if (first === undefined) return [];
  const end = first + 20;
  const start = end <= width ? 0 : Math.max(0, first - 20);
  const cut = (line: string): string => line.slice(start, start + width);
  return [cut(typed), cut(marks.join("")).trimEnd()];
}
