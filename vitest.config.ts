import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

/**
 * Tests that need a process of their own: ClickHouse's engine can be in one only once, and Agents Playground and a proxy are
 * spoken to as they would be without Nock, which stays in a process.
 */
const alone = [
  "test/cli/doctor.test.ts",
  "test/cli/clickhouse.test.ts",
  "test/demo/backends.test.ts",
  "test/playground/**/*.test.ts",
  "test/store/clickhouse/!(addresses|place).test.ts",
];

/** Generous times: the tests start real processes, stores and browsers, also on machines that are slow and shared. */
// oxlint-disable-next-line import/no-default-export -- vitest looks for one
export default defineConfig({
  test: {
    // One more than there are cores, since browsers, processes and timers are waited for.
    maxWorkers: availableParallelism() + 1,
    // What was built is run as it is installed.
    server: { deps: { external: [/\/dist\//] } },
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      {
        extends: true,
        test: {
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...alone],
          // They share a process, and what it has loaded: loading takes longer than most tests.
          isolate: false,
          setupFiles: ["test/after-each-file.ts"],
        },
      },
    ],
  },
});
