import { countryNames } from "../question/countries.ts";
import type { FieldName } from "../question/fields.ts";
import { fold, foldedWords } from "../question/fold.ts";
import { nearest } from "../question/nearest.ts";
import type { Candidate, Store } from "../store/store.ts";

/** So many names are compared, the most active first. */
const compared = 2_000;
/** So many are offered. */
const offered = 3;

/** The known values of a field whose names are a letter or two from what was typed, most active first. */
export async function nearbyNames(
  store: Store,
  name: FieldName,
  typed: string,
  signal: AbortSignal | undefined,
): Promise<readonly Candidate[]> {
  const { groups } = await store.top(
    { where: [] },
    { by: [name], limit: compared, rank: "signIns", order: "most", having: [], distinct: [] },
    signal,
  );
  return groups
    .flatMap(({ values: [value], counts, last }) =>
      value === undefined || value.key === ""
        ? []
        : [{ id: value.key, name: value.name, alias: value.alias, signIns: counts.signIns, last }],
    )
    .filter((one) => isNear(typed, one))
    .slice(0, offered);
}

/** The code of the country whose name is a letter or two away. */
export function nearbyCountry(typed: string): string | undefined {
  const name = nearest(fold(typed), new Set(countryNames.map(([known]) => known)), edits(typed));
  return countryNames.find(([known]) => known === name)?.[1];
}

function isNear(typed: string, { id, name = "", alias = "" }: Candidate): boolean {
  const known = [
    fold(name),
    ...foldedWords(name),
    fold(alias).split("@")[0] ?? "",
    ...(name === "" ? [fold(id)] : []),
  ];
  const said = [fold(typed), ...foldedWords(typed).slice(0, 1)];
  const candidates = known.filter((word) => word.length > 2);
  return said.some((word) => word.length > 2 && nearest(word, candidates, edits(word)) !== undefined);
}

function edits(word: string): number {
  return word.length >= 8 ? 2 : 1;
}
