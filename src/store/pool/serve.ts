import { type MessagePort, parentPort } from "node:worker_threads";
import { describeFailure, type Reply, type Request } from "./messages.ts";

/** What a worker can be asked; the signal is aborted when the asker has given up. */
export type Methods = Readonly<
  Record<string, (given: readonly unknown[], signal: AbortSignal) => Promise<unknown>>
>;

/**
 * Answers what the other thread asks, until that says "close".
 * @param close releases what the methods use
 */
export function serveMethods(methods: Methods, close: () => Promise<void>): void {
  const port = ownPort();
  const running = new Map<number, AbortController>();

  const call = async ({ id, method, given }: Extract<Request, { kind: "call" }>): Promise<Reply> => {
    const stop = new AbortController();
    running.set(id, stop);
    try {
      const run = methods[method];
      if (run === undefined) throw new Error(`There is no method ${method}.`);
      return { kind: "result", id, json: JSON.stringify(await run(given, stop.signal)) };
    } catch (error) {
      return { kind: "failure", id, failure: describeFailure(error) };
    } finally {
      running.delete(id);
    }
  };
  port.on("message", (request: Request) => {
    switch (request.kind) {
      case "call":
        void call(request).then((reply) => port.postMessage(reply));
        break;
      case "abort":
        running.get(request.id)?.abort();
        break;
      case "close":
        for (const stop of running.values()) stop.abort();
        void close().finally(() => port.close());
        break;
    }
  });
}

/** Says that nothing can be asked, and why; the thread ends then, and another may be started. */
export function serveFailure(error: unknown): void {
  const reply: Reply = { kind: "unopened", failure: describeFailure(error) };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is of windows, not of threads
  ownPort().postMessage(reply);
}

function ownPort(): MessagePort {
  if (parentPort === null) throw new Error("This runs in a worker thread only.");
  return parentPort;
}
