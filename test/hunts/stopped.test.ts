import { expect, test } from "vitest";
import type { Event } from "../../src/hunts/hunt.ts";
import { stoppedOf } from "../../src/hunts/stopped.ts";

const event = (time: number, status: string, correlationId?: string): Event => ({
  time,
  values: {
    status: [{ key: status }],
    ...(correlationId !== undefined && { correlationId: [{ key: correlationId }] }),
  },
});

test.each([
  ["a failure by itself", [event(1, "failure", "a")], [1]],
  ["a prompt that is answered", [event(1, "interrupted", "a"), event(2, "success", "a")], []],
  [
    "a prompt and a slip on the way",
    [1, 2, 3].map((at) => event(at, at < 3 ? "failure" : "success", "a")),
    [],
  ],
  ["a failure in the middle of another flow", [event(1, "failure", "a"), event(2, "success", "b")], [1]],
  ["a failure after the success of its flow", [event(1, "success", "a"), event(2, "failure", "a")], [2]],
  ["flows that are not known", [event(1, "failure"), event(2, "success")], [1]],
])("%s: what was stopped is no step on the way in", (_, events, stopped) => {
  expect(stoppedOf(events).map(({ time }) => time)).toEqual(stopped);
});
