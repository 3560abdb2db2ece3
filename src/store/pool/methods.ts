import type { Store } from "../store.ts";
import type { Methods } from "./serve.ts";

/** The methods of the port as a thread serves them. What was given has the types of the port: the other side is one. */
export function methodsOf(store: Store): Methods {
  return {
    list: ([filter, page], signal) => store.list(...([filter, page] as Given<"list">), signal),
    summarise: ([filter, request], signal) =>
      store.summarise(...([filter, request] as Given<"summarise">), signal),
    top: ([filter, request], signal) => store.top(...([filter, request] as Given<"top">), signal),
    trend: ([filter, edges], signal) => store.trend(...([filter, edges] as Given<"trend">), signal),
    scan: ([filter, request], signal) => store.scan(...([filter, request] as Given<"scan">), signal),
    find: ([id, limit], signal) => store.find(...([id, limit] as Given<"find">), signal),
    lookup: ([field, request], signal) => store.lookup(...([field, request] as Given<"lookup">), signal),
    coverage: (_, signal) => store.coverage(signal),
    cursor: ([name]) => store.cursor(name as string),
    remove: ([before, limit]) => store.remove(before as number, limit as number),
    erase: ([ids]) => store.erase(ids as readonly string[]),
    write: ([batch, cursor]) => store.write(...([batch, cursor] as Parameters<Store["write"]>)),
  };
}

/** What a method takes before the signal. */
type Given<Method extends "list" | "summarise" | "top" | "trend" | "scan" | "find" | "lookup"> =
  Parameters<Store[Method]> extends [infer First, infer Second, ...unknown[]] ? [First, Second] : never;
