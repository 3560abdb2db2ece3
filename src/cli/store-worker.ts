import { workerData } from "node:worker_threads";
import type { Analysis } from "../commands/analysis.ts";
import { isMendable, StoreFailure } from "../errors.ts";
import { methodsOf } from "../store/pool/methods.ts";
import { serveFailure, serveMethods } from "../store/pool/serve.ts";
import type { Store } from "../store/store.ts";
import { openStore } from "./open-store.ts";
import type { ThreadStart } from "./store-pool.ts";

// A thread of the pool: reads or writes the store that it was started for, and makes answers where that is.
try {
  const { address, options } = workerData as ThreadStart;
  serve(await openStore(address, options));
} catch (error) {
  // It can be mended, and not by whoever has asked a question of this thread.
  serveFailure(isMendable(error) ? new StoreFailure(error.message) : error);
}

function serve(store: Store): void {
  let made: Promise<Analysis> | undefined;
  // Most threads make none, and start sooner without what hunts are made of.
  const analysis = (): Promise<Analysis> =>
    (made ??= import("../commands/analysis.ts").then(({ createAnalysis }) => createAnalysis(store)));
  serveMethods(
    {
      ...methodsOf(store),
      search: async ([request], signal) =>
        (await analysis()).search(request as Parameters<Analysis["search"]>[0], signal),
      topWithin: async ([request], signal) =>
        (await analysis()).topWithin(request as Parameters<Analysis["topWithin"]>[0], signal),
    },
    () => store.close(),
  );
}
