import { groupEvents, keyOf, spanOf } from "../hunts/events.ts";
import type { Event, Threshold as CountThreshold } from "../hunts/hunt.ts";
import { measure } from "../hunts/measure.ts";
import { meetsWithin } from "../hunts/window.ts";
import { readEvents } from "./events.ts";
import type { FieldName } from "../question/fields.ts";
import type { Filter, Group, Store, Threshold, TopRequest, TopResult } from "../store/store.ts";

/** Groups, and how far back the sign-ins were read of which they are made. */
export interface TopWithin extends TopResult {
  /** Milliseconds since 1970: older sign-ins match, too, and were not read; absent where all were. */
  readonly since?: number;
  /** How many were read, then. */
  readonly read?: number;
}

export interface WithinRequest {
  readonly filter: Filter;
  readonly request: TopRequest;
  /** Of the stretch, in milliseconds. */
  readonly length: number;
}

/**
 * The groups whose thresholds are met by the sign-ins of some stretch of time of that length, wherever it lies: stores
 * count whole ranges, so the stretch is laid over the sign-ins here. Counts of a group are those of the range.
 */
export async function topWithin(
  { filter, request, length }: WithinRequest,
  store: Store,
  signal?: AbortSignal,
): Promise<TopWithin> {
  const { by, having, distinct, limit } = request;
  const counted = having.filter(isCount);
  const fields = [...by, "status" as const, ...distinct, ...counted.flatMap(({ of }) => fieldOf(of))];
  const { events, more } = await readEvents(store, filter, [...new Set(fields)], signal);
  const groups = groupEvents(
    events.map((event) => withUnknown(event, by)),
    by,
  )
    .filter(({ events }) =>
      having.every(({ before }) => before === undefined || spanOf(events).last < before),
    )
    .filter(({ events }) => meetsWithin(events, length, counted))
    .map(({ subject, events }) =>
      toGroup(
        subject.map(({ value }) => value),
        events,
        distinct,
      ),
    )
    .sort(byRank(request));
  return {
    groups: groups.slice(0, limit),
    more: groups.length > limit,
    total: groups.length,
    ...(more && { since: events[0]?.time ?? 0, read: events.length }),
  };
}

function isCount(threshold: Threshold): threshold is Threshold & CountThreshold {
  return threshold.of !== "firstSeen" && threshold.of !== "lastSeen";
}

function fieldOf(of: CountThreshold["of"]): FieldName[] {
  return of === "signIns" || of === "successes" || of === "failures" ? [] : [of];
}

/** A group can be of what is unknown. */
function withUnknown(event: Event, by: readonly FieldName[]): Event {
  const unknown = by.filter((name) => (event.values[name] ?? []).length === 0);
  if (unknown.length === 0) return event;
  return {
    ...event,
    values: { ...event.values, ...Object.fromEntries(unknown.map((name) => [name, [{ key: "" }]])) },
  };
}

function toGroup(values: Group["values"], events: readonly Event[], distinct: readonly FieldName[]): Group {
  const statuses = events.map((event) => keyOf(event, "status"));
  const count = (status: string): number => statuses.filter((one) => one === status).length;
  return {
    values,
    counts: {
      signIns: events.length,
      success: count("success"),
      failure: count("failure"),
      interrupted: count("interrupted"),
    },
    ...spanOf(events),
    distinct: Object.fromEntries(distinct.map((name) => [name, measure(events, name)])),
  };
}

function byRank({ rank, order }: TopRequest): (a: Group, b: Group) => number {
  const size = ({ counts, last, distinct }: Group): number =>
    rank === "signIns" ? counts.signIns : rank === "lastSeen" ? last : (distinct[rank] ?? 0);
  const sign = order === "most" ? -1 : 1;
  return (a, b) => sign * (size(a) - size(b)) || compareKeys(a, b);
}

function compareKeys(a: Group, b: Group): number {
  for (const [i, { key }] of a.values.entries()) {
    const other = b.values[i]?.key ?? "";
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}
