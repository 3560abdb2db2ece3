import { field, type FieldName } from "../../../question/fields.ts";
import type { Filter, Group, StatusCounts, Threshold, TopRequest, Value } from "../../store.ts";
import { columnsOf } from "../facts.ts";
import type { Cell, Engine, Row } from "../engine.ts";
import { type Place, tableIn } from "../place.ts";
import { Bound, type Statement } from "../statement.ts";
import { inCodeUnits } from "./order.ts";
import { compileFilter } from "./where.ts";

export interface GroupRequest extends TopRequest {
  /** Only groups whose first key is one of these. */
  readonly keys?: readonly string[];
}

export interface FoundGroups {
  readonly groups: readonly Group[];
  /** How many there are in all. */
  readonly total: number;
}

/** The groups of what matches, in the order of the request. */
export async function readGroups(
  engine: Engine,
  filter: Filter,
  request: GroupRequest,
  signal?: AbortSignal,
): Promise<FoundGroups> {
  const rows = await engine.ask(compileGroups(engine.place, filter, request), signal);
  const groups = rows.slice(0, request.limit).map((row) => toGroup(row, request));
  return { groups, total: Number(rows[0]?.at(-1) ?? 0) };
}

/** Numbers of sign-ins in all and of each status, in the order of `StatusCounts`. */
export const statusCounts = [
  "count()",
  "countIf(status = 'success')",
  "countIf(status = 'failure')",
  "countIf(status = 'interrupted')",
] as const;

export function toCounts(cells: readonly Cell[]): StatusCounts {
  const [signIns = 0, success = 0, failure = 0, interrupted = 0] = cells.map(Number);
  return { signIns, success, failure, interrupted };
}

/** The number of different known values of a field. */
export function countDistinct(name: FieldName): string {
  const { value } = columnsOf(name);
  return field(name).many ? `uniqExactArray(${value})` : `uniqExactIf(${value}, ${value} != '')`;
}

/**
 * Cells of a row: for each field key, name and alias; the counts by status; first and last time; the distinct values; the
 * number of groups.
 */
export function compileGroups(place: Place, filter: Filter, request: GroupRequest): Statement {
  const { by, limit, rank, order, having, distinct, keys } = request;
  const bound = new Bound();
  const axes = axesOf(by);
  const select = [
    ...axes.flatMap(({ key, name, alias }) => [key, newest(name), newest(alias)]),
    ...statusCounts,
    "min(time)",
    "max(time)",
    ...distinct.map(countDistinct),
    "count() OVER ()",
  ];
  const conditions = [
    ...(keys === undefined ? [] : [`${axes[0]?.key ?? ""} IN ${bound.of("Array(String)", keys)}`]),
    ...having.flatMap((threshold) => compileThreshold(threshold, bound)),
  ];
  const source = sourceOf(place, filter, request, bound);
  const ranked = `${measure(rank)} ${order === "most" ? "DESC" : "ASC"}`;
  return {
    text: [
      `SELECT ${select.join(", ")}`,
      `FROM ${source}`,
      `GROUP BY ${axes.map(({ key }) => key).join(", ")}`,
      ...(conditions.length === 0 ? [] : [`HAVING ${conditions.join(" AND ")}`]),
      `ORDER BY ${[ranked, ...axes.map(({ key }) => inCodeUnits(key))].join(", ")}`,
      // One row tells how many groups there are.
      `LIMIT ${bound.whole(Math.max(limit, 1))}`,
    ].join("\n"),
    params: bound.params,
  };
}

/** What one field of the groups is called in a query; a field that has no names has an empty text for each. */
interface Axis {
  readonly key: string;
  readonly name: string;
  readonly alias: string;
}

/** The values of all fields that may have several stand in one tuple of tuples, one row for each combination. */
const combination = "combination";

function axesOf(by: readonly FieldName[]): Axis[] {
  let many = 0;
  return by.map((name) => {
    if (field(name).many) {
      many += 1;
      const one = `${combination}.${many}`;
      return { key: `${one}.1`, name: `${one}.2`, alias: `${one}.3` };
    }
    const { value, name: itsName, alias } = columnsOf(name);
    return field(name).kind === "entity"
      ? { key: value, name: itsName, alias }
      : { key: value, name: "''", alias: "''" };
  });
}

