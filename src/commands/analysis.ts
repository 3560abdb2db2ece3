import pLimit from "p-limit";
import type { Store } from "../store/store.ts";
import { search, type Search, type SearchRequest } from "./hunts/hunt-search.ts";
import { topWithin, type TopWithin, type WithinRequest } from "./within.ts";

/**
 * Answers that are made of very many sign-ins, each of which is looked at: they are better made where the store is than
 * where people are answered. Requests and results are plain data, so that they can cross over.
 */
export interface Analysis {
  /** What a hunt finds. */
  search(request: SearchRequest, signal?: AbortSignal): Promise<Search>;
  /** Groups whose thresholds are met within some stretch of time. */
  topWithin(request: WithinRequest, signal?: AbortSignal): Promise<TopWithin>;
}

/** Each holds all that it reads, so few are made at a time: a second one, so that a quick one need not wait for a slow one. */
const atOnce = 2;

/** Made right here, of what the store gives. */
export function createAnalysis(store: Store): Analysis {
  const inTurn = pLimit(atOnce);
  const ask = <Result>(signal: AbortSignal | undefined, make: () => Promise<Result>): Promise<Result> =>
    inTurn(() => {
      signal?.throwIfAborted();
      return make();
    });
  return {
    search: (request, signal) => ask(signal, () => search(request, store, signal)),
    topWithin: (request, signal) => ask(signal, () => topWithin(request, store, signal)),
  };
}

/** The same, where what is asked twice is found once: for those who ask at one moment. */
export function rememberingAnalysis(analysis: Analysis): Analysis {
  const searches = new Map<string, Promise<Search>>();
  return {
    ...analysis,
    search(request, signal) {
      const key = JSON.stringify(request);
      const found = searches.get(key) ?? analysis.search(request, signal);
      searches.set(key, found);
      return found;
    },
  };
}
