import { configDefaults, defineConfig } from "vitest/config";

/** Folders whose tests touch nothing that another test could notice: they share a process, and what it has loaded. */
const pure = ["commands", "exports", "hunts", "ingest", "links", "portal", "question", "signin", "views"].map(
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
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...pure],
        },
      },
      { extends: true, test: { name: "together", include: pure, isolate: false } },
    ],
  },
});
