import pLimit from "p-limit";
import { createPace } from "../../pace.ts";
import { systemClock, type Clock } from "../../clock.ts";
import { untilAborted } from "../steady-coverage.ts";
import { serviceTime, type Engine, type Row, type Service, type Use } from "./engine.ts";

/**
 * What Log Analytics allows one identity: five queries at once and 200 in 30 seconds. Fewer, so that people can ask with the
 * same identity beside Signpost. Data Explorer is asked no more.
 * Source: https://learn.microsoft.com/azure/azure-monitor/service-limits#log-analytics-workspaces
 */
export const serviceLimits = { atOnce: 4, muchAtOnce: 2, requests: 150, per: 30_000 } as const;

/** Milliseconds for which an answer is good for who asks the same: one card asks several times. */
const keptFor = 15_000;
const keptAtMost = 200;
/** Rows of an answer that is kept: larger ones are asked for once. */
const rowsKept = 5_000;

interface Kept {
  readonly answer: Promise<readonly Row[]>;
  readonly stop: AbortController;
  waiting: number;
  /** When it came; absent while it is awaited. */
  since?: number;
}

/**
 * A service within its limits, of which the same is asked only once.
 * @param explain what to say of a failure
 */
export function limited(
  service: Service,
  explain: (error: unknown) => unknown,
  clock: Clock = systemClock,
): Engine {
  const inTurn = pLimit(serviceLimits.atOnce);
  // Hunts and files ask for page after page, each of which may take long: people's other questions get turns, too.
  const muchInTurn = pLimit(serviceLimits.muchAtOnce);
  const pace = createPace(serviceLimits.requests, serviceLimits.per, clock);
  const kept = new Map<string, Kept>();

  const start = (text: string, use: Use): Kept => {
    const stop = new AbortController();
    const { signal } = stop;
    const ask = async (): Promise<readonly Row[]> => {
      try {
        signal.throwIfAborted();
        await pace(signal);
        const within = AbortSignal.any([signal, AbortSignal.timeout(serviceTime)]);
        // Not every part of the libraries heeds a signal.
        const { rows } = await untilAborted(service.query(text, within), within);
        one.since = clock.now();
        if (use === "much" || rows.length > rowsKept) forget(text, one);
        return rows;
      } catch (error) {
        forget(text, one);
        throw error;
      }
    };
    const answer = use === "much" ? muchInTurn(() => inTurn(ask)) : inTurn(ask);
    // Whoever waits is told; nobody may, any more.
    answer.catch(() => undefined);
    const one: Kept = { answer, stop, waiting: 0 };
    kept.set(text, one);
    return one;
  };
  const forget = (text: string, one: Kept): void => {
    if (kept.get(text) === one) kept.delete(text);
  };
  const tidy = (): void => {
    for (const [text, one] of kept) {
      if (one.since === undefined) continue;
      if (one.since + keptFor < clock.now() || kept.size > keptAtMost) kept.delete(text);
    }
  };

  return {
    async query(text, signal, use) {
      signal?.throwIfAborted();
      tidy();
      const one = kept.get(text) ?? start(text, use);
      one.waiting += 1;
      try {
        return await untilAborted(one.answer, signal);
      } catch (error) {
        throw signal?.aborted === true ? signal.reason : explain(error);
      } finally {
        one.waiting -= 1;
        // Nobody waits for it any more, so the service need not go on.
        if (one.waiting === 0 && one.since === undefined) {
          forget(text, one);
          one.stop.abort();
        }
      }
    },
    async close() {
      for (const one of kept.values()) one.stop.abort();
      service.close();
    },
  };
}
