import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import pLimit from "p-limit";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Alerts, AlertThread } from "../state/alerts.ts";
import type { Store } from "../store/store.ts";
import type { NoticeView } from "../views/view.ts";
import { Alert, userName } from "./alert.ts";
import { factsOf } from "./facts.ts";
import { channelFor, type Routes } from "./routes.ts";
import { alertView, explanationView } from "./views.ts";

/** Takes what is to be said to Teams; each key is said once, whatever restarts between. */
export interface Channels {
  /** Posts in a channel, or below a post of it. @returns the id of the message; undefined where it was given up */
  post(
    to: { readonly channel: string; readonly below?: string },
    key: string,
    view: NoticeView,
  ): Promise<string | undefined>;
  /** Puts a view in the place of a message. */
  replace(
    to: { readonly channel: string; readonly below?: string },
    id: string,
    key: string,
    view: NoticeView,
  ): Promise<void>;
}

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
  } = options;
  // What is kept of one alert decides about the next.
  const keeping = pLimit(1);
  // Whoever asks a question meanwhile is not to wait.
  const lookingUp = pLimit(1);
  /** Threads of which something is to be said soon, and those of which it is being said. */
  const waiting = new Map<number, Promise<void>>();
  const saying = new Map<number, Promise<void>>();
  /** What their messages say, by key: what would say the same is not sent. */
  const said = new Map<string, string>();
  let lookedAt = "";

  return {
    take: (alert) => keeping(() => keep(alert)),
    async round(signal) {
      await alerts.expire(clock() - limits.alertsKept);
      const { signIns, newest } = await (await store()).coverage(signal);
      const now = JSON.stringify([signIns, newest]);
      for (const { number, explanation } of await alerts.active(clock() - limits.alertWatched)) {
        if (signal.aborted) return;
        if (now !== lookedAt || explanation === undefined) await say(number);
      }
      lookedAt = now;
    },
    async close() {
      await Promise.allSettled([...waiting.values(), ...saying.values()]);
    },
  };

  async function keep(alert: Alert): Promise<Taken> {
    const now = clock();
    const version = hash(JSON.stringify(alert));
    const seen = { source: alert.source, id: alert.id, version, at: now };
    const before = await alerts.seen(alert.source, alert.id);
    if (before?.version === version) return "known";
    const json = JSON.stringify(alert);
    const isClosed = alert.status === "closed";
    const held = before && (await alerts.thread(before.thread));
    if (held !== undefined) {
      // Of several alerts in one thread the newest is on the card.
      const isNewest = alertIn(held)?.id === alert.id;
      const change = isNewest
        ? { alert: json, isClosed: isClosed && held.foldKey !== floodKey }
        : { alert: held.alert, isClosed: held.isClosed };
      await alerts.change(held.number, { ...change, count: held.count, last: now }, seen);
      void say(held.number);
      return "changed";
    }
    if (isClosed) return "closed";
    const channel = channelFor(alert, routes);
    if (channel === undefined) return "not routed";
    const foldKey = await foldKeyFor(alert, channel, now);
    const like = await alerts.latest(channel, foldKey);
    if (like !== undefined && !like.isClosed && now - like.last < limits.alertFolds) {
      await alerts.change(like.number, { alert: json, isClosed, count: like.count + 1, last: now }, seen);
      void say(like.number);
      return "folded";
    }
    const opened = { channel, foldKey, alert: json, count: 1, opened: now, last: now, isClosed };
    const { number } = await alerts.open(opened, seen);
    void say(number);
    return "posted";
  }

  /** A flood ends in one thread: a channel in which everything is new every second is one that nobody reads. */
  async function foldKeyFor(alert: Alert, channel: string, now: number): Promise<string> {
    const own = foldKeyOf(alert);
    const like = await alerts.latest(channel, own);
    if (like !== undefined && !like.isClosed && now - like.last < limits.alertFolds) return own;
    const opened = await alerts.openedSince(channel, now - limits.alertThreadsPer);
    return opened < limits.alertThreads ? own : floodKey;
  }

  /** Says what a thread has to say, a moment later and after what is being said of it. */
  function say(number: number): Promise<void> {
    const soon = waiting.get(number);
    if (soon !== undefined) return soon;
    const turn = speak(number, saying.get(number));
    waiting.set(number, turn);
    return turn;
  }

  async function speak(number: number, before: Promise<void> | undefined): Promise<void> {
    await setTimeout(pause);
    await before;
    const speaking = (async () => {
      try {
        const thread = await alerts.thread(number);
        if (thread !== undefined) await sayOf(thread);
      } catch (err) {
        log.error({ err }, "An alert could not be told; it is tried again");
      }
    })();
    // From here on something new is said in a turn of its own.
    saying.set(number, speaking);
    waiting.delete(number);
    await speaking;
    if (saying.get(number) === speaking) saying.delete(number);
  }

  async function sayOf(thread: AlertThread): Promise<void> {
    const alert = alertIn(thread);
    if (alert === undefined) return;
    const { number, channel, count, last } = thread;
    const isFlood = thread.foldKey === floodKey;
    const view = isFlood ? floodView(thread, alert) : alertView(alert, { count, last }, timezone);
    const card = await put({ channel }, `alert/${number}/card`, thread.card, view);
    if (card === undefined) return;
    if (card !== thread.card) await alerts.sent(number, "card", card);
    if (isFlood) return;
    const facts = await lookingUp(async () =>
      factsOf(alert, await store(), clock(), AbortSignal.timeout(limits.storeTime)),
    );
    const explained = explanationView(alert, facts, clock(), timezone);
    const place = { channel, below: card };
    const explanation = await put(place, `alert/${number}/explanation`, thread.explanation, explained);
    if (explanation !== undefined && explanation !== thread.explanation)
      await alerts.sent(number, "explanation", explanation);
  }

  /** Posts a view, or puts it in the place of the message that it became before, unless it says the same. */
  async function put(
    to: { readonly channel: string; readonly below?: string },
    key: string,
    id: string | undefined,
    view: NoticeView,
  ): Promise<string | undefined> {
    const print = hash(JSON.stringify({ ...view, lines: view.lines.filter((line) => !isAge(line)) }));
    if (id !== undefined && said.get(key) === print) return id;
    const sent = id ?? (await channels.post(to, key, view));
    if (sent === undefined) return undefined;
    if (id !== undefined) await channels.replace(to, id, `${key}/${print}`, view);
    remember(key, print);
    return sent;
  }

  function remember(key: string, print: string): void {
    said.delete(key);
    said.set(key, print);
    const [oldest] = said.keys();
    if (said.size > 2_000 && oldest !== undefined) said.delete(oldest);
  }

  function floodView({ count, opened, last }: AlertThread, newest: Alert): NoticeView {
    const flood: Alert = {
      ...newest,
      title: "More alerts than are posted one by one",
      first: opened,
      last,
      users: [],
      addresses: [],
      description: `The newest: ${newest.title}. Look for the others where they come from.`,
    };
    return alertView(flood, { count, last }, timezone);
  }
}

const floodKey = "flood";

/** What makes alerts the same matter: what their sender says, else what they are called and whom they are about. */
function foldKeyOf(alert: Alert): string {
  const { source, key, title, users, addresses } = alert;
  const about = users.length > 0 ? users.map(userName) : addresses;
  return hash(
    JSON.stringify(
      key === undefined ? [source, title, about.map((one) => one.toLowerCase()).sort()] : [source, key],
    ),
  );
}

/** The age of the newest record changes with every minute, and nothing is new for that. */
function isAge(line: string): boolean {
  return line.startsWith("The newest sign-in that is stored is");
}

function alertIn({ alert }: AlertThread): Alert | undefined {
  return Alert.safeParse(JSON.parse(alert)).data;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
