import type { FieldName } from "../../question/fields.ts";
import type { Filter, Summary, SummaryRequest } from "../store.ts";
import {
  columnsOfField,
  countName,
  countNeeds,
  counts,
  distinctCount,
  groupsOf,
  isSingle,
  readCounts,
  readGroups,
  type Grouping,
} from "./groups.ts";
import { fieldColumns, status } from "./field-columns.ts";
import type { Row } from "./engine.ts";
import { matching, prepare, type Reading } from "./reading.ts";
import { statementsOf } from "./statements.ts";

export async function readSummary(
  reading: Reading,
  filter: Filter,
  request: SummaryRequest,
  signal?: AbortSignal,
): Promise<Summary> {
  const [facets, distinct] = [[...new Set(request.facets)], [...new Set(request.distinct)]];
  const prepared = await prepare(reading, filter, signal);
  const groupings = facets.map((name) => ({ name, grouping: facetOf(name, request.limit) }));
  const fragments = groupings.map(({ name, grouping }) => groupsOf("s_all", name, grouping));
  const needs = [
    ...countNeeds,
    ...distinct.flatMap(columnsOfField),
    ...fragments.flatMap((fragment) => fragment.needs),
  ];
  const totals = { statements: [], parts: [totalsPart(distinct), ...listCounts(distinct)] };
  const text = statementsOf(matching(prepared, needs), [totals, ...fragments]);
  const rows = await reading.engine.query(text, signal);
  const [row = {}] = rows.filter((one) => one["s_part"] === "all");
  const counted = readCounts(row);
  const time = (name: string): number | undefined =>
    counted.signIns === 0 || row[name] === null || row[name] === undefined ? undefined : Number(row[name]);
  return {
    counts: counted,
    ...known({
      first: time("s_first"),
      last: time("s_last"),
      lastSuccess: counted.success === 0 ? undefined : time("s_last_success"),
      lastFailure: counted.failure === 0 ? undefined : time("s_last_failure"),
    }),
    facets: Object.fromEntries(
      groupings.map(({ name, grouping }) => [name, readGroups(rows, name, grouping).groups]),
    ),
    distinct: Object.fromEntries(distinct.map((name) => [name, distinctOf(name, row, rows)])),
  };
}

function facetOf(name: FieldName, limit: number): Grouping {
  return { by: [name], distinct: [], having: [], rank: "signIns", order: "most", limit };
}

function totalsPart(distinct: readonly FieldName[]): string {
  const measured = [
    ...counts,
    `s_last_success = maxif(s_time, ${status} == "success")`,
    `s_last_failure = maxif(s_time, ${status} == "failure")`,
    ...distinct.filter(isSingle).map(distinctCount),
  ];
  return `(s_all | summarize ${measured.join(", ")} | extend s_part = "all")`;
}

/** Distinct values of fields with many are counted apart. */
function listCounts(distinct: readonly FieldName[]): string[] {
  return distinct
    .filter((name) => !isSingle(name))
    .map(
      (name) =>
        `(s_all | mv-expand s_value = ${fieldColumns[name].column} to typeof(string) | where isnotempty(s_value)` +
        ` | summarize ${countName(name)} = count_distinct(s_value) | extend s_part = "distinct ${name}")`,
    );
}

function distinctOf(name: FieldName, all: Row, rows: readonly Row[]): number {
  const row = isSingle(name) ? all : rows.find((one) => one["s_part"] === `distinct ${name}`);
  return Number(row?.[countName(name)] ?? 0);
}

function known<Held extends object>(object: Held): { [Key in keyof Held]?: NonNullable<Held[Key]> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}
