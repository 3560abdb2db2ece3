import type { FieldName } from "../../src/question/fields.ts";
import type { Filter, Threshold, TopRequest, TopResult } from "../../src/store/store.ts";
import { columnOf } from "../engines/columns.ts";
import type { Case } from "./cases.ts";
import { question, type Kind, type Question } from "./question.ts";
import { keyOf, spread, whereOf } from "./sql.ts";

export interface TopShape {
  readonly name: string;
  readonly kind: Kind;
  readonly filter: (at: Case) => Filter;
  readonly by: readonly FieldName[];
  readonly limit?: number;
  readonly rank?: "signIns" | "lastSeen";
  readonly having?: (at: Case) => readonly Threshold[];
  readonly distinct?: readonly FieldName[];
}

/** Groups by one or more fields; of a field of lists, one alone. */
export function topOf(shape: TopShape): Question {
  const { name, kind, filter, by, limit = 10, rank = "signIns", having = () => [], distinct = [] } = shape;
  const requestOf = (at: Case): TopRequest => ({
    by,
    limit,
    rank,
    having: having(at),
    distinct,
    order: "most",
  });
  return question<TopResult>({
    name,
    kind,
    ordered: true,
    ask: (store, at) => store.top(filter(at), requestOf(at)),
    table: ({ groups, total }) =>
      groups.map((group) => [
        ...group.values.map(({ key }) => key),
        group.counts.signIns,
        group.counts.failure,
        group.last,
        ...distinct.map((one) => group.distinct[one] ?? 0),
        total,
      ]),
    sql: (dialect, bound, at) => {
      const where = whereOf(filter(at), bound);
      const { from, column } = spread(dialect, `(SELECT * FROM sign_ins WHERE ${where})`, by[0] ?? "user");
      const columns = by.length === 1 ? [column] : by.map(columnOf);
      const keys = columns.map((_, place) => `k${place}`);
      return `SELECT ${columns.map((one, place) => `${keyOf(one)} AS k${place}`).join(", ")}, count(*) AS n,
        count(*) FILTER (WHERE "status" = 'failure') AS failures, max("time") AS last${distinct
          .map((one) => `, count(DISTINCT ${columnOf(one)})`)
          .join("")}, count(*) OVER () AS total
      FROM ${from} GROUP BY ${columns.join(", ")}${havingOf(having(at))}
      ORDER BY ${rank === "lastSeen" ? "last" : "n"} DESC, ${keys.join(", ")} LIMIT ${limit}`;
    },
  });
}

const measures: Readonly<Partial<Record<Threshold["of"], string>>> = {
  signIns: "count(*)",
  successes: `count(*) FILTER (WHERE "status" = 'success')`,
  failures: `count(*) FILTER (WHERE "status" = 'failure')`,
  firstSeen: `min("time")`,
  lastSeen: `max("time")`,
};

function havingOf(thresholds: readonly Threshold[]): string {
  return thresholds.length === 0 ? "" : ` HAVING ${thresholds.map(threshold).join(" AND ")}`;
}

function threshold({ of, atLeast = 0 }: Threshold): string {
  return `${measures[of] ?? `count(DISTINCT ${columnOf(of as FieldName)})`} >= ${atLeast}`;
}
