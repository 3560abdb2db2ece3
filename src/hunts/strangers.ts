import { gotInFromOwnAddress, withLater } from "./entry.ts";
import { distinctKeys, isSuccess, keyOf } from "./events.ts";
import type { Aftermath, Event, Finding, Hunt, Settings } from "./hunt.ts";

/** What is fixed of a hunt for strangers. */
export const notOwnAddresses = "not counting addresses from which the same user also got in";

/**
 * Whoever mistypes a password gets in from the same address soon after; who never does is a stranger. A finding stays
 * where those who failed and did not get in from there are one by themselves.
 */
export function amongStrangers(find: Hunt["find"]): Aftermath {
  const judge = (finding: Finding, later: readonly Event[], settings: Settings): Finding | undefined => {
    const inside = new Set(later.filter(isSuccess).map(placeOf));
    const strangers = finding.events.filter((event) => !inside.has(placeOf(event)));
    if (find(strangers, settings).findings.length === 0) return undefined;
    const own = distinctKeys(
      finding.events.filter((event) => inside.has(placeOf(event))),
      "ip",
    );
    const text = `${own.length} of the addresses ${own.length === 1 ? "does" : "do"} not count: whoever failed there also got in from there`;
    return withLater(
      own.length === 0 ? finding : { ...finding, evidence: [...finding.evidence, { kind: "text", text }] },
      later,
    );
  };
  return { ...gotInFromOwnAddress, judge };
}

/** A user at an address. */
function placeOf(event: Event): string {
  return `${keyOf(event, "user")}\u0000${keyOf(event, "ip")}`;
}
