import { UserError } from "../../errors.ts";
import type { Engine } from "./engine.ts";
import { factColumns } from "./facts.ts";
import { type Layout, readLayout } from "./layout.ts";
import { tableIn } from "./place.ts";
import { quoteName } from "./statement.ts";
import { defineClusterTable, defineTable, tables } from "./tables.ts";

/**
 * Each entry takes the tables one version further. An entry that has been released never changes, and does nothing where
 * it was done before: two programs may start at once. Columns that are made of the fields are no part of this: they are
 * added when the field table has new ones.
 */
const migrations: readonly ((database: string) => readonly string[])[] = [nodeSchema];

/** The version that this program writes, and the newest that it reads. */
export const currentVersion = migrations.length;

/** The definitions of all tables on one server. */
export function nodeSchema(database: string): readonly string[] {
  return tables.map((table) => defineTable(table, database));
}

/**
 * The definitions of all tables in a cluster, for an administrator to run: on each server tables that hold a part, and are
 * replicated, and beside them those that stand for the whole. What belongs to one sign-in is on one shard, since copies
 * of it replace each other there only.
 * @param cluster its name in the servers' configuration
 */
export function clusterSchema(cluster: string, database = "signpost"): string {
  const statements = [
    ...tables.flatMap((table) => defineClusterTable(table, database, cluster)),
    `INSERT INTO ${quoteName(database)}.${quoteName("schema_version")} VALUES (${currentVersion})`,
  ];
  return statements.map((statement) => `${statement};\n`).join("\n");
}

/**
 * Makes the tables where they are missing and brings older ones up to date. Tables of a cluster are used as they are:
 * whoever made them brings them up to date.
 * @throws UserError for tables of a newer version, and for those of an older one that may not be changed
 */
export async function ensureSchema(engine: Engine, readonly: boolean): Promise<Layout> {
  const { place } = engine;
  let layout = await readLayout(engine);
  if (layout.columns === undefined && readonly)
    throw new UserError(
      `The database ${place.database} of ClickHouse at ${place.address} has no tables of Signpost. Start Signpost once for writing, or import first.`,
    );
  const version = layout.columns === undefined ? 0 : await readVersion(engine);
  if (version > currentVersion)
    throw new UserError(
      `The database ${place.database} of ClickHouse at ${place.address} was written by a newer version of Signpost. Install that version, or name another database.`,
    );
  if (version < currentVersion) {
    if (readonly || layout.cluster !== undefined) throw isOlder(engine, layout);
    await migrate(engine, version);
    layout = await readLayout(engine);
  }
  const missing = factColumns.filter(({ name }) => layout.columns?.has(name) !== true);
  if (missing.length === 0) return layout;
  if (readonly || layout.cluster !== undefined) throw isOlder(engine, layout);
  const columns = missing.map(({ name, type }) => `ADD COLUMN IF NOT EXISTS ${quoteName(name)} ${type}`);
  await engine.run({ text: `ALTER TABLE ${tableIn(place, "sign_in")} ${columns.join(", ")}`, params: {} });
  return readLayout(engine);
}

/** The version of the tables; 0 where none is noted, as while another program makes them. */
export async function readVersion(engine: Engine): Promise<number> {
  const { place } = engine;
  const noted = await engine.ask({
    text: "SELECT name FROM system.tables WHERE database = {database:String} AND name = 'schema_version'",
    params: { database: place.database },
  });
  if (noted.length === 0) return 0;
  const text = `SELECT max(version) FROM ${tableIn(place, "schema_version")}`;
  const [[version = 0] = []] = await engine.ask({ text, params: {} });
  return Number(version);
}

async function migrate(engine: Engine, from: number): Promise<void> {
  for (const [at, migration] of migrations.slice(from).entries()) {
    for (const text of migration(engine.place.database)) await engine.run({ text, params: {} });
    await engine.insert(tableIn(engine.place, "schema_version"), [{ version: from + at + 1 }]);
  }
}

function isOlder({ place }: Engine, { cluster }: Layout): UserError {
  const todo =
    cluster === undefined
      ? "Open it once for writing: start Signpost or import."
      : "Bring its tables to what docs/clickhouse.md lists for a cluster.";
  return new UserError(
    `The database ${place.database} of ClickHouse at ${place.address} is from an older version. ${todo}`,
  );
}
