import type { Filter, StatusCounts, Summary, SummaryRequest } from "../../store.ts";
import { firstGroups, namedGroup } from "./groups.ts";
import { nameGroups } from "./names.ts";
import { compileFilter } from "./predicate.ts";
import type { Reading, Steps } from "./reading.ts";
import { tally } from "./tally.ts";

export function* readSummary(
  reading: Reading,
  filter: Filter,
  { facets, limit, distinct }: SummaryRequest,
): Steps<Summary> {
  const predicate = compileFilter(filter, reading);
  const [totals = [], ...groups] = yield* tally(reading, predicate, [
    { by: [], distinct },
    ...facets.map((field) => ({ by: [{ field, level: "id" } as const], distinct: [] })),
  ]);
  const [total] = totals;
  const shown: Summary["facets"] = {};
  for (const [i, name] of facets.entries()) {
    const best = firstGroups(groups[i] ?? [], limit, "signIns", "most");
    const values = yield* nameGroups(reading, predicate, [name], best);
    Object.assign(shown, { [name]: best.map((group, at) => namedGroup(group, values[at] ?? [], [])) });
  }
  return {
    counts: total?.counts ?? none,
    first: total?.first,
    last: total?.last,
    lastSuccess: total?.lastWith("success"),
    lastFailure: total?.lastWith("failure"),
    facets: shown,
    distinct: Object.fromEntries(distinct.map((name) => [name, total?.distinct(name) ?? 0])),
  };
}

const none: StatusCounts = { signIns: 0, success: 0, failure: 0, interrupted: 0 };
