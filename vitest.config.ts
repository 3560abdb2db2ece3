import { configDefaults, defineConfig } from "vitest/config";

/** Tests that need a process of their own: ClickHouse's engine can be in one only once, and programs, browsers and clocks are left to one test at a time. */
const alone = ["bench", "chat", "cli", "demo", "playground", "store/clickhouse", "store/pool"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** Generous times: the tests start real processes, stores and browsers, also on machines that are slow and shared. */
// oxlint-disable-next-line import/no-default-export -- vitest looks for one
export default defineConfig({
  test: {
    // Every core: left to itself, Vitest keeps one back, and on two cores runs one file after the other.
    maxWorkers: "100%",
    // What was built is run as it is installed.
    server: { deps: { external: [/\/dist\//] } },
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
