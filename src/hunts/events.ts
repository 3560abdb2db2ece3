import type { FieldName } from "../question/fields.ts";
import type { Event, Trait, Value } from "./hunt.ts";

/** Reading and arranging events. */

/** The value of a field that has one at most. */
export function valueOf(event: Event, name: FieldName): Value | undefined {
  return event.values[name]?.[0];
}

/** Its key; "" where it is unknown. */
export function keyOf(event: Event, name: FieldName): string {
  return valueOf(event, name)?.key ?? "";
}

export function isSuccess(event: Event): boolean {
  return keyOf(event, "status") === "success";
}

export interface Group {
  readonly subject: readonly Trait[];
  /** In order of time. */
  readonly events: readonly Event[];
}

/**
 * The events by the values of some fields, each under all combinations of its values; those that lack one are in no
 * group. Without fields all are one group.
 */
export function groupEvents(events: readonly Event[], by: readonly FieldName[]): Group[] {
  const groups = new Map<string, { subject: readonly Trait[]; events: Event[] }>();
  for (const event of events) {
    for (const subject of subjectsOf(event, by)) {
      const identity = subject.map(({ value }) => value.key).join("\u0000");
      const group = groups.get(identity);
      if (group === undefined) groups.set(identity, { subject, events: [event] });
      else {
        group.events.push(event);
        // The newest name is what it is called now.
        group.subject = subject;
      }
    }
  }
  return [...groups.values()];
}

function subjectsOf(event: Event, by: readonly FieldName[]): Trait[][] {
  return by.reduce<Trait[][]>(
    (heads, of) => heads.flatMap((head) => valuesOf(event, of).map((value) => [...head, { of, value }])),
    [[]],
  );
}

/** The values of a field, each key once: one event can have it under several names. */
function valuesOf(event: Event, name: FieldName): Value[] {
  return [...new Map((event.values[name] ?? []).map((value) => [value.key, value])).values()];
}

/** The distinct values of a field in the order in which they came. */
export function distinctValues(events: readonly Event[], name: FieldName): Value[] {
  const values = new Map<string, Value>();
  for (const event of events) for (const value of event.values[name] ?? []) values.set(value.key, value);
  return [...values.values()];
}

export function distinctKeys(events: readonly Event[], name: FieldName): string[] {
  return distinctValues(events, name).map(({ key }) => key);
}

/** First and last moment of events in order of time. */
export function spanOf(events: readonly Event[]): { first: number; last: number } {
  return { first: events[0]?.time ?? 0, last: events.at(-1)?.time ?? 0 };
}
