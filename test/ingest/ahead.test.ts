import { expect, test } from "vitest";
import { oneAhead } from "../../src/ingest/ahead.ts";

async function* counted(made: number[], until = 3): AsyncGenerator<number> {
  try {
    for (let i = 0; i < until; i++) {
      made.push(i);
      yield i;
    }
  } finally {
    made.push(-1);
  }
}

test("items come in order, each made while the one before is worked on", async () => {
  const made: number[] = [];
  const seen: [number, number][] = [];
  for await (const item of oneAhead(counted(made))) seen.push([item, made.length]);
  expect(seen).toEqual([
    [0, 2],
    [1, 3],
    [2, 4],
  ]);
});

test("what breaks in the making is thrown after what was made before it", async () => {
  const seen: number[] = [];
  async function* breaking(): AsyncGenerator<number> {
    yield 1;
    throw new Error("broken");
  }
  const reading = async (): Promise<void> => {
    for await (const item of oneAhead(breaking())) seen.push(item);
  };
  await expect(reading()).rejects.toThrow("broken");
  expect(seen).toEqual([1]);
});

test("whoever leaves ends the making, too", async () => {
  const made: number[] = [];
  for await (const item of oneAhead(counted(made, 10))) if (item === 1) break;
  expect(made).toEqual([0, 1, 2, -1]);
});
