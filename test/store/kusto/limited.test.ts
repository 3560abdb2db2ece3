import { expect, test } from "vitest";
import type { Service } from "../../../src/store/kusto/engine.ts";
import { limited, serviceLimits } from "../../../src/store/kusto/limited.ts";

/** A service that answers when it is told to, and what it has been asked so far. */
function waiting(): { service: Service; asked: string[]; answer: () => void } {
  const asked: string[] = [];
  const open: (() => void)[] = [];
  const query: Service["query"] = (text) => {
    asked.push(text);
    return new Promise((resolve) => open.push(() => resolve({ rows: [] })));
  };
  const answer = (): void => open.splice(0).forEach((one) => one());
  return { service: { query, close: () => {} }, asked, answer };
}

test("who reads page after page leaves turns to other questions, and gets them all in the end", async () => {
  const { service, asked, answer } = waiting();
  const engine = limited(service, (error) => error);
  const pages = Array.from({ length: 8 }, (_, page) => engine.query(`page ${page}`, undefined, "much"));
  await expect.poll(() => asked).toEqual(["page 0", "page 1"]);
  const questions = ["a", "b", "c"].map((text) => engine.query(text));
  await expect.poll(() => asked).toEqual(["page 0", "page 1", "a", "b"]);
  expect(asked).toHaveLength(serviceLimits.atOnce);
  let isDone = false;
  const done = Promise.all([...pages, ...questions]).then(() => (isDone = true));
  await expect
    .poll(() => {
      answer();
      return isDone;
    })
    .toBe(true);
  await done;
  expect(asked).toHaveLength(11);
  await engine.close();
});
