import type { FieldName } from "../../src/question/fields.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";
import type { Filter, Page, PageRequest, Scan } from "../../src/store/store.ts";
import { columnOf, flatColumns, isList } from "../engines/columns.ts";
import type { Cell, Row, Table } from "../engines/engine.ts";
import type { Case } from "./cases.ts";
import { question, type Kind, type Question } from "./question.ts";
import { keyOf, whereOf } from "./sql.ts";

/** What a row of a list shows. */
const shown = [
  "time",
  "id",
  "user",
  "userName",
  "app",
  "appName",
  "ip",
  "city",
  "country",
  "status",
  "errorCode",
  "clientApp",
];
const shownColumns = flatColumns.filter(({ name }) => shown.includes(name));

export function rowOf(signIn: SignIn): Row {
  return shownColumns.map(({ read }) => read(signIn) as Cell);
}

export const rowColumns = shownColumns
  .map(({ name, duckdb }) =>
    duckdb === "UUID" || duckdb.startsWith("ENUM") ? `CAST("${name}" AS VARCHAR) AS "${name}"` : `"${name}"`,
  )
  .join(", ");

/** A page of sign-ins, newest first. */
export function listOf(
  name: string,
  kind: Kind,
  filter: (at: Case) => Filter,
  { limit, offset = 0 }: Omit<PageRequest, "order">,
): Question {
  return question<Page>({
    name,
    kind,
    ordered: true,
    ask: (store, at) => store.list(filter(at), { order: "newest", limit, offset }),
    table: ({ rows }) => rows.map(rowOf),
    sql: (_, bound, at) =>
      `SELECT ${rowColumns} FROM sign_ins WHERE ${whereOf(filter(at), bound)}
       ORDER BY "time" DESC, "id" DESC LIMIT ${limit} OFFSET ${offset}`,
  });
}

/** The values of some fields, newest first, as hunts read them. */
export function scanOf(
  name: string,
  kind: Kind,
  filter: (at: Case) => Filter,
  fields: readonly FieldName[],
  limit: number,
): Question {
  return question<Scan>({
    name,
    kind,
    ordered: true,
    ask: (store, at) => store.scan(filter(at), { fields, order: "newest", limit }),
    table: ({ rows }): Table =>
      rows.map(({ time, values }) => [
        time,
        ...fields.map((one) => (isList(one) ? null : (values[one]?.[0]?.key ?? ""))),
      ]),
    sql: (_, bound, at) => {
      const columns = fields.map((one, place) =>
        isList(one) ? `${columnOf(one)} AS f${place}` : `${keyOf(columnOf(one))} AS f${place}`,
      );
      return `SELECT "time", ${columns.join(", ")} FROM sign_ins
        WHERE ${whereOf(filter(at), bound)} ORDER BY "time" DESC, "id" DESC LIMIT ${limit}`;
    },
    // Lists come as each engine writes them and are compared by no one.
    compared: (table) =>
      fields.some(isList)
        ? table.map((row) =>
            row.map((cell, at) => (at > 0 && isList(fields[at - 1] ?? "user") ? null : cell)),
          )
        : table,
  });
}
