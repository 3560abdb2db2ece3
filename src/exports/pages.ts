import { setImmediate } from "node:timers/promises";
import type { Filter, PageRequest } from "../store/store.ts";

/** Where pages of rows come from. */
export interface PageSource<Row> {
  /** Rows that match, in order, as the methods of the port give them. */
  readonly read: (
    filter: Filter,
    page: Pick<PageRequest, "order" | "limit">,
    signal: AbortSignal | undefined,
  ) => Promise<{ readonly rows: readonly Row[]; readonly more: boolean }>;
  /** Rows that are read at once. */
  readonly pageSize: number;
  readonly idOf: (row: Row) => string;
  /** Milliseconds since 1970. */
  readonly timeOf: (row: Row) => number;
}

export interface PagesRequest {
  readonly order: PageRequest["order"];
  /** Most sign-ins in all. */
  readonly limit: number;
  /** Sign-ins that are passed over before. */
  readonly offset?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * All that matches, page by page. A page begins at the moment at which the one before it ended, not after so many rows,
 * so the last page costs no more than the first. Sign-ins of that moment that were given out already are passed over by
 * their ids: what is written meanwhile makes none of them come twice.
 */
export async function* pagesOf<Row>(
  { read, pageSize, idOf, timeOf }: PageSource<Row>,
  filter: Filter,
  { order, limit, offset = 0, signal }: PagesRequest,
): AsyncGenerator<readonly Row[]> {
  let rest = limit === 0 ? 0 : offset + limit;
  let skipped = offset;
  let range: Filter = filter;
  let edge: number | undefined;
  let given: ReadonlySet<string> = new Set();
  while (rest > 0) {
    const size = Math.min(pageSize, rest);
    const page = await read(range, { order, limit: size + given.size }, signal);
    const found = page.rows.filter((row) => !given.has(idOf(row)));
    const rows = found.slice(0, size);
    const last = rows.at(-1);
    if (last === undefined) return;
    if (rows.length > skipped) yield rows.slice(skipped);
    skipped = Math.max(0, skipped - rows.length);
    rest -= rows.length;
    if (!page.more && found.length === rows.length) return;
    await setImmediate();
    const moment = timeOf(last);
    const there = rows.filter((row) => timeOf(row) === moment).map(idOf);
    // A moment may have more sign-ins than a page.
    given = new Set(moment === edge ? [...given, ...there] : there);
    edge = moment;
    range = order === "newest" ? { ...filter, to: moment + 1 } : { ...filter, from: moment };
  }
}
