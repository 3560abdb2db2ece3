import type { FieldName } from "../question/fields.ts";
import { keyOf } from "./events.ts";
import type { Event, Threshold } from "./hunt.ts";

/** Counts that follow a set of events to which some come and from which some go. */
export interface Meter {
  add(event: Event): void;
  remove(event: Event): void;
  meets(): boolean;
}

/** A meter of what thresholds are about. An event counts as a failure by its status, or where all do, always. */
export function createMeter(thresholds: readonly Threshold[], allFailed = false): Meter {
  const counters = thresholds.map((threshold) => ({
    threshold,
    counter: createCounter(threshold.of, allFailed),
  }));
  return {
    add(event) {
      for (const { counter } of counters) counter.change(event, 1);
    },
    remove(event) {
      for (const { counter } of counters) counter.change(event, -1);
    },
    meets: () =>
      counters.every(({ threshold: { atLeast, atMost }, counter }) => {
        const now = counter.value();
        return now >= (atLeast ?? -Infinity) && now <= (atMost ?? Infinity);
      }),
  };
}

/** How many there are in all of these events. */
export function measure(events: readonly Event[], of: Threshold["of"], allFailed = false): number {
  const counter = createCounter(of, allFailed);
  for (const event of events) counter.change(event, 1);
  return counter.value();
}

/** Whether all of these events together meet thresholds. */
export function meetsAll(
  events: readonly Event[],
  thresholds: readonly Threshold[],
  allFailed = false,
): boolean {
  return thresholds.every(({ of, atLeast = -Infinity, atMost = Infinity }) => {
    const value = measure(events, of, allFailed);
    return value >= atLeast && value <= atMost;
  });
}

interface Counter {
  change(event: Event, by: 1 | -1): void;
  value(): number;
}

function createCounter(of: Threshold["of"], allFailed: boolean): Counter {
  switch (of) {
    case "signIns":
      return countOf(() => true);
    case "successes":
      return countOf((event) => keyOf(event, "status") === "success");
    case "failures":
      return countOf((event) => allFailed || keyOf(event, "status") === "failure");
    default:
      return countDistinct(of);
  }
}

function countOf(counts: (event: Event) => boolean): Counter {
  let count = 0;
  return {
    change(event, by) {
      if (counts(event)) count += by;
    },
    value: () => count,
  };
}

/** What is unknown, the key "", is no value. */
function countDistinct(name: FieldName): Counter {
  const held = new Map<string, number>();
  return {
    change(event, by) {
      for (const { key } of event.values[name] ?? []) {
        if (key === "") continue;
        const count = (held.get(key) ?? 0) + by;
        if (count === 0) held.delete(key);
        else held.set(key, count);
      }
    },
    value: () => held.size,
  };
}
