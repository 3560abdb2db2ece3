import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Question, Window } from "../question/question.ts";
import { isMethod } from "../signin/authentication-methods.ts";
import type { Filter, Group, Store } from "../store/store.ts";
import type { Bar } from "../views/view.ts";
import { inSentence, number, saidTime } from "../views/words.ts";
import type { Scope } from "./scope.ts";
import { barOf } from "./summary.ts";

/** Fields in which something new is worth telling, the most telling first. */
const tellingOf = {
  users: ["country", "app", "city", "ip", "device", "clientApp", "authMethod"],
  services: ["servicePrincipal", "managedIdentity", "resource", "country", "ip"],
} as const satisfies Record<string, readonly FieldName[]>;

export interface NewValues {
  readonly bars: readonly Bar[];
  /** In words, most telling first: "country Nigeria". */
  readonly words: readonly string[];
  /** Fields in which there are more values than were looked at, in plural. */
  readonly cut: readonly string[];
}

/** The values that occur since a moment and not between the start of the filter's range and that moment. */
export async function newValues(
  filter: Filter,
  since: number,
  question: Question,
  scope: Scope,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<NewValues> {
  const telling: readonly FieldName[] = tellingOf[isAboutUsers(scope) ? "users" : "services"];
  const window: Window = {
    from: new Date(since).toISOString(),
    ...(filter.to !== undefined && { to: new Date(filter.to).toISOString() }),
  };
  // One reading of the log for all fields; those with more values than it gives are looked at again, the latest first.
  const { facets } = await store.summarise(
    filter,
    { facets: telling, limit: limits.comparedValues, distinct: [] },
    signal,
  );
  const found = await Promise.all(
    telling.map(async (name) => {
      const known = facets[name] ?? [];
      const { groups, more } =
        known.length < limits.comparedValues
          ? { groups: known, more: false }
          : await latest(name, filter, store, signal);
      const fresh = groups.filter((group) => group.first >= since && isValue(name, group));
      return {
        name,
        fresh: fresh.toSorted((a, b) => b.counts.signIns - a.counts.signIns),
        cut: more && (groups.at(-1)?.last ?? 0) >= since,
      };
    }),
  );
  const all = found.flatMap(({ name, fresh }) =>
    fresh.slice(0, limits.facetValues).map((group) => ({ name, group })),
  );
  const bars = all.map(({ name, group }): Bar => {
    const bar = barOf([name], group, { ...question, window }, 1);
    return {
      ...bar,
      label: `${field(name).label} ${bar.label}`,
      detail: `first ${saidTime(group.first, scope.now, scope.timezone)}`,
      value: number(group.counts.signIns),
    };
  });
  return {
    bars,
    words: all.map(
      ({ name }, index) =>
        `${inSentence(field(name).label)} ${(bars[index]?.label ?? "").slice(field(name).label.length + 1)}`,
    ),
    cut: found.filter(({ cut }) => cut).map(({ name }) => field(name).plural),
  };
}

/** Values that were not seen since some moment come after all that were. */
function latest(name: FieldName, filter: Filter, store: Store, signal: AbortSignal | undefined) {
  return store.top(
    filter,
    {
      by: [name],
      limit: limits.patternValues,
      rank: "lastSeen",
      order: "most",
      having: [],
      distinct: [],
    },
    signal,
  );
}

/** Whether the logs that are searched are those of people. */
export function isAboutUsers({ types }: Scope): boolean {
  return types.some((type) => type === "interactiveUser" || type === "nonInteractiveUser");
}

function isValue(name: FieldName, { values }: Group): boolean {
  const key = values[0]?.key ?? "";
  return name === "authMethod" ? isMethod(key) : key !== "";
}
