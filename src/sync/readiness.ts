import { signInTypes } from "../signin/sign-in.ts";
import type { Store } from "../store/store.ts";
import { readSynced, readTo } from "./progress.ts";

/** How fresh a store is, for those who watch over the service: the newest record, and up to when each log has been read. */
export async function readinessOf(store: Pick<Store, "coverage" | "cursor">, now: number): Promise<object> {
  const [{ newest }, synced] = await Promise.all([store.coverage(), readSynced(store)]);
  const moment = (at: number): object => ({
    at: new Date(at).toISOString(),
    ageInSeconds: Math.round((now - at) / 1_000),
  });
  const read = signInTypes.flatMap((type) => {
    const progress = synced.get(type);
    const to = progress && readTo(progress);
    return to === undefined ? [] : [[type, moment(to)] as const];
  });
  return {
    status: "ok",
    ...(newest !== undefined && { newestRecord: moment(newest) }),
    ...(read.length > 0 && { readFromMicrosoftGraph: Object.fromEntries(read) }),
  };
}
