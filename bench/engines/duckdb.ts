import { once } from "node:events";
import { createWriteStream, existsSync, rmSync } from "node:fs";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { flatColumns } from "./columns.ts";
import type { Cell, SqlEngine, Statement, Table } from "./engine.ts";

/** The part of DuckDB's Node client that is used: it is installed for the benchmarks alone, and found while they run. */
interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<Instance> };
}

interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRowsJS(): unknown[][] }>;
  closeSync(): void;
}

/** Records that DuckDB reads at once from a file between. */
const batch = 100_000;

export function duckDbIsInstalled(): boolean {
  return existsSync(new URL("../node_modules/@duckdb/node-api", import.meta.url));
}

/** DuckDB with one table in the order of time, the raw record beside it: its own format with all defaults. */
export async function openDuckDb(path: string): Promise<SqlEngine> {
  const name = "@duckdb/node-api";
  const { DuckDBInstance } = (await import(name)) as DuckDb;
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  return {
    name: "duckdb",
    async load(signIns, onProgress) {
      await connection.run(`DROP TABLE IF EXISTS sign_ins`);
      await connection.run(`CREATE TABLE sign_ins (${definition})`);
      const between = `${path}.part.ndjson`;
      let records = 0;
      for (const part of parts(signIns)) {
        records += await write(between, part);
        await connection.run(
          `INSERT INTO sign_ins SELECT * FROM read_json('${between}', format = 'newline_delimited', columns = {${jsonColumns}})`,
        );
        onProgress(records);
      }
      rmSync(between, { force: true });
      await connection.run("CHECKPOINT");
    },
    async ask(statement): Promise<Table> {
      const reader = await connection.runAndReadAll(spelledOut(statement));
      return reader.getRowsJS().map((row) => row.map(cellOf));
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const definition = flatColumns.map(({ name, duckdb }) => `"${name}" ${duckdb}`).join(", ");
/** The reader knows no enumerations; they are made of texts when they are inserted. */
const jsonColumns = flatColumns
  .map(({ name, duckdb }) => `"${name}": '${duckdb.startsWith("ENUM") ? "VARCHAR" : duckdb}'`)
  .join(", ");

function* parts(signIns: Iterable<SignIn>): Generator<Iterable<SignIn>> {
  const iterator = signIns[Symbol.iterator]();
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    const first = next.value;
    yield (function* (): Generator<SignIn> {
      yield first;
      for (let taken = 1; taken < batch; taken++) {
        const more = iterator.next();
        if (more.done === true) return;
        yield more.value;
      }
    })();
  }
}

async function write(path: string, signIns: Iterable<SignIn>): Promise<number> {
  const file = createWriteStream(path);
  let records = 0;
  for (const signIn of signIns) {
    const line = JSON.stringify(
      Object.fromEntries(flatColumns.map(({ name, read }) => [name, read(signIn)])),
    );
    if (!file.write(`${line}\n`)) await once(file, "drain");
    records += 1;
  }
  file.end();
  await once(file, "close");
  return records;
}

/** With its values in the text, so that DuckDB plans with them. */
function spelledOut({ sql, values }: Statement): string {
  return sql.replace(/\$(p\d+)\b/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? String(value) : `'${(value ?? "").replaceAll("'", "''")}'`;
  });
}

function cellOf(value: unknown): Cell {
  if (typeof value === "bigint") return Number(value);
  return typeof value === "string" || typeof value === "number" ? value : null;
}
