import { expandedOf, expandRow } from "./expand.ts";
import type { SyntaxElement } from "./language.ts";
import { columnAt, type Environment, type Row, type Shape, type Step } from "./relation.ts";
import { kindOf, partOf, partsOf, resultColumnsOf, textOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { keyOf } from "./values.ts";

/**
 * Expands each row by itself, in order, and runs a query on what comes of it; the columns that were not expanded are
 * added to each row of the result. https://learn.microsoft.com/kusto/query/mv-apply-operator
 */
export function compileApply(
  node: SyntaxElement,
  environment: Environment,
  shape: Shape,
  compileStep: (node: SyntaxElement, environment: Environment, shape: Shape) => Step,
): Step {
  const { Expressions, Parameters, Subquery } = partsOf(node, "Expressions", "Parameters", "Subquery");
  const index = indexIn(Parameters);
  const expanded = expandedOf(Expressions!, environment, shape);
  const kept = shape.columns.filter((column) => expanded.every(({ name }) => name !== column.name));
  const inner: Shape = {
    columns: [...kept, ...expanded, ...(index === undefined ? [] : [{ name: index, type: "long" as const }])],
    ordered: true,
    ingestion: "undocumented",
  };
  const steps = stepsOf(partsOf(Subquery!, "Expression").Expression!, environment, inner, compileStep);
  const columns = resultColumnsOf(node);
  const last = steps.at(-1)?.shape.columns ?? inner.columns;
  const sources = columns.map((column) => ({
    kept: kept.includes(shape.columns[columnAt(shape.columns, column.name)]!)
      ? columnAt(shape.columns, column.name)
      : -1,
    made: columnAt(last, column.name),
  }));
  if (sources.some((source) => source.kept === -1 && source.made === -1)) throw new Unsupported(textOf(node));
  return {
    shape: { columns, ordered: false, ingestion: "none" },
    run: (rows) =>
      rows.flatMap((row, place) => {
        const opened: readonly Row[] = expandRow(row, place, expanded, shape.columns, inner.columns).map(
          (one, at) =>
            index === undefined ? one : { ...one, values: [...one.values.slice(0, -1), BigInt(at)] },
        );
        const made = steps.reduce<readonly Row[]>((input, step) => step.run(input), opened);
        return made.map((one) => ({
          values: sources.map((source) => joined(source, row, one)),
          ingested: null,
        }));
      }),
  };
}

/** The column that counts the elements from 0, where there is one; no other parameter is taken. */
function indexIn(parameters: SyntaxElement | undefined): string | undefined {
  if (parameters === undefined) return undefined;
  const [, name] = /^with_itemindex\s*=\s*(\w+)$/.exec(textOf(parameters).trim()) ?? [];
  if (name === undefined) throw new Unsupported(`mv-apply ${textOf(parameters)}`);
  return name;
}

function joined(source: { readonly kept: number; readonly made: number }, row: Row, made: Row) {
  if (source.kept === -1) return made.values[source.made]!;
  const value = row.values[source.kept]!;
  if (source.made !== -1 && keyOf(value) !== keyOf(made.values[source.made]!)) {
    throw new Unsupported("a column of the table that is made anew in mv-apply");
  }
  return value;
}

/** The operators of a subquery, which has its table from outside. */
function stepsOf(
  node: SyntaxElement,
  environment: Environment,
  shape: Shape,
  compileStep: (node: SyntaxElement, environment: Environment, shape: Shape) => Step,
): readonly Step[] {
  if (kindOf(node) !== "PipeExpression") return [compileStep(node, environment, shape)];
  const before = stepsOf(partOf(node, "Expression"), environment, shape, compileStep);
  return [...before, compileStep(partOf(node, "Operator"), environment, before.at(-1)!.shape)];
}
