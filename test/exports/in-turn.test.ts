import { expect, test } from "vitest";
import { inTurn } from "../../src/exports/in-turn.ts";

test("of pages that arrive at once, each is written in another turn of the event loop", async () => {
  let turn = 0;
  const count = (): void => {
    turn += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  const turns = await Promise.all(Array.from({ length: 5 }, (_, page) => inTurn(() => `${page} ${turn}`)));
  clearImmediate(counting);
  expect(turns.map((text) => text.split(" ")[0])).toEqual(["0", "1", "2", "3", "4"]);
  expect(new Set(turns.map((text) => text.split(" ")[1])).size).toBe(5);
});

test("a page that breaks is told to who reads it, and the next is written", async () => {
  const broken = inTurn(() => {
    throw new Error("broken");
  });
  await expect(broken).rejects.toThrow("broken");
  expect(await inTurn(() => "next")).toBe("next");
});
