import type { Field } from "../question/field.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { SignIn } from "../signin/sign-in.ts";
import type { ScannedSignIn, Value } from "../store/store.ts";

/** One column of a table. */
export interface Column<Row> {
  readonly header: string;
  /** "" where the row has no such value. */
  readonly read: (row: Row) => string;
}

/** How fields are read from a row. */
export interface Reader<Row> {
  readonly values: (row: Row, name: FieldName) => readonly Value[];
  /** ISO 8601, UTC. */
  readonly createdDateTime: (row: Row) => string;
}

export const signInReader: Reader<SignIn> = {
  values: (signIn, name) => {
    const entry: Field = field(name);
    return entry.kind === "entity"
      ? entry.read(signIn).map(({ id, ...names }) => ({ key: id, ...names }))
      : entry.read(signIn).map((key) => ({ key }));
  },
  createdDateTime: ({ createdDateTime }) => createdDateTime,
};

export const scannedReader: Reader<ScannedSignIn> = {
  values: ({ values }, name) => values[name] ?? [],
  createdDateTime: ({ time }) => new Date(time).toISOString(),
};

/** Between several values in one cell. */
const between = "; ";

/**
 * The time and the columns of fields, in the order given. What has an id and a name fills two columns, "Application" and
 * "Application ID"; of a user, the address is a third.
 */
export function columnsOf<Row>(
  names: readonly FieldName[],
  { values, createdDateTime }: Reader<Row>,
): Column<Row>[] {
  const labels = new Set(names.map((name) => field(name).label));
  const columns = names.flatMap((name): readonly Column<Row>[] => {
    const { kind, label }: Field = field(name);
    const column = (header: string, text: (value: Value) => string | undefined): Column<Row> => ({
      header,
      read: (row) => listed(values(row, name), text),
    });
    if (kind !== "entity") return [column(label, ({ key }) => key)];
    return [
      column(label, (value) => value.name ?? value.alias ?? value.key),
      ...(name === "user" ? [column("Username", ({ alias }) => alias)] : []),
      // The field of that name says it already.
      ...(labels.has(`${label} ID`) ? [] : [column(`${label} ID`, ({ key }) => key)]),
    ];
  });
  // As the portal's downloads write the time, which every table begins with.
  return [{ header: "Date (UTC)", read: createdDateTime }, ...columns];
}

function listed(values: readonly Value[], text: (value: Value) => string | undefined): string {
  const [only, another] = values;
  if (another === undefined) return only === undefined ? "" : (text(only) ?? "");
  return values
    .map((value) => text(value) ?? "")
    .filter((value) => value !== "")
    .join(between);
}
