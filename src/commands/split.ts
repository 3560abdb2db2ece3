import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Condition } from "../question/question.ts";
import type { Filter, Store } from "../store/store.ts";
import type { Bar } from "../views/view.ts";
import { inSentence, number, plural, share } from "../views/words.ts";
import type { Task } from "./command.ts";
import { reshape } from "./framing.ts";
import { withCondition } from "./scope.ts";
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
  const other: Condition = { field: name, isNot: [...keys] };
  const parts = await partsOf(name, keys, edges, filter, store, signal);
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
            ask: reshape(question, { intent: "list", where: [...question.where, other] }),
          },
        ]),
  ];
  const [first] = bars;
  return {
    bars,
    parts: others === undefined ? parts.map((part) => part.slice(0, -1)) : parts,
    headline: first === undefined ? "" : ` Most are of ${first.label}: ${first.value}.`,
    coverage:
      field(name).many === true
        ? [
            `A sign-in with several ${field(name).plural} counts for each; ${plural(signIns, "sign-in")} in all.`,
          ]
        : [],
  };
}

/** Of each bucket the sign-ins of each value, and at last those of none of them. */
async function partsOf(
  name: FieldName,
  keys: readonly string[],
  edges: readonly number[],
  filter: Filter,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<number[][]> {
  const starts = edges.slice(0, -1);
  if (field(name).match === "contains") {
    // A condition would find every value that contains one of them: "Windows" is in "Windows 10".
    return Promise.all(
      starts.map(async (from, index) => {
        const found = await store.summarise(
          { ...filter, from, to: edges[index + 1] },
          { facets: [name], limit: limits.comparedValues, distinct: [] },
          signal,
        );
        const counts = (found.facets[name] ?? []).map(
          (group) => [group.values[0]?.key ?? "", group.counts.signIns] as const,
        );
        const of = new Map(counts);
        const rest = counts.filter(([key]) => !keys.includes(key)).map(([, count]) => count);
        return [...keys.map((key) => of.get(key) ?? 0), sum(rest)];
      }),
    );
  }
  const trends = await Promise.all([
    ...keys.map((key) => store.trend(withCondition(filter, { field: name, is: [key] }), edges, signal)),
    store.trend(withCondition(filter, { field: name, isNot: [...keys] }), edges, signal),
  ]);
  return starts.map((_, index) => trends.map((counts) => counts[index]?.signIns ?? 0));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
