import type { CheckWatch, WatchNews } from "../commands/watch-check.ts";
import { limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Address } from "../state/letters.ts";
import type { Kept, State, Watch } from "../state/state.ts";
import type { Store } from "../store/store.ts";
import type { NoticeView } from "../views/view.ts";

/** Says a view in a conversation, once for each key; it is kept when this returns, and sent in its time. */
export type Say = (to: Address, key: string, view: NoticeView) => Promise<void>;

export interface WatchRoundsOptions {
  readonly state: Pick<State, "allWatches" | "watch" | "toldWatch" | "personalChat">;
  readonly store: () => Promise<Store>;
  readonly check: CheckWatch;
  readonly say: Say;
  /** Where the service of Teams is reached for a conversation of which nothing else is known. */
  readonly serviceUrl: string;
  readonly log: Log;
  /** As `Date.now`. */
  readonly clock?: () => number;
}

/**
 * Looks at all watches whenever there is new data, one after another. What is told is put into the outbox before it counts
 * as told, under a key of its own, so that a crash in between tells it once.
 */
export function createWatchRounds(options: WatchRoundsOptions): (signal: AbortSignal) => Promise<void> {
  const { state, store, check, say, serviceUrl, log, clock = Date.now } = options;
  let lookedAt = "";
  return async (signal) => {
    const { signIns, newest } = await (await store()).coverage(signal);
    const now = JSON.stringify([signIns, newest]);
    if (now === lookedAt) return;
    let isWhole = true;
    for (const { id } of await state.allWatches()) {
      if (signal.aborted) return;
      if (!(await lookAt(id, signal))) isWhole = false;
    }
    // What could not be looked at is looked at again, whether or not there is more by then.
    if (isWhole) lookedAt = now;
  };

  /** Tells the bursts of a watch one after another. @returns false where it is to be looked at again */
  async function lookAt(id: string, signal: AbortSignal): Promise<boolean> {
    try {
      for (let burst = 0; burst < limits.watchBursts; burst++) {
        // It may have been ended, or told, meanwhile.
        const watch = await state.watch(id);
        if (watch === undefined || !isReadable(watch)) return true;
        const found = await check(watch, new Date(clock()), signal);
        if (found === "not known") return false;
        if (found === "not permitted")
          log.info({ watch: id }, "A watch is not told: its maker may not see it");
        if (found === "unclear")
          log.info({ watch: id }, "A watch is not told: a name in it is nobody's, or that of several");
        if (typeof found === "string") return true;
        if ("view" in found) await tell(watch, found);
        else await state.toldWatch(id, watch.told, found.upTo);
      }
      return false;
    } catch (err) {
      if (!signal.aborted) log.error({ err, watch: id }, "A watch could not be looked at");
      return false;
    }
  }

  async function tell(watch: Watch, { view, audience, upTo }: WatchNews): Promise<void> {
    const to = await addressFor(watch, audience);
    if (to === undefined)
      log.warn({ watch: watch.id }, "A watch could not be told: its maker has no personal chat");
    else await say(to, `watch/${watch.id}/${watch.told + 1}`, view);
    await state.toldWatch(watch.id, watch.told + 1, upTo);
  }

  /** Where others read along, what they may not see goes to its maker alone. */
  async function addressFor(
    { person, conversation, shared }: Watch,
    audience: WatchNews["audience"],
  ): Promise<Address | undefined> {
    const chat = await state.personalChat(person.toLowerCase());
    if (shared && audience === "asker") return chat;
    return { serviceUrl: chat?.serviceUrl ?? serviceUrl, conversation };
  }
}

function isReadable(watch: Kept<Watch>): watch is Watch {
  return watch.question !== undefined;
}
