import pLimit from "p-limit";
import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Condition } from "../question/question.ts";
import type { Filter, Store } from "../store/store.ts";
import type { Bar } from "../views/view.ts";
import { inSentence, number, plural, share } from "../views/words.ts";
import type { Task } from "./command.ts";
import { reshape } from "./framing.ts";
import { barOf } from "./summary.ts";

/** A trend split by the values of a field. */
interface Split {
  readonly bars: readonly Bar[];
  /** Sign-ins of each bar in each bucket. */
  readonly parts: readonly (readonly number[])[];
  /** What is added to the headline. */
  readonly headline: string;
  readonly coverage: readonly string[];
}

/** Counts of the most frequent values of a field between each two edges, and of all others together. */
export async function splitBy(
  name: FieldName,
  edges: readonly number[],
  { question, scope, signal }: Task,
  store: Store,
): Promise<Split> {
  const filter = { ...scope.filter, from: edges[0], to: edges.at(-1) };
  const [{ groups, total }, all] = await Promise.all([
    store.top(
      filter,
      {
        by: [name],
        limit: limits.splitValues,
        rank: "signIns",
        order: "most",
        having: [],
        distinct: [],
      },
      signal,
    ),
    store.summarise(filter, { facets: [], limit: 0, distinct: [] }, signal),
  ]);
  const keys = groups.map(({ values }) => values[0]?.key ?? "");
  const { parts, cut } = await partsOf(name, keys, edges, filter, store, signal);
  const others = total > groups.length ? sum(parts.map((part) => part.at(-1) ?? 0)) : undefined;
  const { signIns } = all.counts;
  const bars = [
    ...groups.map((group) => barOf([name], group, question, signIns)),
    ...(others === undefined
      ? []
      : [
          {
            label: `${number(total - groups.length)} other ${total - groups.length === 1 ? inSentence(field(name).label) : field(name).plural}`,
            detail: "",
            value: `${number(others)} · ${share(others, signIns)}`,
            size: others,
            ask: reshape(question, { intent: "list", where: withoutValues(question.where, name, keys) }),
          },
        ]),
  ];
  const [first] = bars;
  return {
    bars,
    parts: others === undefined ? parts.map((part) => part.slice(0, -1)) : parts,
    headline: first === undefined ? "" : ` Most are of ${first.label}: ${first.value}.`,
    coverage: [
      field(name).many === true
        ? `A sign-in with several ${field(name).plural} counts for each; ${plural(signIns, "sign-in")} in all.`
        : "",
      cut
        ? `Of each point only the ${number(limits.splitBucket)} most frequent values were counted apart.`
        : "",
    ].filter((line) => line !== ""),
  };
}

/**
 * Of each bucket the sign-ins of each value, and at last those of all others. Buckets are counted one by one, not value
 * by value: a condition on "Windows" would find "Windows 10" as well.
 */
async function partsOf(
  name: FieldName,
  keys: readonly string[],
  edges: readonly number[],
  filter: Filter,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<{ readonly parts: readonly number[][]; readonly cut: boolean }> {
  // Others ask, too: all buckets at once would be before them in every thread.
  const buckets = await pLimit(limits.countedAtOnce).map(edges.slice(1), (to, index) =>
    store.summarise(
      { ...filter, from: edges[index], to },
      { facets: [name], limit: limits.splitBucket, distinct: [] },
      signal,
    ),
  );
  const parts = buckets.map(({ counts, facets }) => {
    const groups = facets[name] ?? [];
    const of = new Map(groups.map(({ values, counts }) => [values[0]?.key ?? "", counts.signIns]));
    const shown = keys.map((key) => of.get(key) ?? 0);
    const all = field(name).many === true ? sum([...of.values()]) : counts.signIns;
    return [...shown, all - sum(shown)];
  });
  return { parts, cut: buckets.some(({ facets }) => (facets[name] ?? []).length >= limits.splitBucket) };
}

/** One entry a field and polarity: what is left out already stays so. */
function withoutValues(where: readonly Condition[], name: FieldName, keys: readonly string[]): Condition[] {
  const before = where.find((condition) => condition.field === name && condition.isNot !== undefined);
  const isNot = [...new Set([...(before?.isNot ?? []), ...keys])];
  return [...where.filter((condition) => condition !== before), { field: name, isNot }];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
