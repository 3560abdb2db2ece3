import { countryByName, countryCodes } from "../question/countries.ts";
import type { SignIn } from "../signin/sign-in.ts";
import { compact, fieldsOf, numberOf, squeeze, textOf } from "./values.ts";

type Location = NonNullable<SignIn["location"]>;

/**
 * Where a sign-in came from.
 *
 * @param details Graph's `location` object, or its JSON text
 * @param written the location in words, as CSV downloads have it: "City, State, CC", of which only the last need be there
 */
export function locationOf(details: unknown, written: string | undefined): Location | undefined {
  const held = fieldsOf(details);
  const words = wordsOf(written);
  return compact({
    city: textOf(held.get("city")) ?? words.city,
    state: textOf(held.get("state")) ?? words.state,
    countryOrRegion: countryOf(textOf(held.get("countryorregion"))) ?? words.countryOrRegion,
    geoCoordinates: coordinatesOf(held.get("geocoordinates")),
  });
}

/** Read from the right, as a city may have commas of its own. */
function wordsOf(written = ""): Location {
  const parts = written.split(",").map((part) => part.trim());
  const countryOrRegion = countryOf(textOf(parts.pop()));
  const state = parts.length > 1 ? textOf(parts.pop()) : undefined;
  return { city: textOf(parts.join(", ")), state, countryOrRegion };
}

/** The languages of localised downloads, beside English. */
const foreignNames: ReadonlyMap<string, string> = new Map(
  ["fr", "es"].flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: "region" });
    return countryCodes.map((code) => [squeeze(names.of(code) ?? code), code] as const);
  }),
);

/** The ISO 3166-1 alpha-2 code of a country written as a code or by its name; a name nobody knows stays as it is. */
function countryOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.length === 2) return text.toUpperCase();
  return countryByName(text) ?? foreignNames.get(squeeze(text)) ?? text;
}

/** Without 0/0, which sources write for an unknown place, and without what is no place on earth. */
function coordinatesOf(value: unknown): Location["geoCoordinates"] {
  const held = fieldsOf(value);
  const [latitude, longitude] = [numberOf(held.get("latitude")), numberOf(held.get("longitude"))];
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) {
    return undefined;
  }
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}
