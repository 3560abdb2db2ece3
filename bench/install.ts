import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { duckDbIsInstalled } from "./engines/duckdb.ts";

/** Installs what Signpost is compared with, the first time it is needed. @returns whether it is there */
export function installDuckDb(): boolean {
  if (duckDbIsInstalled()) return true;
  console.error("Installing DuckDB for the benchmarks (once) …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  return status === 0 && duckDbIsInstalled();
}
