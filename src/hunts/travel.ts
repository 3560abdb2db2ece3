import { keyOf } from "./events.ts";
import type { Event } from "./hunt.ts";

/** Nobody travels faster between two sign-ins, in km/h; and below this distance, in km, places are too vague to tell. */
export const fastest = 900;
export const nearest = 500;

const hour = 3_600_000;
const earthRadius = 6_371;

export interface Hop {
  readonly kilometres: number;
  readonly hours: number;
}

/** The way between two events; undefined where a place is unknown. */
export function hopBetween(a: Event, b: Event): Hop | undefined {
  const [from, to] = [placeOf(a), placeOf(b)];
  if (from === undefined || to === undefined) return undefined;
  return { kilometres: distance(from, to), hours: Math.abs(b.time - a.time) / hour };
}

/** Too far for the time. */
export function isImpossible({ kilometres, hours }: Hop): boolean {
  return kilometres >= nearest && kilometres >= fastest * hours;
}

type Place = readonly [latitude: number, longitude: number];

function placeOf(event: Event): Place | undefined {
  const [latitude, longitude] = keyOf(event, "coordinates").split(",").map(Number);
  return latitude === undefined || longitude === undefined ? undefined : [latitude, longitude];
}

/** Along the surface of the earth, in kilometres (haversine). */
export function distance([latitude1, longitude1]: Place, [latitude2, longitude2]: Place): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (difference: number): number => Math.sin(radians(difference) / 2) ** 2;
  const a =
    half(latitude2 - latitude1) +
    Math.cos(radians(latitude1)) * Math.cos(radians(latitude2)) * half(longitude2 - longitude1);
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(a)));
}
