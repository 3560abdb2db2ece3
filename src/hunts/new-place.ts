import type { Combination, Event, Had } from "./hunt.ts";

/**
 * What makes a place: the address, and the network where networks are known, since home lines and phones change their
 * addresses and stay with their provider.
 */
export const places = [
  ["user", "ip"],
  ["user", "asn"],
] as const satisfies readonly Combination[];

/** Whether a user is somewhere for the first time: nothing that is known of the place had been there. */
export function isNewPlace(event: Event, had: Had, of: readonly Combination[] = places): boolean {
  const answers = of.map((combination) => had(event, combination));
  return answers.includes(false) && !answers.includes(true);
}
