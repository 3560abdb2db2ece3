import { isSuccess, keyOf } from "./events.ts";
import type { Event } from "./hunt.ts";

/**
 * Of the events those that did not get in, nor were steps on the way there: a prompt that was answered has a success of
 * the same correlation id after it.
 * @param events in order of time
 */
export function stoppedOf(events: readonly Event[]): Event[] {
  const inside = new Map<string, number>();
  for (const event of events) if (isSuccess(event)) inside.set(keyOf(event, "correlationId"), event.time);
  inside.delete("");
  return events.filter(
    (event) => !isSuccess(event) && event.time > (inside.get(keyOf(event, "correlationId")) ?? -Infinity),
  );
}
