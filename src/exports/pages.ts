import { setImmediate } from "node:timers/promises";
import { limits } from "../limits.ts";
import type { SignIn } from "../signin/sign-in.ts";
import type { Filter, PageRequest, Store } from "../store/store.ts";

export interface PagesRequest {
  readonly order: PageRequest["order"];
  /** Most sign-ins in all. */
  readonly limit: number;
  /** Sign-ins that are passed over before. */
  readonly offset?: number | undefined;
  /** Sign-ins that are read at once. */
  readonly pageSize?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * All that matches, page by page. A page begins at the moment at which the one before it ended, not after so many rows,
 * so the last page costs no more than the first. Sign-ins of that moment that were given out already are passed over by
 * their ids: what is written meanwhile makes none of them come twice.
 */
export async function* signInPages(
  store: Store,
  filter: Filter,
  { order, limit, offset = 0, pageSize = limits.exportPage, signal }: PagesRequest,
): AsyncGenerator<readonly SignIn[]> {
  let rest = limit === 0 ? 0 : offset + limit;
  let skipped = offset;
  let range: Filter = filter;
  let edge: number | undefined;
  let given: ReadonlySet<string> = new Set();
  while (rest > 0) {
    const size = Math.min(pageSize, rest);
    const page = await store.list(range, { order, limit: size + given.size }, signal);
    const found = page.rows.filter(({ id }) => !given.has(id));
    const rows = found.slice(0, size);
    const last = rows.at(-1);
    if (last === undefined) return;
    if (rows.length > skipped) yield rows.slice(skipped);
    skipped = Math.max(0, skipped - rows.length);
    rest -= rows.length;
    if (!page.more && found.length === rows.length) return;
    await setImmediate();
    const moment = Date.parse(last.createdDateTime);
    const isSame = (signIn: SignIn): boolean => Date.parse(signIn.createdDateTime) === moment;
    const there = rows.filter(isSame).map(({ id }) => id);
    // A moment may have more sign-ins than a page.
    given = new Set(moment === edge ? [...given, ...there] : there);
    edge = moment;
    range = order === "newest" ? { ...filter, to: moment + 1 } : { ...filter, from: moment };
  }
}
