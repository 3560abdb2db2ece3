import { arithmeticOf, comparisonOf, equalityOf } from "./binary-operators.ts";
import { accepts } from "./function-table.ts";
import type { SyntaxElement } from "./language.ts";
import { literalValueOf } from "./literal-values.ts";
import { compileMembership } from "./membership.ts";
import { columnAt, noRow, type Scalar, type Scope } from "./relation.ts";
import type { KqlType } from "./schema.ts";
import { scalarFunctions } from "./scalar-functions.ts";
import { specialForms } from "./special-forms.ts";
import { stringOperators } from "./string-operators.ts";
import { itemsIn, keywordOf, kindOf, nameOf, partOf, partsOf, textOf, typeOf } from "./syntax.ts";
import { Unsupported } from "./unsupported.ts";
import { absentOf, isBag, isItems, timespanOf, isTimespan, compareValues, type Value } from "./values.ts";

/** Makes a scalar expression ready to be asked of each row. What is not implemented is refused here, before any row. */
export function compileScalar(node: SyntaxElement, scope: Scope): Scalar {
  const compile = (inner: SyntaxElement) => compileScalar(inner, scope);
  const literal = literalValueOf(node);
  if (literal !== undefined) return () => literal;
  switch (kindOf(node)) {
    case "ParenthesizedExpression":
      return compile(partOf(node, "Expression"));
    case "NameReference":
      return compileName(node, scope);
    case "PathExpression":
      return compileMember(compile(dynamicPart(node)), () => nameOf(memberName(node)));
    case "ElementExpression":
      return compileMember(compile(dynamicPart(node)), compile(subscriptOf(node)));
    case "UnaryMinusExpression":
      return compileMinus(node, compile);
    case "FunctionCallExpression":
      return compileCall(node, scope);
    case "ToScalarExpression":
      return compileToScalar(node, scope);
    case "BetweenExpression":
    case "NotBetweenExpression":
      return compileBetween(node, compile);
    case "AndExpression":
    case "OrExpression":
      return compileLogical(node, scope);
    default:
      return compileMembership(node, scope, compile) ?? compileBinary(node, scope, compile);
  }
}

/** A condition: what Kusto makes of a value that is not declared as a bool is not told. */
export function compileCondition(node: SyntaxElement, scope: Scope): Scalar {
  if (typeOf(node) !== "bool") throw new Unsupported(`the condition "${textOf(node)}", a ${typeOf(node)},`);
  return compileScalar(node, scope);
}

/** The value of an expression that refers to no column. */
export function constantOf(node: SyntaxElement, scope: Scope): Value {
  const shape = { columns: [], ordered: false, ingestion: "none" } as const;
  return compileScalar(node, { ...scope, shape })(noRow, 0);
}

type Compile = (node: SyntaxElement) => Scalar;

function compileName(node: SyntaxElement, { environment, shape }: Scope): Scalar {
  const name = nameOf(node);
  const at = columnAt(shape.columns, name);
  if (at !== -1) return (row) => row.values[at]!;
  const binding = environment.names.get(name);
  if (binding?.kind !== "scalar") throw new Unsupported(`the name ${name} here`);
  return () => binding.value;
}

/** https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic#dynamic-object-accessors */
function compileMember(holder: Scalar, key: Scalar | (() => string)): Scalar {
  return (row, place) => {
    const held = holder(row, place);
    const at = key(row, place);
    if (typeof at === "string") return (isBag(held) ? held.get(at) : null) ?? null;
    if (typeof at === "bigint") return (isItems(held) ? held.at(Number(at)) : null) ?? null;
    throw new Unsupported("a subscript that is neither string nor whole number");
  };
}

function dynamicPart(node: SyntaxElement): SyntaxElement {
  const { Expression } = partsOf(node, "Expression", "Selector");
  if (typeOf(Expression!) !== "dynamic") throw new Unsupported(`a member of ${textOf(Expression!)}`);
  return Expression!;
}

function memberName(node: SyntaxElement): SyntaxElement {
  const selector = partOf(node, "Selector");
  if (kindOf(selector) === "NameReference") return selector;
  throw new Unsupported(`the member ${textOf(selector)}`);
}

function subscriptOf(node: SyntaxElement): SyntaxElement {
  return partOf(partOf(node, "Selector"), "Expression");
}

function compileMinus(node: SyntaxElement, compile: Compile): Scalar {
  const operand = compile(partOf(node, "Expression"));
  return (row, place) => {
    const value = operand(row, place);
    if (typeof value === "bigint" || typeof value === "number") return -value;
    if (value === null) return null;
    if (isTimespan(value)) return timespanOf(-value.ticks);
    throw new Unsupported(`-(${textOf(node)})`);
  };
}

