import type { FieldName } from "../../../question/fields.ts";
import type { Value } from "../../store.ts";
import { columnOf } from "../columns.ts";
import type { StoredValue } from "../dictionary.ts";
import type { Key } from "./cells.ts";
import type { CountedGroup } from "./groups.ts";
import { inGroups, type Predicate } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { tally } from "./tally.ts";

/**
 * The values of groups with their names: the newest that a group's own sign-ins know; of two names at the same time the
 * one that sorts last. What matches is read once more for each field that has ids of several names.
 */
export function* nameGroups(
  reading: Reading,
  predicate: Predicate,
  by: readonly FieldName[],
  groups: readonly CountedGroup[],
): Steps<Value[][]> {
  const named = groups.map((group) =>
    group.values.map(({ key }, i) => onlyName(reading, by[i] as FieldName, key)),
  );
  for (const i of by.keys()) {
    const unclear = groups.filter((_, at) => named[at]?.[i]?.isOnly === false);
    if (unclear.length === 0) continue;
    const seen = yield* lastSeen(reading, predicate, by, i, unclear);
    for (const [at, group] of groups.entries()) {
      const value = named[at]?.[i];
      if (value !== undefined && !value.isOnly) {
        value.value = { key: value.value.key, ...newestNames(seen.get(group.keys.join(" ")) ?? []) };
      }
    }
  }
  return named.map((values) => values.map(({ value }) => value));
}

/** When each entry of an id was last given. */
export type Seen = { readonly entry: StoredValue; readonly time: number };

/** The newest name and alias, which may be those of different entries. */
export function newestNames(seen: readonly Seen[]): { name: string | undefined; alias: string | undefined } {
  const newest = (what: "name" | "alias"): string | undefined =>
    seen
      .filter(({ entry }) => entry[what] !== undefined)
      .reduce<{ time: number; text?: string }>(
        (best, { entry: { [what]: text = "" }, time }) =>
          time > best.time || (time === best.time && text > (best.text ?? "")) ? { time, text } : best,
        { time: -Infinity },
      ).text;
  return { name: newest("name"), alias: newest("alias") };
}

/** A value whose id has one entry is named by it. */
function onlyName(reading: Reading, field: FieldName, key: string): { value: Value; isOnly: boolean } {
  const entries = key === "" ? [] : reading.dictionary.entries(field, key);
  const [only] = entries;
  return { value: { key, name: only?.name, alias: only?.alias }, isOnly: entries.length < 2 };
}

/** When the entries of one field were last given in each of some groups, by the keys of the group. */
function* lastSeen(
  reading: Reading,
  predicate: Predicate,
  by: readonly FieldName[],
  index: number,
  groups: readonly CountedGroup[],
): Steps<Map<string, Seen[]>> {
  const field = by[index] as FieldName;
  const values = reading.dictionary.values(field);
  const keys = [...new Set(groups.map((group) => group.keys[index] as Key))];
  const narrowed = inGroups(predicate, columnOf(field), keys, reading.dictionary);
  const axes = by.map((name) => ({ field: name, level: "id" }) as const);
  const [found] = yield* tally(reading, narrowed, [
    { by: [...axes, { field, level: "entry" }], distinct: [] },
  ]);
  const seen = new Map<string, Seen[]>();
  for (const group of found?.all() ?? []) {
    const entry = values[(group.keys.at(-1) as number) - 1];
    // The entry of one of a set's values stands beside the ids of all of them.
    if (entry === undefined || entry.first !== group.keys[index]) continue;
    const identity = group.keys.slice(0, -1).join(" ");
    const known = seen.get(identity);
    if (known === undefined) seen.set(identity, [{ entry, time: group.last }]);
    else known.push({ entry, time: group.last });
  }
  return seen;
}
