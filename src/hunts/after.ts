import { entryOf } from "./entry.ts";
import { keyOf } from "./events.ts";
import type { Event, Evidence, Finding, Settings, Trait } from "./hunt.ts";
import { createMeter } from "./measure.ts";

/**
 * Judges a burst by the first entry that follows so closely that the failures just before it meet the thresholds;
 * without one it is no finding.
 * @param text what happened then: "then got in"
 */
export function followedByEntry(
  text: string,
): (finding: Finding, later: readonly Event[], settings: Settings) => Finding | undefined {
  return (finding, later, { having, within }) => {
    const meets = (entry: Event): boolean => {
      const meter = createMeter(having, true);
      for (const event of finding.events) {
        if (event.time <= entry.time && event.time >= entry.time - within) meter.add(event);
      }
      return meter.meets();
    };
    const first = later.find(meets);
    if (first === undefined) return undefined;
    const known = finding.events.some((event) => keyOf(event, "ip") === keyOf(first, "ip"));
    const moment: Evidence = {
      kind: "moment",
      at: first.time,
      text: known ? `${text} from an address that had failed` : `${text} from another address`,
      values: traitsOf(first, ["ip", "city", "country"]),
    };
    return {
      ...finding,
      evidence: [...finding.evidence, moment],
      weight: finding.weight * (known ? 2 : 1),
      entry: entryOf(later.filter((event) => event.time >= first.time)),
    };
  };
}

/** What is known of some fields of an event. */
export function traitsOf(event: Event, names: Trait["of"][]): Trait[] {
  return names.flatMap((of) => (event.values[of] ?? []).map((value) => ({ of, value })));
}
