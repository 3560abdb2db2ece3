import type { Alerts, AlertThread, SeenAlert } from "../../src/state/alerts.ts";

/** Alerts in maps: what the others are compared with. */
export function memoryAlerts(): Alerts {
  const threads = new Map<number, AlertThread>();
  const seen = new Map<string, SeenAlert & { thread: number }>();
  const keyOf = (source: string, id: string): string => JSON.stringify([source, id]);
  let given = 0;
  const see = (thread: number, alert: SeenAlert): void => {
    const key = keyOf(alert.source, alert.id);
    const held = seen.get(key);
    const names = [...(held?.names ?? []), ...(alert.names ?? [])];
    seen.set(key, { ...alert, names, thread: held?.thread ?? thread });
  };
  const alter = (number: number, change: Partial<AlertThread>): void => {
    const thread = threads.get(number);
    if (thread !== undefined) threads.set(number, { ...thread, ...change });
  };
  return {
    async seen(source, id) {
      const held = seen.get(keyOf(source, id));
      return held && { thread: held.thread, version: held.version, updated: held.updated };
    },
    thread: async (number) => threads.get(number),
    named: async (name) =>
      [...seen.values()]
        .filter(({ names = [] }) => names.some((one) => one.toLowerCase() === name.toLowerCase()))
        .map(({ source, id, thread }) => ({ source, id, thread }))
        .sort((a, b) => b.thread - a.thread || (a.source + a.id < b.source + b.id ? -1 : 1)),
    ofCard: async (channel, id) =>
      [...threads.values()].find((one) => one.channel === channel && one.card.id === id),
    latest: async (channel, foldKey) =>
      [...threads.values()].findLast((one) => one.channel === channel && one.foldKey === foldKey),
    async earlier({ channel, foldKey, number }, since) {
      const all = [...threads.values()].filter(
        (one) =>
          one.channel === channel && one.foldKey === foldKey && one.number < number && one.last >= since,
      );
      const last = all.at(-1);
      return { count: all.length, ...(last !== undefined && { last }) };
    },
    recent: async (since, channel) =>
      [...threads.values()]
        .filter((one) => one.last >= since && (channel === undefined || one.channel === channel))
        .toSorted((a, b) => b.last - a.last || b.number - a.number),
    async handle(number, handling) {
      const { id, says } = threads.get(number)?.card ?? {};
      alter(number, {
        handling,
        card: { ...(id !== undefined && { id }), ...(id === undefined && says !== undefined && { says }) },
      });
    },
    entered: async (number, inside) => alter(number, { inside }),
    openedSince: async (channel, severity, since) =>
      [...threads.values()].filter(
        (one) => one.channel === channel && one.severity === severity && one.opened >= since,
      ).length,
    openIn: async (number) =>
      [...seen.values()].filter(({ thread, isClosed }) => thread === number && !isClosed).length,
    async open(opened, alert) {
      const thread = { ...opened, number: ++given, tries: 0, card: {}, explanation: {} };
      threads.set(thread.number, thread);
      see(thread.number, alert);
      return thread;
    },
    async change(number, change, alert) {
      alter(number, change);
      see(number, alert);
    },
    told: async (number, message, told) => alter(number, { [message]: told }),
    untold: async (number, message) =>
      alter(number, {
        tries: (threads.get(number)?.tries ?? 0) + 1,
        ...(message === "card" && { card: {} }),
        explanation: {},
      }),
    active: async (since, unsentSince) =>
      [...threads.values()].filter(
        ({ last, card, handling }) =>
          last >= since ||
          (Math.max(last, handling?.at ?? -Infinity) >= unsentSince &&
            (card.id === undefined || card.says === undefined)),
      ),
    async expire(before) {
      for (const [key, { at }] of seen) if (at < before) seen.delete(key);
      for (const { number, last } of threads.values()) if (last < before) threads.delete(number);
    },
  };
}
