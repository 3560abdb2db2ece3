import { expect, test } from "vitest";
import { createRecent } from "../../src/bot/recent.ts";

test("a key is known until its time is over", () => {
  const isRepeat = createRecent(10, 1_000);
  expect([isRepeat("a", 0), isRepeat("a", 999), isRepeat("b", 999), isRepeat("a", 1_000)]).toEqual([
    false,
    true,
    false,
    false,
  ]);
});

test("beyond the capacity the oldest key is forgotten first", () => {
  const isRepeat = createRecent(2, 1_000);
  for (const key of ["a", "b", "c"]) isRepeat(key, 0);
  expect([isRepeat("c", 1), isRepeat("b", 1), isRepeat("a", 1)]).toEqual([true, true, false]);
});
