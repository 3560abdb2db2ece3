import { defineConfig } from "vitest/config";

/** Generous times: the tests start real processes, stores and browsers, also on machines that are slow and shared. */
// oxlint-disable-next-line import/no-default-export -- vitest looks for one
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
