import type { Coverage } from "./store.ts";

/** Milliseconds for which what a store holds is good for everybody, and after which it is no more, asked anew or not. */
const fresh = 60_000;
const useful = 10 * 60_000;

export interface SteadyCoverage {
  read(signal?: AbortSignal): Promise<Coverage>;
  /** What was known holds no more: something was written. */
  forget(): void;
  /** Ends what is being asked. */
  stop(): void;
}

/**
 * What a store holds, for stores that count it slowly: every question wants to know, and none should wait for it twice. It is
 * asked anew behind those who get what was known a minute ago, and goes on when whoever asked first has given up.
 * @param ask takes as long as it takes, unless its signal is aborted
 */
export function steadyCoverage(
  ask: (signal: AbortSignal) => Promise<Coverage>,
  now: () => number = Date.now,
): SteadyCoverage {
  const stop = new AbortController();
  let known: { readonly coverage: Coverage; readonly at: number } | undefined;
  let asking: Promise<Coverage> | undefined;

  const renew = (): Promise<Coverage> => {
    if (asking !== undefined) return asking;
    const own = ask(stop.signal)
      .then((coverage) => {
        // What was written in between may be missing in it.
        if (asking === own) known = { coverage, at: now() };
        return coverage;
      })
      .finally(() => {
        if (asking === own) asking = undefined;
      });
    return (asking = own);
  };
  return {
    async read(signal) {
      signal?.throwIfAborted();
      const age = known === undefined ? Infinity : Math.abs(now() - known.at);
      if (known === undefined || age > useful) return untilAborted(renew(), signal);
      // Whoever asks next is told why it failed, if that stays so.
      if (age > fresh) renew().catch(() => undefined);
      return known.coverage;
    },
    forget() {
      known = undefined;
      asking = undefined;
    },
    stop: () => stop.abort(),
  };
}

/** What comes of some work, for one who may give up before. @throws the signal's reason, then */
export function untilAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
