import { setImmediate } from "node:timers/promises";
import pLimit from "p-limit";

const one = pLimit(1);

/**
 * Makes the text of one page in a turn of the event loop, whatever the number of downloads under way: so many pages may
 * arrive at once that nobody else would be answered while all of them are written.
 */
export function inTurn(make: () => string): Promise<string> {
  return one(async () => {
    await setImmediate();
    return make();
  });
}
