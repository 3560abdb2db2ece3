import type { Store } from "./store.ts";

export type StoreCall = Exclude<keyof Store, "close" | "cursor">;

/** The same store, of whose calls it is told how long each took, in milliseconds, whether it succeeded or not. */
export function observedStore(store: Store, observe: (call: StoreCall, milliseconds: number) => void): Store {
  const timed = async <Result>(call: StoreCall, work: Promise<Result>): Promise<Result> => {
    const start = performance.now();
    try {
      return await work;
    } finally {
      observe(call, performance.now() - start);
    }
  };
  return {
    list: (...request) => timed("list", store.list(...request)),
    summarise: (...request) => timed("summarise", store.summarise(...request)),
    top: (...request) => timed("top", store.top(...request)),
    trend: (...request) => timed("trend", store.trend(...request)),
    scan: (...request) => timed("scan", store.scan(...request)),
    find: (...request) => timed("find", store.find(...request)),
    lookup: (...request) => timed("lookup", store.lookup(...request)),
    coverage: (...request) => timed("coverage", store.coverage(...request)),
    write: (...request) => timed("write", store.write(...request)),
    remove: (...request) => timed("remove", store.remove(...request)),
    erase: (...request) => timed("erase", store.erase(...request)),
    cursor: (name) => store.cursor(name),
    close: () => store.close(),
  };
}
