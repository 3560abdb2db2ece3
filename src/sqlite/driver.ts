import { createRequire } from "node:module";
import type Driver from "better-sqlite3";

const major = Number(process.versions.node.split(".")[0]);

/**
 * better-sqlite3 in the major version that this Node runs. 12 is the last for Node 20; from Node 24 on it can abort the
 * process when a statement is collected (`RemoveEnvironmentCleanupHook`, WiseLibs/better-sqlite3#1515), which 13 cannot,
 * as it is made with Node-API. Both are used through the same calls.
 */
export const Database = createRequire(import.meta.url)(
  major >= 24 ? "better-sqlite3-node-api" : "better-sqlite3",
) as typeof Driver;
