import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import { foldedWords } from "../question/fold.ts";
import type { Fit } from "../question/name-fits.ts";
import { knownAppsNamed, type KnownApp } from "../signin/known-apps.ts";
import type { Candidate, LookupResult, Store } from "../store/store.ts";
import { labelOf } from "./unclear-names.ts";

/** Looks names up in the store; the most active come first, and no more than are offered. */
export interface Finder {
  (kind: FieldName, how: Fit, text: string): Promise<LookupResult>;
  /** Whether some sign-in is one id's and does not name it so. */
  hasUnnamed(kind: FieldName, id: string, text: string): Promise<boolean>;
}

export function createFinder(store: Store, signal: AbortSignal | undefined): Finder {
  return Object.assign(
    (kind: FieldName, how: Fit, text: string) =>
      store.lookup(kind, { text, how, limit: limits.namesOffered }, signal),
    {
      async hasUnnamed(kind: FieldName, id: string, text: string): Promise<boolean> {
        const where = [
          { field: kind, is: [id] },
          { field: kind, isNot: [text] },
        ];
        const { rows } = await store.list({ where }, { order: "newest", limit: 1 }, signal);
        return rows.length > 0;
      },
    },
  );
}

/** What a text names whole: by an id, an address, a name or whole words of it. */
export interface Found extends LookupResult {
  readonly kind: FieldName;
  /** It is the id or the address itself. */
  readonly exact: boolean;
  /** What stands in a condition for it. */
  readonly values: readonly string[];
  readonly labels: readonly (readonly [value: string, label: string])[];
}

/** What of a kind the text names. Microsoft's own applications are found by their ids, whatever the log calls them. */
export async function findWhole(find: Finder, kind: FieldName, text: string): Promise<Found | undefined> {
  const exact = await find(kind, "exact", text);
  if (exact.total > 0) {
    return { ...exact, kind, exact: true, values: [text], labels: [[text, labelAll(kind, text, exact)]] };
  }
  const named = await find(kind, "named", text);
  const others: Candidate[] = [];
  for (const { id } of wellKnown(kind, text)) {
    const { candidates } = await find(kind, "exact", id);
    if (candidates.length > 0 && (named.total === 0 || (await find.hasUnnamed(kind, id, text))))
      others.push(...candidates);
  }
  if (named.total + others.length === 0) return undefined;
  const isThere = ({ id }: Candidate): boolean => named.candidates.some((one) => one.id === id);
  return {
    kind,
    exact: false,
    candidates: [...named.candidates, ...others.filter((one) => !isThere(one))],
    total: named.total + others.filter((one) => !isThere(one)).length,
    values: [...(named.total > 0 ? [text] : []), ...others.map(({ id }) => id)],
    labels: [
      [text, labelAll(kind, text, named)],
      ...others.map((one): readonly [string, string] => [one.id, labelOf(one)]),
    ],
  };
}

/** Microsoft's own applications that the text names, where applications are asked for. */
export function wellKnown(kind: FieldName, text: string): readonly KnownApp[] {
  return kind === "app" || kind === "resource" ? knownAppsNamed(foldedWords(text).join(" ")) : [];
}

/** What a name stands for: its few names, or how many there are. */
function labelAll(kind: FieldName, text: string, { candidates, total }: LookupResult): string {
  const names = [...new Set(candidates.map(labelOf))];
  return names.length <= 3 && total <= candidates.length
    ? names.join(", ")
    : `${text} (${total} ${field(kind).plural})`;
}
