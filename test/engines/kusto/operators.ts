import { compileExpand } from "./expand.ts";
import { constantOf } from "./expressions.ts";
import { compileJoin } from "./join.ts";
import type { SyntaxElement } from "./language.ts";
import { compileApply } from "./apply.ts";
import {
  compileDistinct,
  compileExtend,
  compileProject,
  compileProjectAway,
  compileWhere,
} from "./row-operators.ts";
import type { Environment, Shape, Step } from "./relation.ts";
import { compileSort, compileTop } from "./sort.ts";
import { compileSummarize } from "./summarize.ts";
import { kindOf, partsOf, textOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";

/** What stands behind a pipe, made ready for tables of a shape. */
export function compileStep(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const compile = compilers[kindOf(node)];
  if (compile === undefined) throw new Unsupported(`the operator "${textOf(node).split(/\s/)[0]}"`);
  return compile(node, environment, shape, compileStep);
}

type Compile = (
  node: SyntaxElement,
  environment: Environment,
  shape: Shape,
  compileStep: CompileStep,
) => Step;
type CompileStep = (node: SyntaxElement, environment: Environment, shape: Shape) => Step;

const compilers: Readonly<Record<string, Compile | undefined>> = {
  FilterOperator: compileWhere,
  ExtendOperator: compileExtend,
  ProjectOperator: compileProject,
  ProjectAwayOperator: compileProjectAway,
  DistinctOperator: compileDistinct,
  SummarizeOperator: compileSummarize,
  SortOperator: compileSort,
  TopOperator: compileTop,
  TakeOperator: compileTake,
  CountOperator: compileCount,
  SerializeOperator: compileSerialize,
  MvExpandOperator: compileExpand,
  MvApplyOperator: compileApply,
  JoinOperator: compileJoin,
  LookupOperator: compileJoin,
};

/** Any rows where they are in no order: https://learn.microsoft.com/kusto/query/take-operator */
function compileTake(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  const limit = Number(constantOf(partsOf(node, "Expression").Expression!, { environment, shape }));
  return {
    shape,
    run: (rows) => (shape.ordered ? rows : environment.shuffle(rows)).slice(0, limit),
  };
}

/** https://learn.microsoft.com/kusto/query/count-operator */
function compileCount(node: SyntaxElement): Step {
  partsOf(node);
  return {
    shape: { columns: [{ name: "Count", type: "long" }], ordered: false, ingestion: "none" },
    run: (rows) => [{ values: [BigInt(rows.length)], ingested: null }],
  };
}

/** The order of the rows, which may be any, is kept from here on: https://learn.microsoft.com/kusto/query/serialize-operator */
function compileSerialize(node: SyntaxElement, environment: Environment, shape: Shape): Step {
  partsOf(node);
  return {
    shape: { ...shape, ordered: true },
    run: (rows) => (shape.ordered ? rows : environment.shuffle(rows)),
  };
}
