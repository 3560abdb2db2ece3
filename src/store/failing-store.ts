import type { Store } from "./store.ts";

/** The port where there is nothing behind it: whatever is asked fails with this. */
export function failingStore(error: Error): Store {
  const fail = async (): Promise<never> => {
    throw error;
  };
  return {
    list: fail,
    summarise: fail,
    top: fail,
    trend: fail,
    scan: fail,
    find: fail,
    lookup: fail,
    coverage: fail,
    write: fail,
    remove: fail,
    erase: fail,
    cursor: fail,
    close: async () => {},
  };
}
