import { compileCondition, compileScalar } from "./expressions.ts";
import type { SyntaxElement } from "./language.ts";
import { columnAt, type Environment, type Shape, type Step } from "./relation.ts";
import { itemsIn, kindOf, nameOf, partOf, partsOf, resultColumnsOf, textOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { keyOf } from "./values.ts";

/** https://learn.microsoft.com/kusto/query/where-operator: rows whose condition is false or null go. */
export function compileWhere(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const condition = compileCondition(partsOf(node, "Condition").Condition!, { environment, shape });
  return { shape, run: (rows) => rows.filter((row, place) => condition(row, place) === true) };
}

/** https://learn.microsoft.com/kusto/query/extend-operator */
export function compileExtend(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const columns = resultColumnsOf(node);
  const made = itemsIn(partsOf(node, "Expressions").Expressions).map((item) => {
    const { name, expression } = namedIn(item);
    return { at: columnAt(columns, name), value: compileScalar(expression, { environment, shape }) };
  });
  const kept = columns.map((column) => columnAt(shape.columns, column.name));
  return {
    shape: { ...shape, columns },
    run: (rows) =>
      rows.map((row, place) => {
        const values = kept.map((at) => row.values[at] ?? null);
        for (const { at, value } of made) values[at] = value(row, place);
        return { ...row, values };
      }),
  };
}

/** https://learn.microsoft.com/kusto/query/project-operator */
export function compileProject(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const columns = resultColumnsOf(node);
  const made = itemsIn(partsOf(node, "Expressions").Expressions).map((item) =>
    compileScalar(unnamed(item), { environment, shape }),
  );
  if (made.length !== columns.length) throw new Unsupported(textOf(node));
  return {
    shape: { ...shape, columns, ingestion: laterIngestion(shape) },
    run: (rows) => rows.map((row, place) => ({ ...row, values: made.map((value) => value(row, place)) })),
  };
}

/** Of columns by name: https://learn.microsoft.com/kusto/query/project-away-operator */
export function compileProjectAway(node: SyntaxElement, _: Environment, shape: Shape): Step {
  const away = itemsIn(partsOf(node, "Expressions").Expressions);
  const pattern = away.find((item) => kindOf(item) !== "NameReference" || textOf(item).includes("*"));
  if (pattern !== undefined) throw new Unsupported(`project-away ${textOf(pattern)}`);
  const columns = resultColumnsOf(node);
  const kept = columns.map((column) => columnAt(shape.columns, column.name));
  return {
    shape: { ...shape, columns, ingestion: laterIngestion(shape) },
    run: (rows) => rows.map((row) => ({ ...row, values: kept.map((at) => row.values[at]!) })),
  };
}

/** https://learn.microsoft.com/kusto/query/distinct-operator */
export function compileDistinct(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const items = itemsIn(partsOf(node, "Expressions").Expressions);
  const columns = resultColumnsOf(node);
  const made = items.some((item) => kindOf(item) === "StarExpression")
    ? shape.columns.map((_, at) => (row: { readonly values: readonly unknown[] }) => row.values[at] as never)
    : items.map((item) => compileScalar(item, { environment, shape }));
  if (made.length !== columns.length) throw new Unsupported(textOf(node));
  return {
    shape: { columns, ordered: false, ingestion: "none" },
    run: (rows) => {
      const found = rows.map((row, place) => made.map((value) => value(row, place)));
      const distinct = new Map(found.map((values) => [keyOf(values), values]));
      return [...distinct.values()].map((values) => ({ values, ingested: null }));
    },
  };
}

/** The expression behind "name =", or the expression itself. */
export function unnamed(item: SyntaxElement): SyntaxElement {
  return kindOf(item) === "SimpleNamedExpression" ? partOf(item, "Expression") : item;
}

/** A name and its expression. */
export function namedIn(item: SyntaxElement): { readonly name: string; readonly expression: SyntaxElement } {
  if (kindOf(item) === "SimpleNamedExpression") {
    return { name: nameOf(partOf(item, "Name")), expression: partOf(item, "Expression") };
  }
  if (kindOf(item) === "NameReference") return { name: nameOf(item), expression: item };
  throw new Unsupported(`"${textOf(item)}" without a name`);
}

/** The documents tell of `ingestion_time()` behind `where` and `extend` alone. */
export function laterIngestion(shape: Shape): Shape["ingestion"] {
  return shape.ingestion === "none" ? "none" : "undocumented";
}
