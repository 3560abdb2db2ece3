import type { SignIn } from "../../signin/sign-in.ts";
import type { Filter, Page, PageRequest } from "../store.ts";
import { useOf, type Row, type Use } from "./engine.ts";
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
  const use = useOf(limit);
  const found = foundIn(await reading.engine.query(text, signal, use), order);
  const rows = await completeRecords(reading, found.slice(0, limit), signal, use);
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
    const found = foundIn(await reading.engine.query(text, signal), "oldest");
    if (found.length > 0) return completeRecords(reading, found, signal);
  }
  return [];
}

interface Found {
  readonly id: string;
  readonly time: number;
  readonly type: string;
}

/** In their order, whatever order the service compares ids in. */
function foundIn(rows: readonly Row[], order: PageRequest["order"]): Found[] {
  const sign = order === "newest" ? -1 : 1;
  return rows
    .map((row) => ({ id: String(row["s_id"]), time: Number(row["s_time"]), type: String(row["s_type"]) }))
    .sort((a, b) => sign * (a.time - b.time || compareTexts(a.id, b.id)));
}

/** The sign-ins that were found, as a whole. */
async function completeRecords(
  reading: Reading,
  found: readonly Found[],
  signal: AbortSignal | undefined,
  use?: Use,
): Promise<SignIn[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const times = found.map(({ time }) => time);
  const source = {
    tables: tables.filter(({ type }) => found.some((one) => one.type === type)),
    ...bounded(reading, Math.min(...times), Math.max(...times) + 1),
    before: `tostring(column_ifexists("Id", "")) in~ ${texts(ids)}`,
  };
  const text = [
    records(source, [], ["s_record = tostring(pack_all(true))"]),
    `where s_id in ${texts(ids)}`,
    newestOfEach,
    "project s_id, s_type, s_record",
  ].join("\n| ");
  const rows = await reading.engine.query(text, signal, use);
  const signIns = rows.map(readRecord).filter((signIn) => signIn !== undefined);
  const byId = new Map(signIns.map((signIn) => [signIn.id, signIn]));
  return ids.map((id) => byId.get(id)).filter((signIn) => signIn !== undefined);
}
