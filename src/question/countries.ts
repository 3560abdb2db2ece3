import worldCountries, { type Country } from "world-countries";
import { fold } from "./fold.ts";

/** The library's types name a default export; what Node gets is the list itself. */
const world = worldCountries as unknown as readonly Country[];

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
  CD: ["drc", "democratic republic of the congo"],
  VA: ["vatican"],
  PS: ["palestine"],
  HK: ["hong kong"],
  MO: ["macau", "macao"],
  MM: ["burma"],
  SZ: ["swaziland"],
  MK: ["macedonia"],
  VN: ["viet nam"],
  SY: ["syrian arab republic"],
  LA: ["lao"],
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

/** Adjectives of countries ("German"), each with the codes of the states it is used of. Source: world-countries. */
export const countryAdjectives: readonly (readonly [adjective: string, codes: readonly string[]])[] =
  adjectives();

function adjectives(): [string, string[]][] {
  const found = new Map<string, { code: string; independent: boolean }[]>();
  for (const { cca2: code, independent, demonyms } of world) {
    for (const word of new Set([demonyms["eng"]?.m, demonyms["eng"]?.f])) {
      if (word === undefined || word === "" || !countryCodes.includes(code)) continue;
      found.set(word, [...(found.get(word) ?? []), { code, independent }]);
    }
  }
  return [...found].map(([word, of]) => {
    // "American" is said of the United States, not of the Northern Mariana Islands.
    const states = of.filter(({ independent }) => independent);
    return [word, (states.length > 0 ? states : of).map(({ code }) => code)];
  });
}

/** All names a country is known by. */
export const countryNames: readonly (readonly [name: string, code: string])[] = [...codes];

/** Source: https://european-union.europa.eu/principles-countries-history/eu-countries_en */
const europeanUnion =
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split(" ");

/** Names of countries, and of groups of them, with their codes: for the vocabulary. */
export const placeNames: readonly (readonly [name: string, codes: readonly string[]])[] = [
  ...countryNames.map(([name, code]) => [name, [code]] as const),
  ...["eu", "the eu", "european union", "the european union"].map((name) => [name, europeanUnion] as const),
];

function letterPairs(): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters.flatMap((first) => letters.map((second) => first + second));
}
