import type { FieldName } from "../question/fields.ts";
import type { Event, Reading } from "../hunts/hunt.ts";
import { limits } from "../limits.ts";
import type { Condition } from "../question/question.ts";
import type { Filter, Store } from "../store/store.ts";
import { withCondition } from "./scope.ts";

export interface Events {
  /** Oldest first. */
  readonly events: readonly Event[];
  /** Whether older ones match, too, and were not read. */
  readonly more: boolean;
}

/** The newest of what matches, as many as are looked through at most, with the values of some fields. */
export async function readEvents(
  store: Store,
  filter: Filter,
  fields: readonly FieldName[],
  signal: AbortSignal | undefined,
): Promise<Events> {
  const { rows, more } = await store.scan(filter, { fields, order: "newest", limit: limits.scanned }, signal);
  return { events: rows.toReversed(), more };
}

/** The filter with what a reading adds to it. */
export function narrowed(filter: Filter, where: Reading["where"]): Filter {
  return where
    .map(({ field, is, isNot }): Condition =>
      is === undefined ? { field, isNot: [...(isNot ?? [])] } : { field, is: [...is] },
    )
    .reduce(withCondition, filter);
}
