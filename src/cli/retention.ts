import { setTimeout } from "node:timers/promises";
import { limits } from "../limits.ts";
import { logFailure, type Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import { noteRemoval } from "../sync/progress.ts";
import type { OwnAddress } from "./only-read.ts";

const day = 86_400_000;

/**
 * Where what is kept for some days begins (milliseconds since 1970): at the beginning of a UTC day, so that whole days
 * go. Undefined where everything is kept for good.
 */
export function keptFrom(days: number, now: number): number | undefined {
  return days === 0 ? undefined : Math.floor((now - days * day) / day) * day;
}

/** How many sign-ins are older than they are to be kept, and than when. */
export async function countOld(
  store: Store,
  days: number,
  now: number,
): Promise<{ readonly signIns: number; readonly before: number }> {
  const before = keptFrom(days, now) ?? -Infinity;
  const { counts } = await store.summarise({ where: [], to: before }, { facets: [], limit: 0, distinct: [] });
  return { signIns: counts.signIns, before };
}

export interface RemovalOptions {
  /** The kind of store: how many go at once depends on it. */
  readonly kind: OwnAddress["kind"];
  /** Is told how many sign-ins are gone. */
  readonly onProgress?: (removed: number) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds in which others get their turn. */
  readonly rest?: number;
}

/**
 * Removes what is of days that had ended by a moment, bit by bit. Returns how many sign-ins that were.
 * @throws the signal's reason when aborted, and what the store throws; what was removed until then stays so
 */
export async function removeOld(
  store: Store,
  before: number,
  { kind, onProgress, signal, rest = 0 }: RemovalOptions,
): Promise<number> {
  let total = 0;
  await noteRemoval(store, before, Date.now());
  for (let more = true; more;) {
    const result = await store.remove(before, limits.removedAtOnce[kind]);
    total += result.removed;
    more = result.more;
    onProgress?.(total);
    await setTimeout(rest, undefined, { signal });
  }
  return total;
}

/**
 * Removes what is older than it is to be kept, now and every hour, until the signal is aborted. What goes, and what goes
 * wrong, is logged: the next hour tries again.
 */
export async function keepRemovingOld(
  store: Store,
  kind: OwnAddress["kind"],
  days: number,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  if (days === 0) return;
  while (!signal.aborted) {
    const before = keptFrom(days, Date.now()) as number;
    try {
      const removed = await removeOld(store, before, { kind, signal, rest: limits.removalRest });
      const fields = { removed, before: new Date(before).toISOString(), retentionDays: days };
      if (removed > 0) log.info(fields, "old sign-ins removed");
    } catch (error) {
      if (!signal.aborted) logFailure(log, error, "old sign-ins could not be removed");
    }
    await setTimeout(limits.removalInterval, undefined, { signal, ref: false }).catch(() => {});
  }
}
