import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lanes } from "../../../src/store/sqlite/lanes.ts";
import type { Reading, Steps } from "../../../src/store/sqlite/reading/reading.ts";
import type { Source } from "../../../src/store/sqlite/reading/source.ts";

// The lanes' clock stands still but for what the answers take.
beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

interface Watched {
  readonly lanes: Lanes;
  /** Asks for an answer of so many steps of a millisecond. */
  readonly ask: (name: string, milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** The names of those that were answered, in that order. */
  readonly answered: string[];
  /** Steps that were taken for each, those of tries that were given up included. */
  readonly steps: Map<string, number>;
  /** Readings that were begun and not ended. */
  readonly open: () => number;
}

function watched(): Watched {
  let open = 0;
  const source = (): Source => ({
    begin() {
      open += 1;
      return {} as Reading;
    },
    end() {
      open -= 1;
    },
  });
  const lanes = new Lanes(source(), source());
  const answered: string[] = [];
  const steps = new Map<string, number>();
  function* answer(name: string, milliseconds: number): Steps<string> {
    for (let step = 0; step < milliseconds; step++) {
      vi.advanceTimersByTime(1);
      steps.set(name, (steps.get(name) ?? 0) + 1);
      yield;
    }
    return name;
  }
  return {
    lanes,
    answered,
    steps,
    open: () => open,
    async ask(name, milliseconds, signal) {
      answered.push(await lanes.read(() => answer(name, milliseconds), signal));
    },
  };
}

test("a quick answer overtakes a slow one that is under way, which is not begun anew for that", async () => {
  const { ask, answered, steps, open } = watched();
  const slow = ask("slow", 200);
  await Promise.all([slow, ask("quick", 2), ask("quicker", 1)]);
  expect(answered).toEqual(["quick", "quicker", "slow"]);
  expect(steps.get("slow")).toBe(200);
  expect(open()).toBe(0);
});

test("of slow answers one is read at a time, in the order in which they came", async () => {
  const { ask, answered, steps } = watched();
  await Promise.all([ask("first", 100), ask("second", 200), ask("third", 50)]);
  expect(answered).toEqual(["first", "second", "third"]);
  // Those that waited had been tried twice before: for a slice of 5 ms, and for 25 ms.
  expect(steps).toEqual(
    new Map([
      ["first", 100],
      ["second", 200 + 5 + 25],
      ["third", 50 + 5 + 25],
    ]),
  );
});

test("one that takes a little longer than a slice is answered before slow ones that came earlier", async () => {
  const { ask, answered } = watched();
  await Promise.all([ask("slow", 300), ask("slower", 400), ask("middle", 15)]);
  expect(answered).toEqual(["middle", "slow", "slower"]);
});

test("an answer that is given up ends between two slices, and those that wait take its turn", async () => {
  const { ask, answered, steps, open } = watched();
  const [giveUp, giveUpToo] = [new AbortController(), new AbortController()];
  const slow = ask("given up", 1_000_000, giveUp.signal);
  const waiting = ask("given up while it waits", 1_000, giveUpToo.signal);
  const other = ask("other", 100);
  giveUpToo.abort(new Error("too late, too"));
  setTimeout(() => giveUp.abort(new Error("too late")), 5);
  await expect(slow).rejects.toThrow("too late");
  await expect(waiting).rejects.toThrow("too late, too");
  await other;
  expect(answered).toEqual(["other"]);
  expect(steps.get("given up")).toBeLessThan(1_000_000);
  expect(steps.get("given up while it waits")).toBeLessThan(1_000);
  expect(open()).toBe(0);
  await expect(ask("late", 1, giveUp.signal)).rejects.toThrow("too late");
});

test("what breaks is told to who asked, whichever way it was read, and the others are answered", async () => {
  const { lanes, ask, answered, open } = watched();
  const breaking = (after: number): Promise<never> =>
    lanes.read(function* (): Steps<never> {
      for (let step = 0; step < after; step++) {
        vi.advanceTimersByTime(1);
        yield;
      }
      throw new Error(`broken after ${after}`);
    }, undefined);
  const slow = ask("slow", 200);
  await Promise.all(
    [0, 10, 100].map((after) => expect(breaking(after)).rejects.toThrow(`broken after ${after}`)),
  );
  await slow;
  expect(answered).toEqual(["slow"]);
  expect(open()).toBe(0);
});

test("what is done in turn has no slow answer beside it", async () => {
  const { lanes, ask, steps, open } = watched();
  const slow = ask("slow", 200);
  const turn = lanes.inTurn(() => ({ open: open(), slow: steps.get("slow") }));
  await Promise.all([slow, ask("slower", 300)]);
  expect(await turn).toEqual({ open: 0, slow: 200 });
});
