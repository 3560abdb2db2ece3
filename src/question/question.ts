import { z } from "zod";
import { fieldNames } from "./fields.ts";

/** What can be asked so far. `design` of the language: README, "What you can ask". */
export const intents = [
  "list",
  "summary",
  "count",
  "top",
  "trend",
  "detail",
  "explain",
  "help",
  "about",
] as const;
export type Intent = (typeof intents)[number];

/** `id` is no column: it means a request, correlation, user, app or service principal id, whichever it is. */
export const conditionFields = [...fieldNames, "id"] as const;
export type ConditionField = (typeof conditionFields)[number];

/** Bounds of a question; what a text has beyond them is not understood. */
export const mostConditions = 30;
export const mostValues = 50;
export const mostThresholds = 5;
export const mostRows = 1_000;
export const mostCodes = 10;

/** Longest value of a condition, in UTF-16 code units; no name, address or id of a log is longer. */
export const longestValue = 500;

/**
 * One entry of `where`. `is`: any of the values; `isNot`: none of them. The value "" means unknown or empty; a value
 * "list:NAME" stands for the list of that name in the configuration.
 */
export const Condition = z
  .strictObject({
    field: z.enum(conditionFields),
    is: z.array(z.string().max(longestValue)).min(1).max(mostValues).optional(),
    isNot: z.array(z.string().max(longestValue)).min(1).max(mostValues).optional(),
  })
  .refine(
    (condition) => (condition.is === undefined) !== (condition.isNot === undefined),
    "either is or isNot",
  );
export type Condition = z.infer<typeof Condition>;

/**
 * A range of time as people mean it: two edges in date-math, relative to the moment of asking and in the asker's time
 * zone, `[from, to)`. See `window.ts` for the notation of an edge.
 */
export const Window = z.strictObject({ from: z.string().optional(), to: z.string().optional() });
export type Window = z.infer<typeof Window>;

export const buckets = ["hour", "day", "week", "month"] as const;
export type Bucket = (typeof buckets)[number];

/** A threshold on the groups of `top`. */
export const Having = z.strictObject({
  of: z.enum(["signIns", "successes", "failures", "lastSeen", ...fieldNames]),
  atLeast: z.int().min(0).optional(),
  atMost: z.int().min(0).optional(),
  /** With `lastSeen`: an edge of time that the last sign-in must precede. */
  before: z.string().optional(),
});
export type Having = z.infer<typeof Having>;

/** What a text becomes. Keys that do not apply to the intent are absent. */
export const Question = z.strictObject({
  intent: z.enum(intents),
  /** Joined by AND; one entry a field and polarity. */
  where: z.array(Condition).max(mostConditions),
  /** Absent: everything the store holds. */
  window: Window.optional(),
  /** The text named no range and the intent's usual one was taken. */
  rangeDefaulted: z.literal(true).optional(),
  /** `top`: one or two fields, in the order said. */
  by: z.array(z.enum(fieldNames)).min(1).max(2).optional(),
  /** `count`: what is counted, sign-ins or the distinct values of a field. */
  of: z.enum(["signIns", ...fieldNames]).optional(),
  having: z.array(Having).max(mostThresholds).optional(),
  /** `top`: rank by the distinct values of a field instead of sign-ins. */
  rank: z.enum(fieldNames).optional(),
  bucket: z.enum(buckets).optional(),
  limit: z.int().min(1).max(mostRows).optional(),
  /** `list`: newest or oldest first; `top`: least or (absent) most first. */
  order: z.enum(["newest", "oldest", "least"]).optional(),
  /** `explain`: the error codes. */
  codes: z.array(z.int().min(0).max(99_999_999)).min(1).max(mostCodes).optional(),
  /** `detail`: a request or correlation id. */
  id: z.string().max(200).optional(),
  /** `help`: about what. */
  topic: z.string().max(100).optional(),
  /** `list`: rows to pass over (paging). */
  offset: z.int().min(0).max(100_000).optional(),
  /** The words of the text that mean nothing here, as they stood. */
  notUnderstood: z.array(z.string()),
});
export type Question = z.infer<typeof Question>;
