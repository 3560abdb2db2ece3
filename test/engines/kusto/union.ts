import type { SyntaxElement } from "./language.ts";
import { columnAt, type Environment, type Plan } from "./relation.ts";
import type { Column } from "./schema.ts";
import { itemsIn, nameOf, partsOf, resultColumnsOf, textOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { absentOf } from "./values.ts";

/**
 * All rows of all legs, with all columns of each. A name that has several types becomes a column for each type, with the
 * type behind its name. https://learn.microsoft.com/kusto/query/union-operator
 * @param before a leg that is piped into it
 */
export function compileUnion(
  node: SyntaxElement,
  before: readonly SyntaxElement[],
  environment: Environment,
): Plan {
  const { Parameters, Expressions } = partsOf(node, "Parameters", "Expressions");
  for (const parameter of itemsIn(Parameters)) checkParameter(parameter);
  const columns = resultColumnsOf(node);
  const legs = [...before, ...itemsIn(Expressions)].map((leg) => {
    const plan = environment.compileTable(leg);
    return { plan, sources: sourcesOf(columns, plan.shape.columns) };
  });
  const absent = columns.map((column) => absentOf(column.type));
  const isTold = legs.every(({ plan }) => plan.shape.ingestion === "none");
  return {
    shape: { columns, ordered: false, ingestion: isTold ? "none" : "undocumented" },
    run: () =>
      legs.flatMap(({ plan, sources }) =>
        plan.run().map((row) => ({
          values: sources.map((from, at) => (from === -1 ? absent[at]! : row.values[from]!)),
          ingested: null,
        })),
      ),
  };
}

/** Legs that `isfuzzy` leaves out were taken out of the text before. */
function checkParameter(parameter: SyntaxElement): void {
  const { Name, Expression } = partsOf(parameter, "Name", "Expression");
  const written = `${nameOf(Name!)}=${textOf(Expression!)}`;
  if (!["kind=outer", "isfuzzy=true", "isfuzzy=false"].includes(written))
    throw new Unsupported(`union ${written}`);
}

/** For each column of the union, which column of a leg it is, or -1. */
function sourcesOf(columns: readonly Column[], leg: readonly Column[]): readonly number[] {
  const sources = columns.map(() => -1);
  for (const [from, { name, type }] of leg.entries()) {
    const plain = columnAt(columns, name);
    const at = columns[plain]?.type === type ? plain : columnAt(columns, `${name}_${type}`);
    if (columns[at]?.type !== type || sources[at] !== -1)
      throw new Unsupported(`the column ${name} of a union`);
    sources[at] = from;
  }
  return sources;
}
