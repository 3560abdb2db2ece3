import type { FieldName } from "../../question/fields.ts";
import type { Group, Threshold, TopRequest } from "../store.ts";
import type { Row } from "./engine.ts";
import { fieldColumns, status } from "./field-columns.ts";
import { texts, whole } from "./literals.ts";
import { newestNames, type Seen } from "./tags.ts";

/** Groups by fields, of a table of newest copies that a query has under a name. */
export interface Grouping {
  readonly by: readonly FieldName[];
  readonly distinct: readonly FieldName[];
  readonly having: readonly Threshold[];
  readonly rank: TopRequest["rank"];
  readonly order: TopRequest["order"];
  /** So many of them, and one more where there are more. */
  readonly limit: number;
  /** Of the first field, these values alone. */
  readonly keys?: readonly string[];
}

/** Statements that go before, and the parts of the union that answers. Every part has a column `s_part`. */
export interface Fragment {
  readonly statements: readonly string[];
  readonly parts: readonly string[];
  /** Columns of the table that it takes from. */
  readonly needs: readonly string[];
}

/** The columns that counts need. */
export const countNeeds: readonly string[] = [status];

/** What is counted in every group. */
export const counts = [
  "s_n = count()",
  ...(["success", "failure", "interrupted"] as const).map(
    (one) => `s_${one} = countif(${status} == "${one}")`,
  ),
  "s_first = min(s_time)",
  "s_last = max(s_time)",
];

/**
 * @param from the name of the table
 * @param part what the parts are called: PART for the groups, PART with the number of a field for its names, PART and
 *   "total" for how many groups there are
 */
export function groupsOf(from: string, part: string, grouping: Grouping): Fragment {
  const { by, having, rank, order, limit, keys } = grouping;
  const counted = [
    ...new Set([...grouping.distinct, ...[rank, ...having.map(({ of }) => of)].filter(isField)]),
  ];
  const [keyed, all, first] = ["keyed", "groups", "first"].map((what) => `s_${part}_${what}`) as [
    string,
    string,
    string,
  ];
  const keyNames = by.map((_, at) => keyName(at));
  const byKeys = keyNames.join(", ");
  const statements = [
    `let ${keyed} = ${[from, ...by.flatMap((name, at) => expandKey(name, at)), ...onlyKeys(keys)].join("\n| ")}`,
    `let ${all} = ${[
      keyed,
      `summarize ${[...counts, ...counted.filter(isSingle).map(distinctCount)].join(", ")} by ${byKeys}`,
      ...counted.filter((name) => !isSingle(name)).flatMap((name) => joinedCount(keyed, name, byKeys)),
      ...having.map((threshold) => `where ${meets(threshold)}`),
    ].join("\n| ")}`,
    `let ${first} = ${[
      all,
      `order by ${[`${measure(rank)} ${order === "most" ? "desc" : "asc"}`, ...keyNames.map((key) => `${key} asc`)].join(", ")}`,
      `take ${limit + 1}`,
    ].join("\n| ")}`,
  ];
  const shown = [
    "s_n",
    "s_success",
    "s_failure",
    "s_interrupted",
    "s_first",
    "s_last",
    ...keyNames,
    ...counted.map(countName),
  ];
  const parts = [
    `(${first} | project s_part = "${part}", ${shown.join(", ")})`,
    `(${all} | summarize s_n = count() | project s_part = "${part} total", s_n)`,
    ...by.flatMap((name, at) => namesPart(name, at, part, keyed, first, keyNames)),
  ];
  const needs = [...by, ...counted].flatMap(columnsOfField);
  return { statements, parts, needs: [...countNeeds, ...needs] };
}

export interface ReadGroups {
  readonly groups: readonly Group[];
  readonly more: boolean;
  readonly total: number;
}

/** The groups out of the rows of an answer, in their order. */
export function readGroups(rows: readonly Row[], part: string, grouping: Grouping): ReadGroups {
  const { by, distinct, rank, order, limit } = grouping;
  const names = by.map((_, at) => seenByKeys(rows, `${part} ${at}`, by.length));
  const sign = order === "most" ? -1 : 1;
  const all = rows
    .filter((row) => row["s_part"] === part)
    .map((row) => ({ row, keys: by.map((_, at) => String(row[keyName(at)])) }))
    .sort(
      (a, b) =>
        sign * (Number(a.row[measure(rank)]) - Number(b.row[measure(rank)])) || compareKeys(a.keys, b.keys),
    );
  const groups = all.slice(0, limit).map(({ row, keys }): Group => ({
    values: keys.map((key, at) => ({ key, ...newestNames(names[at]?.get(JSON.stringify(keys)) ?? []) })),
    counts: readCounts(row),
    first: Number(row["s_first"]),
    last: Number(row["s_last"]),
    distinct: Object.fromEntries(distinct.map((name) => [name, Number(row[countName(name)])])),
  }));
  const total = Number(rows.find((row) => row["s_part"] === `${part} total`)?.["s_n"] ?? 0);
  return { groups, more: total > limit, total };
}

