import type { Window } from "../question.ts";
import { resolveEdge, type Clock } from "./edge.ts";

/** A range in absolute time, milliseconds since 1970, `[from, to)`. An absent edge is open. */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

/** Why a window cannot be asked about, in words for the asker. */
export type WindowProblem = "future" | "reversed";

/**
 * The absolute range of a window. No range ends in the future: a later end is now.
 * @returns the range, or what is wrong with it
 */
export function resolveWindow(window: Window | undefined, clock: Clock): Range | WindowProblem {
  if (window === undefined) return {};
  const now = clock.now.getTime();
  const from = window.from === undefined ? undefined : resolveEdge(window.from, clock);
  const said = window.to === undefined ? undefined : resolveEdge(window.to, clock);
  if (from !== undefined && said !== undefined && said < from) return "reversed";
  if (from !== undefined && from > now) return "future";
  return { from, to: said === undefined ? undefined : Math.min(said, now) };
}
