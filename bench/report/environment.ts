import { spawnSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import packages from "../package.json" with { type: "json" };
import { gigabytes } from "./markdown.ts";

/** What was measured, and where: rows of a table. */
export function environmentRows(): string[][] {
  const [cpu] = cpus();
  return [
    [
      "Machine",
      `${cpus().length} × ${cpu?.model.trim() ?? "unknown"}, ${gigabytes(totalmem())}, ${process.platform} ${process.arch}`,
    ],
    [
      "Load",
      `${(loadavg()[2] ?? 0).toFixed(1)} in the last quarter of an hour: beyond the number of cores, others were at work`,
    ],
    ["Node", process.version],
    ["Code", commit()],
    ["DuckDB", `${packages.devDependencies["@duckdb/node-api"]}, on as many threads as there are cores`],
  ];
}

/** The commit that was measured, and whether files have changed since; "unknown" outside of a repository. */
function commit(): string {
  const git = (...args: string[]): string =>
    spawnSync("git", args, { encoding: "utf8" }).stdout?.trim() ?? "";
  const head = git("rev-parse", "--short", "HEAD");
  return head === "" ? "unknown" : git("status", "--porcelain") === "" ? head : `${head}, changed`;
}