export function readCounts(row: Row): Group["counts"] {
  return {
    signIns: Number(row["s_n"]),
    success: Number(row["s_success"]),
    failure: Number(row["s_failure"]),
    interrupted: Number(row["s_interrupted"]),
  };
}

/** The column of a field's distinct values. */
export function countName(name: FieldName): string {
  return `s_distinct_${name}`;
}

/** Whether a sign-in has at most one value of it. */
export function isSingle(name: FieldName): boolean {
  const { form } = fieldColumns[name];
  return form === "value" || form === "entity";
}

/** The count of a field with single values, exact. */
export function distinctCount(name: FieldName): string {
  const { column } = fieldColumns[name];
  return `${countName(name)} = count_distinctif(${column}, isnotempty(${column}))`;
}

/** The columns that a field's groups and names are made of. */
export function columnsOfField(name: FieldName): string[] {
  const { form, column, tag } = fieldColumns[name];
  return form === "entity" || form === "entities" ? [column, tag] : [column];
}

const keyName = (at: number): string => `s_key${at}`;

/** One row for each value; a sign-in without one has the key "". */
function expandKey(name: FieldName, at: number): string[] {
  const { column } = fieldColumns[name];
  if (isSingle(name)) return [`extend ${keyName(at)} = ${column}`];
  return [
    `mv-expand ${keyName(at)} = iff(array_length(${column}) > 0, ${column}, dynamic([""])) to typeof(string)`,
  ];
}

function onlyKeys(keys: readonly string[] | undefined): string[] {
  if (keys === undefined) return [];
  return [keys.length === 0 ? "where false" : `where ${keyName(0)} in ${texts(keys)}`];
}

/** The distinct values of a field with many, joined to the groups. */
function joinedCount(keyed: string, name: FieldName, byKeys: string): string[] {
  const { column } = fieldColumns[name];
  const count = countName(name);
  return [
    `join kind=leftouter (${keyed} | mv-expand s_value = ${column} to typeof(string) | where isnotempty(s_value)` +
      ` | summarize ${count} = count_distinct(s_value) by ${byKeys}) on ${byKeys}`,
    `extend ${count} = coalesce(${count}, 0)`,
  ];
}

/** Under which names the shown groups have their entities, and when last. */
function namesPart(
  name: FieldName,
  at: number,
  part: string,
  keyed: string,
  first: string,
  keyNames: readonly string[],
): string[] {
  const { form, tag } = fieldColumns[name];
  if (form !== "entity" && form !== "entities") return [];
  const tags =
    form === "entity"
      ? [`extend s_tag = ${tag}`, "where isnotempty(s_tag)"]
      : [
          `mv-expand s_tag = ${tag} to typeof(string)`,
          `where isnotempty(s_tag) and tostring(parse_json(s_tag)[0]) == ${keyName(at)}`,
        ];
  const keys = keyNames.join(", ");
  const pipe = [
    keyed,
    `join kind=leftsemi ${first} on ${keys}`,
    ...tags,
    `summarize s_last = max(s_time) by ${keys}, s_tag`,
    `project s_part = "${part} ${at}", s_last, ${keys}, s_tag`,
  ];
  return [`(${pipe.join(" | ")})`];
}

function seenByKeys(rows: readonly Row[], part: string, depth: number): Map<string, Seen[]> {
  const seen = new Map<string, Seen[]>();
  for (const row of rows) {
    if (row["s_part"] !== part) continue;
    const keys = JSON.stringify(Array.from({ length: depth }, (_, at) => String(row[keyName(at)])));
    const one = { tag: String(row["s_tag"]), last: Number(row["s_last"]) };
    const known = seen.get(keys);
    if (known === undefined) seen.set(keys, [one]);
    else known.push(one);
  }
  return seen;
}

type Measure = TopRequest["rank"] | Threshold["of"];

function isField(of: Measure): of is FieldName {
  return Object.hasOwn(fieldColumns, of);
}

const measures = {
  signIns: "s_n",
  successes: "s_success",
  failures: "s_failure",
  firstSeen: "s_first",
  lastSeen: "s_last",
} as const;

function measure(of: Measure): string {
  return isField(of) ? countName(of) : measures[of];
}

function meets({ of, atLeast, atMost, before }: Threshold): string {
  const column = measure(of);
  const bounds = [
    ...(atLeast === undefined ? [] : [`${column} >= ${whole(Math.ceil(atLeast))}`]),
    ...(atMost === undefined ? [] : [`${column} <= ${whole(Math.floor(atMost))}`]),
    ...(before === undefined ? [] : [`${column} < ${whole(Math.ceil(before))}`]),
  ];
  return bounds.length === 0 ? "true" : bounds.join(" and ");
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((key, i) => key !== b[i]);
  if (at < 0) return 0;
  return (a[at] as string) < (b[at] as string) ? -1 : 1;
}
