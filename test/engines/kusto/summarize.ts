import { aggregateOf, type Aggregate } from "./aggregates.ts";
import { compileScalar } from "./expressions.ts";
import { groupBy } from "./group.ts";
import type { SyntaxElement } from "./language.ts";
import { compileExtreme } from "./extreme.ts";
import type { Environment, Shape, Step } from "./relation.ts";
import { unnamed } from "./row-operators.ts";
import type { Column } from "./schema.ts";
import { itemsIn, partsOf, resultColumnsOf, textOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { keyOf } from "./values.ts";

/** https://learn.microsoft.com/kusto/query/summarize-operator: null is a group; without `by` there is one row of no rows. */
export function compileSummarize(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const { Aggregates, ByClause } = partsOf(node, "Aggregates", "ByClause");
  const scope = { environment, shape: { ...shape, ordered: false } };
  const by = itemsIn(ByClause && partsOf(ByClause, "Expressions").Expressions);
  const keys = by.map((item) => compileScalar(unnamed(item), scope));
  const columns = resultColumnsOf(node);
  const aggregates = aggregatesOf(itemsIn(Aggregates), columns, by, scope);
  return {
    shape: { columns, ordered: false, ingestion: "none" },
    run: (rows) => {
      const input = shape.ordered ? rows : environment.shuffle(rows);
      const keyed = input.map((row, place) => ({ row, key: keys.map((key) => key(row, place)) }));
      const groups = [...groupBy(keyed, ({ key }) => keyOf(key)).values()];
      if (by.length === 0 && groups.length === 0) groups.push([]);
      return groups.map((group) => {
        const members = group.map(({ row }) => row);
        const values = aggregates.flatMap((aggregate) => aggregate(members));
        return { values: [...(group[0]?.key ?? []), ...values], ingested: null };
      });
    },
  };
}

/** The aggregates one after another, each with the columns of the result that are its own. */
function aggregatesOf(
  items: readonly SyntaxElement[],
  columns: readonly Column[],
  by: readonly SyntaxElement[],
  scope: { readonly environment: Environment; readonly shape: Shape },
): readonly Aggregate[] {
  let at = by.length;
  const aggregates = items.map((item) => {
    const { width, aggregate } =
      compileExtreme(unnamed(item), columns.slice(at), by, scope) ?? aggregateOf(unnamed(item), scope);
    at += width;
    return aggregate;
  });
  if (at !== columns.length) throw new Unsupported(`the columns of "${items.map(textOf).join(", ")}"`);
  return aggregates;
}
