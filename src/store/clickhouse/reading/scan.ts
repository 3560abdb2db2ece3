import { field, type FieldName } from "../../../question/fields.ts";
import type { Filter, Scan, ScannedSignIn, ScanRequest, Value } from "../../store.ts";
import { columnsOf } from "../facts.ts";
import type { Cell, Engine, Row } from "../engine.ts";
import { type Place, tableIn } from "../place.ts";
import { Bound, type Statement } from "../statement.ts";
import { toValue } from "./groups.ts";
import { orderBy } from "./list.ts";
import { compileFilter } from "./where.ts";

export async function readScan(
  engine: Engine,
  filter: Filter,
  request: ScanRequest,
  signal?: AbortSignal,
): Promise<Scan> {
  const { fields, limit } = request;
  const rows = await engine.ask(compileScan(engine.place, filter, request), signal);
  return { rows: rows.slice(0, limit).map((row) => toSignIn(row, fields)), more: rows.length > limit };
}

/** Cells of a row: the time, and for each field key, name and alias, or arrays of these. */
export function compileScan(place: Place, filter: Filter, { fields, order, limit }: ScanRequest): Statement {
  const bound = new Bound();
  const columns = fields.flatMap((name) => {
    const { value, name: itsName, alias } = columnsOf(name);
    return field(name).kind === "entity" ? [value, itsName, alias] : [value, "''", "''"];
  });
  return {
    text: [
      `SELECT ${["time", ...columns].join(", ")}`,
      `FROM ${tableIn(place, "sign_in")} FINAL WHERE ${compileFilter(filter, bound)}`,
      `${orderBy(order)} LIMIT ${bound.whole(limit + 1)}`,
    ].join("\n"),
    params: bound.params,
  };
}

function toSignIn([time, ...cells]: Row, fields: readonly FieldName[]): ScannedSignIn {
  return {
    time: Number(time),
    values: Object.fromEntries(fields.map((name, at) => [name, valuesOf(cells.slice(at * 3, at * 3 + 3))])),
  };
}

/** Each value once, by key, then by its names. */
function valuesOf([keys = "", names = "", aliases = ""]: readonly Cell[]): Value[] {
  if (!isList(keys)) return keys === "" ? [] : [toValue([keys, names, aliases])];
  const at = (texts: Cell, place: number): Cell => (isList(texts) ? (texts[place] ?? "") : texts);
  const values = keys.map((key, place) => [key, at(names, place), at(aliases, place)]);
  const once = new Map(values.map((value) => [value.join("\u0000"), toValue(value)]));
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function isList(cell: Cell): cell is readonly Cell[] {
  return Array.isArray(cell);
}
