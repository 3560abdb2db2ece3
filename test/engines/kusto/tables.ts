import { compileScalar, constantOf } from "./expressions.ts";
import type { SyntaxElement } from "./language.ts";
import { compileStep } from "./operators.ts";
import { noRow, type Environment, type Plan, type Shape } from "./relation.ts";
import { unnamed } from "./row-operators.ts";
import type { Column } from "./schema.ts";
import { itemsIn, kindOf, nameOf, partOf, partsOf, resultColumnsOf, textOf } from "./syntax.ts";
import { compileUnion } from "./union.ts";
import { Unsupported } from "./unsupported.ts";
import { absentOf, type Value } from "./values.ts";

/** Makes a tabular expression ready to be read. */
export function compileTable(node: SyntaxElement, environment: Environment): Plan {
  switch (kindOf(node)) {
    case "PipeExpression":
      return compilePipe(node, environment);
    case "ParenthesizedExpression":
      return compileTable(partOf(node, "Expression"), environment);
    case "NameReference":
      return tableNamed(nameOf(node), environment);
    case "MaterializeExpression":
      return compileMaterialize(partsOf(node, "Expression").Expression!, environment);
    case "DataTableExpression":
      return compileDatatable(node, environment);
    case "PrintOperator":
      return compilePrint(node, environment);
    case "UnionOperator":
      return compileUnion(node, [], environment);
    default:
      throw new Unsupported(`the table "${textOf(node)}", a ${kindOf(node)},`);
  }
}

function compilePipe(node: SyntaxElement, environment: Environment): Plan {
  const { Expression, Operator } = partsOf(node, "Expression", "Operator");
  if (kindOf(Operator!) === "UnionOperator") return compileUnion(Operator!, [Expression!], environment);
  const input = compileTable(Expression!, environment);
  const step = compileStep(Operator!, environment, input.shape);
  return { shape: step.shape, run: () => step.run(input.run()) };
}

function tableNamed(name: string, { names, tables }: Environment): Plan {
  const binding = names.get(name);
  const plan = binding?.kind === "table" ? binding.plan : tables.get(name);
  if (plan === undefined) throw new Unsupported(`the table ${name}`);
  return plan;
}

/** Read once: https://learn.microsoft.com/kusto/query/materialize-function */
function compileMaterialize(node: SyntaxElement, environment: Environment): Plan {
  const plan = compileTable(node, environment);
  let rows: ReturnType<Plan["run"]> | undefined;
  return { shape: plan.shape, run: () => (rows ??= plan.run()) };
}

/** https://learn.microsoft.com/kusto/query/datatable-operator: `ingestion_time()` of its rows is null. */
function compileDatatable(node: SyntaxElement, environment: Environment): Plan {
  const { Values } = partsOf(node, "Schema", "Values");
  const columns = resultColumnsOf(node);
  const shape: Shape = { columns, ordered: false, ingestion: "none" };
  const values = itemsIn(Values).map((item) => constantOf(item, { environment, shape }));
  const rows = Array.from({ length: values.length / Math.max(columns.length, 1) }, (_, index) =>
    values.slice(index * columns.length, (index + 1) * columns.length),
  );
  return {
    shape,
    run: () =>
      rows.map((row) => ({ values: row.map((value, at) => conform(value, columns[at]!)), ingested: null })),
  };
}

function conform(value: Value, column: Column): Value {
  if (value === null) return absentOf(column.type);
  return column.type === "real" && typeof value === "bigint" ? Number(value) : value;
}

/** https://learn.microsoft.com/kusto/query/print-operator */
function compilePrint(node: SyntaxElement, environment: Environment): Plan {
  const columns = resultColumnsOf(node);
  const shape: Shape = { columns, ordered: false, ingestion: "none" };
  const scope = { environment, shape: { ...shape, columns: [] } };
  const items = itemsIn(partsOf(node, "Expressions").Expressions);
  const values = items.map((item) => compileScalar(unnamed(item), scope));
  return { shape, run: () => [{ values: values.map((value) => value(noRow, 0)), ingested: null }] };
}
