import worldCountries, { type Country } from "world-countries";
import { countries } from "../generator/names.ts";
import type { Address } from "../generator/population.ts";

/** The library's types name a default export; what Node gets is the list itself. */
const world = worldCountries as unknown as readonly Country[];
const centres = new Map(world.map(({ cca2, latlng }) => [cca2, latlng]));

/** ISO 3166-1 alpha-2: from where nobody of the population signs in. */
export const foreignCountries: readonly string[] = world
  .map(({ cca2 }) => cca2)
  .filter((code) => !(countries as readonly string[]).includes(code));

/**
 * The address somewhere around the middle of its country. The generator draws places from all over the globe, where a
 * sign-in after the other would be travel that nobody manages.
 */
export function placed(address: Address): Address {
  const [latitude, longitude] = centreOf(address.country);
  return {
    ...address,
    latitude: rounded(latitude + (address.latitude % 1)),
    longitude: rounded(longitude + (address.longitude % 1)),
  };
}

function centreOf(country: string): readonly [latitude: number, longitude: number] {
  const centre = centres.get(country);
  if (centre === undefined) throw new RangeError(`There is no country ${country}.`);
  return centre;
}

function rounded(degrees: number): number {
  return Math.round(degrees * 100) / 100;
}
