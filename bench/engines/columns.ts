import type { Field } from "../../src/question/field.ts";
import { field, fieldNames, type FieldName } from "../../src/question/fields.ts";
import type { SignIn } from "../../src/signin/sign-in.ts";

/** One column of the wide table that DuckDB and plain SQLite hold. */
export interface FlatColumn {
  readonly name: string;
  /** DuckDB's type: enumerations, UUIDs and lists as such, which is how it is quick. */
  readonly duckdb: string;
  readonly sqlite: "INTEGER" | "TEXT";
  readonly read: (signIn: SignIn) => string | number | readonly string[] | null;
}

/** Every field of Signpost's table of fields, in columns: the same sign-ins, read in the same way. */
export const flatColumns: readonly FlatColumn[] = [
  // DuckDB's own TIMESTAMP is the same whole number of 64 bits.
  { name: "time", duckdb: "BIGINT", sqlite: "INTEGER", read: (signIn) => Date.parse(signIn.createdDateTime) },
  ...fieldNames.flatMap(columnsOf),
  { name: "raw", duckdb: "VARCHAR", sqlite: "TEXT", read: ({ raw = "" }) => raw },
];

/** The column of a field, as it is written in SQL; of an entity that of its id. */
export function columnOf(name: FieldName): string {
  return `"${field(name).column}"`;
}

export function isNumber(name: FieldName): boolean {
  return field(name).kind === "number";
}

export function isList(name: FieldName): boolean {
  return field(name).many === true;
}

function columnsOf(name: FieldName): FlatColumn[] {
  const entry: Field = field(name);
  const { column } = entry;
  const text = { duckdb: "VARCHAR", sqlite: "TEXT" } as const;
  if (entry.kind === "entity") {
    const entities = entry.read;
    if (entry.many) {
      return [
        { name: column, duckdb: "VARCHAR[]", sqlite: "TEXT", read: (s) => entities(s).map(({ id }) => id) },
      ];
    }
    return [
      { name: column, duckdb: "UUID", sqlite: "TEXT", read: (s) => entities(s)[0]?.id ?? null },
      { name: `${column}Name`, ...text, read: (s) => entities(s)[0]?.name ?? null },
      ...(name === "user"
        ? [{ name: "userAlias", ...text, read: (s: SignIn) => entities(s)[0]?.alias ?? null }]
        : []),
    ];
  }
  const { read, kind, values } = entry;
  if (entry.many) return [{ name: column, duckdb: "VARCHAR[]", sqlite: "TEXT", read }];
  if (kind === "number") {
    return [{ name: column, duckdb: "INTEGER", sqlite: "INTEGER", read: (s) => numberIn(read(s)[0]) }];
  }
  const isClosed = (kind === "enum" || kind === "boolean") && values !== undefined;
  const duckdb = isClosed
    ? `ENUM (${Object.keys(values)
        .map((value) => `'${value}'`)
        .join(", ")})`
    : kind === "guid"
      ? "UUID"
      : "VARCHAR";
  return [{ name: column, duckdb, sqlite: "TEXT", read: (s) => read(s)[0] ?? null }];
}

function numberIn(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
