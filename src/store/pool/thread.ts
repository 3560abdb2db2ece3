import type { Worker } from "node:worker_threads";
import { reviveFailure, type Reply, type Request } from "./messages.ts";

/** Milliseconds before one that could not open is started again: its password may be wrong, and many may ask. */
const pause = 3_000;

interface Call {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * One worker thread, which is started when it is first asked something, and again when it is asked something after it has
 * died. What it was asked before fails then.
 */
export class Thread {
  readonly #start: () => Worker;
  readonly #onDeath: (error: Error) => void;
  readonly #calls = new Map<number, Call>();
  #worker: Worker | undefined;
  #unopened: { readonly error: Error; readonly until: number } | undefined;
  #next = 0;

  /** @param onDeath is told why the worker ended by itself */
  constructor(start: () => Worker, onDeath: (error: Error) => void) {
    this.#start = start;
    this.#onDeath = onDeath;
  }

  /** How many calls are not answered yet. */
  get load(): number {
    return this.#calls.size;
  }

  /**
   * Asks for a method of `serveMethods`.
   * @throws what the method throws; the signal's reason once it is aborted; an error when the worker dies
   */
  async call(method: string, given: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted();
    if (this.#unopened !== undefined && performance.now() < this.#unopened.until) throw this.#unopened.error;
    const worker = (this.#worker ??= this.#open());
    const id = this.#next++;
    const abort = (): void => {
      this.#post(worker, { kind: "abort", id });
      this.#calls.get(id)?.reject(signal?.reason);
      this.#calls.delete(id);
    };
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await new Promise<unknown>((resolve, reject) => {
        this.#post(worker, { kind: "call", id, method, given });
        this.#calls.set(id, { resolve, reject });
      });
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Ends the worker once it has released what it holds. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    this.#post(worker, { kind: "close" });
    await ended;
    this.#failAll(new Error("The store was closed."));
  }

  #open(): Worker {
    const worker = this.#start();
    worker.on("message", (reply: Reply) => {
      if (reply.kind === "unopened") {
        // It ends by itself; what is asked from now on is asked of another.
        if (this.#worker === worker) this.#worker = undefined;
        const error = reviveFailure(reply.failure);
        this.#unopened = { error, until: performance.now() + pause };
        return this.#failAll(error);
      }
      const call = this.#calls.get(reply.id);
      this.#calls.delete(reply.id);
      if (reply.kind === "failure") call?.reject(reviveFailure(reply.failure));
      else call?.resolve(reply.json === undefined ? undefined : (JSON.parse(reply.json) as unknown));
    });
    let reason: Error | undefined;
    worker.on("error", (error) => {
      reason = error instanceof Error ? error : new Error(String(error));
    });
    worker.on("exit", (code) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      const error = reason ?? new Error(`A worker of the store ended with code ${code}.`);
      this.#onDeath(error);
      this.#failAll(error);
    });
    return worker;
  }

  #post(worker: Worker, request: Request): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is of windows, not of threads
    worker.postMessage(request);
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
  }
}
