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
const telling: readonly FieldName[] = ["country", "app", "city", "ip", "device", "clientApp", "authMethod"];

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
  const window: Window = {
    from: new Date(since).toISOString(),
    ...(filter.to !== undefined && { to: new Date(filter.to).toISOString() }),
  };
  const found = await Promise.all(
    telling.map(async (name) => {
      // The latest first: those that were not seen since come after all that were.
      const { groups, more } = await store.top(
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

function isValue(name: FieldName, { values }: Group): boolean {
  const key = values[0]?.key ?? "";
  return name === "authMethod" ? isMethod(key) : key !== "";
}
