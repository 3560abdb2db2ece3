import { limits } from "../limits.ts";
import { field, type FieldName } from "../question/fields.ts";
import type { SignIn, SignInType } from "../signin/sign-in.ts";
import type { ScannedSignIn, Store } from "../store/store.ts";
import { type Column, columnsOf, scannedReader, signInReader } from "./columns.ts";
import { chosenFields, graphRecord } from "./json.ts";
import type { PageSource } from "./pages.ts";
import { portalColumns, type Step } from "./portal-columns.ts";

/** What the files of an export are made of. */
export interface Rows<Row> extends PageSource<Row> {
  readonly typeOf: (row: Row) => SignInType;
  /** The columns of a log's table. */
  readonly columns: (type: SignInType) => readonly Column<Row>[];
  /** What JSON says of a row. */
  readonly record: (row: Row) => object;
  readonly stepsOf: (row: Row) => readonly Step[];
}

/** All that the portal's downloads have of whole sign-ins, and every field. */
export function wholeSignIns(store: Store): Rows<SignIn> {
  return {
    ...signInsOf(store),
    columns: portalColumns,
    record: graphRecord,
    stepsOf: (signIn) => (signIn.authenticationDetails ?? []).map((step) => ({ signIn, step })),
  };
}

/** Some fields of whole sign-ins. */
export function fieldsOfSignIns(store: Store, names: readonly FieldName[]): Rows<SignIn> {
  const columns = columnsOf(names, signInReader);
  return {
    ...signInsOf(store),
    columns: () => columns,
    record: chosenFields(names, signInReader),
    stepsOf: () => [],
  };
}

/** The values of some fields alone, for which no record has to be unpacked. */
export function scannedFields(store: Store, names: readonly FieldName[]): Rows<ScannedSignIn> {
  const columns = columnsOf(names, scannedReader);
  const fields = [...new Set([...names, "requestId" as const, "type" as const])];
  return {
    read: (filter, page, signal) => store.scan(filter, { ...page, fields }, signal),
    pageSize: limits.exportScan,
    idOf: ({ values }) => values.requestId?.[0]?.key ?? "",
    timeOf: ({ time }) => time,
    typeOf: ({ values }) => values.type?.[0]?.key as SignInType,
    columns: () => columns,
    record: chosenFields(names, scannedReader),
    stepsOf: () => [],
  };
}

/**
 * Whether a scan tells all that is wanted. Of fields with several values it gives each value once; where two of them are
 * wanted (policies and their results), the values at the same place belong together, which only the record tells.
 */
export function canBeScanned(names: readonly FieldName[]): boolean {
  return names.filter((name) => field(name).many === true).length < 2;
}

function signInsOf(store: Store): PageSource<SignIn> & Pick<Rows<SignIn>, "typeOf"> {
  return {
    read: (filter, page, signal) => store.list(filter, page, signal),
    pageSize: limits.exportPage,
    idOf: ({ id }) => id,
    timeOf: ({ createdDateTime }) => Date.parse(createdDateTime),
    typeOf: ({ type }) => type,
  };
}
