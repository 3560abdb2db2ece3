import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker, type WorkerOptions } from "node:worker_threads";
import type { Analysis } from "../commands/analysis.ts";
import type { Search } from "../commands/hunts/hunt-search.ts";
import type { TopWithin } from "../commands/within.ts";
import { logFailure, type Log } from "../log.ts";
import { createPool, type Pool, type Role } from "../store/pool/pool.ts";
import type { Store } from "../store/store.ts";
import type { StoreAddress } from "../store/address.ts";
import type { OpenOptions } from "./open-store.ts";

/** What the service answers from. */
export interface OpenedStore {
  readonly store: Store;
  readonly analysis: Analysis;
}

/** More threads than that read no faster: they wait for memory. */
const readersAtMost = 4;
/** What all readers together keep of the store in memory (bytes). */
const cachedBytes = 192 * 1024 * 1024;
/** The same of the analyst, which goes through much and comes back to little. */
const analystBytes = 32 * 1024 * 1024;
/**
 * By how many percent of what is in use a heap may grow before it is looked through for garbage. On a machine with much
 * memory V8 lets it grow to four times as much, which would double what Signpost takes and make it hardly faster. An
 * import, which ends soon, is a tenth faster with more.
 */
const heapGrowth = { service: 50, import: 100 } as const;
/** Megabytes in which a thread makes new objects; most are gone when a few are full. */
const youngMegabytes = 12;

/**
 * Opens the store in threads of their own, so that no question holds up another, or the chat. A file has several, and is
 * made, and brought up to date, before, by its writer: after an update of Signpost that can take minutes. A service has
 * one, which is where its limits of what may be asked at once are kept; that it does not answer yet is logged, and no
 * reason for Signpost's own service to end.
 * @throws {StoreFailure} for a store that can't be used
 */
export async function openStorePool(
  address: StoreAddress,
  log: Pick<Log, "warn" | "error">,
  use: keyof typeof heapGrowth = "service",
): Promise<OpenedStore> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowth[use]}`);
  const readers = Math.min(Math.max(1, availableParallelism() - 1), readersAtMost);
  const store = createPool({
    ...(address.kind === "sqlite" && { readers }),
    start: (role) => startThread({ address, options: optionsOf(role, readers) }),
    onDeath: (err) => log.error({ err }, "A thread of the store ended; another takes its place"),
  });
  try {
    await store.opened();
  } catch (error) {
    if (use !== "service" || address.kind === "sqlite") {
      await store.close();
      throw error;
    }
    // It may be there for the next question, which opens it anew.
    logFailure(log, error, "The store does not answer yet");
  }
  return { store, analysis: analysisOf(store) };
}

function optionsOf(role: Role, readers: number): OpenOptions {
  switch (role) {
    case "reader":
      return { readonly: true, readsAhead: true, cachedBytes: Math.floor(cachedBytes / readers) };
    case "analyst":
      return { readonly: true, cachedBytes: analystBytes };
    case "writer":
    case "all":
      return {};
  }
}

/** Analysis in its thread, whose answers have the types of the analysis there. */
function analysisOf(pool: Pool): Analysis {
  return {
    search: async (request, signal) => (await pool.ask("search", [request], signal)) as Search,
    topWithin: async (request, signal) => (await pool.ask("topWithin", [request], signal)) as TopWithin,
  };
}

/** What a thread is started with. */
export interface ThreadStart {
  readonly address: StoreAddress;
  readonly options: OpenOptions;
}

function startThread(workerData: ThreadStart): Worker {
  const extension = extname(fileURLToPath(import.meta.url));
  const entry = new URL(`./store-worker${extension}`, import.meta.url);
  const options: WorkerOptions = {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  };
  if (extension === ".js") return new Worker(entry, options);
  // In a checkout the sources themselves run, which a thread has to load with a loader of its own.
  const [loader, source] = [import.meta.resolve("tsx/esm/api"), entry.href].map((url) => JSON.stringify(url));
  return new Worker(`import(${loader}).then(({ register }) => { register(); return import(${source}); })`, {
    ...options,
    eval: true,
  });
}
