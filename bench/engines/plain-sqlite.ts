import type Driver from "better-sqlite3";
import { Database } from "../../src/sqlite/driver.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import { flatColumns } from "./columns.ts";
import type { Cell, SqlEngine, Table } from "./engine.ts";

/** What one would index: the ids, and what is filtered by, each with the time. */
const indexes = [
  '"time"',
  '"id"',
  '"correlationId"',
  '"user", "time"',
  '"app", "time"',
  '"ip", "time"',
  '"status", "time"',
  '"errorCode", "time"',
  '"country", "time"',
  '"type", "time"',
];

/** Bytes of the files that are in memory, as much as Signpost allows itself. */
const cacheKilobytes = 256 * 1024;
const batch = 10_000;

/** One wide table in SQLite with ordinary indexes, the raw record as text: what one would build in an afternoon. */
export function openPlainSqlite(path: string): SqlEngine {
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.pragma("temp_store = MEMORY");
  db.pragma(`cache_size = -${cacheKilobytes}`);
  const statements = new Map<string, Driver.Statement>();
  return {
    name: "sqlite",
    async load(signIns, onProgress) {
      db.exec(`DROP TABLE IF EXISTS sign_ins; CREATE TABLE sign_ins (${definition})`);
      const insert = db.prepare(`INSERT INTO sign_ins VALUES (${flatColumns.map(() => "?").join(", ")})`);
      let records = 0;
      db.exec("BEGIN");
      for (const signIn of signIns) {
        insert.run(rowOf(signIn));
        if (++records % batch !== 0) continue;
        db.exec("COMMIT; BEGIN");
        onProgress(records);
      }
      db.exec("COMMIT");
      for (const [at, columns] of indexes.entries())
        db.exec(`CREATE INDEX sign_ins_${at} ON sign_ins (${columns})`);
      db.exec("ANALYZE");
      db.pragma("wal_checkpoint(TRUNCATE)");
    },
    async ask({ sql, values }): Promise<Table> {
      const statement = statements.get(sql) ?? db.prepare(sql).raw();
      statements.set(sql, statement);
      return statement.all(values) as Cell[][];
    },
    async close() {
      db.close();
    },
  };
}

const definition = flatColumns.map(({ name, sqlite }) => `"${name}" ${sqlite}`).join(", ");

/** Lists are JSON texts. */
function rowOf(signIn: SignIn): Cell[] {
  return flatColumns.map(({ read }) => {
    const value = read(signIn);
    return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  });
}
