import { limits } from "../limits.ts";
import { countryNames } from "../question/countries.ts";
import { fold, foldedWords } from "../question/fold.ts";
import { editsFor } from "../question/name-fits.ts";
import { nearest } from "../question/nearest.ts";
import type { Finder } from "./known-names.ts";
import { asCountry, nearName, type AskedName, type NearName } from "./unclear-names.ts";

/**
 * Who is near a name that nobody has: a letter or two away, else whom its first word names ("bob frobnicated"); for a
 * place the country first.
 */
export async function nearNames(asked: AskedName, find: Finder, now: number): Promise<readonly NearName[]> {
  const { value, condition } = asked;
  const country = condition.field === "city" ? nearbyCountry(value) : undefined;
  const [first = "", ...more] = foldedWords(value);
  const ways = [
    ["near", value],
    ...(more.length === 0 ? [] : (["named", "prefix", "near"] as const).map((how) => [how, first] as const)),
  ] as const;
  const near: NearName[] = country === undefined ? [] : [asCountry(asked, country)];
  for (const [how, text] of ways) {
    const { candidates } = await find(condition.field, how, text);
    if (candidates.length === 0) continue;
    near.push(...candidates.slice(0, limits.namesSuggested).map((one) => nearName(asked, one, now)));
    break;
  }
  return near;
}

/** The code of the country whose name is a letter or two away. */
function nearbyCountry(typed: string): string | undefined {
  const name = nearest(fold(typed), new Set(countryNames.map(([known]) => known)), editsFor(typed));
  return countryNames.find(([known]) => known === name)?.[1];
}
