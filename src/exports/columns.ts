import type { Entity, Field } from "../question/field.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { SignIn } from "../signin/sign-in.ts";

/** One column of a table: of sign-ins, unless of something else. */
export interface Column<Row = SignIn> {
  readonly header: string;
  /** "" where the row has no such value. */
  readonly read: (row: Row) => string;
}

/** Between several values in one cell. */
const between = "; ";

/** As the portal's downloads write the time, which every table begins with. */
const date: Column = { header: "Date (UTC)", read: ({ createdDateTime }) => createdDateTime };

/**
 * The time and the columns of fields, in the order given. What has an id and a name fills two columns, "Application" and
 * "Application ID"; of a user, the address is a third.
 */
export function columnsOf(names: readonly FieldName[]): Column[] {
  const labels = new Set(names.map((name) => field(name).label));
  const columns = names.flatMap((name): readonly Column[] => {
    const entry: Field = field(name);
    const { label } = entry;
    if (entry.kind !== "entity") return [{ header: label, read: (signIn) => listed(entry.read(signIn)) }];
    const column = (header: string, text: (entity: Entity) => string | undefined): Column => ({
      header,
      read: (signIn) => listed(entry.read(signIn).map((entity) => text(entity) ?? "")),
    });
    return [
      column(label, ({ name, alias, id }) => name ?? alias ?? id),
      ...(name === "user" ? [column("Username", ({ alias }) => alias)] : []),
      // The field of that name says it already.
      ...(labels.has(`${label} ID`) ? [] : [column(`${label} ID`, ({ id }) => id)]),
    ];
  });
  return [date, ...columns];
}

function listed(values: readonly string[]): string {
  return values.filter((value) => value !== "").join(between);
}