function compileCall(node: SyntaxElement, scope: Scope): Scalar {
  const { Name, ArgumentList } = partsOf(node, "Name", "ArgumentList");
  const name = nameOf(Name!);
  const args = itemsIn(partOf(ArgumentList!, "Expressions"));
  const compiled = () => args.map((argument) => compileScalar(argument, scope));
  const special = specialForms[name];
  if (special !== undefined) return declaredAs(typeOf(node), special(args, compiled, scope));
  const called = Object.hasOwn(scalarFunctions, name) ? scalarFunctions[name] : undefined;
  const types = args.map(typeOf);
  if (called === undefined) throw new Unsupported(`the function ${name}()`);
  if (!accepts(called, types)) throw new Unsupported(`${name}(${types.join(", ")})`);
  const values = compiled();
  const absent = absentOf(typeOf(node));
  return (row, place) => {
    const given = values.map((value) => value(row, place));
    if (!called.takesNull && given.includes(null)) return absent;
    return called.call(given, types) ?? absent;
  };
}

/** A choice between a whole number and a real is a real. */
function declaredAs(type: KqlType, value: Scalar): Scalar {
  if (type !== "real") return value;
  return (row, place) => {
    const made = value(row, place);
    return typeof made === "bigint" ? Number(made) : made;
  };
}

/** https://learn.microsoft.com/kusto/query/toscalar-function: asked once for a query. */
function compileToScalar(node: SyntaxElement, { environment }: Scope): Scalar {
  const plan = environment.compileTable(partsOf(node, "Expression").Expression!);
  const value = plan.run()[0]?.values[0] ?? absentOf(typeOf(node));
  return () => value;
}

/** Includes both ends: https://learn.microsoft.com/kusto/query/between-operator */
function compileBetween(node: SyntaxElement, compile: Compile): Scalar {
  const { Left, Right } = partsOf(node, "Left", "Right");
  const { First, Second } = partsOf(Right!, "First", "Second");
  comparisonOf("<=", typeOf(First!), typeOf(Left!));
  comparisonOf("<=", typeOf(Left!), typeOf(Second!));
  const negated = kindOf(node) === "NotBetweenExpression";
  const [value, low, high] = [compile(Left!), compile(First!), compile(Second!)];
  return (row, place) => {
    const [middle, least, most] = [value(row, place), low(row, place), high(row, place)];
    if (middle === null || least === null || most === null) return null;
    return (compareValues(least, middle) <= 0 && compareValues(middle, most) <= 0) !== negated;
  };
}

/**
 * `and` and `or`. The page of logical operators says that `bool(null) and true` is false, which differs from null only
 * behind `not()`. https://learn.microsoft.com/kusto/query/logical-operators
 */
function compileLogical(node: SyntaxElement, scope: Scope): Scalar {
  const { Left, Right } = partsOf(node, "Left", "Right");
  const [left, right] = [compileCondition(Left!, scope), compileCondition(Right!, scope)];
  const deciding = kindOf(node) === "OrExpression";
  return (row, place) => {
    const first = left(row, place);
    if (first === deciding) return deciding;
    const second = right(row, place);
    if (second === deciding) return deciding;
    if (first !== null && second !== null) return !deciding;
    return scope.environment.nulls === "threeValued" ? null : false;
  };
}

function compileBinary(node: SyntaxElement, { environment }: Scope, compile: Compile): Scalar {
  const operator = keywordOf(node, "Operator") ?? "";
  if (operator === "") throw new Unsupported(`${kindOf(node)}, "${textOf(node)}",`);
  const { Left, Right } = partsOf(node, "Left", "Right");
  const [left, right] = [typeOf(Left!), typeOf(Right!)];
  const [first, second] = [compile(Left!), compile(Right!)];
  const test = Object.hasOwn(stringOperators, operator) ? stringOperators[operator] : undefined;
  if (test !== undefined) {
    if (left !== "string" || right !== "string") throw new Unsupported(`${left} ${operator} ${right}`);
    return (row, place) => test(first(row, place) as string, second(row, place) as string);
  }
  const calculate = operationOf(operator, left, right, environment.nulls);
  return (row, place) => calculate(first(row, place), second(row, place));
}

function operationOf(operator: string, ...[left, right, nulls]: OperandTypes) {
  if (operator === "==" || operator === "!=") return equalityOf(operator, left, right, nulls);
  if ("+-*/%".includes(operator)) return arithmeticOf(operator, left, right);
  return comparisonOf(operator, left, right);
}

type OperandTypes = [
  left: Parameters<typeof equalityOf>[1],
  right: Parameters<typeof equalityOf>[2],
  nulls: Parameters<typeof equalityOf>[3],
];
