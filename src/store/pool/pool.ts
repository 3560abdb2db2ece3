import type { Worker } from "node:worker_threads";
import type { Store } from "../store.ts";
import { Thread } from "./thread.ts";

/**
 * What a thread is for: `reader` and `writer` serve the port, `analyst` whatever else is asked, which may take seconds;
 * `all` does all of that.
 */
export type Role = "reader" | "writer" | "analyst" | "all";

export interface PoolOptions {
  /** How many threads read; absent: one thread does everything, so that it can bound what is asked of a service at once. */
  readonly readers?: number;
  /** Starts a thread that serves the methods of the port (see `methodsOf`) and of its role. */
  readonly start: (role: Role) => Worker;
  /** Is told why a thread ended by itself. */
  readonly onDeath: (error: Error) => void;
}

/** The port over threads, and what else they can be asked. */
export interface Pool extends Store {
  /**
   * Asks the analyst for something that is no method of the port.
   * @throws what it throws, and the signal's reason once that is aborted
   */
  ask(method: string, given: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
  /**
   * Waits until the writer has the store open, which may have to be made, or brought up to date, first.
   * @throws why that can't be
   */
  opened(): Promise<void>;
}

/**
 * A store whose every call runs off this thread: reads on some readers, each call on the one that has least to do, and
 * writes on one writer, and whatever takes seconds on an analyst, so that no reader is held up; or all of it on one.
 * Results are those of the store in the threads; values that are `undefined` there are absent.
 */
export function createPool({ readers, start, onDeath }: PoolOptions): Pool {
  const { reading, writer, analyst } = threadsOf(readers, (role) => new Thread(() => start(role), onDeath));
  let isClosed = false;

  const call = async (
    thread: () => Thread,
    method: string,
    given: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<unknown> => {
    if (isClosed) throw new Error("The store is closed.");
    return thread().call(method, given, signal);
  };
  const idlest = (): Thread => reading.reduce((best, thread) => (thread.load < best.load ? thread : best));
  // What comes back has the types of the port: the other side is one, too.
  const read = async <Result>(
    method: string,
    given: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<Result> => (await call(idlest, method, given, signal)) as Result;

  return {
    list: (filter, page, signal) => read("list", [filter, page], signal),
    summarise: (filter, request, signal) => read("summarise", [filter, request], signal),
    top: (filter, request, signal) => read("top", [filter, request], signal),
    trend: (filter, edges, signal) => read("trend", [filter, edges], signal),
    scan: (filter, request, signal) => read("scan", [filter, request], signal),
    find: (id, limit, signal) => read("find", [id, limit], signal),
    lookup: (field, request, signal) => read("lookup", [field, request], signal),
    coverage: (signal) => read("coverage", [], signal),
    cursor: (name) => read("cursor", [name]),
    write: async (batch, cursor) =>
      (await call(() => writer, "write", [batch, cursor])) as Awaited<ReturnType<Store["write"]>>,
    remove: async (before, limit) =>
      (await call(() => writer, "remove", [before, limit])) as Awaited<ReturnType<Store["remove"]>>,
    erase: async (ids) => (await call(() => writer, "erase", [ids])) as number,
    async opened() {
      await call(() => writer, "cursor", [""]);
    },
    ask: (method, given, signal) => call(() => analyst, method, given, signal),
    async close() {
      isClosed = true;
      await Promise.all([...new Set([...reading, writer, analyst])].map((thread) => thread.close()));
    },
  };
}

interface Threads {
  readonly reading: readonly Thread[];
  readonly writer: Thread;
  readonly analyst: Thread;
}

function threadsOf(readers: number | undefined, threadFor: (role: Role) => Thread): Threads {
  if (readers === undefined) {
    const only = threadFor("all");
    return { reading: [only], writer: only, analyst: only };
  }
  return {
    reading: Array.from({ length: readers }, () => threadFor("reader")),
    writer: threadFor("writer"),
    analyst: threadFor("analyst"),
  };
}
