import { formatDistanceStrict } from "date-fns";
import { UserError } from "../../errors.ts";
import type { Finding } from "../finding.ts";
import { createEngine, type Engine } from "./engine.ts";
import { factColumns } from "./facts.ts";
import { readLayout } from "./layout.ts";
import type { ClickHouseOptions } from "./open.ts";
import { readPlace, tableIn } from "./place.ts";
import { readServer } from "./server.ts";
import { quoteName } from "./statement.ts";
import { currentVersion, readVersion } from "./schema.ts";
import { tables } from "./tables.ts";

/**
 * What `signpost doctor` tells of the store: whether it can be reached and used, what it holds, and what a typical
 * question costs. Nothing is changed.
 */
export async function lookAtClickHouse(options: ClickHouseOptions, now: Date): Promise<readonly Finding[]> {
  const { url, password, readonly = false, client } = options;
  let engine: Engine | undefined;
  const findings: Finding[] = [];
  try {
    engine = createEngine(readPlace(url, password), client);
    const { version, user } = await readServer(engine);
    findings.push({
      level: "ok",
      text: `ClickHouse: ${engine.place.address}, version ${version}, user ${user}`,
    });
    findings.push(...(await permissions(engine, user, readonly)));
    const state = await schema(engine, readonly);
    findings.push(state);
    if (state.level === "ok") {
      findings.push(await newestRecord(engine, now));
      findings.push(await size(engine));
      findings.push(await cost(engine, now));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    findings.push({ level: "FIX", text: error.message });
  } finally {
    await engine?.close();
  }
  return findings;
}

/** What a service does with its tables; docs/clickhouse.md lists the same. */
const reading = "SELECT";
const writing = "INSERT, CREATE TABLE, ALTER ADD COLUMN, ALTER DELETE";

async function permissions(engine: Engine, user: string, readonly: boolean): Promise<Finding[]> {
  const on = `ON ${quoteName(engine.place.database)}.*`;
  const tell = async (what: string, grants: string): Promise<Finding> => {
    switch (await engine.may(`${grants} ${on}`)) {
      case true:
        return { level: "ok", text: `Permission to ${what}: there` };
      case false:
        return {
          level: "FIX",
          text: `Permission to ${what}: missing. As an administrator: GRANT ${grants} ${on} TO ${quoteName(user)}`,
        };
      case undefined:
        return { level: "note", text: `Permission to ${what}: this version of ClickHouse can't tell` };
    }
  };
  const read = await tell("read", reading);
  return readonly ? [read] : [read, await tell("write", writing)];
}

async function schema(engine: Engine, readonly: boolean): Promise<Finding> {
  const { columns, cluster } = await readLayout(engine);
  const { database } = engine.place;
  if (columns === undefined) {
    return readonly
      ? {
          level: "FIX",
          text: `Tables: none in database ${database}. Start Signpost once for writing, or import`,
        }
      : {
          level: "note",
          text: `Tables: none in database ${database} yet. They are made when Signpost starts`,
        };
  }
  const version = await readVersion(engine);
  const missing = factColumns.filter(({ name }) => !columns.has(name));
  const where =
    cluster === undefined ? `in database ${database}` : `in database ${database}, cluster ${cluster}`;
  if (version > currentVersion)
    return { level: "FIX", text: `Tables: ${where}, of a newer version of Signpost. Install that version` };
  if (version === currentVersion && missing.length === 0)
    return { level: "ok", text: `Tables: ${where}, version ${version}` };
  if (cluster !== undefined) {
    const lacking = missing.map(({ name, type }) => `${quoteName(name)} ${type}`).join(", ") || "none";
    return {
      level: "FIX",
      text: `Tables: ${where}, of version ${version}; this program's is ${currentVersion}. Columns that are missing: ${lacking}. See docs/clickhouse.md`,
    };
  }
  if (readonly)
    return { level: "FIX", text: `Tables: ${where}, of an older version. Start Signpost once for writing` };
  return {
    level: "note",
    text: `Tables: ${where}, of an older version. They are brought up to date when Signpost starts`,
  };
}

async function newestRecord(engine: Engine, now: Date): Promise<Finding> {
  const table = tableIn(engine.place, "sign_in");
  const [[count, newest] = []] = await askFor(
    engine,
    `SELECT count(), max(time) FROM ${table} WHERE is_deleted = 0`,
  );
  if (Number(count) === 0) return { level: "note", text: "Data: none yet" };
  const at = Number(newest);
  const age = formatDistanceStrict(at, now);
  const old = at > now.getTime() ? `${age} ahead of this machine's clock` : `${age} old`;
  return { level: "ok", text: `Data: newest record ${new Date(at).toISOString()}, ${old}` };
}

async function size(engine: Engine): Promise<Finding> {
  const rows = await engine.ask({
    text: "SELECT sum(total_rows), sum(total_bytes) FROM system.tables WHERE database = {database:String} AND name IN {names:Array(String)}",
    params: { database: engine.place.database, names: tables.flatMap(({ name }) => [name, `${name}_local`]) },
  });
  const [[count, bytes] = []] = rows;
  return {
    level: "ok",
    text: `Size: ${whole.format(Number(count))} rows, ${mebibytes(Number(bytes))} on the disk of this server`,
  };
}

/** How much of the table a question about failures of the last 7 days reads: what a cloud bills and a disk has to do. */
async function cost(engine: Engine, now: Date): Promise<Finding> {
  const columns = ["time", "id", "version", "is_deleted", "status", "user", "userName", "userAlias"];
  const from = now.getTime() - 7 * 86_400_000;
  const names = { database: engine.place.database, table: "sign_in", columns };
  const estimate = await engine.ask({
    text: `EXPLAIN ESTIMATE SELECT count() FROM ${tableIn(engine.place, "sign_in")} WHERE time >= {from:Int64}`,
    params: { from },
  });
  const read = estimate.reduce((sum, row) => sum + Number(row[3]), 0);
  const [[rows, bytes] = []] = await engine.ask({
    text: [
      "SELECT (SELECT sum(rows) FROM system.parts WHERE active AND part_type = 'Wide' AND database = {database:String} AND table = {table:String}), sum(data_compressed_bytes)",
      "FROM system.columns WHERE database = {database:String} AND table = {table:String} AND name IN {columns:Array(String)}",
    ].join("\n"),
    params: names,
  });
  const share = Number(rows) > 0 ? `, about ${mebibytes((Number(bytes) / Number(rows)) * read)}` : "";
  return { level: "ok", text: `Cost: “failures last 7 days” reads about ${whole.format(read)} rows${share}` };
}

function askFor(engine: Engine, text: string): ReturnType<Engine["ask"]> {
  return engine.ask({ text, params: {} });
}

const whole = new Intl.NumberFormat("en-GB");

function mebibytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
