import { z } from "zod";
import type { SignInType } from "../signin/sign-in.ts";
import type { Store } from "../store/store.ts";
import { missing, union, within, without, type Range, type Ranges } from "./ranges.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * What of one log has been read, as its cursor in the store keeps it. It is moved in the transaction of the records that
 * it speaks of, so it never says more than is there.
 */
export interface Progress {
  /** Times of which everything was asked for at least once. */
  readonly covered: Ranges;
  /** Nothing from before that is read: milliseconds since 1970. */
  readonly since: number;
  /** Times that are to be read once more: records come late, and get their risk and their steps hours later. */
  readonly stale: Ranges;
  /** When times were last marked as stale, by the name of the sweep: milliseconds since 1970. */
  readonly swept: Readonly<Record<SweepName, number>>;
  /** Length of the windows that are asked for, in milliseconds: shorter where there is much. */
  readonly window: number;
  /** The removal from the store that was last heeded: milliseconds since 1970. */
  readonly heeded?: number | undefined;
}

/**
 * How far back of the last time is read again, and how often. The newest half hour is with every reading anyway. Entra
 * tells no bound for how late a record can be: most are there after minutes, risk found offline after a day or two. What
 * changes until three days after the sign-in is found for sure: a sweep may come a day after the change.
 */
const sweeps = {
  hourly: { every: hour, back: 3 * hour },
  daily: { every: day, back: 4 * day },
} as const;
type SweepName = keyof typeof sweeps;

/** A gap is read together with so much of what was read before it. */
const overlap = 30 * minute;

export const shortestWindow = 5 * minute;
const longestWindow = day;

const RangesSchema = z.array(z.tuple([z.number(), z.number()]));
const ProgressSchema = z.object({
  covered: RangesSchema,
  since: z.number(),
  stale: RangesSchema,
  swept: z.object({ hourly: z.number(), daily: z.number() }),
  window: z.number().min(shortestWindow).max(longestWindow),
  heeded: z.number().optional(),
});

/** Nothing is read yet. The first reading needs no sweep: it reads everything. */
export function begun(now: number, since: number): Progress {
  return { covered: [], since, stale: [], swept: { hourly: now, daily: now }, window: hour };
}

/** The name of a log's cursor. */
export const cursorOf = (type: SignInType): string => `graph/${type}`;

/** Undefined where there is none, or one of another version: then all is read anew, which changes nothing. */
export async function readProgress(
  store: Pick<Store, "cursor">,
  type: SignInType,
): Promise<Progress | undefined> {
  const text = await store.cursor(cursorOf(type));
  return text === undefined ? undefined : fromJson(ProgressSchema, text);
}

function fromJson<Value>(schema: z.ZodType<Value>, text: string): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What was removed from the store, last: everything before a moment, and when that was (milliseconds since 1970). */
const Removed = z.object({ before: z.number(), at: z.number() });
const removedCursor = "removed";

/** Says that everything before a moment is going to be removed: it is not there any more, whatever was read. */
export async function noteRemoval(store: Pick<Store, "write">, before: number, now: number): Promise<void> {
  await store.write([], { name: removedCursor, value: JSON.stringify({ before, at: now }) });
}

/** The progress without what has been removed since it was last asked; the same where nothing was. */
export async function afterRemoval(store: Pick<Store, "cursor">, progress: Progress): Promise<Progress> {
  const text = await store.cursor(removedCursor);
  const removed = text === undefined ? undefined : fromJson(Removed, text);
  if (removed === undefined || removed.at === progress.heeded) return progress;
  const gone: Range = [-Infinity, removed.before];
  const { covered } = progress;
  const left = within(covered, gone).length === 0 ? covered : without(covered, gone);
  return { ...progress, covered: left, heeded: removed.at };
}

/** What to ask for next. */
export interface Window {
  readonly range: Range;
  /** "head": the newest there is; "fill": what was never read; "again": what may have changed. */
  readonly why: "head" | "fill" | "again";
}

/** Marks as stale what is due to be read again. */
export function marked(progress: Progress, now: number): Progress {
  return (Object.keys(sweeps) as SweepName[]).reduce<Progress>((marking, name) => {
    const { every, back } = sweeps[name];
    const passed = now - marking.swept[name];
    // A clock that was ahead once must not put it off for as long.
    if (passed >= 0 && passed < every) return marking;
    // Counted from the last time: whatever was read then may have changed since, however long ago that was.
    return {
      ...marking,
      stale: union(marking.stale, [Math.min(now, marking.swept[name]) - back, now]),
      swept: { ...marking.swept, [name]: now },
    };
  }, progress);
}

/**
 * The next window: the newest first, so that last night's sign-ins are there before last month's.
 * @param until the end of what is to be read
 * @param keptFrom the beginning
 */
export function nextWindow(progress: Progress, until: number, keptFrom: number): Window | undefined {
  const gap = missing(progress.covered, [keptFrom, until]).at(-1);
  if (gap !== undefined) {
    const isWhole = gap[1] - gap[0] <= progress.window;
    // What was read just before the gap is read again with it.
    const from = isWhole ? gap[0] - overlap : gap[1] - progress.window;
    return { range: [Math.max(keptFrom, from), gap[1]], why: gap[1] === until ? "head" : "fill" };
  }
  const old = within(progress.stale, [keptFrom, until]).at(-1);
  if (old === undefined) return undefined;
  return { range: [Math.max(old[0], old[1] - progress.window), old[1]], why: "again" };
}

/** Says that everything of a range is read. */
export function read(progress: Progress, range: Range): Progress {
  return { ...progress, covered: union(progress.covered, range), stale: without(progress.stale, range) };
}

/**
 * Says that a range is read as far as the pages so far tell. Whether they come in order is known with the last alone, so
 * unless that comes the range is read once more, when all else is.
 */
export function readOnce(progress: Progress, range: Range): Progress {
  return { ...progress, covered: union(progress.covered, range), stale: union(progress.stale, range) };
}

/** Windows that give many pages are halved, those that give few doubled. */
export function resized(progress: Progress, pages: number): Progress {
  if (pages > 10) return shorter(progress);
  return pages > 2 ? progress : { ...progress, window: Math.min(progress.window * 2, longestWindow) };
}

export function shorter(progress: Progress): Progress {
  return { ...progress, window: Math.max(shortestWindow, progress.window / 2) };
}

/**
 * Reads from now on back to a moment, and forgets what is older than Entra ID keeps it, so that the cursor stays short.
 * What was read before that moment is not forgotten: next time it may be wanted again.
 */
export function since(progress: Progress, moment: number, now: number): Progress {
  const old: Range = [-Infinity, Math.min(moment, now - longestKept)];
  const { covered, stale } = progress;
  return { ...progress, since: moment, covered: without(covered, old), stale: without(stale, old) };
}

/** Some days longer than Entra ID keeps sign-ins. */
const longestKept = 35 * day;
