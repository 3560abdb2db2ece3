import type { Alerts, AlertThread, SeenAlert } from "../../src/state/alerts.ts";

/** Alerts in maps: what the others are compared with. */
export function memoryAlerts(): Alerts {
  const threads = new Map<number, AlertThread>();
  const seen = new Map<string, SeenAlert & { thread: number }>();
  const keyOf = (source: string, id: string): string => JSON.stringify([source, id]);
  let given = 0;
  const see = (thread: number, alert: SeenAlert): void => {
    const key = keyOf(alert.source, alert.id);
    seen.set(key, { ...alert, thread: seen.get(key)?.thread ?? thread });
  };
  return {
    async seen(source, id) {
      const held = seen.get(keyOf(source, id));
      return held && { thread: held.thread, version: held.version };
    },
    thread: async (number) => threads.get(number),
    latest: async (channel, foldKey) =>
      [...threads.values()].findLast((one) => one.channel === channel && one.foldKey === foldKey),
    openedSince: async (channel, since) =>
      [...threads.values()].filter((one) => one.channel === channel && one.opened >= since).length,
    async open(opened, alert) {
      const thread = { ...opened, number: ++given };
      threads.set(thread.number, thread);
      see(thread.number, alert);
      return thread;
    },
    async change(number, change, alert) {
      const thread = threads.get(number);
      if (thread !== undefined) threads.set(number, { ...thread, ...change });
      see(number, alert);
    },
    async sent(number, message, id) {
      const thread = threads.get(number);
      if (thread !== undefined) threads.set(number, { ...thread, [message]: id });
    },
    active: async (since) => [...threads.values()].filter(({ last }) => last >= since),
    async expire(before) {
      for (const { number, last } of threads.values()) {
        if (last >= before) continue;
        threads.delete(number);
        for (const [key, { thread }] of seen) if (thread === number) seen.delete(key);
      }
    },
  };
}
