import type { Field } from "../../../question/field.ts";
import { field, type FieldName } from "../../../question/fields.ts";
import { fold, foldedWords } from "../../../question/fold.ts";
import { idFields } from "../../../question/matches.ts";
import type { Condition } from "../../../question/question.ts";
import type { Filter } from "../../store.ts";
import { comparableBlock, comparableText } from "../addresses.ts";
import { chunks } from "../chunks.ts";
import { columnsOf } from "../facts.ts";
import type { Bound } from "../statement.ts";

/**
 * A filter as an expression over the table of sign-ins: what `question/matches.ts` says, by plain comparisons of folded
 * texts. All values of a condition are compared at once, however many there are.
 */
export function compileFilter({ where, from, to }: Filter, bound: Bound): string {
  const range = [
    ...(from === undefined ? [] : [`time >= ${bound.whole(Math.ceil(from))}`]),
    ...(to === undefined ? [] : [`time < ${bound.whole(Math.ceil(to))}`]),
  ];
  return allOf([...range, ...where.map((condition) => compileCondition(condition, bound))]);
}

function compileCondition({ field: name, is, isNot }: Condition, bound: Bound): string {
  if (is !== undefined) return hasAny(name, is, bound);
  return isNot === undefined ? "1" : `NOT ${hasAny(name, isNot, bound)}`;
}

function hasAny(name: Condition["field"], asked: readonly string[], bound: Bound): string {
  const values = asked.filter((value) => value !== "");
  if (name === "id")
    return anyOf(values.length === 0 ? [] : idFields.map((one) => equals(one, values, bound)));
  const unknown = values.length < asked.length ? [isUnknown(name)] : [];
  return anyOf(values.length === 0 ? unknown : [...unknown, ...compare(field(name), name, values, bound)]);
}

export function isUnknown(name: FieldName): string {
  const { value } = columnsOf(name);
  return field(name).many ? `empty(${value})` : `${value} = ''`;
}

function compare({ match }: Field, name: FieldName, values: readonly string[], bound: Bound): string[] {
  switch (match) {
    case "name":
      return named(name, values, bound);
    case "contains":
      return contains(name, values, bound);
    case "address":
      return inBlocks(name, values, bound);
    case "equal":
      return [equals(name, values, bound)];
  }
}

function equals(name: FieldName, values: readonly string[], bound: Bound): string {
  const { folded } = columnsOf(name);
  const wanted = bound.of("Array(String)", values.map(fold));
  if (field(name).many) return `hasAny(${folded}, ${wanted})`;
  return known(name, `${folded} IN ${wanted}`, values);
}

function contains(name: FieldName, values: readonly string[], bound: Bound): string[] {
  const { folded } = columnsOf(name);
  const texts = values.map(fold);
  // Every text contains the empty one, but the function for many texts finds none of that.
  if (texts.includes("")) return [`NOT ${isUnknown(name)}`];
  return field(name).many
    ? [`arrayExists(oneText -> ${anyOf(containAny("oneText", texts, bound))}, ${folded})`]
    : containAny(folded, texts, bound);
}

/**
 * Texts that ClickHouse looks for at once at most.
 * Source: https://clickhouse.com/docs/sql-reference/functions/string-search-functions#multiSearchAny
 */
const searchedAtOnce = 255;

/** @param wanted texts of which none is empty */
function containAny(column: string, wanted: readonly string[], bound: Bound): string[] {
  return chunks(wanted, searchedAtOnce).map(
    (some) => `multiSearchAny(${column}, ${bound.of("Array(String)", some)})`,
  );
}

/** An unknown value has an empty text, too, which is none that a value equals. */
function known(name: FieldName, expression: string, values: readonly string[]): string {
  return values.some((value) => fold(value) === "")
    ? `(${expression} AND NOT ${isUnknown(name)})`
    : expression;
}

/** An address is inside a block or not; a text of the log that is no address is compared as a text. */
function inBlocks(name: FieldName, values: readonly string[], bound: Bound): string[] {
  const { address } = columnsOf(name);
  const texts = values.filter((value) => comparableBlock(value) === undefined);
  const blocks = values.flatMap((value) => {
    const block = comparableBlock(value);
    return block === undefined ? [] : [{ value, first: block[0], last: block[1] }];
  });
  const single = blocks.flatMap(({ value, first, last }) => [
    comparableText(value),
    ...(first === last ? [first] : []),
  ]);
  const ranges = blocks
    .filter(({ first, last }) => first !== last)
    .map(
      ({ first, last }) =>
        `(${address} >= ${bound.of("String", first)} AND ${address} <= ${bound.of("String", last)})`,
    );
  return [
    ...(single.length === 0 ? [] : [`${address} IN ${bound.of("Array(String)", single)}`]),
    ...ranges,
    ...(texts.length === 0 ? [] : [equals(name, texts, bound)]),
  ];
}

/** What `name-fits.ts` calls "named". */
function named(name: FieldName, values: readonly string[], bound: Bound): string[] {
  const { folded, aliases } = columnsOf(name);
  const asked = values.filter((value) => fold(value) !== "");
  if (asked.length === 0) return [];
  const wanted = bound.of("Array(String)", asked.map(fold));
  const isAddress = (value: string): boolean => fold(value).includes("@");
  return [
    field(name).many ? `hasAny(${folded}, ${wanted})` : `${folded} IN ${wanted}`,
    `hasAny(${aliases}, ${wanted})`,
    ...calledOneOf(
      name,
      asked.filter((value) => !isAddress(value)),
      bound,
      false,
    ),
    ...calledOneOf(name, asked.filter(isAddress), bound, true),
  ];
}

/** @param withoutAlias only names of entities that have no alias count */
function calledOneOf(
  name: FieldName,
  asked: readonly string[],
  bound: Bound,
  withoutAlias: boolean,
): string[] {
  if (asked.length === 0) return [];
  const { many } = field(name);
  const columns = columnsOf(name);
  const [nameFolded, words, alias] = many
    ? ["oneName", "itsWords", "itsAlias"]
    : [columns.nameFolded, columns.words, columns.alias];
  const runs = asked.map(foldedWords).filter((run) => run.length > 0);
  const called = anyOf([
    `${nameFolded} IN ${bound.of("Array(String)", asked.map(fold))}`,
    ...containAny(
      words,
      runs.map((run) => ` ${run.join(" ")} `),
      bound,
    ),
  ]);
  const one = withoutAlias ? `(${alias} = '' AND ${called})` : called;
  if (!many) return [one];
  return [
    `arrayExists((${nameFolded}, ${words}, ${alias}) -> ${one}, ${columns.nameFolded}, ${columns.words}, ${columns.alias})`,
  ];
}

function allOf(expressions: readonly string[]): string {
  return expressions.length === 0 ? "1" : expressions.join(" AND ");
}

function anyOf(expressions: readonly string[]): string {
  return expressions.length === 0 ? "0" : `(${expressions.join(" OR ")})`;
}
