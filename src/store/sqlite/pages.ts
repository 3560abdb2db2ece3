import type Database from "better-sqlite3";
import type { SignIn } from "../../signin/sign-in.ts";
import type { Filter, Page, PageRequest } from "../store.ts";
import { columnOf } from "./columns.ts";
import { compileFilter, type Clause } from "./conditions.ts";
import type { Dictionary } from "./dictionary.ts";
import type { Cell } from "./encode.ts";
import { guidText } from "./guid.ts";
import { unpack } from "./record.ts";
import { rowIdOfParts, slotOf, timeOf, type RowId } from "./row-id.ts";

type Order = PageRequest["order"];

export function readPage(
  db: Database.Database,
  dictionary: Dictionary,
  filter: Filter,
  { order, limit, offset = 0 }: PageRequest,
): Page {
  const rowIds = readRowIds(db, dictionary, compileFilter(filter, dictionary), order, offset + limit + 1);
  const body = db
    .prepare<[number, number], Buffer>(`SELECT body FROM record WHERE rid = ${rowIdOfParts}`)
    .pluck();
  return {
    rows: rowIds
      .slice(offset, offset + limit)
      .map(({ time, slot }) => unpack(body.get(time, slot) as Buffer)),
    more: rowIds.length > offset + limit,
  };
}

/** The sign-ins with this request id, else all with this correlation id, with what the source delivered. */
export function readById(db: Database.Database, dictionary: Dictionary, id: string, limit: number): SignIn[] {
  if (id === "") return [];
  const complete = db.prepare<[number, number], { body: Buffer; raw: Buffer | null }>(`
    SELECT record.body, raw.body AS raw FROM record LEFT JOIN raw USING (rid) WHERE record.rid = ${rowIdOfParts}`);
  const read = (field: "requestId" | "correlationId"): SignIn[] => {
    const filter = compileFilter({ where: [{ field, is: [id] }] }, dictionary);
    return readRowIds(db, dictionary, filter, "oldest", limit)
      .map(({ time, slot }) => complete.get(time, slot) as { body: Buffer; raw: Buffer | null })
      .map(({ body, raw }) => unpack(body, raw));
  };
  const found = read("requestId");
  return found.length > 0 ? found : read("correlationId");
}

/** The text of `readRowIds`, for which query plans are tested. */
export function compileRowIds({ text, parameters }: Clause, order: Order): Clause {
  return {
    text: `SELECT ${timeOf("f.rid")} AS time, ${slotOf("f.rid")} AS slot, f.${columnOf("requestId").sql} AS id
      FROM fact f WHERE ${text} ORDER BY f.rid ${order === "newest" ? "DESC" : "ASC"}`,
    parameters,
  };
}

/**
 * The first `count` keys in order of time and, at the same time, of id. Keys of one millisecond are in no order of their
 * own, so they are sorted before any of them is given out.
 */
function readRowIds(
  db: Database.Database,
  dictionary: Dictionary,
  filter: Clause,
  order: Order,
  count: number,
): RowId[] {
  const { text, parameters } = compileRowIds(filter, order);
  const done: RowId[] = [];
  let tied: (RowId & { id: string })[] = [];
  const settle = (): void => {
    const sign = order === "newest" ? -1 : 1;
    done.push(...tied.sort((a, b) => sign * (a.id < b.id ? -1 : 1)));
    tied = [];
  };
  for (const row of db.prepare<unknown[], RowId & { id: Cell }>(text).iterate(...parameters)) {
    if (tied[0] !== undefined && tied[0].time !== row.time) {
      settle();
      if (done.length >= count) break;
    }
    tied.push({ ...row, id: readId(row.id, dictionary) });
  }
  settle();
  return done.slice(0, count);
}

function readId(cell: Cell, dictionary: Dictionary): string {
  return typeof cell === "number" ? (dictionary.values("requestId")[cell - 1]?.id ?? "") : guidText(cell);
}
