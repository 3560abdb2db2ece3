import { expect, test } from "vitest";
import { steadyCoverage } from "../../src/store/steady-coverage.ts";
import type { Coverage } from "../../src/store/store.ts";

const holding = (signIns: number): Coverage => ({ signIns, types: {}, quarantined: [] });
const minute = 60_000;

/** A store that answers when it is told to, and a clock. */
function slowStore() {
  const asked: { answer: (coverage: Coverage) => void; fail: (error: Error) => void; signal: AbortSignal }[] =
    [];
  let now = 0;
  const coverage = steadyCoverage(
    (signal) => new Promise((answer, fail) => asked.push({ answer, fail, signal })),
    () => now,
  );
  return { asked, coverage, pass: (milliseconds: number) => (now += milliseconds) };
}

test("what is asked at once is asked once, and goes on when whoever asked first gives up", async () => {
  const { asked, coverage } = slowStore();
  const stop = new AbortController();
  const [first, second] = [coverage.read(stop.signal), coverage.read()];
  stop.abort(new Error("too late"));
  await expect(first).rejects.toThrow("too late");
  expect(asked).toHaveLength(1);
  expect(asked[0]?.signal.aborted).toBe(false);
  asked[0]?.answer(holding(5));
  expect(await second).toEqual(holding(5));
  expect(await coverage.read()).toEqual(holding(5));
  expect(asked).toHaveLength(1);
});

test("a minute later it is asked anew, behind those who get what was known", async () => {
  const { asked, coverage, pass } = slowStore();
  const first = coverage.read();
  asked[0]?.answer(holding(5));
  await first;
  pass(minute + 1);
  expect(await coverage.read()).toEqual(holding(5));
  expect(await coverage.read()).toEqual(holding(5));
  expect(asked).toHaveLength(2);
  asked[1]?.answer(holding(6));
  await expect.poll(() => coverage.read()).toEqual(holding(6));
});

test("what is older than ten minutes is waited for, and a failure is told and tried again", async () => {
  const { asked, coverage, pass } = slowStore();
  const first = coverage.read();
  asked[0]?.fail(new Error("away"));
  await expect(first).rejects.toThrow("away");
  const again = coverage.read();
  asked[1]?.answer(holding(5));
  await again;
  pass(11 * minute);
  const late = coverage.read();
  asked[2]?.answer(holding(7));
  expect(await late).toEqual(holding(7));
});

test("a store that is closed ends what is being asked", async () => {
  const { asked, coverage } = slowStore();
  const first = coverage.read();
  coverage.stop();
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[0]?.fail(new Error("closed"));
  await expect(first).rejects.toThrow("closed");
});

test("what was known before something was written is not told again, nor what was asked before", async () => {
  const { asked, coverage } = slowStore();
  const before = coverage.read();
  coverage.forget();
  const after = coverage.read();
  asked[1]?.answer(holding(2));
  asked[0]?.answer(holding(1));
  expect([await before, await after]).toEqual([holding(1), holding(2)]);
  expect(await coverage.read()).toEqual(holding(2));
  expect(asked).toHaveLength(2);
});