function sourceOf(
  place: Place,
  filter: Filter,
  { by, rank, having, distinct, keys }: GroupRequest,
  bound: Bound,
): string {
  const table = `${tableIn(place, "sign_in")} FINAL`;
  const [first] = by;
  const where = compileFilter(filter, bound);
  const isOneOf = keys === undefined || first === undefined ? "" : ` AND ${holdsAny(first, keys, bound)}`;
  const many = by.filter((name) => field(name).many);
  if (many.length === 0) return `${table} WHERE ${where}${isOneOf}`;
  const used = [...by, ...distinct, rank, ...having.map(({ of }) => of)].filter(isField);
  const columns = new Set(
    used.flatMap((name) => {
      const { value, name: itsName, alias } = columnsOf(name);
      return field(name).kind === "entity" ? [value, itsName, alias] : [value];
    }),
  );
  const joined = `arrayJoin(${combinations(many)}) AS ${combination}`;
  return `(SELECT time, status, ${[...columns].filter((column) => column !== "`status`").join(", ")}${columns.size > 0 ? ", " : ""}${joined} FROM ${table} WHERE ${where}${isOneOf})`;
}

function holdsAny(name: FieldName, keys: readonly string[], bound: Bound): string {
  const { value } = columnsOf(name);
  const wanted = bound.of("Array(String)", keys);
  return field(name).many ? `hasAny(${value}, ${wanted})` : `${value} IN ${wanted}`;
}

/** Every combination of the values of some fields, as an array of tuples. */
function combinations(many: readonly FieldName[]): string {
  const [first, ...others] = many.map(membersOf) as [string, ...string[]];
  return others.reduce(
    (heads, members) =>
      `arrayFlatten(arrayMap(oneHead -> arrayMap(oneMember -> tupleConcat(oneHead, tuple(oneMember)), ${members}), ${heads}))`,
    `arrayMap(oneMember -> tuple(oneMember), ${first})`,
  );
}

/**
 * The values of a field in one sign-in as an array of (key, name, alias), each key once; where there are none, an unknown
 * one. Of several names that a sign-in gives to one key, the last in order counts.
 */
function membersOf(name: FieldName): string {
  const { value, name: itsName, alias } = columnsOf(name);
  const nameOf = (column: string): string =>
    field(name).kind === "entity"
      ? `toString(arraySort(oneName -> ${inCodeUnits("oneName")}, arrayFilter((oneName, itsKey) -> itsKey = oneKey, ${column}, ${value}))[-1])`
      : "''";
  const members = `arrayMap(oneKey -> (toString(oneKey), ${nameOf(itsName)}, ${nameOf(alias)}), arrayDistinct(${value}))`;
  return `if(empty(${value}), [('', '', '')], ${members})`;
}

/** The newest known text; of two at the same time the one that sorts last. "" where there is none. */
function newest(text: string): string {
  return text === "''" ? text : `argMaxIf(${text}, (time, ${inCodeUnits(text)}), ${text} != '')`;
}

function compileThreshold({ of, atLeast, atMost, before }: Threshold, bound: Bound): string[] {
  const value = measure(of);
  return [
    ...(atLeast === undefined ? [] : [`${value} >= ${bound.whole(Math.ceil(atLeast))}`]),
    ...(atMost === undefined ? [] : [`${value} <= ${bound.whole(Math.floor(atMost))}`]),
    ...(before === undefined ? [] : [`${value} < ${bound.whole(Math.ceil(before))}`]),
  ];
}

type Measure = TopRequest["rank"] | Threshold["of"];

const measures: Partial<Record<Measure, string>> = {
  signIns: statusCounts[0],
  successes: statusCounts[1],
  failures: statusCounts[2],
  firstSeen: "min(time)",
  lastSeen: "max(time)",
};

function measure(of: Measure): string {
  return isField(of) ? countDistinct(of) : (measures[of] as string);
}

function isField(of: Measure): of is FieldName {
  return !(of in measures);
}

function toGroup(row: Row, { by, distinct }: TopRequest): Group {
  const rest = row.slice(by.length * 3);
  return {
    values: by.map((_, at) => toValue(row.slice(at * 3, at * 3 + 3))),
    counts: toCounts(rest.slice(0, 4)),
    first: Number(rest[4]),
    last: Number(rest[5]),
    distinct: Object.fromEntries(distinct.map((name, at) => [name, Number(rest[6 + at])])),
  };
}

/** @param cells key, name and alias; "" is none */
export function toValue([key, name, alias]: readonly Cell[]): Value {
  return { key: String(key), ...given("name", name), ...given("alias", alias) };
}

function given<Key extends string>(key: Key, text: Cell | undefined): Partial<Record<Key, string>> {
  return typeof text === "string" && text !== "" ? ({ [key]: text } as Record<Key, string>) : {};
}
