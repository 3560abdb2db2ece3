import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createAnalysis } from "../../src/commands/analysis.ts";
import type { Store } from "../../src/store/store.ts";
import { memoryStore } from "../store/memory-store.ts";

const request = {
  filter: { where: [] },
  request: {
    by: ["user" as const],
    limit: 1,
    rank: "signIns" as const,
    order: "most" as const,
    having: [],
    distinct: [],
  },
  length: 3_600_000,
};

test("two at most hold at a time what they have read, and those that were given up read nothing", async () => {
  let [underWay, most, asked] = [0, 0, 0];
  const store: Store = {
    ...memoryStore(),
    async scan() {
      [asked, underWay, most] = [asked + 1, underWay + 1, Math.max(most, underWay + 1)];
      await setImmediate();
      underWay -= 1;
      return { rows: [], more: false };
    },
  };
  const analysis = createAnalysis(store);
  const stop = new AbortController();
  const answers = Array.from({ length: 6 }, () => analysis.topWithin(request));
  const late = analysis.topWithin(request, stop.signal);
  stop.abort(new Error("too late"));
  await expect(late).rejects.toThrow("too late");
  expect(await Promise.all(answers)).toHaveLength(6);
  expect({ asked, most }).toEqual({ asked: 6, most: 2 });
});
