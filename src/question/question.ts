import { z } from "zod";
import { huntNames } from "../hunts/hunts.ts";
import { fieldNames } from "./fields.ts";

/** What can be asked. The language: README, "What you can ask". */
export const intents = [
  "list",
  "summary",
  "count",
  "top",
  "trend",
  "compare",
  "detail",
  "alert",
  "alerts",
  "explain",
  "pattern",
  "methods",
  "coverage",
  "policies",
  "hunt",
  "digest",
  "export",
  "link",
  "watch",
  "report",
  "watches",
  "unwatch",
  "mute",
  "unmute",
  "acknowledge",
  "close",
  "reopen",
  "save",
  "saved",
  "run",
  "forget",
  "allow",
  "disallow",
  "audit",
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
/** So many rows are paged through at most. */
export const mostOffset = 100_000;
export const mostCodes = 10;
export const mostColumns = 12;
/** Longest name of a saved question, in UTF-16 code units. */
export const longestName = 100;

/** Longest reason for which an alert is closed, in UTF-16 code units. */
export const longestReason = 300;

/** What an alert turned out to be, in the words of Microsoft Sentinel. */
export const alertOutcomes = ["truePositive", "benignPositive", "falsePositive", "undetermined"] as const;
export type AlertOutcome = (typeof alertOutcomes)[number];

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

/** A length of time as ISO 8601 writes it: "PT10M", "P30D". */
export const Duration = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d{1,5}Y)?(\d{1,5}M)?(\d{1,5}W)?(\d{1,5}D)?(T(?=\d)(\d{1,5}H)?(\d{1,5}M)?(\d{1,5}S)?)?$/,
  );

export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Days of the week, as date-math knows them. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];
export const workdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

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
  /** `top`: one or two fields, in the order said. `hunt` first-seen: what is new. */
  by: z.array(z.enum(fieldNames)).min(1).max(2).optional(),
  /** `count`: what is counted, sign-ins or the distinct values of a field. */
  of: z.enum(["signIns", ...fieldNames]).optional(),
  having: z.array(Having).max(mostThresholds).optional(),
  /** `top`, `hunt`: the thresholds must be met within one window of this length, wherever it lies in the range. */
  within: Duration.optional(),
  /** `top`: rank by the distinct values of a field instead of sign-ins. */
  rank: z.enum(fieldNames).optional(),
  bucket: z.enum(buckets).optional(),
  /** `trend`: split by the values of a field instead of status. */
  split: z.enum(fieldNames).optional(),
  limit: z.int().min(1).max(mostRows).optional(),
  /** `list`: newest or oldest first; `top`: least or (absent) most first. */
  order: z.enum(["newest", "oldest", "least"]).optional(),
  /** `list`, `export`: the columns, in the order said. */
  columns: z.array(z.enum(fieldNames)).min(1).max(mostColumns).optional(),
  /** `compare`: the other range. `pattern`, `hunt`: a length of time before the range. */
  baseline: z.union([Window, Duration]).optional(),
  hunt: z.enum(huntNames).optional(),
  format: z.enum(exportFormats).optional(),
  /** `explain`: the error codes; absent, those of what matches `where`. */
  codes: z.array(z.int().min(0).max(99_999_999)).min(1).max(mostCodes).optional(),
  /**
   * `detail`: a request or correlation id. `alert`: what its link calls it. `unwatch`, `mute`, `unmute`: a watch's id. `acknowledge`, `close`, `reopen`: the
   * number of an alert; absent, the one in whose thread it is said.
   */
  id: z.string().max(200).optional(),
  /** `save`, `run`, `forget`: what a question is called. */
  name: z.string().min(1).max(longestName).optional(),
  /** `save`, `report`: the command that is kept, `link`: the one that it opens; in canonical words. */
  command: z.string().max(4_000).optional(),
  /** `watch`: alert when at least so many match within `every`. */
  threshold: z.int().min(1).max(1_000_000).optional(),
  /** `watch`: how long a stretch is counted, and how often. */
  every: Duration.optional(),
  /** `report`: when it is asked, on the clock of whoever wants it, and on which days; absent: every day. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  days: z.array(z.enum(weekdays)).min(1).max(7).optional(),
  /** `mute`: for how long. */
  length: Duration.optional(),
  /** `close`: what the alert turned out to be. `close`, `acknowledge`, `reopen`: why. */
  outcome: z.enum(alertOutcomes).optional(),
  reason: z.string().min(1).max(longestReason).optional(),
  /** `help`: about what. */
  topic: z.string().max(100).optional(),
  /** `list`: rows to pass over (paging). */
  offset: z.int().min(0).max(mostOffset).optional(),
  /** `list`: the row of the page, counted from 1, that is wanted in detail. */
  row: z.int().min(1).max(mostRows).optional(),
  /** The words of the text that mean nothing here, as they stood. */
  notUnderstood: z.array(z.string()),
});
export type Question = z.infer<typeof Question>;

/** What a follow-up changes of the question before it; see `refine`. An empty window is all time. */
export const FollowUp = Question.partial().extend({
  follows: z.literal(true),
  /** Conditions of these fields go. */
  drop: z.array(z.enum(conditionFields)).optional(),
  /** All conditions go. */
  clear: z.literal(true).optional(),
  /** What `where` says joins what was there instead of replacing it. */
  add: z.literal(true).optional(),
  /** The columns join those that are shown, or go from them, or the usual ones come back. */
  columnsAre: z.enum(["added", "removed", "usual"]).optional(),
  page: z.enum(["next", "previous"]).optional(),
  /** Show the question itself: its canonical words and its structure, or the link that opens it. */
  show: z.enum(["query", "link"]).optional(),
  notUnderstood: z.array(z.string()),
});
export type FollowUp = z.infer<typeof FollowUp>;
