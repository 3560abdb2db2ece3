import { field, type FieldName } from "../../question/fields.ts";
import type { Field } from "../../question/field.ts";
import type { SignIn } from "../../signin/sign-in.ts";
import type { Filter, Scan, ScannedSignIn, ScanRequest, Value } from "../store.ts";
import { allNeeded } from "./column.ts";
import { columns, fieldColumns } from "./field-columns.ts";
import { whole } from "./literals.ts";
import { matching, prepare, type Reading } from "./reading.ts";
import { readColumns } from "./rows.ts";
import { rawName } from "./raw-columns.ts";
import { compareTexts } from "./tags.ts";
import { rawColumnNames } from "./tables.ts";

/** Values as `read` of question/fields.ts finds them in the columns of the tables. */
export async function readScan(
  reading: Reading,
  filter: Filter,
  { fields, order, limit }: ScanRequest,
  signal?: AbortSignal,
): Promise<Scan> {
  const prepared = await prepare(reading, filter, signal);
  const direction = order === "newest" ? "desc" : "asc";
  const raw = rawColumnsOf(fields);
  const text = [
    matching(prepared, raw),
    `order by s_time ${direction}, s_id ${direction}`,
    `take ${whole(limit + 1)}`,
  ].join("\n| ");
  const found = await reading.engine.query(text, signal);
  const sign = order === "newest" ? -1 : 1;
  const rows = [...found]
    .sort(
      (a, b) =>
        sign *
        (Number(a["s_time"]) - Number(b["s_time"]) || compareTexts(String(a["s_id"]), String(b["s_id"]))),
    )
    .slice(0, limit)
    .map(readColumns)
    .filter((signIn) => signIn !== undefined)
    .map((signIn) => scanned(signIn, fields));
  return { rows, more: found.length > limit };
}

/** The columns of the tables that some fields are made of, and those without which a record can't be read. */
function rawColumnsOf(fields: readonly FieldName[]): string[] {
  const wanted = fields.flatMap((name) => {
    const { column, tag } = fieldColumns[name];
    return [column, tag];
  });
  const needed = allNeeded(wanted, columns);
  const always = ["Status", "ResultType"];
  return rawColumnNames.filter((name) => always.includes(name) || needed.has(rawName(name))).map(rawName);
}

function scanned(signIn: SignIn, fields: readonly FieldName[]): ScannedSignIn {
  return {
    time: Date.parse(signIn.createdDateTime),
    values: Object.fromEntries(fields.map((name) => [name, valuesOf(signIn, name)])),
  };
}

/** Each value once, by key, then by its names. */
function valuesOf(signIn: SignIn, name: FieldName): Value[] {
  const entry: Field = field(name);
  const held: Value[] =
    entry.kind === "entity"
      ? entry.read(signIn).map(({ id, name: shown, alias }) => ({ key: id, name: shown, alias }))
      : entry.read(signIn).map((key) => ({ key }));
  const once = new Map(
    held.map((value) => [[value.key, value.name ?? "", value.alias ?? ""].join("\u0000"), value]),
  );
  return [...once].sort(([a], [b]) => compareTexts(a, b)).map(([, value]) => value);
}
