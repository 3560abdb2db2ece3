import type { Filter, StatusCounts, Summary, SummaryRequest } from "../../store.ts";
import { firstGroups, namedGroup, type CountedGroups } from "./groups.ts";
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
  const [byStatus, all, ...groups] = yield* tally(reading, predicate, [
    { by: [{ field: "status", level: "id" }], distinct: [] },
    { by: [], distinct },
    ...facets.map((field) => ({ by: [{ field, level: "id" } as const], distinct: [] })),
  ]);
  const shown: Summary["facets"] = {};
  for (const [i, name] of facets.entries()) {
    const counted = groups[i] as CountedGroups;
    const best = yield* firstGroups(counted, counted.numbers(), limit, "signIns", "most");
    const values = yield* nameGroups(reading, predicate, [name], best);
    Object.assign(shown, { [name]: best.map((group, at) => namedGroup(group, values[at] ?? [], [])) });
  }
  const totals = byStatus?.all() ?? [];
  const lastWith = (status: "success" | "failure"): number | undefined =>
    totals.find(({ counts }) => counts[status] > 0)?.last;
  return {
    counts: totals.map(({ counts }) => counts).reduce(sum, none),
    ...(totals.length > 0 && {
      first: Math.min(...totals.map(({ first }) => first)),
      last: Math.max(...totals.map(({ last }) => last)),
    }),
    lastSuccess: lastWith("success"),
    lastFailure: lastWith("failure"),
    facets: shown,
    distinct: Object.fromEntries(distinct.map((name) => [name, all?.get(0).distinct(name) ?? 0])),
  };
}

const none: StatusCounts = { signIns: 0, success: 0, failure: 0, interrupted: 0 };

function sum(a: StatusCounts, b: StatusCounts): StatusCounts {
  return {
    signIns: a.signIns + b.signIns,
    success: a.success + b.success,
    failure: a.failure + b.failure,
    interrupted: a.interrupted + b.interrupted,
  };
}
