import fc from "fast-check";
import { expect, test } from "vitest";
import { begun, marked, nextWindow, read, resized, shorter, type Progress } from "../../src/sync/progress.ts";
import { unread } from "../../src/sync/synced.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.parse("2026-03-31T12:00:00Z");
const since = Date.parse("2026-03-01T00:00:00Z");

const change = fc.constantFrom<(progress: Progress) => Progress>(
  shorter,
  (progress) => resized(progress, 1),
  (progress) => resized(progress, 50),
);

test("windows go from the newest to the oldest, until everything is read, whatever their length", () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      let progress = begun(now, since);
      let end = Infinity;
      let windows = 0;
      for (;;) {
        const next = nextWindow(progress, now, since);
        if (next === undefined) break;
        const [from, to] = next.range;
        expect(to).toBeLessThanOrEqual(end);
        expect(from).toBeGreaterThanOrEqual(since);
        end = to;
        progress = changes[windows % changes.length]?.(read(progress, next.range)) ?? progress;
        expect(++windows).toBeLessThan(10_000);
      }
      expect(progress.covered).toEqual([[since, now]]);
    }),
    { numRuns: 8 },
  );
});

test("after an outage the newest hours come first, then the gap, then what may have changed", () => {
  const before = read({ ...begun(now - 3 * day, since), window: hour }, [since, now - 3 * day]);
  let progress = marked(before, now);
  const seen: string[] = [];
  for (;;) {
    const next = nextWindow(progress, now, since);
    if (next === undefined) break;
    if (seen.at(-1) !== next.why) seen.push(next.why);
    progress = read(progress, next.range);
  }
  expect(seen).toEqual(["head", "fill", "again"]);
  expect(progress.stale).toEqual([]);
});

test("the newest is read with the half hour before it", () => {
  const progress = read(begun(now, since), [since, now]);
  expect(nextWindow(progress, now + 5 * minute, since)).toEqual({
    range: [now - 30 * minute, now + 5 * minute],
    why: "head",
  });
});

test.each<[string, Progress["covered"], [number, number], Progress["covered"]]>([
  ["nothing, where all is read", [[since, now]], [since, now], []],
  ["nothing, where a round is not due yet", [[since, now - 10 * minute]], [since, now], []],
  ["what is due", [[since, now - hour]], [since, now], [[now - hour, now]]],
  ["what is older", [[now - day, now]], [-Infinity, Infinity], [[since, now - day]]],
  ["nothing that is not kept", [[since, now]], [since - 10 * day, now], []],
  ["what the question means alone", [[now - day, now]], [now - hour, now], []],
])("unread is %s", (_, covered, range, expected) => {
  expect(unread({ ...begun(now, since), covered }, range, now)).toEqual(expected);
});
