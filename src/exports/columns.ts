import type { Entity, Field } from "../question/field.ts";
import { field, fieldNames, type FieldName } from "../question/fields.ts";
import type { SignIn } from "../signin/sign-in.ts";

/** One column of a table of sign-ins. */
export interface Column {
  readonly header: string;
  /** "" where the sign-in has no such value. */
  readonly read: (signIn: SignIn) => string;
}

/** Between several values in one cell. */
const between = "; ";

/** The portal's columns begin with these; the other fields follow in the order of their table. */
const first: readonly FieldName[] = [
  "requestId",
  "correlationId",
  "user",
  "userType",
  "app",
  "resource",
  "resourceId",
  "ip",
  "city",
  "state",
  "country",
  "status",
  "errorCode",
  "failureReason",
  "clientApp",
];

/** As the portal's downloads write the time, which every table begins with. */
const date: Column = { header: "Date (UTC)", read: ({ createdDateTime }) => createdDateTime };

/**
 * The columns of fields, in the order given, or of all fields in an order like that of the portal's downloads. What has
 * an id and a name fills two columns, "Application" and "Application ID"; of a user, the address is a third.
 */
export function columnsOf(names: readonly FieldName[] = [...new Set([...first, ...fieldNames])]): Column[] {
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
