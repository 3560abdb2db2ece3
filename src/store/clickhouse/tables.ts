import { factColumns } from "./facts.ts";
import { quoteName, quoteText } from "./statement.ts";

interface Column {
  readonly name: string;
  /** With its codec. */
  readonly type: string;
}

/** A table, apart from where it stands. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly indexes?: readonly string[];
  /** Columns that tell which of several rows with the same key counts, and whether it says that there is none. */
  readonly replacing: string;
  readonly orderBy: string;
  readonly partitionBy?: string;
  /** What rows that belong together have in common: in a cluster they stand on one shard. */
  readonly shardBy: string;
  readonly settings: string;
}

/** What is written is on the disk when the server says so, in whatever order it is written. */
const durable = "fsync_after_insert = 1, fsync_part_directory = 1";
const compressed = "String CODEC(ZSTD(3))";

/** The month of a sign-in as a number, 202603; each is a partition. */
export const partition = "toYYYYMM(fromUnixTimestamp64Milli(time, 'UTC'))";

/**
 * Sign-ins: the record itself (`body`, `raw`), which is the truth, and the facts that are made of it. Its key begins
 * with the time, since nearly every question has a range; a sign-in whose time changes gets a row that says that there is
 * none at its old key. Times are milliseconds since 1970.
 */
const signInTable: Table = {
  name: "sign_in",
  columns: [
    { name: "time", type: "Int64 CODEC(Delta, ZSTD(1))" },
    { name: "id", type: "String CODEC(ZSTD(1))" },
    { name: "version", type: "UInt64 CODEC(Delta, ZSTD(1))" },
    { name: "is_deleted", type: "UInt8" },
    { name: "form", type: "LowCardinality(String)" },
    { name: "body", type: compressed },
    { name: "raw", type: compressed },
    // For whoever looks into the table; nothing here asks for it.
    { name: "createdDateTime", type: "DateTime64(3, 'UTC') ALIAS fromUnixTimestamp64Milli(time, 'UTC')" },
    ...factColumns,
  ],
  // The chance that a granule is read in vain is a thousandth for ids, of which one row is wanted out of all.
  indexes: [
    "INDEX byId `idFolded` TYPE bloom_filter(0.001) GRANULARITY 1",
    "INDEX byCorrelationId `correlationIdFolded` TYPE bloom_filter(0.001) GRANULARITY 1",
    "INDEX byAddress `ipComparable` TYPE bloom_filter(0.01) GRANULARITY 1",
  ],
  replacing: "version, is_deleted",
  orderBy: "(time, id)",
  partitionBy: partition,
  shardBy: "cityHash64(id)",
  settings: durable,
};

/**
 * When the sign-ins with an id may have been, in the order of ids, so that a batch finds the copies that are there. Small
 * granules, since the ids of a batch are all over it.
 */
const timeTable: Table = {
  name: "sign_in_time",
  columns: [
    { name: "id", type: "String CODEC(ZSTD(1))" },
    { name: "time", type: "Int64 CODEC(ZSTD(1))" },
  ],
  replacing: "",
  orderBy: "(id, time)",
  shardBy: "cityHash64(id)",
  settings: `index_granularity = 256, ${durable}`,
};

/** Steps that came apart from their sign-ins. `day` counts from 1970 in UTC; it is null where the time is not known. */
const detailTable: Table = {
  name: "authentication_detail",
  columns: [
    { name: "signInId", type: "String" },
    { name: "detail", type: "String" },
    { name: "day", type: "Nullable(Int32)" },
    { name: "version", type: "UInt64" },
  ],
  replacing: "version",
  orderBy: "(signInId, detail)",
  shardBy: "cityHash64(signInId)",
  settings: durable,
};

/** Records that could not be read, each text once. `day` is that of its arrival. */
const quarantineTable: Table = {
  name: "quarantine",
  columns: [
    { name: "hash", type: "String" },
    { name: "reason", type: "String" },
    { name: "source", type: "String" },
    { name: "raw", type: compressed },
    { name: "day", type: "Int32" },
  ],
  replacing: "",
  orderBy: "hash",
  shardBy: "cityHash64(hash)",
  settings: durable,
};

const cursorTable: Table = {
  name: "cursor",
  columns: [
    { name: "name", type: "String" },
    { name: "value", type: "String" },
    { name: "version", type: "UInt64" },
  ],
  replacing: "version",
  orderBy: "name",
  shardBy: "cityHash64(name)",
  settings: durable,
};

/** The versions that the tables have been brought to. */
const versionTable: Table = {
  name: "schema_version",
  columns: [{ name: "version", type: "UInt32" }],
  replacing: "",
  orderBy: "version",
  shardBy: "cityHash64(version)",
  settings: durable,
};

export const tables = [
  signInTable,
  timeTable,
  detailTable,
  quarantineTable,
  cursorTable,
  versionTable,
] as const;

/** The definition of a table on one server. It does nothing where the table is there. */
export function defineTable(table: Table, database: string): string {
  const name = `${quoteName(database)}.${quoteName(table.name)}`;
  return `CREATE TABLE IF NOT EXISTS ${name} ${bodyOf(table)}ENGINE = ReplacingMergeTree(${table.replacing})\n${ordersOf(table)}`;
}

/** The definitions of a table in a cluster: what each server holds, and the whole of it, which is what Signpost asks. */
export function defineClusterTable(table: Table, database: string, cluster: string): readonly string[] {
  const [place, on] = [quoteName(database), `ON CLUSTER ${quoteText(cluster)}`];
  const local = `${table.name}_local`;
  const replicated = [
    "'/clickhouse/tables/{shard}/{database}/{table}'",
    "'{replica}'",
    table.replacing,
  ].filter((argument) => argument !== "");
  return [
    `CREATE TABLE IF NOT EXISTS ${place}.${quoteName(local)} ${on} ${bodyOf(table)}ENGINE = ReplicatedReplacingMergeTree(${replicated.join(", ")})\n${ordersOf(table)}`,
    `CREATE TABLE IF NOT EXISTS ${place}.${quoteName(table.name)} ${on} AS ${place}.${quoteName(local)}\nENGINE = Distributed(${quoteText(cluster)}, ${quoteText(database)}, ${quoteText(local)}, ${table.shardBy})`,
  ];
}

function bodyOf({ columns, indexes = [] }: Table): string {
  const lines = [...columns.map(({ name, type }) => `${quoteName(name)} ${type}`), ...indexes];
  return `(\n  ${lines.join(",\n  ")}\n) `;
}

function ordersOf({ partitionBy, orderBy, settings }: Table): string {
  const partition = partitionBy === undefined ? "" : `PARTITION BY ${partitionBy}\n`;
  return `${partition}ORDER BY ${orderBy}\nSETTINGS ${settings}`;
}
