import type { View } from "./view.ts";

/**
 * The view with every shown text changed, which is given with the name of its property. Sentences of buttons and links
 * are no shown texts: they stay as they are, because they are sent back, not read.
 */
export function eachText<Shown extends View>(
  view: Shown,
  change: (text: string, key: string) => string,
): Shown {
  return eachString(view, (text, key) => (key === "ask" || key === "url" ? text : change(text, key)));
}

/** The view with every question changed that it asks when one goes on from it. */
export function eachAsk<Shown extends View>(view: Shown, change: (ask: string) => string): Shown {
  return eachString(view, (text, key) => (key === "ask" ? change(text) : text));
}

function eachString<Shown extends View>(view: Shown, change: (text: string, key: string) => string): Shown {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return change(value, key);
    if (Array.isArray(value)) return value.map((item) => walk(item, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)]));
  };
  return walk(view, "") as Shown;
}
