import type { Event, Threshold } from "./hunt.ts";
import { createMeter } from "./measure.ts";

/**
 * The bursts in which thresholds are met: a stretch of `length` milliseconds, both ends included, is laid over the events
 * wherever it fits; the events of stretches that meet all thresholds and share events make one burst.
 * @param events in order of time
 */
export function burstsOf(
  events: readonly Event[],
  length: number,
  thresholds: readonly Threshold[],
  allFailed = false,
): Event[][] {
  const meter = createMeter(thresholds, allFailed);
  const bursts: { start: number; end: number }[] = [];
  for (const { start, end } of slide(events, length, meter)) {
    if (!meter.meets()) continue;
    const last = bursts.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else bursts.push({ start, end });
  }
  return bursts.map(({ start, end }) => events.slice(start, end));
}

/**
 * Whether some stretch of that length meets all thresholds; where they are upper bounds alone ("at most 3 failures in 10
 * minutes"), whether all stretches do: some stretch would hold few of anything.
 */
export function meetsWithin(
  events: readonly Event[],
  length: number,
  thresholds: readonly Threshold[],
): boolean {
  const meter = createMeter(thresholds);
  const upper = thresholds.length > 0 && thresholds.every(({ atLeast }) => atLeast === undefined);
  for (const _ of slide(events, length, meter)) if (meter.meets() !== upper) return !upper;
  return upper;
}

/**
 * Every set of events that a stretch can hold, empty ones apart, as indexes `[start, end)`; the meter holds the same. As
 * the stretch moves on, events come in at its end and, just after, others leave at its start.
 */
function* slide(
  events: readonly Event[],
  length: number,
  meter: { add(event: Event): void; remove(event: Event): void },
): Generator<{ start: number; end: number }> {
  const at = (index: number): number => events[index]?.time ?? Infinity;
  let [start, end] = [0, 0];
  while (start < events.length) {
    const entering = at(end) - length;
    const leaving = start < end ? at(start) : Infinity;
    if (entering <= leaving) {
      for (const moment = at(end); at(end) === moment; end++) meter.add(events[end] as Event);
    } else {
      for (; start < end && at(start) === leaving; start++) meter.remove(events[start] as Event);
    }
    if (start < end) yield { start, end };
  }
}
