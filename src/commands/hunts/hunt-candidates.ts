import type { Hunt, Settings } from "../../hunts/hunt.ts";
import { limits } from "../../limits.ts";
import type { Filter, Store, Threshold } from "../../store/store.ts";
import { narrowed } from "../events.ts";
import { withCondition } from "../scope.ts";

/** What tells which groups can have findings. */
export type Rules = Pick<Settings, "by" | "having" | "baseline" | "from" | "since">;

/**
 * Narrows what a hunt reads to the groups that can have findings, as the store counts them: ten million sign-ins need not
 * be read for the few addresses that tried many users, or for the few countries that are new. Undefined where no group
 * can; the filter as it is where that cannot be told so, or too many can.
 */
export async function onlyCandidates(
  store: Store,
  filter: Filter,
  { finds, suspects }: Pick<Hunt, "finds" | "suspects">,
  rules: Rules,
  signal: AbortSignal | undefined,
): Promise<Filter | undefined> {
  const { by } = rules;
  const groupedBy = suspects?.by ?? by;
  const wanted =
    finds === undefined || groupedBy.length === 0
      ? undefined
      : candidatesOf(finds, rules, narrowed(filter, suspects?.where ?? []));
  if (wanted === undefined) return filter;
  const { groups, more } = await store.top(
    wanted.filter,
    {
      by: groupedBy,
      limit: limits.candidates,
      rank: "signIns",
      order: "most",
      having: wanted.having,
      distinct: [],
    },
    signal,
  );
  if (more) return filter;
  const known = groups.filter(({ values }) => values.every(({ key }) => key !== ""));
  if (known.length === 0) return undefined;
  return by
    .map((field) => ({ field, at: groupedBy.indexOf(field) }))
    .map(({ field, at }) => ({ field, is: [...new Set(known.map(({ values }) => values[at]?.key ?? ""))] }))
    .reduce(withCondition, filter);
}

interface Candidates {
  readonly filter: Filter;
  readonly having: readonly Threshold[];
}

function candidatesOf(
  finds: NonNullable<Hunt["finds"]>,
  { having, baseline, from, since }: Rules,
  filter: Filter,
): Candidates | undefined {
  const newSince = (start: number): Candidates | undefined =>
    start < from
      ? { filter: { ...filter, from: start }, having: [{ of: "firstSeen", atLeast: from }] }
      : undefined;
  switch (finds) {
    case "bursts": {
      // What a hunt counts as a failure is for the hunt to say; a sign-in it is in any case.
      const thresholds = having.flatMap(({ of, atLeast = 0 }): Threshold[] =>
        atLeast > 1 ? [{ of: of === "failures" || of === "successes" ? "signIns" : of, atLeast }] : [],
      );
      return thresholds.length === 0 ? undefined : { filter, having: thresholds };
    }
    case "new":
      return newSince(since);
    case "newAfterSilence":
      // Who had a sign-in since then, and before the range, was not silent for so long before any moment of the range.
      return newSince(Math.max((filter.to ?? Infinity) - baseline, since + 1));
  }
}
