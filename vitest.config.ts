import { defineConfig } from "vitest/config";

/** Generous times: the tests start real processes, stores and browsers, also on machines that are slow and shared. */
// oxlint-disable-next-line import/no-default-export -- vitest looks for one
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Every core: left to itself, Vitest keeps one back, and on two cores runs one file after the other.
    maxWorkers: "100%",
    // What was built is run as it is installed.
    server: { deps: { external: [/\/dist\//] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
