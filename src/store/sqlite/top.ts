import type Database from "better-sqlite3";
import { fieldNames, type FieldName } from "../../question/fields.ts";
import type { Filter, Group, TopRequest, TopResult } from "../store.ts";
import { compileFilter } from "./conditions.ts";
import type { Dictionary } from "./dictionary.ts";
import { nameGroup } from "./names.ts";
import { tally, type CountedGroup } from "./tally.ts";

type Measure = TopRequest["rank"] | TopRequest["having"][number]["of"];

export function readTop(
  db: Database.Database,
  dictionary: Dictionary,
  filter: Filter,
  { by, limit, rank, order, having, distinct }: TopRequest,
): TopResult {
  const clause = compileFilter(filter, dictionary);
  const counted = [...new Set([...distinct, ...[rank, ...having.map(({ of }) => of)].filter(isField)])];
  const [all = []] = tally(db, dictionary, clause, [{ by, distinct: counted }]);
  const passing = all.filter((group) => having.every((threshold) => passes(group, threshold)));
  const groups = firstGroups(passing, limit, rank, order).map((group) => ({
    ...nameGroup(db, dictionary, clause, by, group),
    distinct: Object.fromEntries(distinct.map((name) => [name, group.distinct[name]])),
  }));
  return { groups, more: passing.length > limit, total: passing.length };
}

/** The first groups by what ranks them, then by their keys, the first field first. Sorts no more than it gives. */
export function firstGroups(
  groups: readonly CountedGroup[],
  limit: number,
  rank: Measure,
  order: TopRequest["order"],
): CountedGroup[] {
  const sign = order === "most" ? -1 : 1;
  const compare = (a: Group, b: Group): number =>
    sign * (measure(a, rank) - measure(b, rank)) || compareKeys(a, b);
  const first: CountedGroup[] = [];
  for (const group of limit > 0 ? groups : []) {
    let at = first.length;
    while (at > 0 && compare(group, first[at - 1] as CountedGroup) < 0) at -= 1;
    if (at < limit) first.splice(at, 0, group);
    if (first.length > limit) first.pop();
  }
  return first;
}

function passes(group: Group, { of, atLeast, atMost, before }: TopRequest["having"][number]): boolean {
  const value = measure(group, of);
  return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity) && value < (before ?? Infinity);
}

function measure({ counts, last, distinct }: Group, of: Measure): number {
  switch (of) {
    case "signIns":
      return counts.signIns;
    case "successes":
      return counts.success;
    case "failures":
      return counts.failure;
    case "lastSeen":
      return last;
    default:
      return distinct[of] ?? 0;
  }
}

function isField(of: Measure): of is FieldName {
  return (fieldNames as readonly string[]).includes(of);
}

function compareKeys(a: Group, b: Group): number {
  const [keys, others] = [a.values, b.values];
  for (const [i, { key }] of keys.entries()) {
    const other = others[i]?.key ?? "";
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}
