import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Condition, Question } from "../question/question.ts";
import type { Filter, Group, Store, Summary, TopResult } from "../store/store.ts";
import type { Bar, Section } from "../views/view.ts";
import { listed, number } from "../views/words.ts";
import { barOf } from "./summary.ts";

/** Two stretches of time. The factor makes their counts comparable: length of this range by that of the one before. */
export interface Sides {
  readonly now: Filter;
  readonly before: Filter;
  readonly factor: number;
  /** The question about each of them. */
  readonly asks: { readonly now: Question; readonly before: Question };
}

export interface Changes extends Section {
  /** Not every value could be compared. */
  readonly cut: boolean;
}

/** One value of a field in both. */
interface Pair {
  readonly group: Group;
  readonly now: number;
  readonly before: number;
  readonly difference: number;
}

/** The most active values of fields in both, as they were counted before. */
export interface Counted {
  readonly now: Summary["facets"];
  readonly before: Summary["facets"];
}

/** The values of one or two fields whose counts changed most between the two ranges. */
export async function changesBy(
  by: readonly FieldName[],
  sides: Sides,
  most: number,
  store: Store,
  signal: AbortSignal | undefined,
  counted: Counted,
): Promise<Changes> {
  const [now, before] = await Promise.all([
    known(by, counted.now) ?? topOf(by, sides.now, store, signal),
    known(by, counted.before) ?? topOf(by, sides.before, store, signal),
  ]);
  const [allNow, allBefore] = await Promise.all([
    completed(by, sides.now, now, before.groups, store, signal),
    completed(by, sides.before, before, now.groups, store, signal),
  ]);
  const groups = new Map([...allBefore, ...allNow]);
  const pairs = [...groups].map(([key, group]): Pair => {
    const counts = [allNow.get(key)?.counts.signIns ?? 0, allBefore.get(key)?.counts.signIns ?? 0] as const;
    return { group, now: counts[0], before: counts[1], difference: counts[0] - counts[1] * sides.factor };
  });
  const changed = pairs
    .filter(({ group, difference }) => difference !== 0 && !isNoError(by, group))
    .toSorted(
      (a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (keyOf(a.group) < keyOf(b.group) ? -1 : 1),
    );
  const grew = changed.filter(({ difference }) => difference > 0).slice(0, most);
  const shrank = changed.filter(({ difference }) => difference < 0).slice(0, most);
  return {
    title: `Changed most: ${listed(by.map((name) => field(name).plural))}`,
    bars: [...grew, ...shrank].map((pair) => barOfPair(by, pair, sides)),
    cut: now.more || before.more,
  };
}

/** "+156 %", "−40 %", "× 67", "no change"; "new" and "gone" where there was or is nothing. */
export function changeText(now: number, before: number): string {
  if (now === before) return "no change";
  if (before === 0) return "new";
  if (now === 0) return "gone";
  const percent = (100 * Math.abs(now - before)) / before;
  if (percent >= 1_000) return `× ${number(Math.round(now / before))}`;
  return `${now > before ? "+" : "−"}${percent < 1 ? "<1" : Math.round(percent)} %`;
}

const keyOf = ({ values }: Group): string => JSON.stringify(values.map(({ key }) => key));

/** Success is no error, and unknown no code. */
function isNoError(by: readonly FieldName[], { values }: Group): boolean {
  const code = values[by.indexOf("errorCode")]?.key;
  return code === "0" || code === "";
}

/** A single field's groups that need not be counted again. */
function known(
  [name, ...more]: readonly FieldName[],
  facets: Summary["facets"],
): Pick<TopResult, "groups" | "more"> | undefined {
  const groups = name === undefined || more.length > 0 ? undefined : facets[name];
  return groups && { groups, more: groups.length >= limits.comparedValues };
}

function topOf(
  by: readonly FieldName[],
  filter: Filter,
  store: Store,
  signal: AbortSignal | undefined,
  limit: number = limits.comparedValues,
) {
  return store.top(filter, { by, limit, rank: "signIns", order: "most", having: [], distinct: [] }, signal);
}

/** The groups of one side, with those that only the other side's list has looked up: beyond the limit is not none. */
async function completed(
  by: readonly FieldName[],
  filter: Filter,
  { groups, more }: { readonly groups: readonly Group[]; readonly more: boolean },
  others: readonly Group[],
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Map<string, Group>> {
  const all = new Map(groups.map((group) => [keyOf(group), group]));
  const missing = others.filter((group) => !all.has(keyOf(group)));
  if (!more || missing.length === 0) return all;
  const where = by.map((name, index): Condition => ({
    field: name,
    is: [...new Set(missing.map(({ values }) => values[index]?.key ?? ""))],
  }));
  const found = await topOf(
    by,
    { ...filter, where: [...filter.where, ...where] },
    store,
    signal,
    limits.comparedValues ** by.length,
  );
  return new Map([...all, ...found.groups.map((group) => [keyOf(group), group] as const)]);
}

function barOfPair(by: readonly FieldName[], { group, now, before, difference }: Pair, sides: Sides): Bar {
  return {
    ...barOf(by, group, now === 0 ? sides.asks.before : sides.asks.now, 1),
    detail: "",
    value: `${number(now)} · ${number(before)} · ${changeText(now, before * sides.factor)}`,
    size: Math.max(1, Math.round(Math.abs(difference))),
  };
}
