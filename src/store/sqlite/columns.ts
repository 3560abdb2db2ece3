import { field, fieldNames, type FieldName } from "../../question/fields.ts";
import { statuses, type Status } from "../../signin/sign-in.ts";

/**
 * How a field stands in a fact.
 * - `value`: the number of its value in the dictionary.
 * - `entity`: the number of its id in the dictionary and, in a second column, that of the names this sign-in gave it.
 * - `set`: the number of the set of its values.
 * - `guid`: the 16 bytes of a GUID; any other text as the number of a value. Ids are as many as sign-ins, so a
 *   dictionary of them would be as big as the facts.
 */
export type Form = "value" | "entity" | "set" | "guid";

export interface Column {
  readonly field: FieldName;
  readonly form: Form;
  /** Its name in SQL, quoted. In queries the table of facts is `f`. */
  readonly sql: string;
  /** The name of an entity's second column, quoted; 0 in it means the names that the id was first seen with. */
  readonly naming: string;
}

/** One entry a field of the field table, in its order. */
export const columns: readonly Column[] = fieldNames.map((name) => ({
  field: name,
  form: formOf(name),
  sql: `"${field(name).column}"`,
  naming: `"${field(name).column}Naming"`,
}));

const byField = new Map(columns.map((column) => [column.field, column]));

export function columnOf(name: FieldName): Column {
  return byField.get(name) as Column;
}

/** The columns of the table of facts after its key, as `encodeFact` fills them. */
export const factColumns: readonly string[] = columns.flatMap(({ form, sql, naming }) =>
  form === "entity" ? [sql, naming] : [sql],
);

/** The number of "unknown" in every column. */
export const unknown = 0;

/** Statuses have fixed numbers: queries and the partial indexes name them. */
export const statusNumbers: Readonly<Record<Status, number>> = Object.fromEntries(
  statuses.map((status, i) => [status, i + 1]),
) as Record<Status, number>;

function formOf(name: FieldName): Form {
  const { kind, many } = field(name);
  if (many) return "set";
  return kind === "entity" || kind === "guid" ? kind : "value";
}
