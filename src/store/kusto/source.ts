import { cleanText, inOrder, lowerGuid, type Column } from "./column.ts";
import { columns, errorCode } from "./field-columns.ts";
import { moment, text, whole } from "./literals.ts";
import { projection, rawName } from "./raw-columns.ts";
import { rawColumnNames, tables, type RawColumn, type Table } from "./tables.ts";

/** Which records are read. */
export interface Source {
  readonly tables: readonly Table[];
  /** Milliseconds since 1970, `[from, to)`. Absent edges are open. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** What a record has to meet to be read at all, over the columns of its table. */
  readonly before?: string | undefined;
  /** Keeps records without an id, which are counted and nothing else. */
  readonly keepsNameless?: boolean;
}

/** What is asked of the records: columns, and predicates over them. */
export interface Selection {
  /** Columns of the predicates that a later copy of a record does not change, and these predicates. */
  readonly fixed: { readonly needs: readonly string[]; readonly where: readonly string[] };
  readonly other: { readonly needs: readonly string[]; readonly where: readonly string[] };
  /** The columns that are wanted. */
  readonly columns: readonly string[];
}

/**
 * The times that a record has, that of its sign-in and that of its writing, are mostly the same. A table is sorted by the
 * second, so it has to be bounded as well, by so much more (milliseconds): a record that comes late may be written as of its
 * arrival.
 */
const slack = { before: 3_600_000, after: 7 * 24 * 3_600_000 } as const;

/** Columns that every leg has. */
const always = ["s_type", "s_time", "s_seen", "s_id"];

/** Of the copies of each sign-in the newest. */
export const newestOfEach = "summarize arg_max(s_seen, *) by s_id";

/** The newest copy of every sign-in that is asked for, as one pipe. */
export function newestCopies(source: Source, { fixed, other, columns: wanted }: Selection): string {
  const first = inOrder(fixed.needs, columns, new Set(always));
  const made = new Set([...always, ...first.map(({ name }) => name)]);
  const second = inOrder([errorCode, ...other.needs, ...wanted], columns, made);
  const raw = rawOf([...first, ...second], wanted);
  const needed = new Set([...second.flatMap(({ needs }) => needs), ...other.needs, ...wanted]);
  const kept = [...always, ...raw.map(rawName), ...first.map(({ name }) => name)].filter(
    (name) => always.includes(name) || needed.has(name),
  );
  return [
    records(source, raw),
    ...first.map(({ operator }) => operator),
    ...where(fixed.where),
    `project ${kept.join(", ")}`,
    newestOfEach,
    ...second.map(({ operator }) => operator),
    ...where([`isnotnull(${errorCode})`, ...other.where]),
    `project ${[...new Set(["s_id", "s_time", "s_type", ...wanted])].join(", ")}`,
  ].join("\n| ");
}

/** All copies of the records, with the columns wanted, as one pipe: for what may be too much. */
export function allCopies(source: Source, wanted: readonly string[]): string {
  const made = inOrder(wanted, columns, new Set(always));
  return [
    records(source, rawOf(made, wanted)),
    ...made.map(({ operator }) => operator),
    `project ${[...new Set(["s_type", "s_time", ...wanted])].join(", ")}`,
  ].join("\n| ");
}

function rawOf(made: readonly Column[], wanted: readonly string[]): RawColumn[] {
  const needed = new Set([...made.flatMap(({ needs }) => needs), ...wanted]);
  return rawColumnNames.filter((name) => needed.has(rawName(name)));
}

/**
 * The records of the tables with some of their columns, all of them texts. A table that the workspace lacks is passed over.
 * `s_time` is in milliseconds since 1970; `s_seen` tells which of two copies is the newer.
 */
export function records(source: Source, raw: readonly RawColumn[], more: readonly string[] = []): string {
  const legs = (source.tables.length === 0 ? tables.slice(0, 1) : source.tables).map((table) =>
    leg(table, source, raw, more),
  );
  return [
    `union isfuzzy=true\n  ${legs.join(",\n  ")}`,
    "extend s_time = tolong((coalesce(s_created, s_written) - datetime(1970-01-01)) / 1ms)",
    // When a record came is not known of one that stands in no real table. Copies may come in the same moment: then the
    // error code decides, whichever way, but in every query alike.
    `extend s_copyCode = coalesce(tolong(${rawName("ResultType")}), 0)`,
    "extend s_seen = tolong((coalesce(s_came, s_written) - datetime(1970-01-01)) / 1ms) * 1000000 + s_copyCode - bin(s_copyCode, 1000000)",
    `extend s_id = ${cleanText("s_id")}`,
    `extend s_id = ${lowerGuid("s_id")}`,
    ...where(timeBounds(source)),
  ].join("\n| ");
}

function leg(table: Table, source: Source, raw: readonly RawColumn[], more: readonly string[]): string {
  const { from, to, before } = source;
  const bounds = [
    ...(from === undefined ? [] : [`TimeGenerated >= ${moment(clamp(from - slack.before))}`]),
    ...(to === undefined ? [] : [`TimeGenerated < ${moment(clamp(Math.ceil(to + slack.after)))}`]),
    ...(source.tables.length === 0 ? ["false"] : []),
    ...(before === undefined ? [] : [before]),
  ];
  const projected = [
    `s_type = ${text(table.type)}`,
    "s_written = TimeGenerated",
    's_created = column_ifexists("CreatedDateTime", datetime(null))',
    "s_came = ingestion_time()",
    's_id = tostring(column_ifexists("Id", ""))',
    ...[...new Set<RawColumn>(["ResultType", ...raw])].map(projection),
    ...more,
  ];
  return `(${[table.name, ...where(bounds), `project ${projected.join(", ")}`].join(" | ")})`;
}

function timeBounds({ from, to, keepsNameless = false }: Source): string[] {
  return [
    ...(keepsNameless ? [] : ["isnotempty(s_id)"]),
    ...(from === undefined ? [] : [`s_time >= ${whole(Math.ceil(clamp(from)))}`]),
    ...(to === undefined ? [] : [`s_time < ${whole(Math.ceil(clamp(to)))}`]),
  ];
}

function where(predicates: readonly string[]): string[] {
  return predicates.length === 0 ? [] : [`where ${predicates.join(" and ")}`];
}

/** Years 1 to 9999, as datetime has them. */
function clamp(time: number): number {
  return Math.min(Math.max(time, -62_135_596_800_000), 253_402_300_799_999);
}
