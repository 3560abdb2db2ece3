import type { View } from "./view.ts";
import { listed, plural } from "./words.ts";

/** A view with less in its lists, and what was left out in words: "12 rows". */
interface Shortened<Shown extends View> {
  readonly view: Shown;
  readonly left: string;
}

/** The lists that an answer consists of, each with the word for one of what is left out. */
const contents: Readonly<Record<string, string>> = {
  bars: "group",
  codes: "error code",
  examples: "example",
  facts: "line",
  findings: "finding",
  lines: "line",
  options: "name",
  points: "point",
  rows: "row",
};
/** The lists that stand around them. Figures are in neither: they are few, and always stay. */
const surroundings: Readonly<Record<string, string>> = {
  buttons: "button",
  coverage: "remark",
  more: "button",
  notes: "remark",
  reasons: "reason",
  sections: "section",
  verdicts: "verdict",
};

/**
 * The view shorter and shorter: first the longest of its contents down to one entry each, then what stands around
 * them, at last nothing but its texts.
 */
export function* shortenStepwise<Shown extends View>(view: Shown): Generator<Shortened<Shown>> {
  for (let most = longest(view, contents); most > 1;) {
    most = Math.floor(most * 0.9);
    yield shorten(view, most, Infinity);
  }
  for (let most = longest(view, surroundings); most > 0;) {
    most = Math.floor(most * 0.9);
    yield shorten(view, 1, most);
  }
  yield shorten(view, 0, 0);
}

/** Of a trend the newest points stay, of everything else the first. */
function shorten<Shown extends View>(view: Shown, most: number, mostAround: number): Shortened<Shown> {
  const left = new Map<string, number>();
  const short = walk(view, (list, key) => {
    const size = Math.min(list.length, key in contents ? most : mostAround);
    const word = contents[key] ?? surroundings[key] ?? key;
    if (size < list.length) left.set(word, (left.get(word) ?? 0) + list.length - size);
    return key === "points" ? list.slice(list.length - size) : list.slice(0, size);
  });
  return { view: short as Shown, left: listed([...left].map(([word, count]) => plural(count, word))) };
}

function longest(view: View, lists: Readonly<Record<string, string>>): number {
  let most = 0;
  walk(view, (list, key) => {
    if (key in lists) most = Math.max(most, list.length);
    return list;
  });
  return most;
}

type Change = (list: readonly unknown[], key: string) => readonly unknown[];

function walk(value: unknown, change: Change, key = ""): unknown {
  if (Array.isArray(value)) {
    const list = key in contents || key in surroundings ? change(value, key) : value;
    return list.map((item) => walk(item, change));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, change, name)]));
}
