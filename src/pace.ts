import type { Clock } from "./clock.ts";

/**
 * Waits so that never more than `requests` begin in any `per` milliseconds. Microsoft Graph allows 5 requests in 10
 * seconds to its reports, of one app in one tenant.
 * Source: https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits
 */
export function createPace(
  requests: number,
  per: number,
  clock: Clock,
): (signal?: AbortSignal) => Promise<void> {
  const begun: number[] = [];
  return async (signal) => {
    for (;;) {
      const now = clock.now();
      // Also those that lie ahead of a clock that was set back: they would never be over.
      while (begun[0] !== undefined && (begun[0] <= now - per || begun[0] > now)) begun.shift();
      if (begun.length < requests) break;
      await clock.sleep((begun[0] as number) + per - now, signal);
    }
    begun.push(clock.now());
  };
}
