import type Database from "better-sqlite3";
import { statuses, type SignInType } from "../../signin/sign-in.ts";
import type { Coverage, Filter, StatusCounts, Summary, SummaryRequest } from "../store.ts";
import { columnOf, statusNumbers } from "./columns.ts";
import { compileFilter } from "./conditions.ts";
import type { Dictionary } from "./dictionary.ts";
import { nameGroup } from "./names.ts";
import { firstRowId, timeOf } from "./row-id.ts";
import { tally } from "./tally.ts";
import { firstGroups } from "./top.ts";

const none: StatusCounts = { signIns: 0, success: 0, failure: 0, interrupted: 0 };

export function readSummary(
  db: Database.Database,
  dictionary: Dictionary,
  filter: Filter,
  { facets, limit, distinct }: SummaryRequest,
): Summary {
  const clause = compileFilter(filter, dictionary);
  const [totals = [], ...groups] = tally(db, dictionary, clause, [
    { by: [], distinct },
    ...facets.map((name) => ({ by: [name], distinct: [] })),
  ]);
  const [total] = totals;
  const shown = facets.map((name, i) => {
    const best = firstGroups(groups[i] ?? [], limit, "signIns", "most");
    return [name, best.map((group) => nameGroup(db, dictionary, clause, [name], group))];
  });
  return {
    counts: total?.counts ?? none,
    first: total?.first,
    last: total?.last,
    lastSuccess: total?.lastSuccess,
    lastFailure: total?.lastFailure,
    facets: Object.fromEntries(shown),
    distinct: total?.distinct ?? Object.fromEntries(distinct.map((name) => [name, 0])),
  };
}

const status = `f.${columnOf("status").sql}`;
const statusCounts = [
  "count(*) AS signIns",
  ...statuses.map((name) => `count(*) FILTER (WHERE ${status} = ${statusNumbers[name]}) AS ${name}`),
].join(", ");

/** One range of keys a bucket, so each sign-in is read once. */
export function readTrend(
  db: Database.Database,
  dictionary: Dictionary,
  filter: Filter,
  edges: readonly number[],
): StatusCounts[] {
  const { text, parameters } = compileFilter(filter, dictionary);
  const bucket = db.prepare<unknown[], StatusCounts>(
    `SELECT ${statusCounts} FROM fact f WHERE f.rid >= ${firstRowId} AND f.rid < ${firstRowId} AND ${text}`,
  );
  return edges.slice(1).map((end, i) => bucket.get(edges[i], end, ...parameters) ?? none);
}

export function readCoverage(db: Database.Database, dictionary: Dictionary): Coverage {
  interface Span {
    readonly type: number;
    readonly signIns: number;
    readonly oldest: number;
    readonly newest: number;
  }
  const spans = db
    .prepare<[], Span>(
      `SELECT f.${columnOf("type").sql} AS type, count(*) AS signIns,
        ${timeOf("min(f.rid)")} AS oldest, ${timeOf("max(f.rid)")} AS newest FROM fact f GROUP BY 1`,
    )
    .all();
  const types = dictionary.values("type");
  const quarantined = db
    .prepare<[], Coverage["quarantined"][number]>(
      "SELECT reason, count(*) AS records FROM quarantine GROUP BY reason",
    )
    .all();
  return {
    signIns: spans.reduce((sum, { signIns }) => sum + signIns, 0),
    ...(spans.length > 0 && {
      oldest: Math.min(...spans.map(({ oldest }) => oldest)),
      newest: Math.max(...spans.map(({ newest }) => newest)),
    }),
    types: Object.fromEntries(
      spans.map(({ type, ...span }) => [types[type - 1]?.id as SignInType, span] as const),
    ),
    quarantined: quarantined.sort((a, b) => b.records - a.records || (a.reason < b.reason ? -1 : 1)),
  };
}
