import type { Event } from "./hunt.ts";

/**
 * What lies so many milliseconds before and after one of the events, without itself.
 * @param events in order of time
 */
export function eventsNear(
  events: readonly Event[],
  at: number,
  { before, after = 0 }: { readonly before: number; readonly after?: number },
): Event[] {
  const timeOf = (index: number): number => events[index]?.time ?? NaN;
  let [start, end] = [at, at + 1];
  while (timeOf(at) - timeOf(start - 1) <= before) start--;
  while (timeOf(end) - timeOf(at) <= after) end++;
  return [...events.slice(start, at), ...events.slice(at + 1, end)];
}
