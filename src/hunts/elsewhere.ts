import type { FieldName } from "../question/fields.ts";
import { keyOf } from "./events.ts";
import type { Event } from "./hunt.ts";
import { hopBetween, isImpossible } from "./travel.ts";

/** Another address of another network, and no way to be the same device that moved. */
export function isElsewhere(home: Event, event: Event): boolean {
  if (!isOtherNetwork(home, event)) return false;
  if (differs("os", home, event)) return true;
  const hop = hopBetween(home, event);
  return differs("country", home, event) && (hop === undefined || isImpossible(hop));
}

/** Another address, of another network where both are known. */
export function isOtherNetwork(one: Event, other: Event): boolean {
  const known = keyOf(one, "asn") !== "" && keyOf(other, "asn") !== "";
  return differs("ip", one, other) && (!known || differs("asn", one, other));
}

/** What is unknown differs from nothing. */
function differs(name: FieldName, one: Event, other: Event): boolean {
  const [a, b] = [keyOf(one, name), keyOf(other, name)];
  return a !== "" && b !== "" && a !== b;
}
