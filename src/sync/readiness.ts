import type { SignInType } from "../signin/sign-in.ts";
import type { Store } from "../store/store.ts";
import { readSynced, readTo } from "./synced.ts";

/** How fresh a store is, for those who watch over the service. Milliseconds since 1970. */
export interface Freshness {
  /** The newest record; absent where there is none. */
  readonly newest?: number | undefined;
  /** Up to when each log has been read by itself; undefined for one of which nothing was, absent where none is. */
  readonly readTo: ReadonlyMap<SignInType, number | undefined>;
}

/** @param expected logs that are to be read, whether or not any of them ever was */
export async function freshnessOf(
  store: Pick<Store, "coverage" | "cursor">,
  expected: readonly SignInType[] = [],
): Promise<Freshness> {
  const [{ newest }, synced] = await Promise.all([store.coverage(), readSynced(store)]);
  const nothing = expected.map((type) => [type, undefined] as const);
  const read = [...synced].map(([type, log]) => [type, readTo(log)] as const);
  return { newest, readTo: new Map<SignInType, number | undefined>([...nothing, ...read]) };
}

/** The same as `/readyz` says it, with ages. */
export function readinessOf({ newest, readTo: read }: Freshness, now: number): object {
  const moment = (at: number): object => ({
    at: new Date(at).toISOString(),
    ageInSeconds: Math.round((now - at) / 1_000),
  });
  return {
    status: "ok",
    ...(newest !== undefined && { newestRecord: moment(newest) }),
    ...(read.size > 0 && {
      readTo: Object.fromEntries([...read].map(([type, to]) => [type, to === undefined ? null : moment(to)])),
    }),
  };
}
