import type { FieldName } from "../../src/question/fields.ts";
import type { Filter, Summary, SummaryRequest } from "../../src/store/store.ts";
import { columnOf } from "../engines/columns.ts";
import type { Bound, Dialect, Table } from "../engines/engine.ts";
import type { Case } from "./cases.ts";
import { question, type Kind, type Question } from "./question.ts";
import { keyOf, spread, whereOf } from "./sql.ts";

export interface SummaryShape {
  readonly name: string;
  readonly kind: Kind;
  /** One or more filters that are summed up side by side. */
  readonly filters: (at: Case) => readonly Filter[];
  readonly facets?: readonly FieldName[];
  readonly distinct?: readonly FieldName[];
  /** Most values of a facet. */
  readonly limit?: number;
}

/** Counts, most frequent values and distinct values of what matches. */
export function summaryOf({
  name,
  kind,
  filters,
  facets = [],
  distinct = [],
  limit = 10,
}: SummaryShape): Question {
  const request: SummaryRequest = { facets, distinct, limit };
  return question<readonly Summary[]>({
    name,
    kind,
    ask: (store, at) => Promise.all(filters(at).map((filter) => store.summarise(filter, request))),
    table: (summaries) => summaries.flatMap((summary, side) => rowsOf(summary, request, side)),
    sql: (dialect, bound, at) =>
      `WITH ${filters(at)
        .map((filter, side) => `m${side} AS (${selected(filter, request, bound)})`)
        .join(", ")}\n${filters(at)
        .map((_, side) => parts(dialect, request, side).join("\nUNION ALL "))
        .join("\nUNION ALL ")}`,
  });
}

function rowsOf({ counts, facets, distinct }: Summary, request: SummaryRequest, side: number): Table {
  return [
    [side, "all", "", counts.signIns, counts.failure],
    ...request.facets.flatMap((name) =>
      (facets[name] ?? []).map((group) => [
        side,
        name,
        group.values[0]?.key ?? "",
        group.counts.signIns,
        group.counts.failure,
      ]),
    ),
    ...request.distinct.map((name) => [side, `distinct ${name}`, "", distinct[name] ?? 0, 0]),
  ];
}

function selected(filter: Filter, { facets, distinct }: SummaryRequest, bound: Bound): string {
  const columns = [...new Set([`"status"`, ...[...facets, ...distinct].map(columnOf)])];
  return `SELECT ${columns.join(", ")} FROM sign_ins WHERE ${whereOf(filter, bound)}`;
}

const counts = `count(*) AS n, count(*) FILTER (WHERE "status" = 'failure') AS failures`;

function parts(dialect: Dialect, { facets, distinct, limit }: SummaryRequest, side: number): string[] {
  return [
    `SELECT ${side} AS side, 'all' AS part, '' AS k, ${counts} FROM m${side}`,
    ...facets.map((name) => {
      const { from, column } = spread(dialect, `m${side}`, name);
      return `SELECT * FROM (SELECT ${side} AS side, '${name}' AS part, ${keyOf(column)} AS k, ${counts} FROM ${from} GROUP BY ${column} ORDER BY n DESC, k LIMIT ${limit})`;
    }),
    ...distinct.map(
      (name) => `SELECT ${side}, 'distinct ${name}', '', count(DISTINCT ${columnOf(name)}), 0 FROM m${side}`,
    ),
  ];
}
