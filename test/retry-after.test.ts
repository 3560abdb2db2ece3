import { expect, test } from "vitest";
import { retryAfter } from "../src/retry-after.ts";

test.each<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ "retry-after": "7" }, 7_000],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "soon" }, undefined],
  [{ "retry-after": "-3" }, undefined],
  [{ "retry-after": "Sun, 01 Mar 2026 00:01:00 GMT", date: "Sun, 01 Mar 2026 00:00:00 GMT" }, 60_000],
  // A date that has passed is one that need not be waited for.
  [{ "retry-after": "Sun, 01 Mar 2026 00:00:00 GMT", date: "Sun, 01 Mar 2026 00:00:09 GMT" }, 0],
  [{ "retry-after": "Sun, 01 Mar 2026 00:00:00 GMT" }, 0],
])("%j is %j milliseconds", (headers, milliseconds) => {
  // Dates without a service's own count from now, which is later than those here or they are 0 anyway.
  expect(retryAfter(new Headers(headers))).toBe(milliseconds);
});
