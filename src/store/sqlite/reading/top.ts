import type { Filter, TopRequest, TopResult } from "../../store.ts";
import { firstGroups, isField, namedGroup, passing } from "./groups.ts";
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
  const passed = yield* passing(groups, groups.numbers(), having);
  const best = yield* firstGroups(groups, passed, limit, rank, order);
  const values = yield* nameGroups(reading, predicate, by, best);
  return {
    groups: best.map((group, i) => namedGroup(group, values[i] ?? [], distinct)),
    more: passed.length > limit,
    total: passed.length,
  };
}
