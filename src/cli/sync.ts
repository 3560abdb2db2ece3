import { readRetention } from "../config.ts";
import { UserError } from "../errors.ts";
import { limits } from "../limits.ts";
import { createLog } from "../log.ts";
import type { StoreAddress } from "../store/address.ts";
import type { Store } from "../store/store.ts";
import { systemClock } from "../clock.ts";
import { createGraphPages, graph } from "../sync/graph-pages.ts";
import { noToken } from "../sync/problem.ts";
import { createSync, type Sync, type SyncOptions, type TypeResult } from "../sync/sync.ts";
import { claimStore } from "../sync/tenant.ts";
import { tenantOf } from "../token-claims.ts";
import { readingTokens, type Tokens } from "../tokens.ts";
import { number, plural } from "../views/words.ts";
import { typeNames } from "../commands/type-names.ts";
import { configuredIn } from "./configured.ts";
import { openToFill } from "./own-store.ts";

/** Days that Entra ID keeps sign-ins at most. */
const mostDays = 30;

/** What is read back to: what is kept here, as far as Entra has it. */
export const daysToRead = (retentionDays: number): number =>
  retentionDays === 0 ? mostDays : Math.min(retentionDays, mostDays);

/** Copies sign-ins from Microsoft Graph into a store, with these tokens. */
export function syncInto(
  store: Store,
  tokens: Tokens,
  options: Pick<SyncOptions, "log" | "days" | "onProgress">,
): Sync {
  const token = () => tokens(graph, limits.graphTime);
  const pages = createGraphPages({ token, clock: systemClock, random: Math.random, log: options.log });
  const sync = createSync({ ...options, store, pages, clock: systemClock, interval: limits.syncInterval });
  return {
    async round(signal) {
      await claimStore(store, tenantOf(await tokenOrReason(token)));
      return sync.round(signal);
    },
  };
}

async function tokenOrReason(token: () => Promise<string>): Promise<string> {
  try {
    return await token();
  } catch (error) {
    throw new UserError(`${noToken(error)}.`);
  }
}

/** `signpost sync`: one round. Returns the exit status: 2 where something was not read. */
export async function syncOnce(options: { store: StoreAddress; days?: number | undefined }): Promise<number> {
  const config = configuredIn(process.env);
  const tokens = readingTokens(process.env, config?.credentials);
  const store = await openToFill(options.store);
  const stop = new AbortController();
  process.once("SIGINT", () =>
    stop.abort(new UserError("Stopped. What was read so far is kept; sync again to go on.")),
  );
  let told = 0;
  try {
    const sync = syncInto(store, tokens, {
      log: createLog("error"),
      days: daysToRead(options.days ?? readRetention(process.env)),
      onProgress: ({ type, records }) => {
        if (Date.now() - told < 5_000) return;
        told = Date.now();
        console.error(`${typeNames[type]}: ${plural(records, "record")} read`);
      },
    });
    const results = await sync.round(stop.signal);
    for (const result of results) report(result);
    return results.some(({ problem }) => problem !== undefined) ? 2 : 0;
  } finally {
    await store.close();
  }
}

function report({ type, records, new: added, updated, quarantined, problem }: TypeResult): void {
  console.log(
    `${typeNames[type]}: read ${number(records)}, ${number(added)} new, ${number(updated)} updated, ${number(quarantined)} quarantined.`,
  );
  if (problem !== undefined) console.error(`${typeNames[type]}: ${problem.message}.`);
}
