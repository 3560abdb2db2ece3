import { setTimeout } from "node:timers/promises";
import pLimit from "p-limit";
import { withLink } from "../commands/links/link.ts";
import { beforeDeadline } from "../deadline.ts";
import { limits } from "../limits.ts";
import { logFailure, type Log } from "../log.ts";
import type { Alerts, AlertThread, SeenAlert } from "../state/alerts.ts";
import type { Store } from "../store/store.ts";
import { alertIn, asOpen, joined, namesOf, sources, type Alert } from "./alert.ts";
import { floodKeyOf, foldKeyOf, isOfFlood, isWorse } from "./fold.ts";
import { factsOf, type Facts } from "./facts.ts";
import { standingOf } from "./handling.ts";
import { createPosts, type Channels, type Spot } from "./posts.ts";
import { hash } from "./hash.ts";
import { channelFor, type Routes } from "./routes.ts";
import { alertView, floodView } from "./alert-view.ts";
import { entriesView, explanationView } from "./explanation-view.ts";

export interface DeskOptions {
  readonly alerts: Alerts;
  /** Resolves once the store can be asked. */
  readonly store: () => Promise<Store>;
  readonly channels: Channels;
  readonly routes: Routes;
  /** IANA name. */
  readonly timezone: string;
  readonly log: Log;
  /** As `Date.now`. */
  readonly clock?: () => number;
  /** Milliseconds that the store may take to say what it knows of an alert. */
  readonly storeTime?: number;
  /** Milliseconds before something is said: what comes at once is said at once. */
  readonly pause?: number;
}

/** What became of an alert. */
export type Taken =
  | "posted"
  /** There is a thread about it, which tells of it now. */
  | "folded"
  | "changed"
  /** It came before, and is as it was. */
  | "known"
  /** It was closed before it came here: there is nothing to do. */
  | "closed"
  /** No route leads to a channel. */
  | "not routed";

export interface Desk {
  /** Keeps an alert, and posts what is to be said of it in its time. @throws what the state throws: it is to be sent again */
  take(alert: Alert): Promise<Taken>;
  /** Says that people have done something about a thread. */
  handled(number: number): void;
  /** Says what is left to be said of the threads of the last hours, and explains again what may have changed. */
  round(signal: AbortSignal): Promise<void>;
  /** Waits for what is being said. */
  close(): Promise<void>;
}

/**
 * Alerts as threads: each is posted once, those like it are folded into its thread, and what is known of its people and
 * addresses stands below it, and changes when more is known. What arrives is kept before it is acknowledged; what it
 * leads to follows, and is made up for after a restart.
 */
