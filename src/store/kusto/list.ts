import type { SignIn } from "../../signin/sign-in.ts";
import type { Filter, Page, PageRequest } from "../store.ts";
import { fieldColumns } from "./field-columns.ts";
import { texts, whole } from "./literals.ts";
import { bounded, matching, prepare, type Reading } from "./reading.ts";
import { readRecord } from "./rows.ts";
import { newestOfEach, records } from "./source.ts";
import { compareTexts } from "./tags.ts";
import { tables } from "./tables.ts";

/** The page's ids first, out of few columns; then these records as a whole. */
export async function readPage(
  reading: Reading,
  filter: Filter,
  { order, limit, offset = 0 }: PageRequest,
  signal?: AbortSignal,
): Promise<Page> {
  const prepared = await prepare(reading, filter, signal);
  const direction = order === "newest" ? "desc" : "asc";
  const text = [
    matching(prepared, []),
    `order by s_time ${direction}, s_id ${direction}`,
    `take ${whole(offset + limit + 1)}`,
    ...(offset === 0
      ? []
      : [
          `order by s_time ${direction}, s_id ${direction}`,
          "extend s_row = row_number()",
          `where s_row > ${whole(offset)}`,
        ]),
    "project s_id, s_time, s_type",
  ].join("\n| ");
  const found = (await reading.engine.query(text, signal)).map((row) => ({
    id: String(row["s_id"]),
    time: Number(row["s_time"]),
    type: String(row["s_type"]),
  }));
  const wanted = inTime(found, order).slice(0, limit);
  const complete = await completeRecords(
    reading,
    { ids: wanted.map(({ id }) => id), types: wanted.map(({ type }) => type), ...rangeOf(wanted) },
    signal,
  );
  const rows = wanted.map(({ id }) => complete.get(id)).filter((signIn) => signIn !== undefined);
  return { rows: rows.map((signIn) => ({ ...signIn, raw: undefined })), more: found.length > limit };
}

export async function readById(
  reading: Reading,
  id: string,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly SignIn[]> {
  signal?.throwIfAborted();
  if (id === "") return [];
  for (const name of ["requestId", "correlationId"] as const) {
    const prepared = await prepare(reading, { where: [{ field: name, is: [id] }] }, signal);
    const text = [
      matching(prepared, [fieldColumns[name].column]),
      "order by s_time asc, s_id asc",
      `take ${whole(limit)}`,
      "project s_id, s_time, s_type",
    ].join("\n| ");
    const rows = await reading.engine.query(text, signal);
    const found = inTime(
      rows.map((row) => ({
        id: String(row["s_id"]),
        time: Number(row["s_time"]),
        type: String(row["s_type"]),
      })),
      "oldest",
    );
    if (found.length === 0) continue;
    const complete = await completeRecords(
      reading,
      { ids: found.map((one) => one.id), types: found.map(({ type }) => type), ...rangeOf(found) },
      signal,
    );
    return found.map((one) => complete.get(one.id)).filter((signIn) => signIn !== undefined);
  }
  return [];
}

interface Found {
  readonly id: string;
  readonly time: number;
  readonly type: string;
}

/** Whatever order the service compares ids in. */
function inTime(found: readonly Found[], order: PageRequest["order"]): Found[] {
  const sign = order === "newest" ? -1 : 1;
  return [...found].sort((a, b) => sign * (a.time - b.time || compareTexts(a.id, b.id)));
}

interface Wanted {
  readonly ids: readonly string[];
  readonly types: readonly string[];
  readonly from?: number;
  readonly to?: number;
}

function rangeOf(found: readonly Found[]): Pick<Wanted, "from" | "to"> {
  const times = found.map(({ time }) => time);
  return times.length === 0 ? {} : { from: Math.min(...times), to: Math.max(...times) + 1 };
}

/** By id. */
async function completeRecords(
  reading: Reading,
  { ids, types, from, to }: Wanted,
  signal: AbortSignal | undefined,
): Promise<Map<string, SignIn>> {
  if (ids.length === 0) return new Map();
  const source = {
    tables: tables.filter(({ type }) => types.includes(type)),
    ...bounded(reading, from, to),
    before: `tostring(column_ifexists("Id", "")) in~ ${texts(ids)}`,
  };
  const text = [
    records(source, [], ["s_record = tostring(pack_all(true))"]),
    `where s_id in ${texts(ids)}`,
    newestOfEach,
    "project s_id, s_type, s_record",
  ].join("\n| ");
  const rows = await reading.engine.query(text, signal);
  const signIns = rows.map(readRecord).filter((signIn) => signIn !== undefined);
  return new Map(signIns.map((signIn) => [signIn.id, signIn]));
}
