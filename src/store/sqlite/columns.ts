import { field, fieldNames, type FieldName } from "../../question/fields.ts";
import { statuses, type Status } from "../../signin/sign-in.ts";

/**
 * How a field stands in the facts.
 * - `value`: the number of its value in the dictionary.
 * - `entity`: the number of its id in the dictionary and, in a second column, that of the names this sign-in gave it.
 * - `set`: the number of the set of its values.
 * - `guid`: the 16 bytes of a GUID in a second column; any other text as the number of a value. Ids are as many as
 *   sign-ins, so a dictionary of them would be as big as the facts.
 */
export type Form = "value" | "entity" | "set" | "guid";

export interface Column {
  readonly field: FieldName;
  readonly form: Form;
  /** Where its number stands among the columns of the facts. */
  readonly at: number;
  /** Where an entity's names stand (0 means those that the id was first seen with), or the bytes of a GUID. */
  readonly second: number;
}

/** What a column holds: numbers up to 2^32 - 1, or 16 bytes each. */
export type Kind = "number" | "guid";

/** The time of a sign-in: milliseconds since its UTC day began. */
export const timeColumn = 0;
/** The number of its record. */
export const recordColumn = 1;

/** One entry a field of the field table, in its order. */
export const columns: readonly Column[] = layOut();

/** What every column of the facts is called and holds; it stands at its place here. */
export const factColumns: readonly { readonly name: string; readonly kind: Kind }[] = [
  { name: "time", kind: "number" },
  { name: "record", kind: "number" },
  ...columns.flatMap(({ field: name, form }) => {
    const first = { name: field(name).column, kind: "number" } as const;
    if (form === "entity") return [first, { name: `${first.name}Naming`, kind: "number" } as const];
    return form === "guid" ? [first, { name: `${first.name}Guid`, kind: "guid" } as const] : [first];
  }),
];

/**
 * Columns by which each segment knows the order of its rows, so that the few sign-ins of one value are found without
 * reading the others.
 */
export const orderedColumns: readonly number[] = columns
  .filter(({ field: name }) => ["status", "user", "servicePrincipal", "managedIdentity", "ip"].includes(name))
  .map(({ at }) => at);

/**
 * Columns whose values each segment has counted. In place of the time, whose values are too many, its quarters of an hour
 * are counted.
 */
export const rolledUpColumns: readonly number[] = [
  timeColumn,
  ...columns.filter(({ form, field: name }) => form !== "guid" && name !== "type").map(({ at }) => at),
];

const byField = new Map(columns.map((column) => [column.field, column]));

export function columnOf(name: FieldName): Column {
  return byField.get(name) as Column;
}

/** The number of "unknown" in every column. */
export const unknown = 0;

/** Statuses have fixed numbers: they are counted apart everywhere. */
export const statusNumbers: Readonly<Record<Status, number>> = Object.fromEntries(
  statuses.map((status, i) => [status, i + 1]),
) as Record<Status, number>;

function layOut(): Column[] {
  let next = recordColumn + 1;
  return fieldNames.map((name) => {
    const form = formOf(name);
    const at = next;
    next += form === "entity" || form === "guid" ? 2 : 1;
    return { field: name, form, at, second: at + 1 };
  });
}

function formOf(name: FieldName): Form {
  const { kind, many } = field(name);
  if (many) return "set";
  return kind === "entity" || kind === "guid" ? kind : "value";
}
