import { setImmediate } from "node:timers/promises";
import { field, type FieldName } from "../../question/fields.ts";
import type { Field } from "../../question/field.ts";
import type { SignIn } from "../../signin/sign-in.ts";
import type { Filter, Scan, ScannedSignIn, ScanRequest, Value } from "../store.ts";
import { allNeeded } from "./column.ts";
import { columns, fieldColumns } from "./field-columns.ts";
import { whole } from "./literals.ts";
import { useOf, type Row } from "./engine.ts";
import { matching, prepare, type Prepared, type Reading } from "./reading.ts";
import { readColumns } from "./rows.ts";
import { rawName } from "./raw-columns.ts";
import { compareTexts } from "./tags.ts";
import { rawColumnNames } from "./tables.ts";

/** Rows that one query gives at most: the service gives 500,000 or 64 MB, and breaks off beyond. */
const usualPage = 25_000;
/** Rows that are read at most. Each is read by the reader of exports, which takes 0.1 ms: more of them would take too long. */
const mostRows = 100_000;
/** Rows after which others get their turn. */
const turn = 500;

/** Values as `read` of question/fields.ts finds them in the columns of the tables. May give less than `limit`, and say so. */
export async function readScan(
  reading: Reading,
  filter: Filter,
  { fields, order, limit }: ScanRequest,
  signal?: AbortSignal,
): Promise<Scan> {
  const prepared = await prepare(reading, filter, signal);
  const columns = rawColumnsOf(fields);
  const most = Math.min(limit, mostRows);
  const rows: ScannedSignIn[] = [];
  const seen = new Set<string>();
  let { source } = prepared;
  for (;;) {
    const wanted = Math.min(most - rows.length, reading.pageRows ?? usualPage);
    const page = await readRows(
      reading,
      { ...prepared, source },
      columns,
      order,
      wanted + seen.size + 1,
      signal,
    );
    const fresh = page.filter((row) => !seen.has(String(row["s_id"])));
    for (const [at, row] of fresh.slice(0, wanted).entries()) {
      if (at % turn === turn - 1) await setImmediate(undefined, { signal });
      const signIn = readColumns(row);
      if (signIn !== undefined) rows.push(scanned(signIn, fields));
    }
    const more = fresh.length > wanted;
    if (!more || rows.length >= most || wanted === 0) return { rows, more };
    // The next page begins with what has the same time as the last row of this one.
    const last = Number(fresh[wanted - 1]?.["s_time"]);
    seen.clear();
    for (const row of page) if (Number(row["s_time"]) === last) seen.add(String(row["s_id"]));
    for (const row of fresh.slice(wanted)) seen.delete(String(row["s_id"]));
    source = order === "newest" ? { ...source, to: last + 1 } : { ...source, from: last };
  }
}

/** In their order, whatever order the service compares ids in. */
async function readRows(
  { engine }: Reading,
  prepared: Prepared,
  columns: readonly string[],
  order: ScanRequest["order"],
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Row[]> {
  const direction = order === "newest" ? "desc" : "asc";
  const text = [
    matching(prepared, columns),
    `order by s_time ${direction}, s_id ${direction}`,
    `take ${whole(limit)}`,
  ].join("\n| ");
  const sign = order === "newest" ? -1 : 1;
  return [...(await engine.query(text, signal, useOf(limit)))].sort(
    (a, b) =>
      sign *
      (Number(a["s_time"]) - Number(b["s_time"]) || compareTexts(String(a["s_id"]), String(b["s_id"]))),
  );
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
