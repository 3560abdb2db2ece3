import type { Filter, TopRequest, TopResult } from "../../store.ts";
import { firstGroups, isField, namedGroup, passes } from "./groups.ts";
import { nameGroups } from "./names.ts";
import { compileFilter } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { tally } from "./tally.ts";

export function* readTop(
  reading: Reading,
  filter: Filter,
  { by, limit, rank, order, having, distinct }: TopRequest,
): Steps<TopResult> {
  const predicate = compileFilter(filter, reading);
  const counted = [...new Set([...distinct, ...[rank, ...having.map(({ of }) => of)].filter(isField)])];
  const axes = by.map((field) => ({ field, level: "id" }) as const);
  const [groups] = yield* tally(reading, predicate, [{ by: axes, distinct: counted }]);
  if (groups === undefined) return { groups: [], more: false, total: 0 };
  const numbers = groups.numbers();
  const passing =
    having.length === 0
      ? numbers
      : numbers.filter((group) => having.every((threshold) => passes(groups, group, threshold)));
  const best = firstGroups(groups, passing, limit, rank, order);
  const values = yield* nameGroups(reading, predicate, by, best);
  return {
    groups: best.map((group, i) => namedGroup(group, values[i] ?? [], distinct)),
    more: passing.length > limit,
    total: passing.length,
  };
}
