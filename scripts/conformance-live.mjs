// Puts the questions of the conformance suite to a real workspace of Log Analytics, a cluster of Data Explorer or its
// emulator. The sign-ins stand in the queries, so that nothing is written, nothing of yours is read, and the right to read
// is enough.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [address] = process.argv.slice(2);
if (address === undefined) {
  console.error("Which? npm run conformance:live -- loganalytics:WORKSPACE-ID (or adx:CLUSTER/DATABASE)");
  process.exit(2);
}
const { status } = spawnSync(
  process.execPath,
  [
    fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url)),
    "run",
    "test/store/kusto/live.test.ts",
    "--testTimeout=600000",
  ],
  { stdio: "inherit", env: { ...process.env, SIGNPOST_LIVE: address } },
);
process.exit(status ?? 1);
