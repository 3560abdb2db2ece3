import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { limits } from "../../src/limits.ts";
import type { Store } from "../../src/store/store.ts";
import { field, fieldNames } from "../../src/question/fields.ts";
import { viewOf } from "./answer-question.ts";
import { memoryStore } from "../store/memory-store.ts";
import { sampleSignIns, someTime } from "../store/sign-ins.ts";
import { entryOf } from "../../src/store/sign-in-text.ts";

const window = { from: "now-7d", to: "now" };
const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);

test("a trend by error code has the most frequent, and the others as one", async () => {
  const view = await viewOf("trend", { intent: "trend", window, bucket: "day", split: "errorCode" });
  expect(view.bars.map(({ label, value }) => [label, value])).toEqual([
    ["50126 InvalidUserNameOrPassword", "8 · 40 %"],
    ["0", "4 · 20 %"],
    [expect.stringMatching(/^50105/), "2 · 10 %"],
    ["53003 BlockedByConditionalAccess", "2 · 10 %"],
    [expect.stringMatching(/^50053/), "1 · 5 %"],
    ["3 other error codes", "3 · 15 %"],
  ]);
  expect(view.headline).toMatch(/Most are of 50126 InvalidUserNameOrPassword: 8 · 40 %\.$/);
});

test.each(fieldNames.filter((name) => field(name).groups))(
  "split by %s, the parts of every point are those of its sign-ins",
  async (name) => {
    const store = memoryStore();
    await store.write(sampleSignIns(40).map(entryOf));
    const now = new Date(someTime + 86_400_000);
    const where = [
      {
        field: "type" as const,
        is: ["interactiveUser", "nonInteractiveUser", "servicePrincipal", "managedIdentity"],
      },
    ];
    const view = await viewOf(
      "trend",
      { intent: "trend", where, window, bucket: "hour", split: name },
      { store, now },
    );
    const several = field(name).many === true;
    const wrong = view.points.filter(({ parts, success, failure, interrupted }) => {
      const all = success + failure + interrupted;
      return several ? sum(parts) < all : sum(parts) !== all;
    });
    expect(wrong).toEqual([]);
    // A point has the sign-ins of its own bucket alone, the bars those of all.
    const parts = view.bars.map((_, index) => sum(view.points.map((point) => point.parts[index] ?? 0)));
    expect(parts).toEqual(view.bars.map(({ size }) => size));
  },
);

test("points are counted a few at a time, so that others are answered in between", async () => {
  const store = memoryStore();
  await store.write(sampleSignIns(40).map(entryOf));
  let [underWay, most, asked] = [0, 0, 0];
  const counted: Store = {
    ...store,
    async summarise(...given) {
      const isPoint = given[1].limit === limits.splitBucket;
      if (isPoint) [asked, underWay, most] = [asked + 1, underWay + 1, Math.max(most, underWay + 1)];
      await setImmediate();
      if (isPoint) underWay -= 1;
      return store.summarise(...given);
    },
  };
  const now = new Date(someTime + 86_400_000);
  await viewOf("trend", { intent: "trend", window, bucket: "hour", split: "app" }, { store: counted, now });
  expect(asked).toBeGreaterThan(20);
  expect(most).toBe(limits.countedAtOnce);
});
