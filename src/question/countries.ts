import { fold } from "./fold.ts";

/** Everyday names beside the English ones that the engine's own data (CLDR) has. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  US: [
    "usa",
    "us",
    "u.s.",
    "america",
    "the us",
    "the usa",
    "the states",
    "united states of america",
    "the united states",
  ],
  GB: ["uk", "u.k.", "the uk", "great britain", "britain", "england"],
  AE: ["uae", "the uae", "emirates"],
  NL: ["holland", "the netherlands"],
  CZ: ["czech republic"],
  KR: ["korea", "republic of korea"],
  RU: ["russian federation"],
  TR: ["turkey"],
  CI: ["ivory coast"],
};

const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

const noCountries = ["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"];

/** Every ISO 3166-1 alpha-2 code that CLDR has a name for, without withdrawn ones (DD, SU) and regions such as EU. */
export const countryCodes: readonly string[] = letterPairs().filter(
  (code) =>
    names.of(code) !== undefined &&
    !noCountries.includes(code) &&
    Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
);

/** The English name of a country, or the code itself where it is none. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

const codes: ReadonlyMap<string, string> = new Map([
  ...countryCodes.map((code) => [fold(names.of(code) ?? code), code] as const),
  ...Object.entries(aliases).flatMap(([code, words]) => words.map((word) => [fold(word), code] as const)),
]);

/** The code of a country given by its English name or everyday name. */
export function countryByName(name: string): string | undefined {
  return codes.get(fold(name));
}

/** All names a country is known by, for the vocabulary. */
export const countryNames: readonly (readonly [name: string, code: string])[] = [...codes];

function letterPairs(): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters.flatMap((first) => letters.map((second) => first + second));
}
