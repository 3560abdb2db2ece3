import { fold } from "../../question/fold.ts";
import { idFields } from "../../question/matches.ts";
import type { Condition } from "../../question/question.ts";
import type { Filter } from "../store.ts";
import { columnOf, unknown, type Column } from "./columns.ts";
import type { Dictionary, StoredValue } from "./dictionary.ts";
import type { Cell } from "./encode.ts";
import { guidBytes } from "./guid.ts";
import { findById, findNamed } from "./named-values.ts";
import { earliest, firstRowId, latest } from "./row-id.ts";

/** A piece of SQL over the facts `f` and the values of its parameters. No text of a question is ever part of the SQL. */
export interface Clause {
  readonly text: string;
  readonly parameters: readonly (number | string | Buffer)[];
}

export const nothing: Clause = { text: "FALSE", parameters: [] };

/** What a filter means over the facts. Values are looked up in the dictionary, so the SQL compares numbers. */
export function compileFilter({ where, from, to }: Filter, dictionary: Dictionary): Clause {
  const edge = (time: number): number => Math.min(Math.max(Math.ceil(time), earliest), latest);
  return all([
    ...(from === undefined ? [] : [{ text: `f.rid >= ${firstRowId}`, parameters: [edge(from)] }]),
    ...(to === undefined ? [] : [{ text: `f.rid < ${firstRowId}`, parameters: [edge(to)] }]),
    ...where.map((condition) => compileCondition(condition, dictionary)),
  ]);
}

/** Facts that meet every clause. */
export function all(clauses: readonly Clause[]): Clause {
  const parts = clauses.filter(({ text }) => text !== "TRUE");
  if (parts.length === 0) return { text: "TRUE", parameters: [] };
  return join(parts, " AND ");
}

/** Facts that stand in one of these groups of a field; a set stands in the group of each of its values. */
export function holdsAny(column: Column, cells: readonly Cell[], dictionary: Dictionary): Clause {
  const guids = cells.filter((cell) => typeof cell !== "number");
  const numbers = cells.filter((cell) => typeof cell === "number");
  if (column.form !== "set") return any([isGuid(column, guids), isIn(`f.${column.sql}`, numbers)]);
  const wanted = new Set(numbers);
  const members = dictionary.values(column.field).filter(({ first }) => wanted.has(first));
  const empty = wanted.has(unknown) ? [unknown] : [];
  return isIn(`f.${column.sql}`, [...empty, ...setsWith(members, column, dictionary)]);
}

function compileCondition({ field, is, isNot }: Condition, dictionary: Dictionary): Clause {
  const asked = is ?? isNot ?? [];
  const clause = field === "id" ? hasId(asked, dictionary) : hasValue(columnOf(field), asked, dictionary);
  if (is !== undefined) return clause;
  if (clause === nothing) return { text: "TRUE", parameters: [] };
  return { text: `NOT (${clause.text})`, parameters: clause.parameters };
}

function hasValue(column: Column, asked: readonly string[], dictionary: Dictionary): Clause {
  const values = dictionary.values(column.field);
  const texts = asked.filter((text) => text !== "");
  const named = texts.flatMap((text) => findNamed(column.field, values, text));
  const empty = asked.includes("") ? isIn(`f.${column.sql}`, [unknown]) : nothing;
  if (column.form === "guid") return any([empty, hasGuid(column, texts), hasFirst(column, named)]);
  if (column.form === "set")
    return any([empty, isIn(`f.${column.sql}`, setsWith(named, column, dictionary))]);
  return any([
    empty,
    column.form === "entity" ? hasEntry(column, named, dictionary) : hasFirst(column, named),
  ]);
}

function hasId(asked: readonly string[], dictionary: Dictionary): Clause {
  const texts = asked.filter((text) => text !== "");
  return any(
    idFields.map(columnOf).flatMap((column) => {
      const values = dictionary.values(column.field);
      const known = hasFirst(
        column,
        texts.flatMap((text) => findById(column.field, values, text)),
      );
      return column.form === "guid" ? [hasGuid(column, texts), known] : [known];
    }),
  );
}

function hasFirst(column: Column, values: readonly StoredValue[]): Clause {
  return isIn(
    `f.${column.sql}`,
    values.map(({ first }) => first),
  );
}

function hasGuid(column: Column, asked: readonly string[]): Clause {
  return isGuid(
    column,
    asked.map((text) => guidBytes(fold(text))).filter((bytes) => bytes !== undefined),
  );
}

function isGuid(column: Column, guids: readonly Buffer[]): Clause {
  return any(guids.map((bytes) => ({ text: `f.${column.sql} = ?`, parameters: [bytes] })));
}

/** Sign-ins that gave the id one of these names. Where all names of an id are meant, the id says it all. */
function hasEntry(column: Column, named: readonly StoredValue[], dictionary: Dictionary): Clause {
  const wanted = new Set(named);
  const isWhole = ({ id }: StoredValue): boolean =>
    dictionary.entries(column.field, id).every((entry) => wanted.has(entry));
  const [whole, partly] = [named.filter(isWhole), named.filter((value) => !isWhole(value))];
  const later = partly.filter(({ number, first }) => number !== first).map(({ number }) => number);
  const earlier = hasFirst(
    column,
    partly.filter(({ number, first }) => number === first),
  );
  return any([
    hasFirst(column, whole),
    isIn(`f.${column.naming}`, later),
    earlier === nothing
      ? nothing
      : { text: `(${earlier.text} AND f.${column.naming} = 0)`, parameters: earlier.parameters },
  ]);
}

function setsWith(values: readonly StoredValue[], { field }: Column, dictionary: Dictionary): number[] {
  const wanted = new Set(values.map(({ number }) => number));
  return dictionary
    .sets(field)
    .flatMap((members, set) => (members.some((one) => wanted.has(one)) ? [set] : []));
}

/**
 * The numbers of statuses, which are fixed, are part of the text: a partial index is used only where its condition stands
 * there. Many numbers travel as one JSON array, so that the text stays the same.
 */
function isIn(sql: string, numbers: readonly number[]): Clause {
  const distinct = [...new Set(numbers)];
  const [only] = distinct;
  if (only === undefined) return nothing;
  if (sql === `f.${columnOf("status").sql}`) {
    const text = distinct.length === 1 ? `${sql} = ${only}` : `${sql} IN (${distinct.join(", ")})`;
    return { text, parameters: [] };
  }
  if (distinct.length === 1) return { text: `${sql} = ?`, parameters: [only] };
  return { text: `${sql} IN (SELECT value FROM json_each(?))`, parameters: [JSON.stringify(distinct)] };
}

function any(clauses: readonly Clause[]): Clause {
  const parts = clauses.filter((clause) => clause !== nothing);
  if (parts.length < 2) return parts[0] ?? nothing;
  const { text, parameters } = join(parts, " OR ");
  return { text: `(${text})`, parameters };
}

function join(clauses: readonly Clause[], by: string): Clause {
  return {
    text: clauses.map(({ text }) => text).join(by),
    parameters: clauses.flatMap(({ parameters }) => parameters),
  };
}
