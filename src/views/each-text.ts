import type { View } from "./view.ts";

/**
 * The view with every shown text changed, which is given with the name of its property. Sentences of buttons and links
 * are no shown texts: they stay as they are, because they are sent back, not read.
 */
export function eachText<Shown extends View>(
  view: Shown,
  change: (text: string, key: string) => string,
): Shown {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return key === "ask" || key === "url" ? value : change(value, key);
    if (Array.isArray(value)) return value.map((item) => walk(item, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)]));
  };
  return walk(view, "") as Shown;
}
