import { signInColumns, stepColumns } from "../portal/columns.ts";
import { unguarded } from "../portal/guard.ts";
import { numbered } from "./csv-records.ts";
import { readStep } from "./graph.ts";
import { readSignIn, type RecordReader } from "./normalise.ts";
import { type Fields, squeeze, textOf } from "./values.ts";

/** Reads the rows of one of the portal's four sign-in logs. */
export function portalRowReader(columns: readonly string[]): RecordReader {
  const properties = propertiesOfColumns(columns, signInColumns);
  return (value, origin) => readSignIn(fieldsOfRow(value, properties), origin);
}

/** Reads the rows of the portal's files with authentication details: steps of sign-ins. */
export function portalStepReader(columns: readonly string[]): RecordReader {
  const properties = propertiesOfColumns(columns, stepColumns);
  return (value) => readStep(fieldsOfRow(value, properties));
}

/** Which of the portal's downloads has these columns. */
export function portalFile(columns: readonly string[]): "sign-ins" | "steps" | undefined {
  const has = (known: ReadonlyMap<string, string>, property: string): boolean =>
    columns.some((column) => known.get(squeeze(column)) === property);
  const named = has(signInColumns, "id") || has(signInColumns, "userPrincipalName");
  const ended = has(signInColumns, "reportedStatus") || has(signInColumns, "errorCode");
  // A table of sign-ins may tell their methods as well: Signpost's own does. How a step went, only its own table tells.
  const steps = ["succeeded", "authenticationMethodDetail", "authenticationStepResultDetail"];
  if (
    has(stepColumns, "requestId") &&
    has(stepColumns, "authenticationMethod") &&
    steps.some((property) => has(stepColumns, property))
  )
    return "steps";
  return named && ended && has(signInColumns, "createdDateTime") ? "sign-ins" : undefined;
}

/** The place of each column's value by the column's name: a property, or one inside of a property. */
type Properties = ReadonlyMap<string, readonly [name: string, inner?: string]>;

function propertiesOfColumns(columns: readonly string[], known: ReadonlyMap<string, string>): Properties {
  const properties = new Map<string, [string, string?]>();
  for (const column of numbered(columns)) {
    const property = known.get(squeeze(column.replace(/ \d+$/, "")));
    if (property !== undefined)
      properties.set(column, property.toLowerCase().split(".") as [string, string?]);
  }
  return properties;
}

/** Of two columns with the same name the first that holds something counts. */
function fieldsOfRow(value: unknown, properties: Properties): Fields {
  const row = value as Readonly<Record<string, unknown>>;
  const fields = new Map<string, unknown>();
  for (const [column, [name, inner]] of properties) {
    const cell = row[column];
    const text = textOf(typeof cell === "string" ? unguarded(cell) : cell);
    if (text === undefined) continue;
    if (inner !== undefined) fields.set(name, { [inner]: text, ...(fields.get(name) as object | undefined) });
    else if (!fields.has(name)) fields.set(name, text);
  }
  return fields;
}
