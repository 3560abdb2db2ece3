import { language } from "./load.ts";
import type { SyntaxElement } from "./language.ts";
import { columnAt, type Scalar, type Scope } from "./relation.ts";
import { kindOf, textOf, typeOf } from "./syntax.ts";
import { undocumented, Unsupported } from "./unsupported.ts";
import { absentOf, datetimeOf, isTimespan } from "./values.ts";

type Form = (arguments_: readonly SyntaxElement[], compile: () => readonly Scalar[], scope: Scope) => Scalar;

/** Functions that choose among their arguments, or look at more than those. */
export const specialForms: Readonly<Record<string, Form | undefined>> = Object.assign(
  Object.create(null) as Record<string, Form>,
  {
    iff: compileChoice,
    iif: compileChoice,
    case: compileChoice,
    coalesce: compileCoalesce,
    not: compileNot,
    now: compileNow,
    ago: compileAgo,
    ingestion_time: compileIngestionTime,
    row_number: compileRowNumber,
    column_ifexists: compileColumnIfExists,
    pack_all: compilePackAll,
  } satisfies Record<string, Form>,
);

/** The value behind the first condition that is true, else the last: https://learn.microsoft.com/kusto/query/case-function */
function compileChoice(given: readonly SyntaxElement[], compile: () => readonly Scalar[]): Scalar {
  const parts = compile();
  if (given.length % 2 === 0) throw new Unsupported(`a choice of ${given.length} arguments`);
  const isCondition = (_: SyntaxElement, at: number) => at % 2 === 0 && at + 1 < given.length;
  for (const condition of given.filter(isCondition)) checkBool(condition);
  return (row, place) => {
    for (let at = 0; at + 1 < parts.length; at += 2) {
      if (parts[at]!(row, place) === true) return parts[at + 1]!(row, place);
    }
    return parts.at(-1)!(row, place);
  };
}

/** The first that is not null, of strings the first that is not empty: https://learn.microsoft.com/kusto/query/coalesce-function */
function compileCoalesce(given: readonly SyntaxElement[], compile: () => readonly Scalar[]): Scalar {
  const absent = absentOf(typeOf(given[0]!));
  const parts = compile();
  return (row, place) => {
    for (const part of parts) {
      const value = part(row, place);
      if (value !== null && value !== absent) return value;
    }
    return absent;
  };
}

/** https://learn.microsoft.com/kusto/query/not-function */
function compileNot(given: readonly SyntaxElement[], compile: () => readonly Scalar[]): Scalar {
  checkBool(given[0]!);
  const [operand] = compile();
  return (row, place) => {
    const value = operand!(row, place);
    return value === null ? null : value === false;
  };
}

function compileNow(given: readonly SyntaxElement[], _: unknown, { environment }: Scope): Scalar {
  if (given.length > 0) throw new Unsupported("now(offset)");
  return () => datetimeOf(environment.now);
}

/** https://learn.microsoft.com/kusto/query/ago-function */
function compileAgo(_: unknown, compile: () => readonly Scalar[], { environment }: Scope): Scalar {
  const [span] = compile();
  return (row, place) => {
    const value = span!(row, place);
    return value !== null && isTimespan(value) ? datetimeOf(environment.now - value.ticks) : null;
  };
}

/** https://learn.microsoft.com/kusto/query/ingestion-time-function */
function compileIngestionTime(_: unknown, __: unknown, { shape }: Scope): Scalar {
  if (shape.ingestion === "undocumented") throw undocumented("ingestion_time() behind this operator");
  return shape.ingestion === "none" ? () => null : (row) => row.ingested;
}

/** All columns as a bag, here without those that are null or empty: https://learn.microsoft.com/kusto/query/pack-all-function */
function compilePackAll(
  given: readonly SyntaxElement[],
  compile: () => readonly Scalar[],
  { shape }: Scope,
): Scalar {
  const [isIgnoring] = compile();
  return (row, place) => {
    if (given.length !== 1 || isIgnoring!(row, place) !== true)
      throw new Unsupported("pack_all() of all columns");
    const held = shape.columns.map(({ name }, at) => [name, row.values[at]!] as const);
    return new Map(held.filter(([, value]) => value !== null && value !== ""));
  };
}

/** https://learn.microsoft.com/kusto/query/row-number-function */
function compileRowNumber(given: readonly SyntaxElement[], _: unknown, { shape }: Scope): Scalar {
  if (given.length > 0) throw new Unsupported("row_number() with arguments");
  if (!shape.ordered) throw new Unsupported("row_number() on rows in no order");
  return (_, place) => BigInt(place + 1);
}

/** https://learn.microsoft.com/kusto/query/column-ifexists-function */
function compileColumnIfExists(
  [named, otherwise]: readonly SyntaxElement[],
  compile: () => readonly Scalar[],
  { shape }: Scope,
): Scalar {
  if (kindOf(named!) !== "StringLiteralExpression")
    throw new Unsupported(`column_ifexists(${textOf(named!)}, …)`);
  const at = columnAt(shape.columns, language.KustoFacts.GetStringLiteralValue(textOf(named!)));
  const absent = absentOf(typeOf(otherwise!));
  const [, instead] = compile();
  return at === -1 ? (row, place) => instead!(row, place) ?? absent : (row) => row.values[at]!;
}

function checkBool(node: SyntaxElement): void {
  if (typeOf(node) !== "bool") throw new Unsupported(`the condition "${textOf(node)}", a ${typeOf(node)},`);
}