export function createDesk(options: DeskOptions): Desk {
  const {
    alerts,
    store,
    channels,
    routes,
    timezone,
    log,
    clock = Date.now,
    pause = limits.alertPause,
    storeTime = limits.storeTime,
  } = options;
  // What is kept of one alert decides about the next.
  const keeping = pLimit(1);
  // Whoever asks a question meanwhile is not to wait.
  const lookingUp = pLimit(1);
  /** Threads of which something is to be said soon, and those of which it is being said. */
  const waiting = new Map<number, Promise<void>>();
  const saying = new Map<number, Promise<void>>();
  /** How often a message about who got in was given up, by thread. */
  const lost = new Map<number, number>();
  let lookedAt = "";
  const put = createPosts({ alerts, channels, log, clock });

  return {
    take: (alert) => keeping(() => keep(alert)),
    handled: (number) => void say(number, 0),
    async round(signal) {
      const now = clock();
      await alerts.expire(now - limits.alertsKept);
      const { signIns, newest } = await (await store()).coverage(signal);
      const records = JSON.stringify([signIns, newest]);
      const isNew = records !== lookedAt;
      // A thread that breaks takes it back.
      lookedAt = records;
      const threads = await alerts.active(now - limits.alertWatched, now - limits.alertUnsent);
      const told = threads
        .filter(
          ({ last, card }) =>
            isNew ||
            now - last < limits.alertWatchedClosely ||
            card.id === undefined ||
            card.says === undefined,
        )
        .map(({ number }) => say(number, 0));
      // A channel that cannot be reached for an hour holds up no other.
      await beforeDeadline(
        limits.alertRound,
        async () => void (await Promise.all(told)),
        () => undefined,
      );
      signal.throwIfAborted();
    },
    async close() {
      await Promise.allSettled([...waiting.values(), ...saying.values()]);
    },
  };

  async function keep(alert: Alert): Promise<Taken> {
    const now = clock();
    const { updated = alert.last, status } = alert;
    const isClosed = status === "closed";
    const version = hash(JSON.stringify(alert));
    const names = namesOf(alert);
    const seen = { source: alert.source, id: alert.id, version, updated, isClosed, at: now, names };
    const before = await alerts.seen(alert.source, alert.id);
    // What was delayed on its way is older than what is known.
    if (before !== undefined && (before.version === version || updated < before.updated)) return "known";
    const held = before && (await alerts.thread(before.thread));
    if (held !== undefined) {
      const known = alertIn(held);
      const all = known === undefined || held.count === 1 ? alert : joined(known, alert);
      await alerts.change(held.number, { alert: JSON.stringify(all), count: held.count, last: now }, seen);
      // What a person has closed and its source takes up again, or finds worse, is not closed any more.
      if (isClosedByPerson(held) && known !== undefined && isTakenUp(known, alert)) {
        const source = sources[alert.source];
        await alerts.handle(held.number, { state: "open", person: "", name: source, at: now });
      }
      void say(held.number);
      return "changed";
    }
    if (isClosed) return "closed";
    const channel = channelFor(alert, routes);
    if (channel === undefined) return "not routed";
    return (await fold(alert, channel, seen)) ? "folded" : open(alert, channel, seen);
  }

  /** Puts an alert into the thread of those like it, unless it is worse than they are. */
  async function fold(alert: Alert, channel: string, seen: SeenAlert): Promise<boolean> {
    const like = await alerts.latest(channel, foldKeyOf(alert));
    const known = like && alertIn(like);
    if (like === undefined || known === undefined || seen.at - like.opened >= limits.alertFolds) return false;
    // What somebody has closed and comes again may be another matter: it is not to be overlooked.
    if (isWorse(alert, known)) return false;
    if (standingOf(like, (await alerts.openIn(like.number)) > 0) === "closed") return false;
    await addTo(like, joined(known, alert), seen);
    return true;
  }

  /** Opens a thread; in a flood, of which nobody would read each post, one for all that follow. */
  async function open(alert: Alert, channel: string, seen: SeenAlert): Promise<"posted" | "folded"> {
    const { severity } = alert;
    const isFlood =
      (await alerts.openedSince(channel, severity, seen.at - limits.alertThreadsPer)) >= limits.alertThreads;
    const foldKey = isFlood ? floodKeyOf(alert) : foldKeyOf(alert);
    const flood = isFlood ? await alerts.latest(channel, foldKey) : undefined;
    if (flood !== undefined && seen.at - flood.opened < limits.alertThreadsPer && !isClosedByPerson(flood)) {
      await addTo(flood, alert, seen);
      return "folded";
    }
    const json = JSON.stringify(alert);
    const thread = { channel, foldKey, severity, alert: json, count: 1, opened: seen.at, last: seen.at };
    const { number } = await alerts.open(thread, seen);
    void say(number);
    return "posted";
  }

  async function addTo(thread: AlertThread, alert: Alert, seen: SeenAlert): Promise<void> {
    const change = { alert: JSON.stringify(alert), count: thread.count + 1, last: seen.at };
    await alerts.change(thread.number, change, seen);
    void say(thread.number);
  }

  /** Says what a thread has to say, a moment later and after what is being said of it. */
  function say(number: number, after = pause): Promise<void> {
    const soon = waiting.get(number);
    if (soon !== undefined) return soon;
    const turn = speak(number, after, saying.get(number));
    waiting.set(number, turn);
    return turn;
  }

  async function speak(number: number, after: number, before: Promise<void> | undefined): Promise<void> {
    await setTimeout(after);
    await before;
    const speaking = (async () => {
      try {
        const thread = await alerts.thread(number);
        if (thread !== undefined) await sayOf(thread);
      } catch (error) {
        logFailure(log, error, "An alert could not be told; it is tried again");
        // The next round looks at it whether or not there are new records.
        lookedAt = "";
      }
    })();
    // From here on something new is said in a turn of its own.
    saying.set(number, speaking);
    waiting.delete(number);
    await speaking;
    if (saying.get(number) === speaking) saying.delete(number);
  }

  async function sayOf(thread: AlertThread): Promise<void> {
    const known = alertIn(thread);
    if (known === undefined) return;
    const { number, channel } = thread;
    const isFlood = isOfFlood(thread);
    const alert = asOpen(known, (await alerts.openIn(number)) > 0);
    const view = isFlood
      ? floodView(alert, thread, timezone)
      : alertView(alert, { ...thread, earlier: await earlierThan(thread) }, timezone);
    const card = await put(thread, "card", { channel }, view);
    if (card === undefined || isFlood) return;
    const facts = await lookingUp(async () => factsOf(alert, await store(), AbortSignal.timeout(storeTime)));
    const below = { channel, below: card };
    const explanation = withLink(explanationView(alert, facts, timezone), {
      intent: "alert",
      id: alert.id,
      where: [],
      notUnderstood: [],
    });
    const said = await put(thread, "explanation", below, explanation);
    if (said !== undefined) await tellEntries(thread, below, facts);
  }

  /** A reply that changes in its place rings nobody: who has got in since it was said is told below it, each once. */
  async function tellEntries({ number, inside }: AlertThread, below: Spot, facts: Facts): Promise<void> {
    const { gotIn, sessions } = facts.reached;
    const now = [...new Set([...gotIn, ...sessions].map(({ name }) => name))];
    const fresh = now.filter((name) => inside?.includes(name) !== true);
    if (inside !== undefined && fresh.length === 0) return;
    if (inside !== undefined) {
      // The same after a crash; another where it was lost, so that it is tried again.
      const key = `alert/${number}/inside/${hash(JSON.stringify(fresh))}/${lost.get(number) ?? 0}`;
      if ((await channels.post(below, key, entriesView(fresh))) === "lost") {
        lost.set(number, (lost.get(number) ?? 0) + 1);
        return;
      }
    }
    await alerts.entered(number, [...(inside ?? []), ...fresh]);
  }

  async function earlierThan(thread: AlertThread): ReturnType<Alerts["earlier"]> {
    return alerts.earlier(thread, thread.opened - limits.alertsKept);
  }
}

function isClosedByPerson({ handling }: AlertThread): boolean {
  return handling?.state === "closed";
}

/** Whether its source has more to say of an alert than when it was closed. */
function isTakenUp(before: Alert, now: Alert): boolean {
  if (now.status === "closed") return false;
  return isWorse(now, before) || (before.status !== now.status && before.status !== "active");
}
