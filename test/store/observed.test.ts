import { expect, test } from "vitest";
import { observedStore } from "../../src/store/observed.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";

test("every call is told once with its time, also one that fails, and the answers are the store's", async () => {
  const calls: string[] = [];
  const own = openSqliteStore({ path: ":memory:" });
  const store = observedStore(own, (call, milliseconds) => {
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    calls.push(call);
  });
  expect(await store.coverage()).toEqual(await own.coverage());
  await store.write([], { name: "x", value: "1" });
  expect(await store.cursor("x")).toBe("1");
  await store.list({ where: [] }, { order: "newest", limit: 1 });
  await expect(store.find("x", 1, AbortSignal.abort(new Error("late")))).rejects.toThrow("late");
  await store.erase([]);
  expect(calls).toEqual(["coverage", "write", "list", "find", "erase"]);
  await store.close();
});
