import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { clickHouseIsInstalled } from "./engines/clickhouse.ts";
import { duckDbIsInstalled } from "./engines/duckdb.ts";

/** Installs what Signpost is compared with, the first time it is needed. @returns whether it is there */
export function installDuckDb(): boolean {
  return duckDbIsInstalled() || (install("DuckDB", ".") && duckDbIsInstalled());
}

/** The same with ClickHouse's engine, which is that of the tests. */
export function installClickHouse(): boolean {
  return clickHouseIsInstalled() || (install("ClickHouse", "../test/engines") && clickHouseIsInstalled());
}

function install(name: string, folder: string): boolean {
  console.error(`Installing ${name} for the benchmarks (once) …`);
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: fileURLToPath(new URL(folder, import.meta.url)),
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  return status === 0;
}
