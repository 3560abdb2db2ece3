import { day, end } from "../generator/data-set.ts";

/** The range that is hunted in: the last seven days of the data set. Milliseconds since 1970. */
export const range = { from: end - 7 * day, to: end } as const;

/** The last two days of it, in which nothing happens but what is measured by the hour. */
export const calm = { from: end - 2 * day, to: end } as const;

/** When the others happen: a day after the range begins, so that what led to them is in it. */
export const busy = { from: range.from + day, to: calm.from } as const;
