// Puts the conformance suite to a real service. A workspace of Log Analytics, a cluster of Data Explorer or its emulator
// gets the sign-ins in the queries, so that nothing is written, nothing of yours is read, and the right to read is enough.
// On a server of ClickHouse, databases are made for them and dropped again.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [address] = process.argv.slice(2);
if (address === undefined) {
  console.error(
    "Which? npm run conformance:live -- loganalytics:WORKSPACE-ID (or adx:CLUSTER.REGION/DATABASE, or clickhouse:URL)",
  );
  process.exit(2);
}
const store = /^\s*clickhouse:/i.test(address) ? "clickhouse" : "kusto";
const { status } = spawnSync(
  process.execPath,
  [
    fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url)),
    "run",
    `test/store/${store}/live.test.ts`,
    "--testTimeout=600000",
    // Where the first question finds nobody, the others would not either.
    "--bail=1",
  ],
  { stdio: "inherit", env: { ...process.env, SIGNPOST_LIVE: address } },
);
process.exit(status ?? 1);
