import { createHash } from "node:crypto";
import { field, fieldNames, type FieldName } from "../../question/fields.ts";
import type { SignIn } from "../../signin/sign-in.ts";
import { type FactColumn, type Facts, isItsOwnFold, partsOf } from "./fact-parts.ts";
import { quoteName } from "./statement.ts";

/**
 * Columns of a field as they stand in queries. One sign-in has one value in each; in fields that may have several, arrays
 * that are parallel.
 */
export interface FieldColumns {
  /** The value itself, or the id of an entity; "" or empty where it is unknown. */
  readonly value: string;
  /** The value, or id, folded. */
  readonly folded: string;
  /** Of an address: its comparable form (see `addresses.ts`). */
  readonly address: string;
  /** Of an entity: name and alias as they are, "" where there is none. */
  readonly name: string;
  readonly alias: string;
  /** Of an entity: its name folded, and the words of that with a space before and after each. */
  readonly nameFolded: string;
  readonly words: string;
  /** Of an entity, or of all of them: what else names it exactly. Always an array. */
  readonly aliases: string;
}

export function columnsOf(name: FieldName): FieldColumns {
  const { column, kind } = field(name);
  return {
    value: quoteName(column),
    folded: quoteName(isItsOwnFold(kind) ? column : `${column}Folded`),
    address: quoteName(`${column}Comparable`),
    name: quoteName(`${column}Name`),
    alias: quoteName(`${column}Alias`),
    nameFolded: quoteName(`${column}NameFolded`),
    words: quoteName(`${column}Words`),
    aliases: quoteName(`${column}Aliases`),
  };
}

const parts = fieldNames.map((name) => partsOf(field(name)));

/** The column that the table has anyway: it is part of its key. */
const keyColumn = field("requestId").column;

/** All columns that are made of the fields, in the order of the field table. */
export const factColumns: readonly FactColumn[] = parts
  .flatMap(({ columns }) => columns)
  .filter(({ name }) => name !== keyColumn);

export function factsOf(signIn: SignIn): Facts {
  const facts: Facts = {};
  for (const { fill } of parts) fill(signIn, facts);
  return facts;
}

/** To be raised when a field of the same name reads something else out of a sign-in, or when it is kept otherwise. */
const reading = 1;

/** What the facts of this program look like. Each row says what its own look like, so that older ones are found. */
export const factsForm = createHash("sha256")
  .update(JSON.stringify([reading, factColumns]))
  .digest("hex")
  .slice(0, 16);
