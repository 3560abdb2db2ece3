import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { Condition } from "../question/question.ts";
import type { Store, StatusCounts } from "../store/store.ts";
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
  const other: Condition = { field: name, isNot: keys };
  const hasOthers = total > groups.length;
  // Values of texts are found by what they contain: a value that holds another's text has to be taken out of it.
  const only = (key: string): Condition[] => [{ field: name, is: [key] }];
  const counted = await Promise.all([
    ...keys.map((key) => store.trend({ ...filter, where: [...filter.where, ...only(key)] }, edges, signal)),
    ...(hasOthers ? [store.trend(withCondition(filter, other), edges, signal)] : []),
  ]);
  const size = (counts: readonly StatusCounts[]): number => counts.reduce((sum, one) => sum + one.signIns, 0);
  const others = counted[keys.length];
  const sum = all.counts.signIns;
  const bars = [
    ...groups.map((group) => barOf([name], group, question, sum)),
    ...(others === undefined
      ? []
      : [
          {
            label: `${number(total - groups.length)} other ${total - groups.length === 1 ? inSentence(field(name).label) : field(name).plural}`,
            detail: "",
            value: `${number(size(others))} · ${share(size(others), sum)}`,
            size: size(others),
            ask: reshape(question, { intent: "list", where: [...question.where, other] }),
          },
        ]),
  ];
  const [first] = bars;
  return {
    bars,
    parts: edges.slice(1).map((_, index) => counted.map((counts) => counts[index]?.signIns ?? 0)),
    headline: first === undefined ? "" : ` Most are of ${first.label}: ${first.value}.`,
    coverage:
      field(name).many === true
        ? [`A sign-in with several ${field(name).plural} counts for each; ${plural(sum, "sign-in")} in all.`]
        : [],
  };
}
